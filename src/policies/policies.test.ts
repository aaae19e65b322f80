import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro } from '../../test/problem.ts'
import { allIdsOf, meet, merge } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { clock, days, hours, minutes } from '../kit/clock.ts'
import { listLetters } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { setLadder } from '../limits/set.ts'
import { leave } from '../people/leave.ts'
import type { Staff } from '../people/people.ts'
import { addStage, addTouchpoint } from '../touchpoints/touchpoints.ts'
import {
  awaitingWordOf,
  defend,
  findRules,
  lastScrapped,
  limitRules,
  policies,
  policy,
  reopen,
  reportRule,
  scrap,
  setPolicySettings,
  stillToTell,
  takeReportBack,
  tellCustomer,
  tellNot,
  told,
} from './policies.ts'

const FEE = 'Storage fee after three days'

const lines = async (halden: TestCompany) =>
  (await halden.run((db) => linesAfter(db, undefined, 1000)))
    .filter((line) => line.kind.startsWith('policies.'))
    .map((line) => line.kind)
const refusal = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error))
  assert.equal(error.code, code)
  return true
}
/** Days later, with all that was due on the way. */
async function pass(halden: TestCompany, howLong: number): Promise<void> {
  clock.move(howLong)
  await halden.settle()
}
const report = async (halden: TestCompany, who: Staff, more: Parameters<typeof reportRule>[2]) =>
  halden.run((db) => reportRule(db, halden.now(who), { name: FEE, ...more }))

test('a rule is named on a case: whom it hurt, whose word it is, and by when', async () => {
  const halden = await aCompany()
  const place = await halden.run(async (db) => {
    const stage = await addStage(db, halden.mara, 'Repair')
    return addTouchpoint(db, halden.mara, {
      stage: stage.id,
      name: 'Collect',
      owner: halden.david.id,
      team: null,
      ideal: '',
    })
  })
  const one = await aProblem(halden, {
    name: 'Mrs Ito',

    touchpoint: place.id,
  })
  const { policy: id, made } = await report(halden, halden.ben, {
    case: one.id,
    cost: euro(6),
    charged: euro(6),
    hurt: 'Nobody rang her.',
  })
  assert.equal(made, true)
  const rule = await halden.run((db) => policy(db, id))
  assert.equal(rule.state, 'awaiting')
  assert.equal(rule.owner, 'David Lund', 'the touchpoint’s owner')
  assert.equal(rule.wait?.asked_id, halden.david.id)
  const ahead = (rule.wait?.decide_by.getTime() ?? 0) - clock.now().getTime()
  assert.ok(ahead > days(7) - hours(1) && ahead <= days(8), 'seven days, to the end of the day')
  assert.deepEqual(rule.hurt, { customers: 1, nameless: 0, all: 1, money: [euro(6)] })
  assert.deepEqual(rule.kind, [euro(6)])
  assert.equal(rule.lifetime, null)
  assert.equal(rule.touchpoint_id, place.id)
  assert.ok(rule.last_on > new Date(clock.now().getTime() + days(360)).toISOString().slice(0, 10))
  assert.deepEqual(await lines(halden), ['policies.reported'])
  const [waiting] = await halden.run((db) => awaitingWordOf(db, halden.david.id))
  assert.equal(waiting?.id, id)

  // Once more by the same person is the same; by a colleague it is a second report of the same money.
  assert.equal((await report(halden, halden.ben, { case: one.id })).made, false)
  await report(halden, halden.ana, { case: one.id, charged: euro(6) })
  await report(halden, halden.carla, { customer: null, more: 4 })
  const after = await halden.run((db) => policy(db, id))
  assert.deepEqual(after.hurt, { customers: 1, nameless: 4, all: 5, money: [euro(6)] })
  assert.deepEqual(
    after.stopped.map((person) => person.name),
    ['Ben Okafor', 'Ana Reyes', 'Carla Weiss'],
  )
  assert.deepEqual(await lines(halden), ['policies.reported', 'policies.reported', 'policies.reported'])
})

test('without a touchpoint the nearest manager above owns it; somebody may be chosen', async () => {
  const halden = await aCompany()
  const first = await report(halden, halden.ben, { customer: null, more: 1 })
  assert.equal((await halden.run((db) => policy(db, first.policy))).owner, 'David Lund')
  const second = await report(halden, halden.ben, { name: 'No loan bikes', owner: halden.mara.id })
  assert.equal((await halden.run((db) => policy(db, second.policy))).owner, 'Mara Halden')
})

