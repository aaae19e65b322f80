import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { correct, meet, merge } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import {
  addReason,
  endReason,
  howLong,
  type Losing,
  lastLost,
  lossesSince,
  lossOf,
  readLoss,
  readsOf,
  reasons,
  recordLoss,
  takeLossBack,
  takeReturnBack,
  wonBack,
} from './churn.ts'
import { smallSentence } from './small.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const today = (who: Staff) => who.at.toISOString().slice(0, 10)

async function kindsOf<T>(halden: TestCompany, deed: (db: Db) => Promise<T>): Promise<[T, string[]]> {
  const all = () => halden.run((db) => linesAfter(db, undefined, 10_000))
  const before = new Set((await all()).map((line) => line.id))
  const result = await halden.run(deed)
  return [result, (await all()).filter((line) => !before.has(line.id)).map((line) => line.kind)]
}

const mrsIto = (halden: TestCompany, name = 'Mrs Ito') =>
  halden.run(async (db) => {
    const { id } = await meet(db, halden.ben, { name, addresses: [] })
    const nine = `${Number(today(halden.ben).slice(0, 4)) - 9}${today(halden.ben).slice(4)}`
    await correct(db, halden.ben, id, { since: nine })
    return id
  })

const leaving = (who: Staff, customer: Id, more: Partial<Losing> = {}): Losing => ({
  customer,
  lostOn: today(who),
  size: 'small',
  over: '€6',
  why: 'Six euros because nobody rang me.',
  couldHaveKept: 'A telephone call.',
  ...more,
})

test('a loss is written down once, with what happened last, and one line without their words', async () => {
  const halden = await aCompany()
  const ito = await mrsIto(halden)
  const said = await halden.run((db) =>
    hear(db, halden.ben, { kind: 'visit', channel: 'counter', customer: ito, text: 'Six euros?' }),
  )
  const [lost, lines] = await kindsOf(halden, (db) =>
    recordLoss(db, halden.ben, leaving(halden.ben, ito, { last: said.id })),
  )
  assert.deepEqual(lines, ['churn.lost'])
  assert.equal(lost.last_id, said.id)
  const [line] = (await halden.run((db) => linesAfter(db, undefined, 10_000))).slice(-1)
  assert.deepEqual(line?.data, { customer: ito, size: 'small' })
  assert.deepEqual(await halden.run((db) => lossOf(db, [ito])), lost)
  assert.deepEqual(await halden.run((db) => lastLost(db)), lost)
  await assert.rejects(
    halden.run((db) => recordLoss(db, halden.ana, leaving(halden.ana, ito))),
    refused('churn-known'),
  )
})

test('nobody is lost tomorrow, and what happened last happened with them', async () => {
  const halden = await aCompany()
  const [ito, other] = [await mrsIto(halden), await mrsIto(halden, 'Tom Baker')]
  await assert.rejects(
    halden.run((db) => recordLoss(db, halden.ben, leaving(halden.ben, ito, { lostOn: '2999-01-01' }))),
    refused('churn-day'),
  )
  const said = await halden.run((db) =>
    hear(db, halden.ben, { kind: 'visit', channel: 'counter', customer: other, text: 'Fine.' }),
  )
  await assert.rejects(
    halden.run((db) => recordLoss(db, halden.ben, leaving(halden.ben, ito, { last: said.id }))),
    refused('churn-last'),
  )
})

test('two at once write one loss', async () => {
  const halden = await aCompany()
  const ito = await mrsIto(halden)
  const both = await Promise.allSettled(
    [halden.ben, halden.carla].map((who) => halden.run((db) => recordLoss(db, who, leaving(who, ito)))),
  )
  assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await halden.run((db) => lossesSince(db, '2000-01-01', 10))).length, 1)
})

test('whoever was merged was lost with them; taken back is as if it had not been', async () => {
  const halden = await aCompany()
  const [ito, twin] = [await mrsIto(halden), await mrsIto(halden, 'M. Ito')]
  const lost = await halden.run((db) => recordLoss(db, halden.ben, leaving(halden.ben, twin)))
  await halden.run((db) => merge(db, halden.ben, twin, ito))
  await assert.rejects(
    halden.run((db) => recordLoss(db, halden.ben, leaving(halden.ben, ito))),
    refused('churn-known'),
  )
  await assert.rejects(
    halden.run((db) => takeLossBack(db, halden.ana, lost.id)),
    refused('churn-theirs'),
  )
  const [, lines] = await kindsOf(halden, (db) => takeLossBack(db, halden.ben, lost.id))
  assert.deepEqual(lines, ['churn.loss-taken-back'])
  assert.equal(await halden.run((db) => lastLost(db)), undefined)
})

test('won back: how, what was said, what it cost; taken back, and lost a second time', async () => {
  const halden = await aCompany()
  const ito = await mrsIto(halden)
  const lost = await halden.run((db) => recordLoss(db, halden.ben, leaving(halden.ben, ito)))
  const how = {
    on: today(halden.ben),
    how: 'Mara rang.',
    said: 'Then I come again.',
    cost: money('6', 'EUR'),
  }
  await assert.rejects(
    halden.run((db) => wonBack(db, halden.mara, lost.id, { ...how, on: '2001-01-01' })),
    refused('churn-before'),
  )
  const [back, lines] = await kindsOf(halden, (db) => wonBack(db, halden.mara, lost.id, how))
  assert.deepEqual(lines, ['churn.won-back'])
  assert.deepEqual(back.back?.cost, { minor: 600n, currency: 'EUR' })
  await assert.rejects(
    halden.run((db) => wonBack(db, halden.mara, lost.id, how)),
    refused('churn-back'),
  )
  assert.equal(await halden.run((db) => lossOf(db, [ito])), undefined)
  const again = await halden.run((db) => recordLoss(db, halden.ben, leaving(halden.ben, ito)))
  assert.equal((await halden.run((db) => lossOf(db, [ito])))?.id, again.id)
  const [, undone] = await kindsOf(halden, (db) => takeReturnBack(db, halden.mara, lost.id))
  assert.deepEqual(undone, ['churn.return-taken-back'])
})

