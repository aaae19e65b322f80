import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { openCase, promisesOf, putRight } from '../cases/cases.ts'
import { lossesOf, recordLoss } from '../churn/churn.ts'
import { meet, merge, recordPurchase } from '../customers/customers.ts'
import { latestLines } from '../history/history.ts'
import { hear, interactionsOf } from '../interactions/interactions.ts'
import { clock, days, hours, later } from '../kit/clock.ts'
import { isDatabaseError, openDatabase } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { runDue } from '../kit/timers.ts'
import { lastScrapped, policies } from '../policies/policies.ts'
import { noteCall, skipPlace } from './call.ts'
import { weekOf } from './days.ts'
import { deal } from './deal.ts'
import { callersOf, drawWeek } from './draw.ts'
import { listOf } from './list.ts'
import { makePledge } from './make.ts'
import { insertDraw, selectDraw, selectPlaces, selectPool } from './store-draw.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const day = (ago: number) => later(clock.now(), -days(ago)).toISOString().slice(0, 10)

let number = 1000
const aCustomer = (halden: TestCompany, name: string, since: number, phone = true): Promise<Id> =>
  halden.run(
    async (db) =>
      (
        await meet(
          db,
          { ...halden.now(halden.ben), at: later(clock.now(), -days(since)) },
          {
            name,
            since: day(since),
            addresses: phone
              ? [{ kind: 'phone', written: `+49 40 555 ${String(++number).padStart(4, '0')}` }]
              : [{ kind: 'email', written: `c${++number}@example.org` }],
          },
        )
      ).id,
  )

/** One who left, one put right, some gone quiet, one old, some new; and those whom nobody may ring. */
async function someCustomers(halden: TestCompany) {
  const ito = await aCustomer(halden, 'Mrs Ito', 9 * 365)
  const tom = await aCustomer(halden, 'Tom Baker', 420)
  const clara = await aCustomer(halden, 'Clara Ferreira', 7 * 365)
  const quiet = await aCustomer(halden, 'Hedda Quist', 500)
  const fresh = await aCustomer(halden, 'Nils Neu', 10)
  const noPhone = await aCustomer(halden, 'Only Mail', 4 * 365, false)
  await halden.run(async (db) => {
    const ben = halden.now(halden.ben)
    await hear(db, ben, {
      kind: 'complaint',
      channel: 'counter',
      customer: ito,
      text: 'Six euros because nobody rang me.',
      past: true,
    })
    await recordLoss(db, ben, {
      customer: ito,
      lostOn: day(100),
      size: 'small',
      why: 'the fee',
      couldHaveKept: 'a call',
    })
    const one = await openCase(db, ben, { customer: tom, happened: 'Not ready.' })
    await putRight(db, ben, one.id, 'Lent a bike.')
    await recordPurchase(db, ben, {
      customer: clara,
      key: `k-${clara}`,
      boughtAt: later(clock.now(), -days(20)),
      what: 'Bell',
      amount: money('20.00', 'EUR'),
    } as never)
  })
  return { ito, tom, clara, quiet, fresh, noPhone }
}

const draw = (halden: TestCompany) => halden.run((db) => drawWeek(db, halden.now(halden.mara)))
const mine = async (halden: TestCompany, who = halden.mara) => {
  const list = await halden.run((db) => listOf(db, halden.now(who)))
  assert.ok(list)
  return list.places
}

test('a leader is dealt who left, who was let down and one more, each with their own words, number and reason', async () => {
  const halden = await aCompany()
  const { ito, tom, noPhone } = await someCustomers(halden)
  await draw(halden)
  const places = await mine(halden)
  assert.equal(places.length, 3)
  assert.deepEqual(
    places.slice(0, 2).map((one) => [one.customer_id, one.why]),
    [
      [ito, 'lost'],
      [tom, 'right'],
    ],
  )
  assert.equal(places[0]?.said?.text, 'Six euros because nobody rang me.')
  assert.match(places[0]?.because ?? '', /^(Nine|Eight) years; gone since /)
  assert.match(places[0]?.phone?.link ?? '', /^tel:\+4940555/)
  assert.match(places[1]?.because ?? '', /put right today; has not said whether it is right\./)
  assert.ok(!places.some((one) => one.customer_id === noPhone))
  const [last] = await halden.run((db) => latestLines(db, 1))
  assert.equal(last?.kind, 'pledges.drawn')
  assert.equal((last.data as { customers: number }).customers, 3)
})

