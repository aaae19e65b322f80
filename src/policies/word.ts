import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { dropTimer, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { company, findPerson, firstName, type Staff } from '../people/people.ts'
import { tellReporters } from './letters.ts'
import { type AnswerKind, type Policy, policy } from './policy.ts'
import { dayOf, decideBy, mustBegin, mustDecide, mustEnd, mustGiveReason } from './rules.ts'
import { policySettings } from './settings.ts'
import { insertAnswer, insertHop, insertWait, selectHops } from './store-waits.ts'
import { inTurn, lastDay, openWait, setLastDay } from './wait.ts'

export type Speaking = {
  because: string
  /** The wait that this answers, as the page showed it: whoever is second hears that they are. */
  wait?: Id | undefined
  /** Decided on already, and now otherwise: `wait` then names what was decided. */
  anew?: boolean | undefined
}

/** It stays: because…, and until when. Everybody may read who says so. */
export const defend = (
  db: Db,
  who: Staff,
  id: Id,
  what: Speaking & { until?: string | undefined },
): Promise<Policy> =>
  inTurn(db, id, async () => {
    const one = await policy(db, id)
    const today = dayOf(who.at, who.house.zone)
    const wait = await waitFor(db, who, one, what)
    const because = mustGiveReason(what.because, 'Say why it stays: whoever it stopped reads it.')
    const until = mustEnd(what.until, today)
    await speak(db, who, one, wait, { answer: 'defended', because, from_on: null, until_on: until })
    await setLastDay(db, who, who.house, id, until)
    await record(db, who, 'policies.defended', id, { wait, until })
    return policy(db, id)
  })

/** It goes, today or from a day on. Whoever it stopped hears at once; whom it hurt, a person tells. */
export const scrap = (
  db: Db,
  who: Staff,
  id: Id,
  what: Speaking & { from?: string | undefined },
): Promise<Policy> =>
  inTurn(db, id, async () => {
    const one = await policy(db, id)
    if (one.limit)
      throw new Refusal(
        'conflict',
        'policy-limit',
        'A limit cannot be scrapped, only set anew: raise it under Company, What we may give.',
      )
    const wait = await waitFor(db, who, one, what)
    const because = mustGiveReason(what.because, 'Say in a sentence why it goes.')
    const from = mustBegin(what.from, dayOf(who.at, who.house.zone))
    await speak(db, who, one, wait, { answer: 'scrapped', because, from_on: from, until_on: null })
    await dropTimer(db, lastDay, id)
    await record(db, who, 'policies.scrapped', id, { wait, from })
    return policy(db, id)
  })

/** Its last day is over and nobody has spoken for it: so it is gone. */
export async function speakByClock(db: Db, who: Who, one: Policy): Promise<void> {
  if (!one.wait) return
  const { zone } = await company(db)
  await speak(db, who, one, one.wait.id, {
    answer: 'lapsed',
    because: '',
    from_on: dayOf(who.at, zone),
    until_on: null,
  })
  await record(db, who, 'policies.lapsed', one.id, { wait: one.wait.id })
}

/** Something hurt again after the limit was set anew, or it was reported: setting it is the answer. */
export async function answerByChange(db: Db, who: Staff, one: Policy): Promise<void> {
  if (!one.wait) return
  await speak(db, who, one, one.wait.id, { answer: 'changed', because: '', from_on: null, until_on: null })
  await dropTimer(db, lastDay, one.id)
  await record(db, who, 'policies.changed', one.id, { wait: one.wait.id })
}

type Said = { answer: AnswerKind; because: string; from_on: string | null; until_on: string | null }

async function speak(db: Db, who: Who, one: Policy, wait: Id, said: Said): Promise<void> {
  const by_id = who.by === 'person' ? who.id : null
  if (!(await insertAnswer(db, { wait_id: wait, at: who.at, by_id, ...said })))
    refuseDecided(await policy(db, one.id))
  await tellReporters(db, who, await policy(db, one.id))
}

/** What this word answers: the open wait; or, decided anew, one that is opened for it. */
async function waitFor(db: Db, who: Staff, one: Policy, what: Speaking): Promise<Id> {
  const seen = one.wait?.id ?? one.word?.wait_id
  if (what.wait && what.wait !== seen) refuseDecided(one)
  if (one.wait) {
    if (what.anew) refuseOpen(one)
    const asked = (await selectHops(db, one.wait.id)).map((hop) => hop.person_id)
    mustDecide(who, one, asked)
    return one.wait.id
  }
  if (!what.anew || !what.wait || one.state === 'scrapped') refuseDecided(one)
  mustDecide(who, one, [])
  const id = newId(who.at)
  await insertWait(db, { id, policy_id: one.id, why: 'unasked', reason: '', at: who.at, by_id: who.id })
  const { decide_days } = await policySettings(db)
  await insertHop(db, {
    id: newId(who.at),
    wait_id: id,
    person_id: who.id,
    why: 'owner',
    at: who.at,
    decide_by: decideBy(who.at, decide_days, who.house.zone),
  })
  return id
}

function refuseDecided(one: Policy): never {
  const by = one.word?.by ? firstName(one.word.by) : 'Somebody'
  const how =
    one.state === 'awaiting'
      ? 'It has been asked about anew: read why, then decide.'
      : one.state === 'scrapped'
        ? one.word?.answer === 'lapsed'
          ? 'Nobody spoke for it until its last day: it is gone.'
          : `${by} has scrapped it already.`
        : one.state === 'changed'
          ? `${by} has set this limit anew already.`
          : `${by} has just decided that it stays.`
  throw new Refusal('conflict', 'policy-decided', `${how} Look at it once more.`)
}

function refuseOpen(one: Policy): never {
  throw new Refusal(
    'conflict',
    'policy-open',
    `A word of ${firstName(one.wait?.asked ?? 'somebody')} is awaited on it again: read why, then decide.`,
  )
}

/** A rule that was gone is needed after all, or still holds somewhere: with a reason, and it awaits a word again. */
export const reopen = (db: Db, who: Staff, id: Id, reason: string): Promise<Policy> =>
  inTurn(db, id, async () => {
    const one = await policy(db, id)
    if (one.state !== 'scrapped')
      throw new Refusal(
        'conflict',
        'policy-here',
        `“${one.name}” is not scrapped: there is nothing to open again.`,
      )
    mustDecide(who, one, await everAsked(db, one))
    const because = mustGiveReason(
      reason,
      'Say why it is opened again: everybody who heard that it is gone reads it.',
    )
    const owner = one.owner_id ? await findPerson(db, one.owner_id) : undefined
    const wait = await openWait(db, who, who.house, {
      policy: id,
      why: 'reopened',
      reason: because,
      whom: owner && !owner.left_at ? owner.id : who.id,
    })
    const { decide_days } = await policySettings(db)
    const by = decideBy(who.at, decide_days * 2, who.house.zone)
    await setTimer(db, lastDay, id, by, { end: true })
    await record(db, who, 'policies.reopened', id, { wait })
    return policy(db, id)
  })

const everAsked = async (db: Db, one: Policy): Promise<Id[]> =>
  one.word ? (await selectHops(db, one.word.wait_id)).map((hop) => hop.person_id) : []
