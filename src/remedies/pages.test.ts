import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { meet, recordPurchase } from '../customers/customers.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { setSilence } from '../limits/set.ts'
import { asksOnCase } from './asks.ts'
import { give } from './give.ts'
import { remediesOnCase } from './remedies.ts'

const given = (halden: TestCompany, one: { id: Id }) => halden.run((db) => remediesOnCase(db, one.id))
const keyIn = (text: string) => /name="key" value="([^"]+)"/.exec(text)?.[1] ?? ''

test('the card says what one may do, gives it with one press, and takes it back with another', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const door = await halden.door(halden.ben)
  const page = await door.get(`/cases/${one.id}`)
  assert.match(page.text, /You may give Jonas €100 without asking\./)
  assert.match(page.text, /data-template="Give Jonas \{amount\} now"/)
  assert.match(page.text, /Above €100: Carla is asked, above €250 David\./)
  assert.doesNotMatch(page.text, /means yes/)
  const sent = {
    key: keyIn(page.text),
    family: 'extra',
    do: 'extra',
    kind_extra: await kindNamed(halden, 'Goodwill'),
    amount_extra: '40',
    reason_extra: 'afraid in the dark with his son',
  }
  const answers = await Promise.all([
    door.post(`/cases/${one.id}/give`, sent),
    door.post(`/cases/${one.id}/give`, sent),
  ])
  assert.deepEqual(
    answers.map((answer) => [answer.status, answer.location]),
    [
      [303, `/cases/${one.id}`],
      [303, `/cases/${one.id}`],
    ],
  )
  const [entry, ...more] = await given(halden, one)
  assert.equal(more.length, 0, 'two clicks are one gesture')
  const after = await door.get(`/cases/${one.id}`)
  assert.match(after.text, /€40 given to Jonas\./)
  assert.match(after.text, /You may give €60 more on this case\./)
  await door.post(`/remedies/${entry!.id}/take-back`)
  assert.match((await door.get(`/cases/${one.id}`)).text, /Taken back\./)
})

test('without script all parts are sent, and the button that was pressed decides', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const door = await halden.door(halden.ben)
  const all = {
    family: 'extra',
    kind_sorry: await kindNamed(halden, 'Say sorry'),
    kind_fix: await kindNamed(halden, 'Replace it'),
    kind_extra: await kindNamed(halden, 'Goodwill'),
    amount_fix: '',
    amount_extra: '',
    reason_sorry: '',
    reason_fix: '',
    reason_extra: '',
  }
  await door.post(`/cases/${one.id}/give`, { ...all, do: 'sorry', reason_sorry: 'for the dark way home' })
  await door.post(`/cases/${one.id}/give`, {
    ...all,
    at_one_price: await kindNamed(halden, 'Coffee on the house'),
    reason_extra: 'for the wait',
  })
  assert.deepEqual(
    (await given(halden, one)).map((entry) => [entry.kind, entry.amount]),
    [
      ['Coffee on the house', 400n],
      ['Say sorry', 0n],
    ],
  )
})

test('a refused form comes back with all that was typed and says why, at its field', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const door = await halden.door(halden.ben)
  const kind_extra = await kindNamed(halden, 'Goodwill')
  const bad = await door.post(`/cases/${one.id}/give`, {
    do: 'extra',
    kind_extra,
    amount_extra: '4o',
    reason_extra: 'he waited',
  })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /Please write an amount/)
  assert.match(bad.text, /value="4o"/)
  assert.match(bad.text, /value="he waited"/)
  const bare = await door.post(`/cases/${one.id}/give`, {
    do: 'extra',
    kind_extra,
    amount_extra: '40',
    reason_extra: '',
  })
  assert.match(bare.text, /id="give-reason_extra-error"/)
  assert.equal((await given(halden, one)).length, 0)
})