test('the seed and the pool that are kept deal the very same places again', async () => {
  const halden = await aCompany()
  await someCustomers(halden)
  const made = await draw(halden)
  await halden.run(async (db) => {
    const [kept, pool, places, callers] = [
      await selectDraw(db, made.week),
      await selectPool(db, made.week),
      await selectPlaces(db, made.week),
      await callersOf(db),
    ]
    const again = deal(kept!.seed, pool, callers)
    assert.deepEqual(
      again.map((one) => [one.person, one.place, one.customer, one.why]).sort(),
      places.map((one) => [one.person_id, one.place, one.customer_id, one.why]).sort(),
    )
  })
})

test('on Monday at six two processes draw once', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  await someCustomers(halden)
  await draw(halden)
  const first = await halden.run((db) => selectDraw(db, weekOf(clock.now(), 'Europe/Berlin')))
  clock.move(days(7))
  const other = openDatabase(halden.appConfig, { size: 4 })
  const trouble: unknown[] = []
  try {
    await Promise.all([
      runDue(halden.database, (error) => trouble.push(error)),
      runDue(other, (error) => trouble.push(error)),
      ...Array.from({ length: 4 }, () =>
        other.inCompany(halden.company, (db) => drawWeek(db, halden.now(halden.mara))),
      ),
    ])
  } finally {
    await other.close()
  }
  assert.deepEqual(trouble, [])
  const week = weekOf(clock.now(), 'Europe/Berlin')
  const { rows } = await halden.owner.query(
    `select count(*)::int as n from history_line where company_id = $1 and kind = 'pledges.drawn'`,
    [halden.company],
  )
  assert.equal(rows[0].n, 2, 'one each week')
  assert.notEqual((await halden.run((db) => selectDraw(db, week)))?.seed, first?.seed)
  const timer = await halden.owner.query(
    `select count(*)::int as n from kit_timer where company_id = $1 and kind = 'pledges.draw'`,
    [halden.company],
  )
  assert.equal(timer.rows[0].n, 1)
})

test('the control: without the line both read that nothing is drawn, and only the key stops the second', async () => {
  const halden = await aCompany()
  const week = weekOf(clock.now(), 'Europe/Berlin')
  let reading = 0
  const blind = () =>
    halden.run(async (db) => {
      assert.equal(await selectDraw(db, week), undefined)
      for (reading++; reading < 2; ) await new Promise((go) => setTimeout(go, 5))
      await insertDraw(db, { week, at: clock.now(), seed: 'blind' }, [])
    })
  const [one, other] = await Promise.allSettled([blind(), blind()])
  const lost = [one, other].filter((each) => each?.status === 'rejected')
  assert.equal(lost.length, 1)
  assert.ok(lost[0]?.status === 'rejected' && isDatabaseError(lost[0].reason, '23505'))
})

test('nobody is drawn twice within eight weeks, nor by two; merged, silent and left alone are as they are', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  await halden.hire('Victor Stahl', null, 'leader')
  const { quiet } = await someCustomers(halden)
  const twin = await aCustomer(halden, 'Hedda Q.', 400)
  await halden.run((db) => merge(db, halden.now(halden.mara), twin, quiet))
  const drawn: Id[] = []
  for (let week = 0; week < 3; week++) {
    await draw(halden)
    const now = weekOf(clock.now(), 'Europe/Berlin')
    const places = await halden.run((db) => selectPlaces(db, now))
    drawn.push(...places.map((one) => one.customer_id))
    clock.move(days(7))
  }
  assert.equal(new Set(drawn).size, drawn.length)
  assert.equal(drawn.length, 5, 'everybody who has a number, once')
  assert.ok(!drawn.includes(twin))
  clock.move(days(7 * 6))
  await draw(halden)
  const again = await halden.run((db) => selectPlaces(db, weekOf(clock.now(), 'Europe/Berlin')))
  assert.ok(again.length > 0, 'after eight weeks they may be drawn again')
})

