import { DateTime } from 'luxon'
import { later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { absences, type Person, people, type Staff } from '../people/people.ts'
import { dayOf } from './days.ts'
import { keptSentence, runningSentence } from './in-words.ts'
import { type Days, periodsOf, type Tally, tallyOf } from './periods.ts'
import type { Kind, Pledge, Span } from './pledge.ts'
import { type Done, selectCallMoments, selectDone, selectPledges, selectShiftMoments } from './store.ts'

/** A pledge with how it was kept: of late, and since it was made. */
export type Kept = {
  pledge: Pledge
  lately: Tally
  inAll: Tally
  done: Done[]
  says: string
  now: string | undefined
}

/** A quarter of weeks, a quarter of months, a year of quarters. */
const LATELY: Record<Span, number> = { week: 13, month: 3, quarter: 4 }

/** How these pledges were kept, computed from what was done: nobody ticks anything. */
export async function keptOf(db: Db, who: Staff, pledges: readonly Pledge[]): Promise<Kept[]> {
  if (pledges.length === 0) return []
  const zone = who.house.zone
  const today = dayOf(who.at, zone)
  const first = pledges.reduce((day, one) => (one.from_day < day ? one.from_day : day), today)
  // A period begins before the pledge does where it was made in its midst.
  const since = DateTime.fromISO(first, { zone }).startOf('quarter').toJSDate()
  const persons = [...new Set(pledges.map((one) => one.person_id))]
  const [calls, shifts, done, gone] = await Promise.all([
    selectCallMoments(db, persons, since),
    selectShiftMoments(db, persons, since, who.at),
    selectDone(
      db,
      pledges.map((one) => one.id),
      '0001-01-01',
    ),
    absences(db, since),
  ])
  const moments: Record<Kind, (one: Pledge) => string[]> = {
    calls: (one) => daysOf(calls, one, zone),
    shifts: (one) => daysOf(shifts, one, zone),
    other: (one) => done.filter((each) => each.pledge_id === one.id).map((each) => each.on_day),
  }
  return pledges.map((one) => {
    const away = gone
      .filter((each) => each.person_id === one.person_id)
      .map((each): Days => ({ from: dayOf(each.from_at, zone), to: dayOf(later(each.until_at, -1), zone) }))
    const all = periodsOf({ ...one, last_day: one.end?.last_day }, moments[one.kind](one), away, today)
    const lately = tallyOf(
      counted(all)
        .slice(-LATELY[one.per])
        .concat(all.filter((each) => each.state === 'running')),
    )
    return {
      pledge: one,
      lately,
      inAll: tallyOf(all),
      done: done.filter((each) => each.pledge_id === one.id),
      says: keptSentence(lately, one.per),
      now: one.end ? undefined : runningSentence(lately, one.times, one.per),
    }
  })
}

const counted = (periods: Tally['periods']) => periods.filter((one) => one.state !== 'running')

const daysOf = (moments: readonly { person_id: Id; at: Date }[], one: Pledge, zone: string): string[] =>
  moments.filter((each) => each.person_id === one.person_id).map((each) => dayOf(each.at, zone))

export type Leader = { person: Person; pledges: Kept[] }

/** What everybody here may see: the leaders by their names, never by how they keep; and oneself. */
export async function leadersAndMe(db: Db, who: Staff): Promise<Leader[]> {
  const here = (await people(db)).filter((one) => one.level === 'leader' || one.id === who.id)
  const pledges = await selectPledges(db, { people: here.map((one) => one.id) })
  const kept = await keptOf(db, who, pledges)
  return here
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((person) => ({ person, pledges: kept.filter((one) => one.pledge.person_id === person.id) }))
}

/** "Three calls a week · 12 of 13 weeks": what I said, and what I did, for my own Monday. */
export type Said = { pledge: Pledge; said: string; did: string; now: string | undefined; tally: Tally }
export async function youSaidYouDid(db: Db, who: Staff): Promise<Said[]> {
  const open = await selectPledges(db, { people: [who.id], open: true })
  return (await keptOf(db, who, open)).map(({ pledge, lately, says, now }) => ({
    pledge,
    said: pledge.sentence,
    did: says,
    now,
    tally: lately,
  }))
}