test('a customer who was merged counts once', async () => {
  const halden = await aCompany()
  const [a, b] = await halden.run(async (db) => [
    await meet(db, halden.ben, { name: 'Ito', addresses: [] }),
    await meet(db, halden.ben, { name: 'Mrs Ito', addresses: [] }),
  ])
  assert.ok(a && b)
  const { policy: id } = await report(halden, halden.ben, { customer: a.id, charged: euro(6) })
  await report(halden, halden.ana, { customer: b.id, charged: euro(6) })
  assert.equal((await halden.run((db) => policy(db, id))).hurt.all, 2)
  await halden.run((db) => merge(db, halden.now(halden.ben), a.id, b.id))
  assert.equal((await halden.run((db) => allIdsOf(db, b.id))).length, 2)
  assert.deepEqual((await halden.run((db) => policy(db, id))).hurt, {
    customers: 1,
    nameless: 0,
    all: 1,
    money: [euro(6)],
  })
})

const clocksOf = (halden: TestCompany) =>
  halden.run(async (db) => {
    const { rows } = await sql<{ kind: string }>`
      select kind from kit_timer where company_id = ${halden.company} and kind = 'policies.last-day'`.execute(
      db,
    )
    return rows.map((row) => row.kind)
  })

test('a report is taken back within ten minutes, with the rule that it brought, and nobody was written to', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const first = await report(halden, halden.ben, { customer: null, more: 2 })
  await assert.rejects(
    halden.run((db) => takeReportBack(db, halden.now(halden.ana), first.report)),
    refusal('report-mine'),
  )
  await halden.run((db) => takeReportBack(db, halden.now(halden.ben), first.report))
  await assert.rejects(
    halden.run((db) => policy(db, first.policy)),
    refusal('policy'),
  )
  await pass(halden, minutes(11))
  assert.deepEqual(await halden.run((db) => listLetters(db, 10)), [])
  // Its last day went with it: none comes due for a rule that is not there.
  assert.deepEqual(await clocksOf(halden), [])

  const second = await report(halden, halden.ben, { customer: null, more: 2 })
  await pass(halden, minutes(11))
  const [letter] = await halden.run((db) => listLetters(db, 10))
  assert.equal(letter?.subject, `A rule awaits your word: ${FEE}`)
  assert.match(letter?.text ?? '', /Stopped Ben; two customers hurt/)
  await assert.rejects(
    halden.run((db) => takeReportBack(db, halden.now(halden.ben), second.report)),
    refusal('report-late'),
  )
  assert.deepEqual(await lines(halden), [
    'policies.reported',
    'policies.report-taken-back',
    'policies.reported',
  ])
})

test('unanswered it goes one level up, each time once, and stays with the last', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { policy: id } = await report(halden, halden.ben, { owner: halden.carla.id, customer: null, more: 1 })
  const asked = async () => (await halden.run((db) => policy(db, id))).wait?.asked
  assert.equal(await asked(), 'Carla Weiss')
  await pass(halden, days(8))
  assert.equal(await asked(), 'David Lund')
  await pass(halden, days(8))
  assert.equal(await asked(), 'Mara Halden')
  await pass(halden, days(9))
  assert.equal(await asked(), 'Mara Halden', 'nobody is above her')
  assert.deepEqual(await lines(halden), ['policies.reported', 'policies.went-up', 'policies.went-up'])
  const subjects = (await halden.run((db) => listLetters(db, 10))).map(
    (letter) => letter.recipient.split('.')[0],
  )
  assert.deepEqual(subjects.map((to) => to?.split('@')[0]).sort(), ['carla', 'david', 'mara'])
  // Those who were asked before may still speak; others may not.
  await assert.rejects(
    halden.run((db) => scrap(db, halden.now(halden.ana), id, { because: 'I do not like it' })),
    refusal('policy-word'),
  )
  await halden.run((db) => scrap(db, halden.now(halden.carla), id, { because: 'It hurts' }))
})

