import { record } from '../history/history.ts'
import { later, minutes } from '../kit/clock.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { type Company, company, findPerson } from '../people/people.ts'
import { askByLetter } from './letters.ts'
import { nextAbove } from './owner.ts'
import { type Policy, policy, type Why } from './policy.ts'
import { asksAgainAt, dayOf, decideBy, endOfDay, TAKE_BACK_MINUTES } from './rules.ts'
import { policySettings } from './settings.ts'
import { insertHop, insertWait, type OpenHop, selectHop, selectHops } from './store-waits.ts'
import { speakByClock } from './word.ts'

/** Deeds about one rule go one after another. */
export const inTurn = <T>(db: Db, id: Id, deed: () => Promise<T>): Promise<T> =>
  atomically(db, `policy ${id}`, deed)

export type Waiting = { policy: Id; why: Why; reason?: string; whom: Id; decideBy?: Date }

/** From now on a word is awaited of somebody. The clock runs; a letter goes once a report can no longer be taken back. */
export async function openWait(db: Db, who: Who, house: Company, what: Waiting): Promise<Id> {
  const id = newId(who.at)
  await insertWait(db, {
    id,
    policy_id: what.policy,
    why: what.why,
    reason: what.reason ?? '',
    at: who.at,
    by_id: who.by === 'person' ? who.id : null,
  })
  await askOne(db, who, house, { wait: id, whom: what.whom, why: 'owner', decideBy: what.decideBy })
  return id
}

type Asking = { wait: Id; whom: Id; why: 'owner' | 'climbed' | 'moved'; decideBy?: Date | undefined }

export async function askOne(db: Db, who: Who, house: Company, what: Asking): Promise<void> {
  const id = newId(who.at)
  const { decide_days } = await policySettings(db)
  const decide_by = what.decideBy ?? decideBy(who.at, decide_days, house.zone)
  await insertHop(db, {
    id,
    wait_id: what.wait,
    person_id: what.whom,
    why: what.why,
    at: who.at,
    decide_by,
  })
  await setTimer(db, undecided, id, decide_by, {})
  const wait = what.why === 'owner' ? minutes(TAKE_BACK_MINUTES) : 0
  await setTimer(db, letterToOwner, id, later(who.at, wait), {})
}

/** Whose word it is hears of it by mail; what was taken back or answered by then needs none. */
export const letterToOwner = due<object>({
  kind: 'policies.letter',
  async run(db, who, key) {
    const hop = await selectHop(db, key)
    if (hop?.open && hop.last) await askByLetter(db, who, await policy(db, hop.policy_id), hop.person_id)
  },
})

/** The date has come and nobody has spoken. */
export const undecided = due<object>({
  kind: 'policies.undecided',
  async run(db, who, key) {
    const found = await selectHop(db, key)
    if (!found) return
    await inTurn(db, found.policy_id, async () => {
      const hop = await selectHop(db, key)
      if (!hop?.open || !hop.last) return
      const one = await policy(db, hop.policy_id)
      if (hop.wait_why === 'last-day' && !one.limit) return speakByClock(db, who, one)
      await goUp(db, who, hop, 'climbed')
    })
  },
})

/** To the next one above; with nobody left it stays where it is, and the pages say since when. */
export async function goUp(db: Db, who: Who, hop: OpenHop, why: 'climbed' | 'moved'): Promise<boolean> {
  const [house, from, hops] = [
    await company(db),
    await findPerson(db, hop.person_id),
    await selectHops(db, hop.wait_id),
  ]
  const asked = hops.map((each) => each.person_id)
  const next = from && (await nextAbove(db, from, house.currency, who.at, asked))
  if (!next) return false
  await askOne(db, who, house, { wait: hop.wait_id, whom: next, why })
  await record(db, who, why === 'moved' ? 'policies.moved' : 'policies.went-up', hop.policy_id, {
    wait: hop.wait_id,
    from: hop.person_id,
    to: next,
  })
  return true
}

/** Every rule has a last day: some days before it a word is asked for, and on its evening it is over. */
export async function setLastDay(db: Db, who: Who, house: Company, id: Id, last: string): Promise<void> {
  const { decide_days } = await policySettings(db)
  const end = endOfDay(last, house.zone)
  await setTimer(db, lastDay, id, asksAgainAt(end, who.at, decide_days), { end: false })
}

export const lastDay = due<{ end: boolean }>({
  kind: 'policies.last-day',
  run: (db, who, id, { end }) =>
    inTurn(db, id, async () => {
      const [one, house] = [await policy(db, id), await company(db)]
      if (one.state === 'scrapped' || one.state === 'changed') return
      const ends = endOfDay(one.last_on, house.zone)
      if (one.state === 'awaiting' && end && !one.limit) return speakByClock(db, who, one)
      if (one.state === 'awaiting') {
        if (!end && !one.limit) await setTimer(db, lastDay, id, ends, { end: true })
        return
      }
      const by = ends > who.at ? ends : endOfDay(dayOf(who.at, house.zone), house.zone)
      await comeUp(db, who, house, one, 'last-day', by)
    }),
})

/** A rule that was decided on is to be decided on again. */
export async function comeUp(
  db: Db,
  who: Who,
  house: Company,
  one: Policy,
  why: 'again' | 'last-day',
  by?: Date,
): Promise<void> {
  const owner = one.owner_id ? await findPerson(db, one.owner_id) : undefined
  const whom =
    owner && !owner.left_at
      ? owner.id
      : ((owner && (await nextAbove(db, owner, house.currency, who.at, []))) ?? one.owner_id)
  if (!whom) return
  const wait = await openWait(db, who, house, {
    policy: one.id,
    why,
    whom,
    ...(by ? { decideBy: by } : {}),
  })
  await record(db, who, 'policies.came-up', one.id, { wait, why })
}