test('above the limit the same button asks; the sentence tells of silence only where it is a yes', async () => {
  const halden = await aCompany()
  await halden.run((db) => setSilence(db, halden.now(halden.mara), { minutes: 10, per_week: 3 }))
  const one = await aProblem(halden)
  const door = await halden.door(halden.ben)
  assert.match((await door.get(`/cases/${one.id}`)).text, /no answer in ten minutes means yes\./)
  const sent = {
    do: 'extra',
    kind_extra: await kindNamed(halden, 'Goodwill'),
    amount_extra: '180',
    reason_extra: 'his work',
  }
  assert.equal((await door.post(`/cases/${one.id}/give`, sent)).status, 303)
  assert.equal((await given(halden, one)).length, 0)
  const [ask] = await halden.run((db) => asksOnCase(db, one.id))
  assert.match((await door.get(`/cases/${one.id}`)).text, /Carla was asked for €180/)
  const carla = await halden.door(halden.carla)
  assert.match((await carla.get('/asks')).text, /€180/)
  assert.match((await carla.get(`/asks/${ask!.id}`)).text, /Yes, give Jonas €180/)
  assert.doesNotMatch(
    (await (await halden.door(halden.david)).get(`/asks/${ask!.id}`)).text,
    /Yes, give Jonas/,
  )
  const less = await carla.post(`/asks/${ask!.id}`, { answer: 'less', amount: '200' })
  assert.equal(less.status, 422)
  assert.match(less.text, /below €180/)
  assert.equal(
    (await carla.post(`/asks/${ask!.id}`, { answer: 'less', amount: '120', word: 'it was worn' })).status,
    303,
  )
  assert.match((await door.get(`/cases/${one.id}`)).text, /Give Jonas €120 now/)
  assert.equal((await door.post(`/asks/${ask!.id}/give`)).location, `/cases/${one.id}`)
  assert.equal((await given(halden, one))[0]?.amount, 12_000n)
})

test('the same place failed this customer before: the card warns of what another gave', async () => {
  const halden = await aCompany()
  const { adoptJourney, touchpoints } = await import('../touchpoints/touchpoints.ts')
  const place = await halden.run(async (db) => {
    await adoptJourney(db, halden.now(halden.mara), 'shop')
    return (await touchpoints(db))[0]!.id
  })
  const before = await aProblem(halden, { touchpoint: place })
  await halden.run(async (db) =>
    give(db, halden.now(halden.ana), {
      case: before.id,
      kind: await kindNamed(halden, 'Goodwill'),
      amount: euro(30),
      reason: 'the same lamp',
    }),
  )
  const again = await aProblem(halden, { customer: before.customer_id!, touchpoint: place })
  const page = await (await halden.door(halden.ben)).get(`/cases/${again.id}`)
  assert.match(page.text, /helped in the same place lately: Ana gave €30/)
})

test('money owed is offered where a purchase is known, with what is still open of it', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden)
  const door = await halden.door(halden.ben)
  assert.doesNotMatch((await door.get(`/cases/${one.id}`)).text, /purchase_owed/)
  const { purchase } = await halden.run((db) =>
    recordPurchase(db, halden.now(halden.ben), {
      customer: one.customer_id!,
      key: 'R-7',
      boughtAt: clock.now(),
      what: 'City bike',
      amount: euro(890),
      returned: euro(90),
    }),
  )
  assert.match((await door.get(`/cases/${one.id}`)).text, /City bike, .*: €800/)
  const sent = {
    do: 'owed',
    kind_owed: await kindNamed(halden, 'Refund'),
    purchase_owed: purchase.id,
    amount_owed: '25.50',
    reason_owed: 'charged twice',
  }
  assert.equal((await door.post(`/cases/${one.id}/give`, sent)).status, 303)
  assert.deepEqual(
    (await given(halden, one)).map((entry) => [entry.family, entry.amount, entry.purchase_id]),
    [['owed', 2550n, purchase.id]],
  )
})

