import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { fifty, raceForFifty, sumOf, tally } from '../../test/crash/fifty.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import type { Case } from '../cases/cases.ts'
import { isDatabaseError } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { fits, roomOf } from './may-give.ts'
import { give, remediesOnCase, takeBack } from './remedies.ts'
import { insertEntry } from './store.ts'

test('400 parallel extras of €1 against a limit of €50 book exactly 50, in 20 rounds', () => raceForFifty(20))

test('the control, which reads and then inserts without the lock, overspends: so the race is a race', async () => {
  const halden = await aCompany()
  await fifty(halden)
  const goodwill = await kindNamed(halden, 'Goodwill')
  let worst = 0
  for (let round = 0; round < 20 && worst <= 50; round++) {
    const one = await aProblem(halden, { name: `Blind ${round}` })
    const outcome = await tally(Array.from({ length: 400 }, () => withoutLock(halden, one, goodwill)))
    worst = Math.max(worst, outcome.given)
  }
  assert.ok(worst > 50, `The control gave ${worst} of 50: the test above would see nothing.`)
})

function withoutLock(halden: TestCompany, one: Case, kind: Id) {
  const who = halden.now(halden.ben)
  return halden.run(async (db) => {
    const room = await roomOf(db, who, {
      case: one.id,
      customers: [one.customer_id!],
      currency: 'EUR',
      at: who.at,
    })
    if (!fits(room, 'extra', 100n)) throw new Refusal('limit', 'limit', 'Nothing is left.')
    const id = newId(who.at)
    await insertEntry(db, {
      id,
      at: who.at,
      case_id: one.id,
      customer_id: one.customer_id!,
      kind_id: kind,
      family: 'extra',
      by_id: who.id,
      team_id: who.team,
      amount: 100n,
      currency: 'EUR',
      reason: 'a race',
      purchase_id: null,
      limit_id: room.limit?.id ?? null,
      limit_of_id: who.id,
      ask_id: null,
      takes_back_id: null,
      key: id,
    })
  })
}

test('two clicks, two tabs, a retried request: 200 replays of 20 keys are 20 lines of the ledger', async () => {
  const halden = await aCompany()
  const sorry = await kindNamed(halden, 'Coffee on the house')
  const one = await aProblem(halden)
  const keys = Array.from({ length: 20 }, (_, n) => `key ${n}`)
  const booked = await Promise.all(
    Array.from({ length: 200 }, () => keys)
      .flat()
      .map((key) =>
        halden.run((db) =>
          give(db, halden.now(halden.ben), { case: one.id, kind: sorry, reason: 'a wait', key }),
        ),
      ),
  )
  assert.equal(new Set(booked.map(({ entry }) => entry.id)).size, 20)
  assert.equal(booked.filter(({ made }) => made).length, 20)
  assert.equal((await halden.run((db) => remediesOnCase(db, one.id))).length, 20)
  const other = {
    case: one.id,
    kind: await kindNamed(halden, 'Goodwill'),
    amount: euro(1),
    reason: 'a wait',
    key: 'key 1',
  }
  await assert.rejects(
    halden.run((db) => give(db, halden.now(halden.ben), other)),
    (error) => error instanceof Refusal && error.code === 'key-reused',
  )
  const byAna = await halden.run((db) => give(db, halden.now(halden.ana), other))
  assert.equal(byAna.made, true)
})

test('an Idempotency-Key of the API: the same body is the same answer, another body is refused', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben)
  const one = await aProblem(halden)
  const body = {
    kind: await kindNamed(halden, 'Goodwill'),
    amount: { minor: 100, currency: 'EUR' },
    reason: 'a retry',
  }
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      api('POST', `/cases/${one.id}/remedies`, body, { 'idempotency-key': 'k1' }),
    ),
  )
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [201])
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1)
  const changed = await api(
    'POST',
    `/cases/${one.id}/remedies`,
    { ...body, amount: { minor: 200, currency: 'EUR' } },
    { 'idempotency-key': 'k1' },
  )
  assert.equal(changed.status, 422)
  assert.equal(await sumOf(halden, one), 100n)
})

test('the balance is the sum of the ledger at every moment, while gestures come and go', async () => {
  const halden = await aCompany()
  await fifty(halden)
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  let over = false
  const work = Array.from({ length: 120 }, async (_, n) => {
    const booked = await halden
      .run((db) =>
        give(db, halden.now(halden.ben), {
          case: one.id,
          kind: goodwill,
          amount: euro(10),
          reason: 'in and out',
        }),
      )
      .catch(() => undefined)
    if (booked && n % 2) await halden.run((db) => takeBack(db, halden.now(halden.ben), booked.entry.id))
    const { rows } = await halden.owner.query(
      'select sum(amount)::text as sum from remedies_entry where company_id = $1',
      [halden.company],
    )
    over ||= BigInt(rows[0].sum ?? 0) > 5000n
    over ||= BigInt(rows[0].sum ?? 0) < 0n
  })
  await Promise.all(work)
  assert.equal(over, false)
  const { rows } = await halden.owner.query(
    'select sum(amount)::text as sum from remedies_entry where company_id = $1',
    [halden.company],
  )
  assert.equal(BigInt(rows[0].sum), await sumOf(halden, one))
})

test('one gesture is taken back once, by however many at once', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const { entry } = await halden.run(async (db) =>
    give(db, halden.now(halden.ben), {
      case: one.id,
      kind: await kindNamed(halden, 'Goodwill'),
      amount: euro(40),
      reason: 'a wait',
    }),
  )
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => halden.run((db) => takeBack(db, halden.now(halden.ben), entry.id))),
  )
  assert.equal(results.filter((each) => each.status === 'fulfilled').length, 1)
})

test('the ledger is only added to: the program’s role may neither update nor delete, says the database', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const goodwill = await kindNamed(halden, 'Goodwill')
  await halden.run((db) =>
    give(db, halden.now(halden.ben), { case: one.id, kind: goodwill, amount: euro(40), reason: 'a wait' }),
  )
  const denied = (error: unknown) => isDatabaseError(error, '42501')
  await assert.rejects(
    halden.run((db) => db.updateTable('remedies_entry').set({ amount: 1n }).execute()),
    denied,
  )
  await assert.rejects(
    halden.run((db) => db.deleteFrom('remedies_entry').execute()),
    denied,
  )
  await assert.rejects(
    halden.run((db) => db.updateTable('remedies_reply').set({ answer: 'yes' }).execute()),
    denied,
  )
  await assert.rejects(
    halden.run((db) => db.deleteFrom('limits_limit').execute()),
    denied,
  )
  await assert.rejects(
    halden.run((db) => db.updateTable('limits_ceiling').set({ per_period: 1n }).execute()),
    denied,
  )
})
