import { record } from '../history/history.ts'
import { later, minutes } from '../kit/clock.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { due, setTimer } from '../kit/timers.ts'
import { firstName, type Person, person, type Staff } from '../people/people.ts'
import { isToday, mayWorkBeside, mustBeAsked, mustBeOpen, mustFit } from './shift-rules.ts'
import { isAgent } from './store.ts'
import {
  insertRun,
  insertShift,
  insertShiftAnswer,
  insertShiftEnd,
  type ShiftsOf,
  selectRunning,
  selectShifts,
} from './store-shifts.ts'

/** A shift that runs: until then `by` works beside `beside`, with their limit. */
export type Shift = { id: Id; by: Id; beside: Id; team: Id | null; from: Date; until: Date }

/** A shift from the day on which it was planned. */
export type PlannedShift = {
  id: Id
  at: Date
  by: Id
  by_name: string
  beside: Id
  beside_name: string
  team: Id | null
  planned_at: Date
  minutes: number
  /** What the person beside said; null: not yet. */
  yes: boolean | null
  answered_at: Date | null
  /** Null until it is taken. */
  from: Date | null
  until: Date | null
  /** Ended before its time, or called off. */
  ended_at: Date | null
}

/** The shift on which this person is at that moment. */
export const shiftOf = (db: Db, personId: Id, at: Date): Promise<Shift | undefined> =>
  selectRunning(db, { person: personId }, at)

/** The shift that somebody works beside this person at that moment. */
export const shiftBeside = (db: Db, personId: Id, at: Date): Promise<Shift | undefined> =>
  selectRunning(db, { beside: personId }, at)

/** Beside whom this person works now: whose customers they see, and as whom they stand. */
export async function besideNow(db: Db, who: Staff): Promise<Person | undefined> {
  const shift = await shiftOf(db, who.id, who.at)
  return shift && person(db, shift.beside)
}

export const shifts = (db: Db, of: ShiftsOf): Promise<PlannedShift[]> => selectShifts(db, of)

export async function readShift(db: Db, id: Id): Promise<PlannedShift> {
  const [found] = await selectShifts(db, { id, most: 1 })
  if (!found) throw new Refusal('not-found', 'shift', 'There is no such shift here.')
  return found
}

/** When it was over; undefined while it runs, and where it never ran. */
export function overAt(one: PlannedShift, at: Date): Date | undefined {
  if (!one.from || !one.until) return undefined
  const end = one.ended_at && one.ended_at < one.until ? one.ended_at : one.until
  return end <= at ? end : undefined
}

export type Plan = {
  /** Beside whom. */
  beside: Id
  planned: Date
  hours?: number | undefined
}

/** Asks somebody for a shift beside them. Only with their yes it can begin. */
export async function planShift(db: Db, who: Staff, what: Plan): Promise<PlannedShift> {
  const beside = await person(db, what.beside)
  mayWorkBeside(who, beside, await isAgent(db, beside.id))
  mustFit(what, who.at)
  const id = newId(who.at)
  await insertShift(db, {
    id,
    at: who.at,
    person_id: who.id,
    beside_id: beside.id,
    team_id: beside.team_id,
    planned_at: what.planned,
    minutes: Math.round((what.hours ?? 2) * 60),
  })
  await record(db, who, 'limits.shift-planned', id, {
    beside: beside.id,
    planned: what.planned.toISOString(),
  })
  return readShift(db, id)
}

/** The person beside says yes or no. A yes can be taken back by ending the shift, at any time. */
export async function answerShift(db: Db, who: Staff, id: Id, yes: boolean): Promise<PlannedShift> {
  const one = await readShift(db, id)
  mustBeAsked(who, one)
  mustBeOpen(one)
  if (!(await insertShiftAnswer(db, { shift_id: id, yes, at: who.at, by_id: who.id })))
    throw new Refusal('conflict', 'shift-answered', 'You have answered this already.')
  await record(db, who, yes ? 'limits.shift-agreed' : 'limits.shift-declined', id, { by: one.by })
  return readShift(db, id)
}

export type Beginning = {
  beside: Id
  /** Less than was planned, or as much; never more. */
  hours?: number | undefined
}

