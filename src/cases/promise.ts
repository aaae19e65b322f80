import { DateTime } from 'luxon'
import { record } from '../history/history.ts'
import { hours, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { afterWorkingMinutes, type Hours, isOpen } from '../people/hours.ts'
import type { Staff } from '../people/people.ts'
import { type Case, readCase } from './case.ts'
import { setNextDue, setPromiseClock, stopPromiseClock } from './clocks.ts'
import { holdIfFree } from './hold.ts'
import { mustBeAhead, mustSay, mustWait } from './rules.ts'
import { lockCase } from './store.ts'
import { deleteOwed, insertOwed } from './store-owed.ts'
import {
  type End,
  insertPromise,
  insertPromiseEnd,
  type Promised,
  selectPromise,
  selectPromises,
} from './store-promises.ts'

export type Promising = {
  what: string
  dueAt: Date
  /** The promise in whose place this one comes. */
  instead?: Id
}

/** What the customer is promised, and by when. Its clock warns before and fires to the second. */
export async function promise(db: Db, who: Staff, id: Id, what: Promising): Promise<Promised> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  mustWait(one)
  mustBeAhead(what.dueAt, who.at)
  const said = mustSay(what.what, 'what', 'Say what you promise, in a few words.').slice(0, 400)
  const took = await holdIfFree(db, who, one)
  if (what.instead) {
    const before = await openPromise(db, what.instead, id)
    // A promise that is moved after its hour was not kept.
    await end(db, who, before, before.due_at <= who.at ? 'broken' : 'replaced')
  }
  const promised = await make(db, who, id, said, what.dueAt)
  await record(db, who, 'cases.promised', id, {
    promise: promised.id,
    due: what.dueAt.toISOString(),
    ...(what.instead ? { instead: what.instead } : {}),
    ...(took ? { took } : {}),
  })
  return promised
}

/** What a customer chose out of what the house offers: promised at once, and kept by whoever takes the case. */
export async function promiseAsAsked(
  db: Db,
  who: Who,
  id: Id,
  what: Omit<Promising, 'instead'>,
): Promise<Promised> {
  await lockCase(db, id)
  mustWait(await readCase(db, id))
  mustBeAhead(what.dueAt, who.at)
  const promised = await make(db, who, id, mustSay(what.what, 'what', 'Say what is promised.'), what.dueAt)
  await record(db, who, 'cases.promised', id, { promise: promised.id, due: what.dueAt.toISOString() })
  return promised
}

async function make(db: Db, who: Who, id: Id, what: string, due_at: Date): Promise<Promised> {
  const by_id = who.by === 'person' ? who.id : null
  const promised: Promised = { id: newId(who.at), case_id: id, what, due_at, at: who.at, by_id, end: null }
  await insertPromise(db, promised)
  await setPromiseClock(db, promised, who.at)
  await setNextDue(db, who, id)
  return promised
}

/** It was done as promised. */
export async function keepPromise(db: Db, who: Staff, id: Id): Promise<Promised> {
  const promised = await openPromise(db, id)
  await lockCase(db, promised.case_id)
  await end(db, who, promised, 'kept')
  if ((await readCase(db, promised.case_id)).waiting) await setNextDue(db, who, promised.case_id)
  await record(db, who, 'cases.promise-kept', promised.case_id, {
    promise: id,
    late: promised.due_at < who.at,
  })
  return { ...promised, end: { how: 'kept', at: who.at } }
}

async function openPromise(db: Db, id: Id, on?: Id): Promise<Promised> {
  const promised = await selectPromise(db, id)
  if (!promised || (on && promised.case_id !== on))
    throw new Refusal('not-found', 'promise', 'There is no such promise here.')
  if (promised.end) throw ended()
  return promised
}

async function end(db: Db, who: Who, promised: Promised, how: End): Promise<void> {
  if (!(await insertPromiseEnd(db, { promise_id: promised.id, how, at: who.at, by_id: who.id })))
    throw ended()
  await stopPromiseClock(db, promised.id)
  await deleteOwed(db, promised.id)
}

const ended = () => new Refusal('conflict', 'promise-ended', 'This promise is kept or replaced already.')

/**
 * With what was put right some promises are kept. The others stay promised, with their clocks: nobody has rung
 * because a bicycle is ready.
 */
export async function keepOrOwe(
  db: Db,
  who: Who,
  one: Pick<Case, 'id' | 'holder_id' | 'team_id'>,
  kept: readonly Id[],
): Promise<{ kept: Id[]; owed: Id[] }> {
  const open = (await selectPromises(db, [one.id])).filter((promised) => !promised.end)
  for (const id of kept) if (!open.some((promised) => promised.id === id)) await openPromise(db, id, one.id)
  const owed = open.filter((promised) => !kept.includes(promised.id))
  for (const promised of open) if (kept.includes(promised.id)) await end(db, who, promised, 'kept')
  for (const { id, due_at } of owed)
    await insertOwed(db, {
      promise_id: id,
      case_id: one.id,
      due_at,
      holder_id: one.holder_id,
      team_id: one.team_id,
    })
  return { kept: [...kept], owed: owed.map((promised) => promised.id) }
}

export const promisesOf = (db: Db, cases: readonly Id[]): Promise<Promised[]> => selectPromises(db, cases)

export type Moment = 'hour' | 'closing' | 'noon' | 'own'

/** The moments that one promises most: in an hour, today by closing where it is open, tomorrow at noon. */
export function momentsAhead(opening: Hours, now: Date): { moment: Moment; at: Date }[] {
  const closing = isOpen(opening, now) ? closingOf(opening, now) : undefined
  return [
    { moment: 'hour', at: wholeMinute(later(now, hours(1))) },
    ...(closing ? [{ moment: 'closing' as const, at: closing }] : []),
    { moment: 'noon', at: tomorrowNoon(now, opening.zone) },
  ]
}

const wholeMinute = (at: Date) => new Date(Math.floor(at.getTime() / 60_000) * 60_000)

const tomorrowNoon = (now: Date, zone: string): Date =>
  DateTime.fromJSDate(now, { zone })
    .plus({ days: 1 })
    .set({ hour: 12, minute: 0, second: 0, millisecond: 0 })
    .toJSDate()

/** The end of the stretch that is open now: after as many open minutes as wall minutes, and no more. */
function closingOf(opening: Hours, now: Date): Date | undefined {
  const start = wholeMinute(now)
  let open = 1
  let shut = 24 * 60 + 1
  const straight = (minutes: number) =>
    afterWorkingMinutes(opening, start, minutes)?.getTime() === start.getTime() + minutes * 60_000
  while (shut - open > 1) {
    const middle = Math.floor((open + shut) / 2)
    if (straight(middle)) open = middle
    else shut = middle
  }
  return open <= 24 * 60 - 1 ? new Date(start.getTime() + open * 60_000) : undefined
}

/** A moment as a form writes it, "2026-11-21T12:00", on the wall clock of the house. */
export function momentOnTheWall(text: string, zone: string): Date {
  const at = DateTime.fromISO(text, { zone })
  if (!text || !at.isValid)
    throw new Refusal('invalid', 'promise-when', 'Say by when: a day and a time.', { field: 'own' })
  return at.toJSDate()
}