test('“I called”: the story has it, the promise its clock, the rule its report; once', async () => {
  const halden = await aCompany()
  const { ito } = await someCustomers(halden)
  await draw(halden)
  const [place] = await mine(halden)
  const who = () => halden.now(halden.mara)
  const call = await halden.run((db) =>
    noteCall(db, who(), place!.id, {
      reached: true,
      words: 'She would come back if the fee went.',
      felt: 'hurt',
      promise: { what: 'A word about the fee', dueAt: later(clock.now(), days(2)) },
      rule: 'Storage fee',
    }),
  )
  const [said] = await halden.run((db) => interactionsOf(db, [ito], { most: 1 }))
  assert.deepEqual(
    [said?.id, said?.kind, said?.direction, said?.channel, said?.person_id, said?.text],
    [call.interaction_id, 'call', 'out', 'phone', halden.mara.id, 'She would come back if the fee went.'],
  )
  const [promised] = await halden.run((db) => promisesOf(db, [call.case_id!]))
  assert.deepEqual([promised?.what, promised?.by_id], ['A word about the fee', halden.mara.id])
  const [rule] = await halden.run((db) => policies(db))
  assert.deepEqual([rule?.name, rule?.hurt.customers], ['Storage fee', 1])
  assert.equal(await halden.run((db) => lastScrapped(db)), undefined)
  const lines = (await halden.run((db) => latestLines(db, 20))).map((line) => line.kind)
  assert.equal(lines.filter((kind) => kind === 'pledges.called').length, 1)
  await assert.rejects(
    halden.run((db) => noteCall(db, who(), place!.id, { reached: true })),
    refused('called'),
  )
  await assert.rejects(
    halden.run((db) => skipPlace(db, who(), place!.id, { reason: 'later' })),
    refused('called'),
  )
})

test('who says on the telephone that they are back is a customer again, in the words of the call', async () => {
  const halden = await aCompany()
  const { ito } = await someCustomers(halden)
  await draw(halden)
  const [place, other] = await mine(halden)
  assert.deepEqual([place?.gone, other?.gone], [true, false])
  const note = (what: Parameters<typeof noteCall>[3]) =>
    halden.run((db) => noteCall(db, halden.now(halden.mara), place!.id, what))
  await assert.rejects(note({ reached: false, cameBack: true }), refused('not-reached'))
  await note({ reached: true, words: 'Comes on Saturday.', cameBack: true })
  const [lost] = await halden.run((db) => lossesOf(db, [ito]))
  assert.deepEqual([lost?.back?.how, lost?.back?.by_id], ['Comes on Saturday.', halden.mara.id])
  const lines = (await halden.run((db) => latestLines(db, 2))).map((line) => line.kind)
  assert.deepEqual(lines, ['churn.won-back', 'pledges.called'])
  assert.match((await mine(halden))[0]?.because ?? '', /and back since\.$/)
})

test('whom one does not reach is rung again; two clicks are one call; nobody notes on another’s list', async () => {
  const halden = await aCompany()
  await someCustomers(halden)
  await draw(halden)
  const [place] = await mine(halden)
  const note = (what: Parameters<typeof noteCall>[3], who = halden.mara) =>
    halden.run((db) => noteCall(db, halden.now(who), place!.id, what))
  await assert.rejects(note({ reached: true }, halden.ben), refused('place'))
  await assert.rejects(note({ reached: false, again: later(clock.now(), -1) }), refused('again-past'))
  await assert.rejects(
    note({ reached: false, promise: { what: 'x', dueAt: later(clock.now(), hours(1)) } }),
    refused('not-reached'),
  )
  await note({ reached: false, again: later(clock.now(), hours(3)) })
  const twice = await Promise.allSettled([note({ reached: true }), note({ reached: true })])
  assert.equal(twice.filter((one) => one.status === 'fulfilled').length, 1)
  const [first] = await mine(halden)
  assert.deepEqual([first?.tries, first?.reached_at !== null], [2, true])
})

test('passing a place on needs a reason that stays in sight, and the lot fills it; who wants peace has it', async () => {
  const halden = await aCompany()
  const { ito } = await someCustomers(halden)
  await draw(halden)
  const [place] = await mine(halden)
  const skip = (reason: string, leaveAlone = false) =>
    halden.run((db) => skipPlace(db, halden.now(halden.mara), place!.id, { reason, leaveAlone }))
  await assert.rejects(skip('  '), refused('reason-empty'))
  const next = await skip('She asked us not to ring', true)
  assert.ok(next && next.instead_id === place!.id && next.customer_id !== ito)
  const page = await (await halden.door(halden.mara)).get('/pledges/calls')
  assert.match(page.text, /passed on: “She asked us not to ring”/)
  const { rows } = await halden.owner.query(
    'select customer_id from pledges_left_alone where company_id = $1',
    [halden.company],
  )
  assert.deepEqual(rows, [{ customer_id: ito }])
})

test('whoever pledges calls in the middle of a week is dealt theirs at once, as many as that is a week', async () => {
  const halden = await aCompany()
  await someCustomers(halden)
  await draw(halden)
  await halden.run((db) =>
    makePledge(db, halden.now(halden.david), { kind: 'calls', times: 5, per: 'month' }),
  )
  const his = await mine(halden, halden.david)
  assert.equal(his.length, 2)
  const hers = await mine(halden)
  assert.ok(!his.some((one) => hers.some((other) => other.customer_id === one.customer_id)))
})
