import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { merge, recordPurchase } from '../customers/customers.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { listLetters } from '../kit/mail.ts'
import { type Money, money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { budgetsOf } from '../limits/limits.ts'
import { makeAgent, setBudget, setCeiling, setLadder, setOwnLimit } from '../limits/set.ts'
import type { Staff } from '../people/people.ts'
import {
  give,
  kinds,
  makeKind,
  mayGive,
  remediesOf,
  remediesOnCase,
  takeBack,
  tick,
  todos,
} from './remedies.ts'

type Gift = { case: { id: Id }; kind: Id; amount?: Money; purchase?: Id; key?: string; reason?: string }
const giving = (halden: TestCompany, who: Staff, gift: Gift) =>
  halden.run((db) =>
    give(db, halden.now(who), {
      ...gift,
      case: gift.case.id,
      reason: gift.reason ?? 'afraid in the dark with his son',
    }),
  )
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const kindsOf = (halden: TestCompany, one: { id: Id }) =>
  halden.run(async (db) => (await linesAbout(db, one.id)).map((line) => line.kind))

test('inside of the limit it is given at once, with a reason, and the ledger names the limit that held', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const goodwill = await kindNamed(halden, 'Goodwill')
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(40), reason: '  ' }),
    refused('reason'),
  )
  const { entry } = await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(40) })
  assert.equal(entry.amount, 4000n)
  assert.equal(entry.by_id, halden.ben.id)
  assert.ok(entry.limit_id)
  const may = await halden.run((db) => mayGive(db, halden.now(halden.ben), one))
  assert.deepEqual(
    [may.amount, may.bound, may.sentence],
    [6000n, 'case', 'You may give €60 more on this case.'],
  )
  assert.deepEqual(await kindsOf(halden, one), ['cases.opened', 'remedies.given'])
})

test('€26 given before leaves €74 for this customer, on another case', async () => {
  const halden = await aCompany()
  const first = await aProblem(halden)
  const goodwill = await kindNamed(halden, 'Goodwill')
  await giving(halden, halden.ben, { case: first, kind: goodwill, amount: euro(26) })
  const second = await aProblem(halden, { customer: first.customer_id! })
  const may = await halden.run((db) => mayGive(db, halden.now(halden.ben), second))
  assert.deepEqual([may.amount, may.bound], [7400n, 'customer'])
  assert.equal(may.sentence, 'You may give €74 more to Jonas this month.')
})

test('a limit is checked per period, not only per gesture: endless €90 gestures end', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const given: bigint[] = []
  for (let n = 0; n < 11; n++) {
    const one = await aProblem(halden, { name: `Customer ${n}` })
    given.push(
      (await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(90) })).entry.amount,
    )
  }
  assert.equal(
    given.reduce((all, each) => all + each, 0n),
    99_000n,
  )
  const twelfth = await aProblem(halden, { name: 'Customer 12' })
  await assert.rejects(
    giving(halden, halden.ben, { case: twelfth, kind: goodwill, amount: euro(90) }),
    refused('limit'),
  )
  await giving(halden, halden.ben, { case: twelfth, kind: goodwill, amount: euro(10) })
})

test('the company’s ceiling stops everybody together, a team’s budget warns and stops nobody', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  await halden.run(async (db) => {
    const mara = halden.now(halden.mara)
    await setCeiling(db, mara, { currency: 'EUR', per_period: 15_000n, period: 'month' })
    await setBudget(db, mara, {
      team: halden.teams.station,
      currency: 'EUR',
      per_period: 5_000n,
      period: 'month',
    })
  })
  const one = await aProblem(halden)
  const first = await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(80) })
  assert.equal(first.made, true)
  // It stands in the line, on the page of whoever leads the team and in their daily mail: no letter of its own.
  const [budget] = await halden.run((db) => budgetsOf(db, 'EUR'))
  const passed = async (about: Id) =>
    (await halden.run((db) => linesAbout(db, about)))
      .filter((line) => line.kind === 'remedies.given')
      .map((line) => (line.data as { budget?: Id }).budget)
  assert.deepEqual(await passed(one.id), [budget?.id])
  const other = await aProblem(halden, { name: 'Another' })
  await assert.rejects(
    giving(halden, halden.ana, { case: other, kind: goodwill, amount: euro(80) }),
    (error) =>
      error instanceof Refusal && error.code === 'limit' && error.sentence.includes('ceiling leaves €70'),
  )
  await giving(halden, halden.ana, { case: other, kind: goodwill, amount: euro(70) })
  const third = await aProblem(halden, { name: 'Third' })
  await assert.rejects(
    giving(halden, halden.mara, { case: third, kind: goodwill, amount: euro('0.01') }),
    refused('limit'),
  )
  assert.deepEqual(await passed(other.id), [undefined])
  assert.deepEqual(await halden.run((db) => listLetters(db, 10)), [])
})

