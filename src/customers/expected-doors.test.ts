import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { DateTime } from 'luxon'
import { aCompany } from '../../test/company.ts'
import { bring, importErrors, importRun, takeIn } from '../channels/import/import.ts'
import { linesAfter } from '../history/history.ts'
import { clock, later, minutes } from '../kit/clock.ts'
import { expectedOf, meet, searchCustomers } from './customers.ts'

const ZONE = 'Europe/Berlin'
const day = (ahead = 0) =>
  DateTime.fromJSDate(clock.now(), { zone: ZONE }).plus({ days: ahead }).toISODate() ?? ''

async function aHouse(t: TestContext) {
  // A Monday at ten, so that the day is today's.
  const ten = DateTime.fromJSDate(clock.now(), { zone: ZONE })
    .plus({ weeks: 1 })
    .startOf('week')
    .set({ hour: 10 })
  clock.move(ten.toMillis() - clock.now().getTime())
  t.after(clock.reset)
  const halden = await aCompany()
  const aydin = await halden.run((db) =>
    meet(db, halden.now(halden.ben), { name: 'Mr. Aydin', addresses: [] }),
  )
  const kinds = async () =>
    (await halden.run((db) => linesAfter(db, undefined, 1000)))
      .map((line) => line.kind)
      .filter((kind) => /^customers\.(exp|came|not)/.test(kind))
  return { halden, aydin, kinds }
}

test('by hand on the customer’s page: expect, move, call off, come after all; each leads back', async (t) => {
  const { halden, aydin, kinds } = await aHouse(t)
  const ben = await halden.door(halden.ben)
  const home = `/customers/${aydin.id}`
  const expect = (values: Record<string, string>) => ben.post(`${home}/expected`, values)
  const wrong = await expect({ what: ' ', day: day(), time: '16:00' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Say what they come for/)
  assert.match((await expect({ what: 'Late', day: day(-1) })).text, /is over/)
  assert.equal(
    (await expect({ what: 'Collects his repair', day: day(), time: '16:00', team: halden.teams.station }))
      .location,
    `${home}#coming`,
  )
  const [visit] = await halden.run((db) => expectedOf(db, aydin.id))
  assert.deepEqual(
    [visit?.at && DateTime.fromJSDate(visit.at, { zone: ZONE }).toFormat('HH:mm'), visit?.source],
    ['16:00', 'hand'],
  )
  const page = (await ben.get(home)).text
  for (const words of ['16:00 today', 'Collects his repair.', 'Mr. Aydin is here', 'They do not come'])
    assert.ok(page.includes(words), words)
  const deed = (path: string, values: Record<string, string> = {}) =>
    ben.post(`/expected/${visit?.id}/${path}`, values)
  assert.equal((await deed('move', { day: day(2), time: '', back: 'customer' })).location, `${home}#coming`)
  assert.match((await deed('came')).text, /move it to today first/)
  assert.equal(
    (await deed('call-off', { back: 'expected' })).location,
    `/expected?day=${day(2)}#expected-${visit?.id}`,
  )
  assert.match((await ben.get(home)).text, /They come after all/)
  await deed('on-again')
  await deed('move', { day: day(), time: '11:30' })
  assert.equal((await deed('came', { back: 'today' })).location, '/today#expected')
  assert.match((await ben.get('/expected')).text, /Here since 10:0/)
  await deed('not-come')
  assert.deepEqual(await kinds(), [
    'customers.expected',
    'customers.expected-moved',
    'customers.expected-called-off',
    'customers.expected-on-again',
    'customers.expected-moved',
    'customers.came',
    'customers.not-come',
  ])
})

test('a whole day on a page of its own, of one’s own team or of all', async (t) => {
  const { halden, aydin } = await aHouse(t)
  const ben = await halden.door(halden.ben)
  assert.match((await ben.get('/expected')).text, /Nobody is expected/)
  await (await halden.door(halden.ana)).post(`/customers/${aydin.id}/expected`, {
    what: 'At Harbour',
    day: day(1),
    team: halden.teams.harbour,
  })
  assert.match((await ben.get(`/expected?day=${day(1)}`)).text, /Nobody is expected/)
  const all = (await ben.get(`/expected?day=${day(1)}&of=all`)).text
  assert.match(all, /At Harbour[\s\S]*Only those who come to my team/)
  assert.ok(!all.includes('is here'), 'nobody can have come tomorrow')
  assert.match((await ben.get('/expected?day=nonsense')).text, /Nobody is expected/)
  assert.equal((await ben.get('/expected?day=9999-99-99')).status, 200)
})

test('another program expects, moves, lists and calls off; its key makes nothing twice', async (t) => {
  const { halden, aydin } = await aHouse(t)
  const api = await halden.api(halden.ben)
  const at = later(clock.now(), minutes(90)).toISOString()
  const told = {
    key: 'b-1',
    name: 'Nadia Rahman',
    addresses: [{ kind: 'email', written: 'nadia@x.example' }],
    what: 'Test ride',
    at,
  }
  const first = await api('POST', '/expected', told)
  assert.deepEqual([first.status, first.body.made, first.body.at], [200, true, at])
  assert.deepEqual((await api('POST', '/expected', told)).body, { ...first.body, made: false })
  const moved = await api('POST', '/expected', { ...told, at: undefined, day: day(1) })
  assert.deepEqual([moved.body.id, moved.body.day, moved.body.at], [first.body.id, day(1), null])
  for (const wrong of [
    { ...told, day: day(1) },
    { ...told, at: undefined },
    { ...told, addresses: undefined },
    { ...told, key: '' },
    { ...told, at: '2020-01-01T10:00:00Z', key: 'old' },
    { ...told, day: '2026-02-30', at: undefined },
  ])
    assert.equal((await api('POST', '/expected', wrong)).status, 422, JSON.stringify(wrong))
  await api('POST', '/expected', { key: 'b-2', customer: aydin.id, what: 'x', at })
  await api('POST', '/expected', { key: 'b-3', customer: aydin.id, what: 'y', day: day() })
  const list = async (query: string) =>
    (await api('GET', `/expected${query}`)).body.items.map((one: { key: string }) => one.key)
  assert.deepEqual(await list(''), ['b-2', 'b-3'])
  assert.deepEqual(await list(`?until=${day(1)}`), ['b-2', 'b-3', 'b-1'])
  assert.deepEqual(await list(`?key=b-3`), ['b-3'])
  const page = (await api('GET', `/expected?until=${day(1)}&most=2`)).body
  assert.deepEqual(await list(`?until=${day(1)}&after=${page.next}`), ['b-1'])
  assert.equal((await api('GET', `/expected?from=${day(1)}&until=${day()}`)).status, 422)
  const off = await api('DELETE', `/expected/${first.body.id}`)
  assert.ok(off.body.called_off_at)
  assert.deepEqual(await list(`?from=${day(1)}`), [])
  assert.deepEqual(await list(`?from=${day(1)}&called_off=yes`), ['b-1'])
  assert.equal((await api('PUT', `/expected/${first.body.id}/on`)).body.called_off_at, null)
  const other = await aCompany('Rival')
  const theirs = await other.api(other.mara)
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['PUT', '/on'],
    ['PUT', '/came'],
    ['DELETE', '/came'],
  ] as const)
    assert.equal((await theirs(method, `/expected/${first.body.id}${path}`)).status, 404, method)
  assert.equal(
    (await theirs('POST', '/expected', { key: 'b-1', customer: aydin.id, what: 'x', day: day() })).status,
    404,
  )
  assert.deepEqual((await theirs('GET', '/expected')).body.items, [])
  const reading = await halden.api(halden.ben, ['customers:read'])
  assert.equal((await reading('POST', '/expected', told)).status, 403)
})