test('a to-do is ticked on its page, comes back, and the CSV holds no formula', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const evil = await halden.run((db) =>
    meet(db, halden.now(halden.ben), { name: '=HYPERLINK("http://evil")', addresses: [] }),
  )
  const one = await aProblem(halden, { customer: evil.id })
  const { entry } = await halden.run(async (db) =>
    give(db, halden.now(halden.ben), {
      case: one.id,
      kind: await kindNamed(halden, 'Goodwill'),
      amount: euro(40),
      reason: '@SUM(A1)',
    }),
  )
  const door = await halden.door(halden.ana)
  const page = await door.get('/company/todos')
  assert.match(page.text, /Pay it out · €40/)
  const file = await door.get('/company/todos.csv')
  assert.equal(file.headers.get('content-disposition')?.startsWith('attachment'), true)
  const cells = file.text
    .replace(/^\ufeff/, '')
    .split('\r\n')[1]!
    .slice(1, -1)
    .split('","')
  assert.deepEqual(cells.slice(1, 6), ['Pay it out', '40.00', 'EUR', 'Goodwill', 'Station'])
  assert.ok(
    cells.every((cell) => !/^[=+\-@\t\r]/.test(cell)),
    cells.join(' | '),
  )
  assert.doesNotMatch(file.text, /Ben/, 'an export takes no person')
  clock.move(days(9))
  const late = await door.get('/company/todos')
  assert.match(late.text, /was due/)
  assert.match((await door.get('/company')).text, /One thing is still to be done, and late/)
  await door.post(`/company/todos/${entry.id}/tick`)
  assert.match((await door.get('/company/todos')).text, /Nothing is to be done\./)
  await door.post(`/company/todos/${entry.id}/untick`)
  assert.match((await door.get('/company/todos')).text, /Pay it out/)
  const lines = await halden.run(async (db) => (await linesAbout(db, one.id)).map((line) => line.kind))
  assert.deepEqual(lines.slice(-3), ['remedies.given', 'remedies.ticked', 'remedies.unticked'])
})

test('the company’s own ways of putting it right are added and retired by an administrator', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.mara)
  const added = await door.post('/company/kinds', {
    family: 'fix',
    name: 'Lend a bike',
    cost: '12',
    todo: 'Take the bike back',
    days: '3',
    team: '',
  })
  assert.equal(added.status, 303)
  assert.match((await door.get('/company/kinds')).text, /Lend a bike/)
  const id = await kindNamed(halden, 'Lend a bike')
  await door.post(`/company/kinds/${id}/retire`)
  assert.doesNotMatch((await door.get('/company/kinds')).text, /Lend a bike/)
  const ben = await halden.door(halden.ben)
  assert.equal((await ben.post('/company/kinds', { family: 'fix', name: 'Mine', days: '3' })).status, 403)
})

test('another company’s cases, asks and gestures are not there', async () => {
  const [halden, other] = [await aCompany(), await aCompany('Other')]
  const one = await aProblem(halden)
  const kind = await kindNamed(halden, 'Goodwill')
  const { entry } = await halden.run((db) =>
    give(db, halden.now(halden.ben), { case: one.id, kind, amount: euro(40), reason: 'a wait' }),
  )
  const api = await other.api(other.mara)
  const own = await aProblem(other)
  const body = { kind, amount: { minor: 100, currency: 'EUR' }, reason: 'not ours' }
  for (const [method, path, sent] of [
    ['POST', `/cases/${one.id}/remedies`, { ...body, kind: await kindNamed(other, 'Goodwill') }],
    ['POST', `/cases/${own.id}/remedies`, body],
    ['GET', `/cases/${one.id}/remedies`, undefined],
    ['GET', `/customers/${one.customer_id}/remedies`, undefined],
    ['POST', `/remedies/${entry.id}/take-back`, {}],
    ['POST', `/todos/${entry.id}/tick`, {}],
  ] as const)
    assert.equal((await api(method, path, sent)).status, 404, path)
  assert.equal((await given(halden, one)).length, 1)
})
