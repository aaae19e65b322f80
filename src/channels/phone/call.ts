import {
  casesOf,
  keepPromise,
  note,
  openCase,
  promise,
  promiseAsAsked,
  promisesOf,
  readCase,
} from '../../cases/cases.ts'
import { meet } from '../../customers/customers.ts'
import { record } from '../../history/history.ts'
import { hearOnce } from '../../interactions/interactions.ts'
import { noteTryIn, triesIn } from '../../kit/attempts.ts'
import { days, hours, later } from '../../kit/clock.ts'
import { atomically, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Who } from '../../kit/who.ts'
import type { Company, Staff } from '../../people/people.ts'
import { readableNumber } from './number.ts'
import { openTimes } from './slots.ts'
import {
  type Call,
  insertCall,
  insertUnwanted,
  isUnwanted,
  selectCall,
  selectTaken,
  updateCall,
} from './store.ts'

/** So many calls at one time: more of them nobody could keep. */
const MOST_AT_ONCE = 3
/** In a day: by what was typed, by who typed it, and in all. Nobody can have us ring strangers all day long. */
const MOST_TO_NUMBER = 2
export const MOST_BY_PEER = 6
const MOST_IN_ALL = 200

/** Somebody outside, at the company's public door. */
export type Asking = Who & { readonly house: Company; readonly language: string }
export type Wish = {
  /** E.164, from `ringable`. */
  number: string
  name: string
  words: string
  at: Date
  touchpoint: Id | null
  key: string
  peer: string
}

/** When somebody can ring: open half hours that are not full. */
export async function freeTimes(db: Db, { house, at }: Asking): Promise<Date[]> {
  const taken = await selectTaken(db, at, MOST_AT_ONCE)
  return openTimes(house.hours, at).filter((time) => !taken.has(time.getTime()))
}

/**
 * A customer asks to be rung at a time: it is heard, opens a case of its own and is promised. Sent twice it is one.
 * It never joins a case that is there: whoever types a number need not be whose it is.
 */
export function askForCall(db: Db, who: Asking, wish: Wish): Promise<Id> {
  return atomically(db, 'phone call', async () => {
    const customer = await meet(db, who, {
      name: wish.name || null,
      language: who.language,
      addresses: [{ kind: 'phone', written: wish.number }],
    })
    const { interaction, made } = await hearOnce(
      db,
      { ...who, id: customer.id },
      {
        kind: 'question',
        channel: 'page',
        customer: customer.id,
        touchpoint: wish.touchpoint,
        title: 'Would like to be rung',
        text: wish.words,
        language: who.language,
        key: wish.key,
      },
    )
    if (!made) return interaction.id
    await mayAsk(db, who, wish)
    const what = `A call on ${readableNumber(wish.number, who.house.country)}`
    const one = await openCase(
      db,
      { ...who, id: customer.id },
      {
        customer: customer.id,
        touchpoint: wish.touchpoint,
        ...(wish.touchpoint ? {} : { team: await teamOf(db, customer.id) }),
        ...(wish.words ? {} : { title: 'Would like to be rung' }),
        happened: wish.words || 'Would like to be rung.',
        wants: what,
        interaction: interaction.id,
      },
    )
    const promised = await promiseAsAsked(db, { ...who, id: customer.id }, one.id, { what, dueAt: wish.at })
    await insertCall(db, {
      case_id: one.id,
      promise_id: promised.id,
      number: wish.number,
      due_at: wish.at,
    })
    return interaction.id
  })
}

/** The team that has them on its mind already. */
async function teamOf(db: Db, customer: Id): Promise<Id | null> {
  return (await casesOf(db, [customer], 5)).find((one) => one.waiting)?.team_id ?? null
}

async function mayAsk(db: Db, who: Asking, { number, at, peer }: Wish): Promise<void> {
  if (!(await freeTimes(db, who)).some((time) => time.getTime() === at.getTime()))
    throw new Refusal('conflict', 'call.taken', 'That time is no longer free.', { field: 'when' })
  const counted: [key: string, most: number][] = [
    [`call number ${who.company} ${number}`, MOST_TO_NUMBER],
    [`call peer ${who.company} ${peer}`, MOST_BY_PEER],
    [`call all ${who.company}`, MOST_IN_ALL],
  ]
  const full = await Promise.all(
    counted.map(async ([key, most]) => (await triesIn(db, key, days(1), who.at)) >= most),
  )
  // The same words for all: whose number it is, and what they said of it, is nobody's business.
  if (full.includes(true) || (await isUnwanted(db, number)))
    throw new Refusal('too-many', 'call.too-many', 'No more calls can be asked for there today.', {
      field: 'number',
    })
  for (const [key] of counted) await noteTryIn(db, key, who.at)
}

/** The call that this case is about, while it is still promised. */
export async function callOn(db: Db, one: Id): Promise<Call | undefined> {
  const call = await selectCall(db, one)
  if (!call) return undefined
  const open = (await promisesOf(db, [one])).some((each) => each.id === call.promise_id && !each.end)
  return open ? call : undefined
}

async function mustBeOpen(db: Db, one: Id): Promise<Call> {
  await readCase(db, one)
  const call = await callOn(db, one)
  if (!call) throw new Refusal('conflict', 'call-done', 'No call is waiting on this case any more.')
  return call
}

/** They were reached: what was said is kept, and so is the promise. */
export async function called(db: Db, who: Staff, one: Id, text: string): Promise<void> {
  const call = await mustBeOpen(db, one)
  await note(db, who, one, { kind: 'call', direction: 'out', text })
  await keepPromise(db, who, call.promise_id)
}

/** When it is tried once more: the next time at which somebody is there, at least an hour from now. */
export const nextTry = (house: Company, at: Date): Date =>
  openTimes(house.hours, later(at, hours(1) / 2))[0] ?? later(at, hours(1))

/** Nobody answered: that is written down, and it is tried again. */
export async function notReached(db: Db, who: Staff, one: Id): Promise<void> {
  const call = await mustBeOpen(db, one)
  const dueAt = nextTry(who.house, who.at)
  await note(db, who, one, { kind: 'call', direction: 'out', text: 'Nobody answered.' })
  const what = `A call on ${readableNumber(call.number, who.house.country)}`
  const promised = await promise(db, who, one, { what, dueAt, instead: call.promise_id })
  await updateCall(db, one, { promise_id: promised.id, due_at: dueAt })
}

/** Whoever was rung had not asked for it: nobody can ask for a call to that number again. */
export async function notAskedFor(db: Db, who: Staff, one: Id): Promise<void> {
  const call = await mustBeOpen(db, one)
  await insertUnwanted(db, { number: call.number, at: who.at, by_id: who.id })
  await record(db, who, 'phone.unwanted', one)
  await note(db, who, one, {
    kind: 'call',
    direction: 'out',
    text: 'They had not asked for a call. Nobody can ask for one to this number any more.',
  })
  await keepPromise(db, who, call.promise_id)
}