test('one gesture split in three stays under no limit: on one case, over several cases, over merged customers', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(40) })
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(40) })
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(40) }),
    refused('limit'),
  )
  const second = await aProblem(halden, { customer: one.customer_id! })
  await assert.rejects(
    giving(halden, halden.ben, { case: second, kind: goodwill, amount: euro(40) }),
    refused('limit'),
  )
  const twin = await aProblem(halden, { name: 'J. Weber' })
  await halden.run((db) => merge(db, halden.now(halden.ben), twin.customer_id!, one.customer_id!))
  await assert.rejects(
    giving(halden, halden.ben, { case: twin, kind: goodwill, amount: euro(40) }),
    refused('limit'),
  )
  await giving(halden, halden.ben, { case: twin, kind: goodwill, amount: euro(20) })
})

test('what was given to a customer counts for as many days as the limit says, and then no more', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(100) })
  clock.move(days(29))
  const later = await aProblem(halden, { customer: one.customer_id! })
  await assert.rejects(
    giving(halden, halden.ben, { case: later, kind: goodwill, amount: euro(1) }),
    refused('limit'),
  )
  clock.move(days(2))
  await giving(halden, halden.ben, { case: later, kind: goodwill, amount: euro(100) })
})

test('a limit holds in its currency: yen have no decimals, dinars three, and nothing is converted', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: goodwill, amount: money('1', 'JPY') }),
    (error) => error instanceof Refusal && error.sentence === 'You have no limit in JPY: ask for it.',
  )
  await halden.run(async (db) => {
    const mara = halden.now(halden.mara)
    for (const [currency, most] of [
      ['JPY', 10_000n],
      ['KWD', 30_500n],
    ] as const) {
      await setCeiling(db, mara, { currency, per_period: most * 100n, period: 'month' })
      await setLadder(db, mara, {
        currency,
        rungs: [
          {
            level: 'front-line',
            per_case: most,
            per_customer: most,
            customer_days: 30,
            per_period: most * 10n,
            period: 'month',
            owed_per_case: 0n,
          },
        ],
      })
    }
  })
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: money('10000', 'JPY') })
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: goodwill, amount: money('1', 'JPY') }),
    refused('limit'),
  )
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: money('30.500', 'KWD') })
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: goodwill, amount: money('0.001', 'KWD') }),
    refused('limit'),
  )
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(100) })
})

test('money owed is no goodwill: it names a purchase, eats no limit of it, and has a ceiling of its own', async () => {
  const halden = await aCompany()
  const [refund, goodwill] = [await kindNamed(halden, 'Refund'), await kindNamed(halden, 'Goodwill')]
  const one = await aProblem(halden)
  const { purchase } = await halden.run((db) =>
    recordPurchase(db, halden.now(halden.ben), {
      customer: one.customer_id!,
      key: 'R-1',
      boughtAt: clock.now(),
      what: 'City bike',
      amount: euro(890),
    }),
  )
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: refund, amount: euro(10) }),
    refused('purchase'),
  )
  await giving(halden, halden.ben, { case: one, kind: refund, amount: euro(250), purchase: purchase.id })
  const may = await halden.run((db) => mayGive(db, halden.now(halden.ben), one))
  assert.equal(may.amount, 10_000n)
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(100) })
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: refund, amount: euro(1), purchase: purchase.id }),
    refused('limit'),
  )
})

