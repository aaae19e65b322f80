import { record } from '../history/history.ts'
import { days, later } from '../kit/clock.ts'
import { atomically, type Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import { enqueue } from '../kit/jobs.ts'
import { offer } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { due, setTimer } from '../kit/timers.ts'
import { mustAdminister, type Staff } from './people.ts'
import { insertOff, insertOn, type Switched, selectOn, selectSwitched } from './store-switches.ts'
import { writeNotice } from './switch-notice.ts'

/** Something that would measure people, if it were on. */
export type Switch = {
  name: string
  title: string
  /** What it would measure, of whom, and who would see it. */
  says: string
  /** How long everybody knows before it takes effect; never fewer than fourteen days. */
  noticeDays: number
  /** What answers once it is on, and not before. Empty where nothing of the kind is built: then it cannot be on. */
  opens: readonly string[]
}
/** Each word brings what it could measure; what nobody built stands in never-built.ts. All of it is off at first. */
export const switches = offer<Switch>('people.switches')

export const LEAST_DAYS = 14
const MOST_DAYS = 365

/** Off; announced, and not in effect before a day; or on. */
export type State = 'off' | 'announced' | 'on'
export const stateOf = (one: Switched | undefined, at: Date): State =>
  !one || one.off_at ? 'off' : one.from_at > at ? 'announced' : 'on'

/** Whether it is in effect. Whatever measures a person asks this first, before it looks at anything. */
export async function isOn(db: Db, name: string, at: Date): Promise<boolean> {
  return stateOf(await selectOn(db, { name }), at) === 'on'
}

/** Refuses in one sentence that says nothing of whom was asked about. */
export async function mustBeOn(db: Db, name: string, at: Date): Promise<void> {
  if (!(await isOn(db, name, at)))
    throw new Refusal(
      'forbidden',
      'switched-off',
      `${known(name).title} is switched off here. Company → Switches says what that means.`,
    )
}

/** Every switch with what was done to it, the newest first. */
export async function switchTable(db: Db): Promise<{ is: Switch; done: Switched[] }[]> {
  const all = await selectSwitched(db)
  return switches.taken.map((is) => ({ is, done: all.filter((one) => one.name === is.name) }))
}

export async function switchOn(
  db: Db,
  who: Staff,
  name: string,
  { why, noticeDays }: { why: string; noticeDays?: number | undefined },
): Promise<Switched> {
  mustAdminister(who)
  const one = known(name)
  if (one.opens.length === 0)
    throw new Refusal('conflict', 'not-built', `${one.title}: not built, so it cannot be switched on.`)
  const reason = why.trim()
  if (reason.length < 10 || reason.length > 1000)
    throw new Refusal('invalid', 'why', 'Say why in a sentence: everybody will read it.', { field: 'why' })
  const least = Math.max(LEAST_DAYS, one.noticeDays)
  const notice = noticeDays ?? least
  if (!Number.isInteger(notice) || notice < least || notice > MOST_DAYS)
    throw new Refusal('invalid', 'notice', `Everybody must know for ${least} to ${MOST_DAYS} days before.`, {
      field: 'notice',
    })
  return atomically(db, `people switch ${name}`, async () => {
    if (await selectOn(db, { name }))
      throw new Refusal('conflict', 'switched-on', `${one.title} is switched on or announced already.`)
    const row = {
      id: newId(who.at),
      name,
      at: who.at,
      by_id: who.id,
      why: reason,
      from_at: later(who.at, days(notice)),
    }
    await insertOn(db, row)
    await setTimer(db, inEffect, row.id, row.from_at, {})
    await enqueue(db, writeNotice, { on: row.id })
    await record(db, who, 'people.switch-announced', row.id, { name, days: notice })
    return { ...row, off_at: null, off_by: null, told_at: null }
  })
}

/** Off at once, in notice or in effect. */
export async function switchOff(db: Db, who: Staff, name: string): Promise<void> {
  mustAdminister(who)
  const one = known(name)
  await atomically(db, `people switch ${name}`, async () => {
    const on = await selectOn(db, { name })
    if (!on) throw new Refusal('conflict', 'switched-off', `${one.title} is off already.`)
    await insertOff(db, on.id, who.at, who.id)
    await record(db, who, 'people.switch-off', on.id, { name })
  })
}

/** The notice is over: the open pages hear it. */
const inEffect = due<object>({
  kind: 'people.switch-in-effect',
  async run(db, who, id) {
    const on = await selectOn(db, { id })
    if (on) await record(db, who, 'people.switch-on', on.id, { name: on.name })
  },
})

export function known(name: string): Switch {
  const one = switches.taken.find((each) => each.name === name)
  if (!one) throw new Refusal('not-found', 'switch', 'There is no such switch.')
  return one
}