test('kept, because… and until: it comes back when it hurts again, and before its last day', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const day = (ahead: number) => new Date(clock.now().getTime() + days(ahead)).toISOString().slice(0, 10)
  const { policy: id } = await report(halden, halden.ben, { customer: null, more: 1 })
  const keep = (because: string, until: string) =>
    halden.run((db) => defend(db, halden.now(halden.david), id, { because, until }))
  await assert.rejects(keep('', day(30)), refusal('policy-because'))
  await assert.rejects(keep('The shelf is full', day(0)), refusal('policy-until'))
  await assert.rejects(keep('The shelf is full', day(400)), refusal('policy-until'))
  const kept = await keep('The shelf is full', day(60))
  assert.equal(kept.state, 'defended')
  assert.equal(kept.last_on, day(60))
  assert.equal(kept.word?.by, 'David Lund')
  // Once more, with the page that was open, is too late; anew, on purpose, is not.
  await assert.rejects(
    halden.run((db) =>
      scrap(db, halden.now(halden.mara), id, { because: 'It hurts', wait: kept.word?.wait_id }),
    ),
    refusal('policy-decided'),
  )
  await report(halden, halden.ana, { customer: null, more: 2 })
  assert.equal((await halden.run((db) => policy(db, id))).state, 'defended', 'two more are fewer than three')
  await report(halden, halden.carla, { customer: null, more: 1 })
  const back = await halden.run((db) => policy(db, id))
  assert.deepEqual([back.state, back.wait?.why, back.wait?.asked], ['awaiting', 'again', 'David Lund'])
  await keep('The shelf is still full', day(40))
  await pass(halden, days(34))
  const again = await halden.run((db) => policy(db, id))
  assert.deepEqual([again.state, again.wait?.why], ['awaiting', 'last-day'])
  await pass(halden, days(8))
  const gone = await halden.run((db) => policy(db, id))
  assert.deepEqual([gone.state, gone.word?.answer, gone.word?.by], ['scrapped', 'lapsed', null])
  assert.deepEqual(await lines(halden), [
    'policies.reported',
    'policies.defended',
    'policies.reported',
    'policies.reported',
    'policies.came-up',
    'policies.defended',
    'policies.came-up',
    'policies.lapsed',
  ])
})

test('scrapped: whoever it stopped hears at once; each customer it hurt is told once, by a person', async () => {
  const halden = await aCompany()
  const people = await halden.run(async (db) => [
    await meet(db, halden.ben, {
      name: 'Jonas Weber',
      language: 'de',
      addresses: [{ kind: 'email', written: `jonas@${halden.slug}.example` }],
    }),
    await meet(db, halden.ben, {
      name: 'Mrs Ito',
      addresses: [{ kind: 'phone', written: '+49 40 555 0187' }],
    }),
    await meet(db, halden.ben, { name: 'Nobody', addresses: [] }),
  ])
  const [jonas, ito, nobody] = people
  assert.ok(jonas && ito && nobody)
  let id = ''
  for (const one of people)
    id = (await report(halden, halden.ben, { customer: one.id, charged: euro(6) })).policy
  await report(halden, halden.ana, { customer: ito.id })
  await assert.rejects(
    halden.run((db) =>
      tellCustomer(db, halden.now(halden.ben), { policy: id, customer: ito.id, text: 'Gone.' }),
    ),
    refusal('tell-not-gone'),
  )
  const gone = await halden.run((db) =>
    scrap(db, halden.now(halden.david), id, { because: 'It earned €18 and cost us three customers' }),
  )
  assert.equal(gone.state, 'scrapped')
  const letters = await halden.run((db) => listLetters(db, 10))
  assert.deepEqual(
    letters.map((letter) => letter.subject),
    [`Gone: ${FEE}`, `Gone: ${FEE}`],
  )
  assert.equal((await halden.run((db) => lastScrapped(db)))?.name, FEE)

  const list = await halden.run((db) => stillToTell(db, halden.now(halden.ben), id))
  assert.deepEqual(
    list.map((one) => [one.name, one.way.channel]),
    [
      ['Jonas Weber', 'email'],
      ['Mrs Ito', 'phone'],
      ['Nobody', 'counter'],
    ],
  )
  assert.match(
    list[0]?.draft.text ?? '',
    /Wir haben Ihnen 6.€ berechnet\. Diese Regel gibt es nicht mehr, Ihretwegen\./u,
  )
  assert.match(list[1]?.draft.text ?? '', /You were charged €6\. That rule is gone, because of you\./)
  const tell = (who: Staff, customer: string, text = list[0]?.draft.text ?? '') =>
    halden.run((db) => tellCustomer(db, halden.now(who), { policy: id, customer, text }))
  await tell(halden.ben, jonas.id)
  await assert.rejects(tell(halden.ana, jonas.id), refusal('told-already'))
  await tell(halden.ana, ito.id, 'I rang her: the fee is gone.')
  await halden.run((db) =>
    tellNot(db, halden.now(halden.ben), { policy: id, customer: nobody.id, why: 'unreachable' }),
  )
  assert.deepEqual(await halden.run((db) => stillToTell(db, halden.now(halden.ben), id)), [])
  const all = await halden.run(async (db) => told(db, await policy(db, id)))
  assert.deepEqual(
    all.map((one) => [one.told?.how, one.told?.by, one.back_at]),
    [
      ['email', 'Ben Okafor', null],
      ['phone', 'Ana Reyes', null],
      ['not', 'Ben Okafor', null],
    ],
  )
  const sent = (await halden.run((db) => listLetters(db, 10))).filter((letter) =>
    letter.recipient.startsWith('jonas@'),
  )
  assert.equal(sent.length, 1)
  await assert.rejects(report(halden, halden.carla, { customer: ito.id }), refusal('policy-scrapped'))
  assert.deepEqual((await lines(halden)).slice(4), [
    'policies.scrapped',
    'policies.customer-told',
    'policies.customer-told',
    'policies.customer-not-told',
  ])

  // Opened again, hurting once more, gone once more: only whom it hurt anew is told anew.
  clock.move(minutes(1))
  await halden.run((db) => reopen(db, halden.now(halden.mara), id, 'Station still charges it'))
  await report(halden, halden.carla, { customer: ito.id })
  await halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'Now it is gone everywhere' }))
  const anew = await halden.run((db) => stillToTell(db, halden.now(halden.ben), id))
  assert.deepEqual(
    anew.map((one) => one.name),
    ['Mrs Ito'],
  )
  clock.reset()
})

