import { DateTime } from 'luxon'
import { type Line, linesBy, record } from '../history/history.ts'
import { hours, later } from '../kit/clock.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { isCouncil } from './council.ts'
import { tellOpened } from './opening-letter.ts'
import { type Person, person, type Staff, teams } from './people.ts'
import { mayArrange, mustBeHere } from './rules.ts'
import {
  insertEnd,
  insertOpening,
  insertYes,
  type Opening,
  selectOpening,
  selectOpenings,
} from './store-openings.ts'

export type { Opening } from './store-openings.ts'

const LASTS_HOURS = 24
const MOST_DAYS = 31

/** Waits for a second person · open to the first · over: its time has passed, or somebody ended it. */
export type OpeningState = 'asked' | 'open' | 'over'
export function openingState(one: Opening, at: Date): OpeningState {
  if (one.ended_at || (one.ends_at && one.ends_at <= at)) return 'over'
  return one.ends_at ? 'open' : 'asked'
}

/** An administrator, or who leads their team; never oneself, who reads their own anyway. */
export const mayAskToOpen = async (db: Db, who: Staff, one: Person): Promise<boolean> =>
  who.id !== one.id && mayArrange(who, one, await teams(db))

/** The first of two: whose history, of which days, and why. Nothing is open yet. */
export async function askToOpen(
  db: Db,
  who: Staff,
  what: { person: Id; reason: string; from: string; until: string },
): Promise<Opening> {
  const one = await person(db, what.person)
  if (one.id === who.id)
    throw new Refusal('conflict', 'own-history', 'Your own history you read under your account.', {
      field: 'person',
    })
  await mustAskToOpen(db, who, one)
  const reason = what.reason.trim()
  if (reason.length < 10 || reason.length > 1000)
    throw new Refusal('invalid', 'reason', `Say why in a sentence: ${one.name} will read it.`, {
      field: 'reason',
    })
  mustBeShort(what, who)
  const id = newId(who.at)
  await insertOpening(db, {
    id,
    person_id: one.id,
    asker_id: who.id,
    at: who.at,
    reason,
    from_day: what.from,
    until_day: what.until,
  })
  await record(db, who, 'people.history-asked', one.id, { opening: id, from: what.from, until: what.until })
  return opening(db, id)
}

async function mustAskToOpen(db: Db, who: Staff, one: Person): Promise<void> {
  if (!(await mayAskToOpen(db, who, one)))
    throw new Refusal(
      'forbidden',
      'not-yours',
      'Only an administrator, or who leads their team, may ask to open somebody’s history.',
    )
}

function mustBeShort({ from, until }: { from: string; until: string }, who: Staff): void {
  const [first, last] = [from, until].map((day) => DateTime.fromISO(day, { zone: who.house.zone }))
  if (!first?.isValid || !last?.isValid || last < first)
    throw new Refusal('invalid', 'days', 'The last day is before the first one.', { field: 'until' })
  if (first > DateTime.fromJSDate(who.at))
    throw new Refusal('invalid', 'days-to-come', 'These days are still to come.', { field: 'from' })
  if (last.diff(first, 'days').days > MOST_DAYS - 1)
    throw new Refusal('invalid', 'days-many', `At most ${MOST_DAYS} days can be opened at once.`, {
      field: 'until',
    })
}

export async function opening(db: Db, id: Id): Promise<Opening> {
  const one = await selectOpening(db, id)
  if (!one) throw new Refusal('not-found', 'opening', 'There is no such opening here.')
  return one
}

/** The second of two: not the one who asked, and not the one it is about. */
export const maySecond = async (db: Db, who: Staff, one: Opening): Promise<boolean> =>
  who.id !== one.asker_id && who.id !== one.person_id && (who.admin || (await isCouncil(db, who.id)))

