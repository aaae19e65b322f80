import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days, hours, later, minutes, seconds } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import {
  answerShift,
  beginShift,
  endShift,
  limitOf,
  planShift,
  shiftBeside,
  shiftOf,
  whoMayAnswer,
} from '../limits/limits.ts'
import { setOwnLimit } from '../limits/set.ts'
import { leave } from '../people/leave.ts'
import type { Staff } from '../people/people.ts'
import { fits, roomOf } from './may-give.ts'
import { ask, give, remediesOnCase } from './remedies.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** Planned for now, agreed, begun: Mara works beside Ben for two hours. */
async function onShift(halden: TestCompany, leader = halden.mara, beside = halden.ben) {
  const plan = await halden.run((db) =>
    planShift(db, halden.now(leader), { beside: beside.id, planned: clock.now(), hours: 2 }),
  )
  await halden.run((db) => answerShift(db, halden.now(beside), plan.id, true))
  return halden.run((db) => beginShift(db, halden.now(leader), { beside: beside.id }))
}

const fifty = (halden: TestCompany, person: Id, amount = 5000n) =>
  halden.run((db) =>
    setOwnLimit(db, halden.now(halden.mara), {
      person,
      currency: 'EUR',
      per_case: amount,
      per_customer: amount,
      customer_days: 30,
      per_period: amount * 10n,
      period: 'month',
      owed_per_case: 0n,
    }),
  )

const giving = (halden: TestCompany, who: Staff, one: Id, kind: Id, amount: number) =>
  halden.run((db) => give(db, halden.now(who), { case: one, kind, amount: euro(amount), reason: 'a wait' }))

test('a shift begins on its day with the yes of the person beside, and says so line by line', async () => {
  const halden = await aCompany()
  const mara = () => halden.now(halden.mara)
  const begin = (hours?: number) =>
    halden.run((db) => beginShift(db, mara(), { beside: halden.ben.id, hours }))
  await assert.rejects(begin(), refused('shift-not-agreed'))
  const plan = await halden.run((db) =>
    planShift(db, mara(), { beside: halden.ben.id, planned: clock.now() }),
  )
  await assert.rejects(begin(), refused('shift-unanswered'))
  await assert.rejects(
    halden.run((db) => answerShift(db, halden.now(halden.carla), plan.id, true)),
    refused('shift-not-asked'),
  )
  await halden.run((db) => answerShift(db, halden.now(halden.ben), plan.id, true))
  await assert.rejects(
    halden.run((db) => answerShift(db, halden.now(halden.ben), plan.id, false)),
    refused('shift-answered'),
  )
  const shift = await begin(9)
  assert.equal(shift.until.getTime() - shift.from.getTime(), hours(2), 'no longer than was agreed')
  await assert.rejects(begin(), refused('shift-running'))
  assert.equal((await halden.run((db) => shiftBeside(db, halden.ben.id, clock.now())))?.id, shift.id)
  await halden.run((db) => endShift(db, halden.now(halden.ben), plan.id))
  await halden.run((db) => endShift(db, mara(), plan.id))
  const lines = await halden.run((db) => linesAbout(db, plan.id))
  assert.deepEqual(
    lines.map((line) => line.kind),
    ['limits.shift-planned', 'limits.shift-agreed', 'limits.shift-begun', 'limits.shift-ended'],
  )
})

test('a yes holds for its day alone; no to it, called off, upward or beside a program there is no shift', async () => {
  const halden = await aCompany()
  const plan = (who: Staff, beside: Staff, planned = clock.now()) =>
    halden.run((db) => planShift(db, halden.now(who), { beside: beside.id, planned }))
  const begin = () => halden.run((db) => beginShift(db, halden.now(halden.mara), { beside: halden.ben.id }))
  const later_ = await plan(halden.mara, halden.ben, later(clock.now(), days(2)))
  await halden.run((db) => answerShift(db, halden.now(halden.ben), later_.id, true))
  await assert.rejects(begin(), refused('shift-not-agreed'))
  const no = await plan(halden.mara, halden.ben)
  await halden.run((db) => answerShift(db, halden.now(halden.ben), no.id, false))
  await assert.rejects(begin(), refused('shift-not-agreed'))
  const off = await plan(halden.mara, halden.ben)
  await halden.run((db) => answerShift(db, halden.now(halden.ben), off.id, true))
  await halden.run((db) => endShift(db, halden.now(halden.ben), off.id))
  await assert.rejects(begin(), refused('shift-not-agreed'))
  await assert.rejects(plan(halden.ben, halden.carla), refused('shift-level'))
  await assert.rejects(plan(halden.ben, halden.ana), refused('shift-level'))
  await assert.rejects(plan(halden.mara, halden.mara), refused('shift-self'))
  await assert.rejects(plan(halden.mara, halden.ben, later(clock.now(), -days(2))), refused('shift-past'))
})