/** From now on this person works with the limit of the person beside, who has said yes to today. */
export async function beginShift(db: Db, who: Staff, what: Beginning): Promise<Shift> {
  const beside = await person(db, what.beside)
  return atomically(db, 'limits shifts', async () => {
    await mustBeFree(db, who, beside)
    const one = await agreedOn(db, who, beside)
    mayWorkBeside(who, beside, await isAgent(db, beside.id))
    const length = Math.min(one.minutes, Math.round((what.hours ?? one.minutes / 60) * 60))
    if (!(length > 0))
      throw new Refusal('invalid', 'shift-hours', 'A shift lasts a quarter of an hour at least.', {
        field: 'hours',
      })
    const until = later(who.at, minutes(length))
    await insertRun(db, {
      shift_id: one.id,
      person_id: who.id,
      beside_id: beside.id,
      from_at: who.at,
      until_at: until,
    })
    await setTimer(db, shiftOver, one.id, until, {})
    await record(db, who, 'limits.shift-begun', one.id, { beside: beside.id, until: until.toISOString() })
    return { id: one.id, by: who.id, beside: beside.id, team: one.team, from: who.at, until }
  })
}

/** The plan for today to which the person beside has said yes. */
async function agreedOn(db: Db, who: Staff, beside: Person): Promise<PlannedShift> {
  const open = (await selectShifts(db, { person: who.id, open: true, most: 50 })).filter(
    (one) => one.by === who.id && one.beside === beside.id,
  )
  const agreed = open.find((one) => one.yes && isToday(one, who))
  if (agreed) return agreed
  const name = firstName(beside.name)
  if (open.some((one) => one.yes === null && isToday(one, who)))
    throw new Refusal('conflict', 'shift-unanswered', `${name} has not said yes yet: ask them.`)
  throw new Refusal(
    'conflict',
    'shift-not-agreed',
    `Plan it with ${name} first: a shift begins on its day, with the yes of the person beside.`,
    { field: 'beside' },
  )
}

async function mustBeFree(db: Db, who: Staff, beside: Person): Promise<void> {
  if (await shiftOf(db, who.id, who.at))
    throw new Refusal('conflict', 'shift-running', 'You are on a shift already: end it first.')
  if (await shiftBeside(db, beside.id, who.at))
    throw new Refusal('conflict', 'shift-beside', `Somebody works beside ${firstName(beside.name)} already.`)
}

/** It is over before its time, or called off. Either of the two may say so; from then on one's own limit holds. */
export async function endShift(db: Db, who: Staff, id: Id): Promise<PlannedShift> {
  const one = await readShift(db, id)
  if (who.id !== one.by && who.id !== one.beside)
    throw new Refusal(
      'forbidden',
      'not-your-shift',
      `Only ${firstName(one.by_name)} or ${firstName(one.beside_name)} may end it.`,
    )
  if (
    one.ended_at ||
    overAt(one, who.at) ||
    !(await insertShiftEnd(db, { shift_id: id, at: who.at, by_id: who.id }))
  )
    return one
  await record(db, who, one.from ? 'limits.shift-ended' : 'limits.shift-called-off', id, {
    beside: one.beside,
  })
  return readShift(db, id)
}

/** Its time has come: the limit is one's own again by the clock; this tells the open pages. */
export const shiftOver = due<object>({
  kind: 'limits.shift-over',
  async run(db, who, id) {
    const one = await readShift(db, id)
    if (!one.ended_at) await record(db, who, 'limits.shift-over', id, { by: one.by, beside: one.beside })
  },
})

/** Somebody leaves: what was planned with them, or runs, ends. */
export async function endShiftsOnLeaving(db: Db, who: Staff, leaver: Person): Promise<void> {
  for (const one of await selectShifts(db, { person: leaver.id, most: 200 })) {
    if (one.ended_at || overAt(one, who.at)) continue
    if (await insertShiftEnd(db, { shift_id: one.id, at: who.at, by_id: who.id }))
      await record(db, who, one.from ? 'limits.shift-ended' : 'limits.shift-called-off', one.id, {
        beside: one.beside,
      })
  }
}
