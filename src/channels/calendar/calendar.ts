import { callOff, customer, dayOf, dayOn, expected } from '../../customers/customers.ts'
import { record } from '../../history/history.ts'
import type { Db } from '../../kit/db.ts'
import { keepFile } from '../../kit/files.ts'
import { type Id, newId } from '../../kit/ids.ts'
import { mustBeOutside } from '../../kit/outside.ts'
import { Refusal } from '../../kit/refusal.ts'
import { mustAdminister, type Staff, team } from '../../people/people.ts'
import { touchpoint } from '../../touchpoints/touchpoints.ts'
import { beginToLook } from './look.ts'
import { expectAnew, expectNobody, whoIsMet } from './reconcile.ts'
import {
  type Calendar,
  countWaiting,
  deleteEnded,
  deleteSaid,
  insertCalendar,
  insertEnded,
  selectCalendar,
  selectCalendars,
  selectDates,
  selectDatesOf,
  selectElsewhere,
  selectWaiting,
  upsertSaid,
  type Waiting,
} from './store.ts'

export type { Calendar, Waiting } from './store.ts'

export type About = {
  name: string
  /** Bookings: whoever is new in it becomes a customer. */
  meets: boolean
  touchpoint?: Id | null | undefined
  team?: Id | null | undefined
}

const MOST_BYTES = 5 * 1024 * 1024

/** Brings a calendar as a file. The same file again is the same calendar, looked at once more. */
export async function bringCalendar(
  db: Db,
  who: Staff,
  file: { name: string; bytes: Uint8Array },
  about: Omit<About, 'name'>,
): Promise<Calendar> {
  if (file.bytes.length > MOST_BYTES)
    throw new Refusal('invalid', 'calendar-large', 'This calendar is larger than 5 MB: bring a part of it.', {
      field: 'file',
    })
  const head = Buffer.from(file.bytes.subarray(0, 4000)).toString('latin1').replaceAll('\0', '')
  if (!/BEGIN:VCALENDAR/i.test(head))
    throw new Refusal(
      'invalid',
      'calendar-none',
      'This is no calendar: its file begins with BEGIN:VCALENDAR and its name ends in .ics.',
      { field: 'file' },
    )
  const hash = await keepFile(db, file.bytes)
  const name =
    file.name
      .replace(/\.ics$/i, '')
      .trim()
      .slice(0, 200) || 'Calendar'
  return begin(db, who, { ...about, ...(await placeOf(db, about)), name }, { hash })
}

/** Follows a calendar at its address: only an administrator, as such an address may be as good as a password. */
export async function followCalendar(db: Db, who: Staff, url: string, about: About): Promise<Calendar> {
  mustAdminister(who)
  const name = about.name.trim().slice(0, 200)
  if (name === '')
    throw new Refusal('invalid', 'calendar-name', 'Give it a name by which your colleagues know it.', {
      field: 'name',
    })
  const place = await placeOf(db, about)
  return begin(db, who, { ...about, ...place, name }, { url: (await mustBeOutside(url)).href })
}

/** Where its visitors come to; the team is that of the place where none is named. */
async function placeOf(db: Db, about: Pick<About, 'touchpoint' | 'team'>) {
  const place = about.touchpoint ? await touchpoint(db, about.touchpoint) : undefined
  const own = about.team ? await team(db, about.team) : undefined
  return { touchpoint: place?.id ?? null, team: own?.id ?? place?.team_id ?? null }
}

async function begin(
  db: Db,
  who: Staff,
  about: About,
  from: { url: string } | { hash: string },
): Promise<Calendar> {
  const known = await selectCalendar(db, from)
  if (known) {
    if (known.ended_at) await again(db, who, known)
    else await beginToLook(db, known.id)
    return calendar(db, known.id)
  }
  const id = newId(who.at)
  await insertCalendar(db, {
    id,
    name: about.name,
    url: 'url' in from ? from.url : null,
    hash: 'hash' in from ? from.hash : null,
    meets: about.meets,
    touchpoint_id: about.touchpoint ?? null,
    team_id: about.team ?? null,
    at: who.at,
    by_id: who.id,
  })
  await beginToLook(db, id)
  await record(db, who, 'url' in from ? 'calendar.followed' : 'calendar.brought', id)
  return calendar(db, id)
}