test('out of a table: a day, a time of its own, once; brought again it is moved', async (t) => {
  const { halden } = await aHouse(t)
  const csv = (rows: string) => Buffer.from(`Booking,Name,E-Mail,Date,Time,Comment\n${rows}`)
  const run = async (rows: string) => {
    const tried = await halden.run((db) =>
      bring(db, halden.now(halden.ben), 'expected', { name: 'b.csv', bytes: csv(rows) }),
    )
    await halden.settle()
    const dry = await halden.run((db) => importRun(db, tried.id))
    const taken = await halden.run((db) => takeIn(db, halden.now(halden.ben), tried.id))
    await halden.settle()
    return {
      dry,
      done: await halden.run((db) => importRun(db, taken.id)),
      errors: await halden.run((db) => importErrors(db, taken.id)),
    }
  }
  const rows = `B1,Oskar,oskar@x.example,${day(1)},4:30 pm,Collects the frame\nB2,Petra,petra@x.example,${day(2)},,Service is due\nB3,Old,old@x.example,${day(-3)},10:00,Over\nB4,Odd,odd@x.example,${day(1)},25:00,Odd\n`
  const first = await run(rows)
  assert.deepEqual([first.dry.made, first.dry.wrong, first.done.made, first.done.wrong], [2, 2, 2, 2])
  assert.deepEqual(
    first.errors.map((error) => error.sentence.replace(/\d{4}-\d\d-\d\d/, 'D')),
    ['D is over: say a day that is still to come.', '“25:00” is no time of the day.'],
  )
  const visitsOf = async (name: string) => {
    const [one] = await halden.run((db) => searchCustomers(db, name, 1))
    const all = await halden.run((db) => expectedOf(db, one?.id ?? ''))
    return all.map((visit) => [
      visit.what,
      visit.day ?? DateTime.fromJSDate(visit.at ?? new Date(0), { zone: ZONE }).toFormat('HH:mm'),
    ])
  }
  assert.deepEqual(await visitsOf('Oskar'), [['Collects the frame', '16:30']])
  assert.deepEqual(await visitsOf('Petra'), [['Service is due', day(2)]])
  const second = await run(rows.replace('4:30 pm', '17.15'))
  assert.deepEqual([second.done.made, second.done.known], [0, 2])
  assert.deepEqual(await visitsOf('Oskar'), [['Collects the frame', '17:15']])
  const door = await halden.door(halden.ben)
  assert.match((await door.get('/company/import')).text, /Who is expected/)
})
