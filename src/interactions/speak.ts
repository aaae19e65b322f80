import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { offer } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { type Beside, type Enclosure, hear, type Interaction, type Kind } from './interactions.ts'

/** Where the words go, so far as whoever speaks knows it. */
export type Whither = {
  to?: string | undefined
  case?: Id | undefined
  subject?: string | undefined
  /** What goes out in place of the words that are kept: a private link is in the letter and nowhere else. */
  said?: string | undefined
}

/** Brings what we say to the customer by one channel, in the deed's own transaction. */
export type Carrier = {
  channel: string
  carry(db: Db, who: Staff, interaction: Interaction, where: Whither): Promise<void>
}
export const carriers = offer<Carrier>('interactions.carriers')

/** Said by a person face to face or ear to ear: written down, carried by nobody. */
const BY_MOUTH = new Set(['phone', 'counter', 'visit', 'post'])

export type Speech = Whither & {
  customer: Id | null
  channel: string
  text: string
  title?: string | undefined
  kind?: Kind | undefined
  files?: Enclosure[] | undefined
  beside?: Beside | undefined
}

/** Says something to a customer and keeps it with the story. */
export async function speak(db: Db, who: Staff, what: Speech): Promise<Interaction> {
  const carrier = carriers.taken.find((one) => one.channel === what.channel)
  if (!carrier && !BY_MOUTH.has(what.channel))
    throw new Refusal('unavailable', 'carrier', `Nothing goes out by ${what.channel} yet.`, {
      field: 'channel',
    })
  if (what.text.trim() === '')
    throw new Refusal('invalid', 'interaction.text', 'Write what you want to say.', { field: 'text' })
  const said = await hear(db, who, {
    kind: what.kind ?? 'message',
    channel: what.channel,
    direction: 'out',
    customer: what.customer,
    team: who.team,
    person: who.id,
    text: what.text,
    title: what.title ?? what.subject ?? '',
    files: what.files ?? [],
    beside: { ...what.beside, ...(what.case && { case: what.case }) },
  })
  const subject = what.subject ?? what.title
  await carrier?.carry(db, who, said, { to: what.to, case: what.case, subject, said: what.said })
  return said
}