/** Opens it to the first for a day; the person it is about is told at once, by letter and on their own page. */
export async function agreeToOpen(db: Db, who: Staff, id: Id): Promise<Opening> {
  return atomically(db, `people opening ${id}`, async () => {
    const one = await seen(db, who, id)
    if (!(await maySecond(db, who, one)))
      throw new Refusal(
        'forbidden',
        'second-person',
        'The second person is an administrator or on the staff council, and neither who asked nor whom it is about.',
      )
    if (openingState(one, who.at) !== 'asked')
      throw new Refusal('conflict', 'opening-answered', 'This has been answered already.')
    mustBeHere(await person(db, one.asker_id))
    if (
      !(await insertYes(db, one, { by_id: who.id, at: who.at, ends_at: later(who.at, hours(LASTS_HOURS)) }))
    )
      throw new Refusal('conflict', 'opening-answered', 'This has been answered already.')
    const open = await opening(db, id)
    await tellOpened(db, open, who)
    await record(db, who, 'people.history-opened', one.person_id, { opening: id })
    return open
  })
}

/** Says no, takes it back, or ends it before its time: either of the two, or the council. */
export async function endOpening(db: Db, who: Staff, id: Id): Promise<void> {
  await atomically(db, `people opening ${id}`, async () => {
    const one = await seen(db, who, id)
    if (one.person_id === who.id || !(one.asker_id === who.id || (await maySecond(db, who, one))))
      throw new Refusal('forbidden', 'opening-end', 'Only who asked for it, or a second person, may end it.')
    if (openingState(one, who.at) === 'over') return
    if (await insertEnd(db, id, who.at, who.id))
      await record(db, who, 'people.history-closed', one.person_id, { opening: id })
  })
}

/** Whoever has nothing to do with it gets the answer of one that does not exist. */
async function seen(db: Db, who: Staff, id: Id): Promise<Opening> {
  const one = await opening(db, id)
  const concerned = one.person_id === who.id || one.asker_id === who.id
  if (!concerned && !who.admin && !(await isCouncil(db, who.id)))
    throw new Refusal('not-found', 'opening', 'There is no such opening here.')
  return one
}

const MOST_LINES = 200

/** The first reads what the person did on those days. Each reading is a line of its own. */
export async function readOpened(
  db: Db,
  who: Staff,
  id: Id,
  after?: Id | undefined,
): Promise<{ one: Opening; lines: Line[]; next: Id | undefined }> {
  const one = await seen(db, who, id)
  const whose = await person(db, one.person_id)
  if (
    one.asker_id !== who.id ||
    openingState(one, who.at) !== 'open' ||
    !(await mayAskToOpen(db, who, whose))
  )
    throw new Refusal('forbidden', 'opening-closed', 'This history is not open to you.')
  const [from, until] = [one.from_day, one.until_day].map((day) =>
    DateTime.fromISO(day, { zone: who.house.zone }),
  )
  const span = { from: from!.toJSDate(), until: until!.plus({ days: 1 }).toJSDate() }
  const found = await linesBy(db, one.person_id, span, MOST_LINES + 1, after)
  await record(db, who, 'people.history-read', one.person_id, { opening: id })
  const lines = found.slice(0, MOST_LINES)
  return { one, lines, next: found.length > MOST_LINES ? lines.at(-1)?.id : undefined }
}

/** One's own deeds within a month of the house's calendar, the oldest first. */
export async function ownHistory(
  db: Db,
  who: Staff,
  month: string,
  after?: Id,
): Promise<{ lines: Line[]; next: Id | undefined }> {
  const from = DateTime.fromISO(`${month}-01`, { zone: who.house.zone })
  const span = { from: from.toJSDate(), until: from.plus({ months: 1 }).toJSDate() }
  const found = await linesBy(db, who.id, span, MOST_LINES + 1, after)
  const lines = found.slice(0, MOST_LINES)
  return { lines, next: found.length > MOST_LINES ? lines.at(-1)?.id : undefined }
}

const MOST = 100

/** Whom it is about sees it from the asking on; so does who asked. */
export const openingsAbout = (db: Db, one: Id): Promise<Opening[]> =>
  selectOpenings(db, { person: one }, MOST)

/** What somebody may see of all: the council and administrators all that is not about them, others what they asked. */
export async function openingsFor(db: Db, who: Staff): Promise<Opening[]> {
  const all = who.admin || (await isCouncil(db, who.id))
  return selectOpenings(db, all ? {} : { asker: who.id }, MOST)
}
