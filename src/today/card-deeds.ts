import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { type Company, company, type Staff, teams } from '../people/people.ts'
import {
  type CardPart,
  type Circle,
  circleOf,
  dayIn,
  type MorningCard,
  mayKeep,
  nextOpenDay,
  PARTS,
  type Part,
} from './card.ts'
import { draft } from './card-draft.ts'
import {
  deleteChange,
  deleteHuddle,
  insertCard,
  insertParts,
  selectCard,
  selectHuddle,
  selectParts,
  upsertChange,
  upsertHuddle,
} from './store-card.ts'

export const MOST_LETTERS = 260

type For = { team: Id | null; day: string }

/** The card of a team and day as it is kept; where it is not yet, as it would be drafted at this moment. */
export async function readCard(
  db: Db,
  house: Company,
  circle: Circle,
  day: string,
  at: Date,
): Promise<MorningCard> {
  const kept = await selectCard(db, circle.id, day)
  if (!kept) {
    const parts = await draft(db, { house, circle, day, at })
    return { id: null, team_id: circle.id, day, at: null, parts: named(parts, () => null), huddle: null }
  }
  const parts = new Map((await selectParts(db, kept.id)).map((one) => [one.part, one]))
  return {
    ...kept,
    parts: Object.fromEntries(PARTS.map((part) => [part, parts.get(part)!])) as Record<Part, CardPart>,
    huddle: (await selectHuddle(db, kept.id)) ?? null,
  }
}

const named = (
  parts: Record<Part, Omit<CardPart, 'part' | 'changed'>>,
  changed: (part: Part) => CardPart['changed'],
): Record<Part, CardPart> =>
  Object.fromEntries(PARTS.map((part) => [part, { ...parts[part], part, changed: changed(part) }])) as Record<
    Part,
    CardPart
  >

/** Drafts the card and keeps it; nothing where it is kept already. Says its id. */
export async function draftCard(db: Db, who: Who, { team, day }: For): Promise<Id> {
  const known = await selectCard(db, team, day)
  if (known) return known.id
  const house = await company(db)
  const circle = await circleOf(db, house, team)
  const parts = await draft(db, { house, circle, day, at: who.at })
  const id = newId(who.at)
  if (!(await insertCard(db, { id, team_id: team, day, at: who.at })))
    return (await selectCard(db, team, day))?.id ?? id
  await insertParts(db, id, parts)
  await record(db, who, 'today.card-drafted', id, { day, ...(team && { team }) })
  return id
}

/** Who may change it, and of which days: today's, and that of the next open day. */
async function mustKeep(db: Db, who: Staff, { team, day }: For, past = false): Promise<void> {
  await circleOf(db, who.house, team)
  if (!mayKeep(who, await teams(db), team))
    throw new Refusal('forbidden', 'card-theirs', 'This card is kept by the people of that team.')
  const today = dayIn(who.at, who.house.zone)
  const last = nextOpenDay(who.house.hours, today) ?? today
  if (day > last || (day < today && !past))
    throw new Refusal(
      'conflict',
      'card-day',
      day < today
        ? 'This card is of a day that is over: it stays as it was.'
        : 'It is too early for this card.',
    )
}

/** A part in one's own words. */
export async function changeCard(
  db: Db,
  who: Staff,
  what: For & { part: Part; text: string },
): Promise<void> {
  await mustKeep(db, who, what)
  const text = what.text.replace(/\s+/g, ' ').trim()
  if (text === '')
    throw new Refusal('invalid', 'card-empty', 'Write what the card should say.', {
      field: 'text',
    })
  if ([...text].length > MOST_LETTERS)
    throw new Refusal(
      'invalid',
      'card-long',
      `Say it in ${MOST_LETTERS} letters: the card is one small sheet.`,
      {
        field: 'text',
      },
    )
  const { id } = await oneLine(db, who, what)
  const part = (await selectParts(db, id)).find((one) => one.part === what.part)
  if ((part?.changed?.text ?? part?.text) === text) return
  await upsertChange(db, { card_id: id, part: what.part, text, at: who.at, by_id: who.id })
  await record(db, who, 'today.card-changed', id, { part: what.part })
}

/** What was written over it goes, and the draft is there again. */
export async function asDrafted(db: Db, who: Staff, what: For & { part: Part }): Promise<void> {
  await mustKeep(db, who, what)
  const kept = await selectCard(db, what.team, what.day)
  if (kept && (await deleteChange(db, kept.id, what.part)))
    await record(db, who, 'today.card-as-drafted', kept.id, { part: what.part })
}

/** The huddle was held, with so many: a number, and nobody's name. */
export async function holdHuddle(db: Db, who: Staff, what: For & { there: number }): Promise<void> {
  const today = dayIn(who.at, who.house.zone)
  if (what.day > today) throw new Refusal('conflict', 'huddle-early', 'This morning is still to come.')
  await mustKeep(db, who, what, true)
  if (!(Number.isInteger(what.there) && what.there >= 1 && what.there <= 999))
    throw new Refusal('invalid', 'huddle-there', 'How many were there? One at least.', { field: 'there' })
  const { id } = await oneLine(db, who, what)
  await upsertHuddle(db, id, { there: what.there, at: who.at, by_id: who.id })
  await record(db, who, 'today.huddle-held', id, { there: what.there })
}

export async function takeHuddleBack(db: Db, who: Staff, what: For): Promise<void> {
  await mustKeep(db, who, what, true)
  const kept = await selectCard(db, what.team, what.day)
  if (kept && (await deleteHuddle(db, kept.id))) await record(db, who, 'today.huddle-taken-back', kept.id)
}

/** The kept card; one that was only seen so far is kept by the deed in hand, in its line. */
async function oneLine(db: Db, who: Staff, { team, day }: For): Promise<{ id: Id }> {
  const known = await selectCard(db, team, day)
  if (known) return known
  const circle = await circleOf(db, who.house, team)
  const id = newId(who.at)
  const parts = await draft(db, { house: who.house, circle, day, at: who.at })
  if (await insertCard(db, { id, team_id: team, day, at: who.at })) {
    await insertParts(db, id, parts)
    return { id }
  }
  return { id: (await selectCard(db, team, day))?.id ?? id }
}