export async function calendar(db: Db, id: Id): Promise<Calendar> {
  const found = await selectCalendar(db, { id })
  if (!found) throw new Refusal('not-found', 'calendar', 'There is no such calendar here.')
  return found
}
export const calendars = (db: Db): Promise<Calendar[]> => selectCalendars(db)

/** Looks at it now instead of at its next time. */
export async function lookNow(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await calendar(db, id)
  if (one.ended_at) throw new Refusal('conflict', 'calendar-ended', 'It is not followed any more.')
  await beginToLook(db, id)
  await record(db, who, 'calendar.looked', id)
}

/** It is looked at no more, and nobody is expected by it who is not expected by another. */
export async function endCalendar(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await calendar(db, id)
  if (one.url) mustAdminister(who)
  if (!(await insertEnded(db, id, who.at, who.id))) return
  const { zone } = who.house
  const today = dayOf(who.at, zone)
  const mine = (await selectDates(db, id)).filter(
    (date) => !date.gone_at && dayOn(date.at ? { at: date.at } : { day: date.day ?? '' }, zone) >= today,
  )
  const others = new Set(
    (
      await selectElsewhere(
        db,
        id,
        mine.map((date) => date.key),
      )
    ).map((date) => date.expected_id),
  )
  for (const { expected_id } of mine) {
    if (!expected_id || others.has(expected_id)) continue
    const visit = await expected(db, expected_id)
    // By the program: where a person did, it stays off when the calendar comes back.
    if (!visit.came_at && !visit.off_at) await callOff(db, { ...who, by: 'program', id: null }, expected_id)
  }
  await record(db, who, 'calendar.ended', id)
}

/** It is followed again, and whoever was called off with it is expected after all. */
export async function followAgain(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await calendar(db, id)
  if (one.url) mustAdminister(who)
  if (one.ended_at) await again(db, who, one)
}

async function again(db: Db, who: Staff, one: Calendar): Promise<void> {
  if (await deleteEnded(db, one.id)) {
    await beginToLook(db, one.id)
    await record(db, who, 'calendar.again', one.id)
  }
}

/** Entries of which nobody knows yet whose they are. */
export const waitingDates = (db: Db, who: Staff, most: number): Promise<Waiting[]> =>
  selectWaiting(db, dayOf(who.at, who.house.zone), who.at, most)
export const howManyDatesWait = (db: Db): Promise<number> => countWaiting(db)

async function datesOf(db: Db, uid: string) {
  const dates = await selectDatesOf(db, uid)
  if (dates.length === 0)
    throw new Refusal('not-found', 'calendar-date', 'This stands in no calendar any more.')
  return dates
}

/** Somebody says whose an entry is, with all its dates, now and later; null: it is nobody's visit. */
export async function sayWhose(db: Db, who: Staff, uid: string, whose: Id | null): Promise<void> {
  const dates = await datesOf(db, uid)
  const guest = whose ? await customer(db, whose) : undefined
  await upsertSaid(db, uid, guest?.id ?? null, who.at, who.id)
  for (const date of dates) {
    const from = await calendar(db, date.calendar_id)
    if (guest) await expectAnew(db, who, from, date, guest.id)
    else await expectNobody(db, who, date)
  }
  await record(
    db,
    who,
    guest ? 'calendar.said-whose' : 'calendar.said-nobodys',
    guest?.id ?? dates[0]!.calendar_id,
  )
}

/** It was a slip: it waits once more, or is whose its addresses say. */
export async function unsayWhose(db: Db, who: Staff, uid: string): Promise<void> {
  const dates = await datesOf(db, uid)
  if (!(await deleteSaid(db, uid))) return
  for (const date of dates) {
    const from = await calendar(db, date.calendar_id)
    const met = await whoIsMet(db, who, from, date.told)
    if (met.length === 1 && met[0]) await expectAnew(db, who, from, date, met[0].id)
    else await expectNobody(db, who, date)
  }
  await record(db, who, 'calendar.unsaid', dates[0]!.calendar_id)
}