test('a refund is never larger than what was paid less what was returned and paid back already', async () => {
  const halden = await aCompany()
  const refund = await kindNamed(halden, 'Refund')
  const one = await aProblem(halden)
  const stranger = await aProblem(halden, { name: 'Somebody else' })
  const { purchase } = await halden.run((db) =>
    recordPurchase(db, halden.now(halden.ben), {
      customer: one.customer_id!,
      key: 'R-1',
      boughtAt: clock.now(),
      what: 'A lamp',
      amount: euro(60),
      returned: euro(20),
    }),
  )
  const gift = { case: one, kind: refund, purchase: purchase.id }
  await assert.rejects(
    giving(halden, halden.ben, { ...gift, amount: euro('40.01') }),
    refused('more-than-paid'),
  )
  await giving(halden, halden.ben, { ...gift, amount: euro(30) })
  await assert.rejects(
    giving(halden, halden.mara, { ...gift, amount: euro('10.01') }),
    refused('more-than-paid'),
  )
  await giving(halden, halden.carla, { ...gift, amount: euro(10) })
  await assert.rejects(
    giving(halden, halden.mara, { ...gift, amount: euro('0.01') }),
    refused('more-than-paid'),
  )
  await assert.rejects(
    giving(halden, halden.mara, { ...gift, case: stranger, amount: euro(1) }),
    refused('purchase'),
  )
  await assert.rejects(
    giving(halden, halden.mara, { ...gift, amount: money('1', 'USD') }),
    refused('currency'),
  )
})

test('a request with no amount is refused: it is never “all of it”', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  for (const name of ['Goodwill', 'Refund', 'Replace it'])
    await assert.rejects(
      giving(halden, halden.ben, { case: one, kind: await kindNamed(halden, name) }),
      refused('amount'),
    )
  const api = await halden.api(halden.ben)
  const goodwill = await kindNamed(halden, 'Goodwill')
  const body = { kind: goodwill, reason: 'for the test' }
  assert.equal((await api('POST', `/cases/${one.id}/remedies`, body)).status, 422)
  const strange = [0, -1, 2 ** 70, '50', 0.005, 50.00000001, 2 ** 63, null, [], {}, true]
  for (const minor of strange)
    assert.equal(
      (await api('POST', `/cases/${one.id}/remedies`, { ...body, amount: { minor, currency: 'EUR' } }))
        .status,
      422,
      String(minor),
    )
  for (const currency of ['', 'eur', 'XXX', 'ZZZ', null, 978])
    assert.notEqual(
      (await api('POST', `/cases/${one.id}/remedies`, { ...body, amount: { minor: 1, currency } })).status,
      201,
      String(currency),
    )
  assert.deepEqual(await halden.run((db) => remediesOnCase(db, one.id)), [])
})

test('the same cause made right twice by two people: warned of before, shown after', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  await giving(halden, halden.ana, { case: one, kind: goodwill, amount: euro(30) })
  const { putItRight } = await import('./panel.tsx')
  const panel = async () =>
    String(
      await (
        (await halden.run((db) => putItRight(db, halden.now(halden.ben), one))) as {
          toString(): string | Promise<string>
        }
      ).toString(),
    )
  assert.match(await panel(), /Ana gave €30/)
  await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(40) })
  const shown = await panel()
  assert.match(shown, /Given on this case/)
  assert.match(shown, /€30/)
  assert.match(shown, /€40/)
})

test('a gesture taken back gives the budget back, and cannot be taken back again', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  const { entry } = await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(100) })
  await assert.rejects(
    giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(1) }),
    refused('limit'),
  )
  await assert.rejects(
    halden.run((db) => takeBack(db, halden.now(halden.ana), entry.id)),
    refused('not-the-giver'),
  )
  const back = await halden.run((db) => takeBack(db, halden.now(halden.ben), entry.id))
  assert.equal(back.amount, -10_000n)
  await assert.rejects(
    halden.run((db) => takeBack(db, halden.now(halden.ben), entry.id)),
    refused('taken-back'),
  )
  await assert.rejects(
    halden.run((db) => takeBack(db, halden.now(halden.ben), back.id)),
    refused('take-back-of-take-back'),
  )
  const again = await giving(halden, halden.ben, { case: one, kind: goodwill, amount: euro(100) })
  await halden.run((db) => tick(db, halden.now(halden.ben), again.entry.id))
  await assert.rejects(
    halden.run((db) => takeBack(db, halden.now(halden.ben), again.entry.id)),
    refused('done'),
  )
  assert.deepEqual(await kindsOf(halden, one), [
    'cases.opened',
    'remedies.given',
    'remedies.taken-back',
    'remedies.given',
    'remedies.ticked',
  ])
})

