import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { formOf } from '../../test/form.ts'
import { customersById } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { latest } from '../interactions/interactions.ts'
import { clock, days, hours, later } from '../kit/clock.ts'
import { whoItWas } from './who-it-was.ts'

const kinds = async (house: TestCompany) =>
  (await house.run((db) => linesAfter(db, undefined, 10_000))).map((line) => line.kind)
const all = (house: TestCompany) => house.run((db) => latest(db, { most: 50 }))

test('who it was, out of one line as one types it in a hurry', () => {
  const phone = (written: string) => ({ kind: 'phone' as const, written })
  const email = (written: string) => ({ kind: 'email' as const, written })
  const lines: [string, ReturnType<typeof whoItWas>][] = [
    ['', null],
    [' , ', null],
    ['Tom Baker', { name: 'Tom Baker', addresses: [] }],
    ['Tom Baker, 0171 555 0102', { name: 'Tom Baker', addresses: [phone('0171 555 0102')] }],
    ['0171/555-01-02 Tom', { name: 'Tom', addresses: [phone('0171/555-01-02')] }],
    ['+49 (171) 5550102', { addresses: [phone('+49 (171) 5550102')] }],
    ['Tom <tom@mail.example>', { name: 'Tom', addresses: [email('tom@mail.example')] }],
    [
      'tom@mail.example 040 5550177 ext. 12',
      { addresses: [phone('040 5550177 ext. 12'), email('tom@mail.example')] },
    ],
    ['Mrs Ito, table 12', { name: 'Mrs Ito, table 12', addresses: [] }],
    ['آمنة، ٠١٧١٥٥٥٠١٠٢', { name: 'آمنة،', addresses: [phone('٠١٧١٥٥٥٠١٠٢')] }],
  ]
  for (const [line, meant] of lines) assert.deepEqual(whoItWas(line), meant, line)
})

test('a note that comes twice is one: retries, two tabs, the answer lost, a stranger met once', async () => {
  const house = await aCompany()
  const ben = await house.door(house.ben)
  const note = {
    kind: 'complaint',
    text: 'The bell fell off.',
    who: 'Tom Baker',
    touchpoint: '',
    channel: 'counter',
    hold: 'yes',
    key: crypto.randomUUID(),
    by: house.ben.id,
  }
  const before = (await kinds(house)).length
  const answers = await Promise.all(Array.from({ length: 8 }, () => ben.post('/heard/queued', note)))
  answers.push(await ben.post('/heard/queued', note))
  assert.deepEqual([...new Set(answers.map((one) => one.status))], [200])
  assert.equal(new Set(answers.map((one) => one.text)).size, 1, 'each retry is told where it lies')
  assert.match((JSON.parse(answers[0]?.text ?? '') as { href: string }).href, /^\/cases\//)
  assert.deepEqual((await kinds(house)).slice(before), [
    'customers.met',
    'interactions.heard',
    'cases.opened',
    'cases.taken',
  ])
  // The same key with other words is another note: nothing that was written is dropped.
  await ben.post('/heard/queued', { ...note, text: 'And the light too.' })
  assert.equal((await all(house)).length, 2)
  // The plain form, sent twice by a double click or by going back.
  const { values } = formOf((await ben.get('/heard')).text, 'heard')
  const plain = { ...values, text: 'So kind.', who: '' }
  assert.equal((await ben.post('/heard', plain)).location, (await ben.post('/heard', plain)).location)
  assert.equal((await all(house)).length, 3)
})

test('a note belongs to whoever wrote it: nobody else sends it, and the same key is another’s own', async () => {
  const house = await aCompany()
  const [ben, ana] = [await house.door(house.ben), await house.door(house.ana)]
  const note = { kind: 'idea', text: 'Lend pumps.', key: crypto.randomUUID(), by: house.ben.id }
  const refused = await ana.post('/heard/queued', note)
  assert.equal(refused.status, 409)
  assert.equal((JSON.parse(refused.text) as { type: string }).type, 'urn:makegood:another-person')
  assert.deepEqual(await all(house), [])
  assert.equal((await ben.post('/heard/queued', note)).status, 200)
  assert.equal((await ana.post('/heard/queued', { ...note, by: house.ana.id })).status, 200)
  assert.equal((await all(house)).length, 2)
  const nobody = await (await house.door(null)).post('/heard/queued', note)
  assert.deepEqual([nobody.status, nobody.location], [303, '/sign-in'])
  const wrong = await ben.post('/heard/queued', { ...note, text: ' ' })
  assert.equal(wrong.status, 422)
  assert.match((JSON.parse(wrong.text) as { title: string }).title, /Write down what they said\./)
})

test('it says when it was written, so far as that can be; and who it was is met by number', async () => {
  const house = await aCompany()
  const ben = await house.door(house.ben)
  const now = clock.now()
  const send = (at: Date | string, text: string) =>
    ben.post('/heard/queued', {
      kind: 'question',
      text,
      who: 'Tom, 0171 5550102',
      key: crypto.randomUUID(),
      by: house.ben.id,
      at: typeof at === 'string' ? at : at.toISOString(),
    })
  await send(later(now, -hours(3)), 'three hours ago')
  await send(later(now, hours(3)), 'tomorrow')
  await send(later(now, -days(40)), 'long ago')
  await send('yesterday', 'no moment')
  const heard = new Map((await all(house)).map((one) => [one.text, one]))
  assert.equal(heard.get('three hours ago')?.at.getTime(), now.getTime() - hours(3))
  for (const text of ['tomorrow', 'long ago', 'no moment'])
    assert.ok(Math.abs((heard.get(text)?.at.getTime() ?? 0) - now.getTime()) < 60_000, text)
  const ids = [...new Set([...heard.values()].map((one) => one.customer_id ?? ''))]
  assert.equal(ids.length, 1)
  assert.equal((await house.run((db) => customersById(db, ids))).get(ids[0] ?? '')?.name, 'Tom')
})

test('every page bears the way; the worker may keep /heard and nothing wider', async () => {
  const house = await aCompany()
  const ben = await house.door(house.ben)
  const way = (html: string) => /<x-way [^>]*>/.exec(html)?.[0] ?? ''
  const here = way((await ben.get('/today')).text)
  for (const path of ['/customers', '/journey', '/company/teams', '/heard'])
    assert.equal(way((await ben.get(path)).text), here, path)
  assert.match(here, /data-scope="\/heard"/)
  assert.notEqual(way((await (await house.door(house.ana)).get('/today')).text), here)
  assert.equal(way((await (await house.door(null)).get('/sign-in')).text), '')
  const worker = await ben.get('/heard/worker.js')
  assert.equal(worker.headers.get('service-worker-allowed'), '/heard')
  assert.match(worker.headers.get('content-type') ?? '', /javascript/)
  assert.doesNotMatch(worker.text, /\bexport\b|\bimport\b/)
})
