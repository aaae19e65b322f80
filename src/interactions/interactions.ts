import type { Child } from 'hono/jsx'
import { record } from '../history/history.ts'
import { ahead, together } from '../kit/ahead.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { offer, type Reaction, tell } from '../kit/offer.ts'
import type { Who } from '../kit/who.ts'
import type { Staff } from '../people/people.ts'
import { type Enclosure, keepAttachments } from './attachments.ts'
import { cleanWords, mayBeHeard, noSuch } from './rules.ts'
import { insertInteraction, selectByKey } from './store.ts'

export { type Attachment, attachmentsOf, type Enclosure } from './attachments.ts'
export {
  interaction,
  interactionByKey,
  interactionsById,
  interactionsOf,
  latest,
  searchWords,
} from './read.ts'
export { mayHaveHappened } from './rules.ts'
export { inWords, Said } from './said.tsx'
export { type Carrier, carriers, type Speech, speak, type Whither } from './speak.ts'
export {
  type Judged,
  judged,
  setVerdict,
  takeVerdictBack,
  VERDICTS,
  type Verdict,
  verdictOf,
} from './verdict.ts'

import { type Verdict, verdictOf } from './verdict.ts'

export const KINDS = [
  'compliment',
  'complaint',
  'question',
  'idea',
  'answer',
  'call',
  'visit',
  'kindness',
  'message',
] as const
export type Kind = (typeof KINDS)[number]
export type Direction = 'in' | 'out'

/** Something that a customer said, lived or was told, on any channel. */
export type Interaction = {
  id: Id
  at: Date
  kind: Kind
  channel: string
  direction: Direction
  customer_id: Id | null
  touchpoint_id: Id | null
  team_id: Id | null
  person_id: Id | null
  /** 1 to 5. Scores on the asker's own scale are apart: none of them is a five. */
  score: number | null
  own_score: number | null
  own_scale: string | null
  title: string
  text: string
  language: string | null
  /** Set by hand, else from the score. */
  verdict: Verdict | null
}

/** What was said beside the words and is for later words to take up; each adds its own member. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled from above
export interface Beside {}

export type Hearing = {
  kind: Kind
  channel: string
  direction?: Direction | undefined
  customer: Id | null
  touchpoint?: Id | null | undefined
  /** Left out, it is the team of the touchpoint. */
  team?: Id | null | undefined
  /** On compliments and kindness only, and on what we ourselves say. */
  person?: Id | null | undefined
  score?: number | null | undefined
  own?: { score: number; scale: string } | null | undefined
  title?: string | undefined
  text?: string | undefined
  language?: string | null | undefined
  at?: Date | undefined
  /** The same key on the same channel is the same interaction: it is heard once. */
  key?: string | null | undefined
  files?: Enclosure[] | undefined
  beside?: Beside | undefined
  /** It is history that somebody brought along: nobody waits for an answer to it. */
  past?: boolean | undefined
}

export type Heard = { interaction: Interaction; beside: Beside; past: boolean }

/** What follows when something was heard or said, in the same transaction. */
export const heard = offer<Reaction<Db, Who, Heard>>('interactions.heard')

/** What stands beside the words on their page: what became of them, and what one may do now. */
export const interactionPanels =
  offer<(db: Db, who: Staff, one: Interaction) => Promise<Child | null>>('interactions.panels')

/** Hears a customer, on whatever channel: kept, told to those who react, and on the timeline. */
export const hear = async (db: Db, who: Who, what: Hearing): Promise<Interaction> =>
  (await hearOnce(db, who, what)).interaction

/** As hear; `made` is false where the key had been heard before, and nothing was done. */
export async function hearOnce(
  db: Db,
  who: Who,
  what: Hearing,
): Promise<{ interaction: Interaction; made: boolean }> {
  mayBeHeard(what)
  const given = interactionOf(who, what)
  const key = what.key || null
  const borrowsTeam = what.team === undefined && given.touchpoint_id !== null
  const stored = await ahead(insertInteraction(db, given, key, borrowsTeam).catch(noSuch))
  let team = given.team_id
  // Only where the answer decides what comes next does anybody wait for it here.
  if (key !== null || borrowsTeam) {
    const row = await stored()
    if (!row) return { interaction: await selectByKey(db, given.channel, key ?? ''), made: false }
    team = row.team_id
  }
  const interaction = { ...given, team_id: team }
  await together([
    stored(),
    record(db, who, 'interactions.heard', interaction.id, lineOf(interaction)),
    keepAttachments(db, interaction.id, what.files ?? []),
    tell(heard, db, who, { interaction, beside: what.beside ?? {}, past: what.past ?? false }),
  ])
  return { interaction, made: true }
}

function interactionOf(who: Who, what: Hearing): Interaction {
  const score = what.score ?? null
  return {
    id: newId(who.at),
    at: what.at ?? who.at,
    kind: what.kind,
    channel: what.channel,
    direction: what.direction ?? 'in',
    customer_id: what.customer,
    touchpoint_id: what.touchpoint ?? null,
    team_id: what.team ?? null,
    person_id: what.person ?? null,
    score,
    own_score: what.own?.score ?? null,
    own_scale: what.own?.scale ?? null,
    title: cleanWords(what.title ?? '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 500),
    text: cleanWords(what.text ?? '').trim(),
    language: what.language || null,
    verdict: verdictOf(score),
  }
}

/** What the line says: ids and small values, never the words. */
const lineOf = (one: Interaction) => ({
  kind: one.kind,
  channel: one.channel,
  ...(one.direction === 'out' && { direction: 'out' }),
  ...(one.customer_id && { customer: one.customer_id }),
  ...(one.touchpoint_id && { touchpoint: one.touchpoint_id }),
  ...(one.team_id && { team: one.team_id }),
  ...(one.person_id && { person: one.person_id }),
  ...(one.score && { score: one.score }),
})