test('an automatic agent is a person with its own limit, zero by default', async () => {
  const halden = await aCompany()
  const goodwill = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  const robot = await halden.hire('Robin Bot', halden.teams.station, 'front-line')
  await halden.run((db) => makeAgent(db, halden.now(halden.mara), robot.id))
  await assert.rejects(
    giving(halden, robot, { case: one, kind: goodwill, amount: euro('0.01') }),
    refused('limit'),
  )
  await assert.rejects(
    giving(halden, robot, { case: one, kind: goodwill, amount: money('0.01', 'USD') }),
    refused('limit'),
  )
  await giving(halden, robot, { case: one, kind: await kindNamed(halden, 'Say sorry') })
  await halden.run((db) =>
    setOwnLimit(db, halden.now(halden.mara), {
      person: robot.id,
      agent: true,
      currency: 'EUR',
      per_case: 500n,
      per_customer: 500n,
      customer_days: 30,
      per_period: 5000n,
      period: 'day',
      owed_per_case: 0n,
    }),
  )
  await giving(halden, robot, { case: one, kind: goodwill, amount: euro(5) })
  await assert.rejects(
    giving(halden, robot, { case: one, kind: goodwill, amount: euro('0.01') }),
    refused('limit'),
  )
})

test('every kind has its cost and every remedy its to-do, with a tick; sorry is free', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const sorry = await giving(halden, halden.ben, { case: one, kind: await kindNamed(halden, 'Say sorry') })
  assert.equal(sorry.entry.amount, 0n)
  const coffee = await giving(halden, halden.ben, {
    case: one,
    kind: await kindNamed(halden, 'Coffee on the house'),
  })
  assert.equal(coffee.entry.amount, 400n)
  await assert.rejects(
    giving(halden, halden.ben, {
      case: one,
      kind: await kindNamed(halden, 'Coffee on the house'),
      amount: euro(3),
    }),
    refused('kind-cost'),
  )
  const repair = await giving(halden, halden.ben, {
    case: one,
    kind: await kindNamed(halden, 'Replace it'),
    amount: euro(30),
  })
  const own = await halden.run((db) =>
    makeKind(db, halden.now(halden.mara), {
      family: 'extra',
      name: 'A ride in the cargo bike',
      todo: 'Take them for a ride',
      todoDays: 2,
      todoTeam: halden.teams.harbour,
    }),
  )
  const ride = await giving(halden, halden.ben, { case: one, kind: own.id, amount: euro(12) })
  const open = await halden.run((db) => todos(db, { most: 10 }))
  assert.deepEqual(
    open.map((todo) => [todo.entry_id, todo.what, todo.team]),
    [
      [coffee.entry.id, 'Pour it', 'Station'],
      [ride.entry.id, 'Take them for a ride', 'Harbour'],
      [repair.entry.id, 'Hand over the replacement', 'Station'],
    ],
  )
  await halden.run((db) => tick(db, halden.now(halden.ana), ride.entry.id))
  assert.equal((await halden.run((db) => todos(db, { most: 10 }))).length, 2)
  assert.equal((await halden.run((db) => todos(db, { done: true, most: 10 })))[0]?.entry_id, ride.entry.id)
  const whole = await halden.run((db) => remediesOf(db, [one.customer_id!]))
  assert.equal(whole.length, 4)
})

test('a kind that costs something is no “sorry”, and names are used once', async () => {
  const halden = await aCompany()
  const mara = halden.now(halden.mara)
  await assert.rejects(
    halden.run((db) => makeKind(db, mara, { family: 'sorry', name: 'Sorry for money', cost: euro(1) })),
    refused('sorry-is-free'),
  )
  await assert.rejects(
    halden.run((db) => makeKind(db, mara, { family: 'extra', name: 'goodwill' })),
    refused('kind-name'),
  )
  await assert.rejects(
    halden.run((db) => makeKind(db, halden.now(halden.ben), { family: 'extra', name: 'Mine' })),
    refused('administrator'),
  )
  assert.equal((await halden.run((db) => kinds(db))).length, 8)
})