test('on a shift a leader gives no more than the person beside may, however many try at once', async () => {
  const halden = await aCompany()
  const kind = await kindNamed(halden, 'Goodwill')
  const before = await aProblem(halden, { name: 'Before' })
  assert.ok((await giving(halden, halden.mara, before.id, kind, 900)).made, 'the control: no shift, no limit')
  await onShift(halden)
  const one = await aProblem(halden, { name: 'Tom Baker' })
  const tries = await Promise.allSettled(
    Array.from({ length: 40 }, () => giving(halden, halden.mara, one.id, kind, 10)),
  )
  for (const each of tries)
    if (each.status === 'rejected') assert.ok(refused('limit')(each.reason), String(each.reason))
  assert.equal(tries.filter((each) => each.status === 'fulfilled').length, 10)
  const api = await halden.api(halden.mara)
  const other = await aProblem(halden, { name: 'Mrs Ito' })
  const amount = (minor: number) => ({ kind, amount: { minor, currency: 'EUR' }, reason: 'a wait' })
  const over = await api('POST', `/cases/${other.id}/remedies`, amount(10_001))
  assert.deepEqual([over.status, over.body.type], [409, 'urn:makegood:limit'])
  assert.equal((await api('POST', `/cases/${other.id}/remedies`, amount(10_000))).status, 201)
  const [entry] = await halden.run((db) => remediesOnCase(db, other.id))
  const ofBen = await halden.run((db) => limitOf(db, halden.ben, 'EUR', clock.now()))
  assert.equal(entry?.limit_id, ofBen?.id, 'the ledger names the limit that held')
  assert.equal((await giving(halden, halden.ben, one.id, kind, 100)).made, true, 'Ben’s own is untouched')
})

test('the control of the race: reading the level’s limit instead, she would give far more', async () => {
  const halden = await aCompany()
  await onShift(halden)
  const one = await aProblem(halden)
  const blind = await halden.run((db) =>
    roomOf(
      db,
      { id: halden.david.id, level: 'leader' },
      {
        case: one.id,
        customers: [],
        currency: 'EUR',
        at: clock.now(),
      },
    ),
  )
  assert.ok(fits(blind, 'extra', 10_001n), 'the test above would see nothing')
})

test('it ends to the second, by the clock or by hand', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const shift = await onShift(halden)
  const at = (ms: number) => new Date(shift.until.getTime() + ms)
  const most = (moment: Date) =>
    halden.run(async (db) => (await limitOf(db, halden.mara, 'EUR', moment))?.per_case)
  assert.deepEqual(
    [await most(at(-hours(2) - 1)), await most(shift.from), await most(at(-1)), await most(at(0))],
    [null, 10_000n, 10_000n, null],
  )
  clock.move(minutes(30))
  await halden.run((db) => endShift(db, halden.now(halden.mara), shift.id))
  assert.equal(await most(clock.now()), null)
  assert.equal(await most(later(clock.now(), -seconds(20))), 10_000n, 'what was begun before keeps its limit')
  const next = await onShift(halden)
  clock.move(hours(2))
  await halden.settle()
  assert.equal(await halden.run((db) => shiftOf(db, halden.mara.id, clock.now())), undefined)
  const lines = await halden.run((db) => linesAbout(db, next.id))
  assert.equal(lines.at(-1)?.kind, 'limits.shift-over')
})

test('a shift only ever narrows: whoever has less than the person beside keeps what they have', async () => {
  const halden = await aCompany()
  await fifty(halden, halden.david.id)
  await fifty(halden, halden.ben.id, 20_000n)
  await onShift(halden, halden.david)
  const limit = await halden.run((db) => limitOf(db, halden.david, 'EUR', clock.now()))
  assert.deepEqual([limit?.per_case, limit?.per_period, limit?.owed_per_case], [5000n, 50_000n, 0n])
  assert.equal(await halden.run((db) => limitOf(db, halden.david, 'USD', clock.now())), undefined)
})

test('above it she asks whom Ben would ask; and her own yes reaches no further than his limit', async () => {
  const halden = await aCompany()
  const kind = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  const who = () => halden.now(halden.mara)
  assert.deepEqual(await halden.run((db) => whoMayAnswer(db, halden.mara, 'EUR', clock.now())), [])
  await onShift(halden)
  const asked = await halden.run((db) =>
    ask(db, who(), { case: one.id, kind, amount: euro(180), reason: 'a wheel tonight' }),
  )
  assert.equal(asked.asked_person_id, halden.carla.id)
  const chain = await halden.run((db) => whoMayAnswer(db, halden.ana, 'EUR', clock.now()))
  assert.equal(chain.find((each) => each.person.id === halden.mara.id)?.limit?.per_case, 10_000n)
})

test('whoever leaves works beside nobody, and nobody beside them', async () => {
  const halden = await aCompany()
  const shift = await onShift(halden)
  await halden.run((db) => leave(db, halden.now(halden.mara), halden.ben.id))
  assert.equal(await halden.run((db) => shiftOf(db, halden.mara.id, later(clock.now(), 1))), undefined)
  const lines = await halden.run((db) => linesAbout(db, shift.id))
  assert.equal(lines.at(-1)?.kind, 'limits.shift-ended')
})