test('rules are found by words, misspelt too', async () => {
  const halden = await aCompany()
  for (const name of [FEE, 'No loan bikes on Saturdays', 'Deposits are never paid out in cash'])
    await report(halden, halden.ben, { name, customer: null, more: 1 })
  const found = async (words: string) =>
    (await halden.run((db) => findRules(db, words, 5))).map((one) => one.name)
  assert.deepEqual(await found('storage'), [FEE])
  assert.deepEqual(await found('storrage fees'), [FEE])
  assert.deepEqual(await found('loan bike'), ['No loan bikes on Saturdays'])
  assert.deepEqual(await found('parking'), [])
  const same = await report(halden, halden.ana, {
    name: 'storage FEE after three  days',
    customer: null,
    more: 1,
  })
  assert.equal((await halden.run((db) => policies(db))).length, 3)
  assert.equal((await halden.run((db) => policy(db, same.policy))).name, FEE)
})

test('limits are rules too: reported, raised by who may, and never a second copy of the amount', async () => {
  const halden = await aCompany()
  const all = await halden.run((db) => limitRules(db))
  assert.deepEqual(
    all.map((rule) => rule.title),
    [
      'What the front line may give in EUR',
      'What the supervisor may give in EUR',
      'What the manager may give in EUR',
      'The company’s ceiling in EUR',
    ],
  )
  assert.ok(all.every((rule) => rule.owner === 'Mara Halden' && rule.last_on > clock.now().toISOString()))
  const limit = { of: 'ladder', level: 'front-line', currency: 'EUR' } as const
  const { policy: id } = await halden.run((db) =>
    reportRule(db, halden.now(halden.ben), { limit, customer: null, more: 1, cost: euro(180) }),
  )
  await assert.rejects(
    halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'Away with it' })),
    refusal('policy-limit'),
  )
  assert.equal((await halden.run((db) => policy(db, id))).wait?.asked, 'Mara Halden')
  await halden.run((db) =>
    setLadder(db, halden.now(halden.mara), {
      currency: 'EUR',
      rungs: [
        {
          level: 'front-line',
          per_case: 20_000n,
          per_customer: 20_000n,
          customer_days: 30,
          per_period: 200_000n,
          period: 'month',
          owed_per_case: 25_000n,
        },
      ],
    }),
  )
  const after = await halden.run((db) => policy(db, id))
  assert.deepEqual([after.state, after.word?.answer, after.word?.by], ['changed', 'changed', 'Mara Halden'])
  assert.match((await halden.run((db) => limitRules(db)))[0]?.sentence ?? '', /€200 a case/)
  assert.deepEqual(await lines(halden), ['policies.reported', 'policies.changed'])
})

test('who leaves passes rules on: the word to the next above, and what they owned', async () => {
  const halden = await aCompany()
  const { policy: id } = await report(halden, halden.ben, { customer: null, more: 1 })
  await halden.run((db) => leave(db, halden.now(halden.mara), halden.david.id))
  const rule = await halden.run((db) => policy(db, id))
  assert.deepEqual([rule.owner, rule.wait?.asked], ['Mara Halden', 'Mara Halden'])
  assert.deepEqual(await lines(halden), ['policies.reported', 'policies.owner-set', 'policies.moved'])
})

test('how long one has to decide is the company’s to say', async () => {
  const halden = await aCompany()
  await assert.rejects(
    halden.run((db) => setPolicySettings(db, halden.now(halden.ben), { decide_days: 1 })),
    refusal('administrator'),
  )
  await halden.run((db) => setPolicySettings(db, halden.now(halden.mara), { decide_days: 2 }))
  const { policy: id } = await report(halden, halden.ben, { customer: null, more: 1 })
  const by = (await halden.run((db) => policy(db, id))).wait?.decide_by.getTime() ?? 0
  assert.ok(by - clock.now().getTime() <= days(3))
})