test('two people read a loss, the second without seeing the first; a third would be a vote', async () => {
  const halden = await aCompany()
  const ito = await mrsIto(halden)
  const list = await halden.run((db) => reasons(db))
  const [told, rule] = [list[0]!, list[2]!]
  const lost = await halden.run((db) =>
    recordLoss(db, halden.ben, leaving(halden.ben, ito, { readAs: rule.id })),
  )
  const reads = async (who: Staff) => (await halden.run((db) => readsOf(db, who, [lost.id]))).get(lost.id)
  assert.deepEqual(await reads(halden.ana), { readers: 1, mine: undefined, alike: undefined, reasons: [] })
  const page = await (await halden.door(halden.ana)).get(`/customers/${ito}`)
  assert.doesNotMatch(page.text, /You read it as|read it alike/)
  await assert.rejects(
    halden.run((db) => readLoss(db, halden.ben, lost.id, told.id)),
    refused('churn-read'),
  )
  const [, lines] = await kindsOf(halden, (db) => readLoss(db, halden.ana, lost.id, told.id))
  assert.deepEqual(lines, ['churn.read'])
  assert.deepEqual((await reads(halden.carla))?.reasons, [rule.name, told.name])
  assert.equal((await reads(halden.carla))?.alike, false)
  await assert.rejects(
    halden.run((db) => readLoss(db, halden.carla, lost.id, told.id)),
    refused('churn-read-twice'),
  )
})

test('the list of reasons is the company’s: added, taken off, taken up again', async () => {
  const halden = await aCompany()
  await assert.rejects(
    halden.run((db) => addReason(db, halden.ben, 'The weather')),
    refused('churn-list'),
  )
  const [made, lines] = await kindsOf(halden, (db) => addReason(db, halden.david, ' The  weather '))
  assert.deepEqual(lines, ['churn.reason-added'])
  assert.equal(made.name, 'The weather')
  await assert.rejects(
    halden.run((db) => addReason(db, halden.david, 'the WEATHER')),
    refused('churn-reason-known'),
  )
  await halden.run((db) => endReason(db, halden.david, made.id))
  assert.ok(!(await halden.run((db) => reasons(db))).some((one) => one.id === made.id))
  assert.equal((await halden.run((db) => addReason(db, halden.david, 'The weather'))).id, made.id)
})

test('the share over something small is told from ten on, with its interval', async () => {
  const halden = await aCompany()
  assert.equal(
    await halden.run((db) => smallSentence(db, halden.ben)),
    'Nobody has written one down within a year.',
  )
  const lose = async (n: number, size: 'small' | 'big') => {
    for (let i = 0; i < n; i++)
      await halden.run(async (db) => {
        const { id } = await meet(db, halden.ben, { name: `Customer ${size} ${i}`, addresses: [] })
        await recordLoss(db, halden.ben, leaving(halden.ben, id, { size }))
      })
  }
  await lose(2, 'small')
  assert.equal(
    await halden.run((db) => smallSentence(db, halden.ben)),
    'Two within a year, all over something small. A share is told from 10 on.',
  )
  await lose(4, 'small')
  await lose(4, 'big')
  assert.equal(
    await halden.run((db) => smallSentence(db, halden.ben)),
    'Within a year 60 in 100 left over something small (31–83, n 10).',
  )
})

test('nine years, seven months, or too short to say', () => {
  assert.equal(howLong('2017-03-01', '2026-06-30'), 'nine years')
  assert.equal(howLong('2026-01-15', '2026-08-15'), 'seven months')
  assert.equal(howLong('2025-08-15', '2026-08-15'), 'one year')
  assert.equal(howLong('2026-08-01', '2026-08-15'), undefined)
})

test('through the doors: written down on the customer’s page, told on /customers/lost and to all on Today', async () => {
  const halden = await aCompany()
  const ito = await mrsIto(halden)
  const ben = await halden.door(halden.ben)
  const wrong = await ben.post(`/customers/${ito}/losses`, { lost_on: today(halden.ben), why: 'My words' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /<details class="disclosure" open=""? ?[^>]*id="lose"/)
  assert.match(wrong.text, /small or something big/)
  const sent = { lost_on: today(halden.ben), size: 'small', over: 'over €6.', why: 'Six euros <b>.' }
  const done = await ben.post(`/customers/${ito}/losses`, sent)
  assert.deepEqual([done.status, done.location], [303, `/customers/${ito}#lost`])
  const page = await ben.get('/customers/lost')
  assert.match(page.text, /Six euros &lt;b&gt;\./)
  assert.match(page.text, /Mrs Ito<\/bdi><\/a>, nine years, over €6/)
  const today_ = await (await halden.door(halden.priya)).get('/company')
  assert.match(today_.text, /One within a year, all over something small/)
  const api = await halden.api(halden.ben)
  const { body } = await api('GET', '/losses')
  assert.deepEqual([body.items.length, body.items[0].over, body.items[0].read_as], [1, '€6', []])
  const removed = await api('DELETE', `/losses/${body.items[0].id}`)
  assert.equal(removed.status, 200)
})
