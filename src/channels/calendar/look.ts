import { DateTime } from 'luxon'
import { dayOf } from '../../customers/customers.ts'
import { clock, days, later, minutes } from '../../kit/clock.ts'
import { atomically, type Database, type Db } from '../../kit/db.ts'
import { readFile } from '../../kit/files.ts'
import type { Id } from '../../kit/ids.ts'
import { enqueue, job } from '../../kit/jobs.ts'
import { tellPages } from '../../kit/live.ts'
import { fetchOutside } from '../../kit/outside.ts'
import { Refusal } from '../../kit/refusal.ts'
import { due, setTimer } from '../../kit/timers.ts'
import { program, type Who } from '../../kit/who.ts'
import { company } from '../../people/people.ts'
import { decodeText } from '../import/encoding.ts'
import type { Reading } from './reading/told.ts'
import { stepsFor, takeSteps } from './reconcile.ts'
import { type Calendar, renameCalendar, selectCalendar, upsertLook } from './store.ts'
import { readApart } from './thread.ts'

/** How far ahead what comes again is looked at. */
const HORIZON = days(92)
const EACH = { followed: minutes(30), brought: days(1) }
const AT_ONCE = 50

/** Looks at a calendar: fetched and read outside of any transaction, then taken in by small ones. */
export const lookAt = job<{ calendar: Id }>({
  name: 'calendar.look',
  run: (database, who, { calendar }) => look(database, who, calendar),
})
/** A followed one is looked at every half hour, a file every day: what comes again comes into sight. */
const nextLook = due<object>({
  kind: 'calendar.look',
  run: (db, _who, id) => beginToLook(db, id),
})

export async function beginToLook(db: Db, id: Id): Promise<void> {
  const one = await selectCalendar(db, { id })
  if (!one || one.ended_at) return
  await enqueue(db, lookAt, { calendar: id })
  await setTimer(db, nextLook, id, later(clock.now(), one.url ? EACH.followed : EACH.brought), {})
}

async function look(database: Database, { company: house }: Who, id: Id): Promise<void> {
  const inside = <T>(deed: (db: Db) => Promise<T>) => database.inCompany(house, deed)
  const one = await inside(async (db) => selectCalendar(db, { id }))
  if (!one || one.ended_at) return
  const at = clock.now()
  const read = await readingOf(database, house, one, at)
  if (typeof read === 'string') {
    await inside(async (db) => {
      await upsertLook(db, id, { at, trouble: read })
      tellPages(db, 'calendar.looked-at')
    })
    return
  }
  const who = program(house, at)
  const steps = await inside((db) => stepsFor(db, one, read.told))
  for (let from = 0; from < steps.length; from += AT_ONCE)
    await inside((db) =>
      atomically(db, `calendar ${id}`, () => takeSteps(db, who, one, steps.slice(from, from + AT_ONCE))),
    )
  await inside(async (db) => {
    await upsertLook(db, id, { at, dates: read.told.length, past: read.past, odd: read.odd })
    if (one.hash && read.name && one.name === 'Calendar')
      await renameCalendar(db, id, read.name.slice(0, 200))
    tellPages(db, 'calendar.looked-at')
  })
}

/** What stands in it, or why it cannot be told, as a sentence. */
async function readingOf(database: Database, house: Id, one: Calendar, at: Date): Promise<Reading | string> {
  try {
    const bytes = one.url
      ? (await fetchOutside(one.url, { accept: 'text/calendar, */*;q=0.5' })).bytes
      : await database.inCompany(house, (db) => readFile(db, one.hash ?? ''))
    if (!bytes) return 'Its file is gone: bring it once more.'
    const { zone, country } = await database.inCompany(house, (db) => company(db))
    const answer = await readApart({
      text: decodeText(bytes).text,
      zone,
      country,
      today: dayOf(at, zone),
      from: DateTime.fromJSDate(at, { zone }).startOf('day').toMillis(),
      until: at.getTime() + HORIZON,
    })
    return 'reading' in answer ? answer.reading : answer.trouble
  } catch (error) {
    if (error instanceof Refusal) return error.sentence
    throw error
  }
}
