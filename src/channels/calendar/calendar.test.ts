import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { DateTime } from 'luxon'
import { aCompany } from '../../../test/company.ts'
import { expectedOf, meet, type Written } from '../../customers/customers.ts'
import { linesAfter } from '../../history/history.ts'
import { clock, minutes } from '../../kit/clock.ts'
import type { Id } from '../../kit/ids.ts'
import { openOutside } from '../../kit/outside.ts'
import {
  calendars,
  endCalendar,
  followAgain,
  followCalendar,
  howManyDatesWait,
  sayWhose,
  unsayWhose,
  waitingDates,
} from './calendar.ts'
import { readApart } from './thread.ts'

const ZONE = 'Europe/Berlin'
/** So many days from now, at that hour, as calendars write it. */
const day = (ahead: number) => DateTime.fromJSDate(clock.now(), { zone: ZONE }).plus({ days: ahead })
const at = (ahead: number, hour: number) =>
  day(ahead).set({ hour, minute: 0, second: 0 }).toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")
const event = (uid: string, start: string, what: string, ...more: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${start}`, `SUMMARY:${what}`, ...more, 'END:VEVENT'].join('\r\n')
const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n')

async function aHouse() {
  const halden = await aCompany()
  const customer = (name: string, ...addresses: Written[]) =>
    halden.run(async (db) => (await meet(db, halden.now(halden.ben), { name, addresses })).id)
  const tom = await customer('Tom Baker', { kind: 'email', written: 'tom@baker.example' })
  const aydin = await customer('Mr. Aydin', { kind: 'phone', written: '040 555 0161' })
  const visits = (id: Id) =>
    halden.run(async (db) =>
      (await expectedOf(db, id))
        .reverse()
        .map((one) => [
          one.what,
          one.at ? DateTime.fromJSDate(one.at, { zone: ZONE }).toFormat('HH:mm') : one.day,
          one.off_at ? 'off' : 'on',
        ]),
    )
  const kinds = async () =>
    (await halden.run((db) => linesAfter(db, undefined, 1000)))
      .map((line) => line.kind)
      .filter((kind) => /^(calendar|customers\.(exp|came))/.test(kind))
  return { halden, tom, aydin, visits, kinds }
}
type House = Awaited<ReturnType<typeof aHouse>>

const file = (text: string, name = 'Bookings.ics') => new File([text], name)
const bring = async ({ halden }: House, text: string, more: Record<string, string> = {}) => {
  const answer = await (await halden.door(halden.ben)).post('/company/calendars', {
    file: file(text),
    ...more,
  })
  await halden.settle()
  return answer
}

test('a calendar is brought: whoever it names is expected, once, and what names nobody waits', async () => {
  const house = await aHouse()
  const { halden, tom, aydin, visits, kinds } = house
  const text = calendar(
    event('a', at(2, 16), 'Collects the wheel', 'ATTENDEE;CN=Tom:mailto:TOM@Baker.example'),
    event('b', at(3, 10), 'Service for 040/5550161'),
    event('c', at(4, 9), 'Team meeting'),
    event('d', at(5, 9), 'Both', 'ATTENDEE:mailto:tom@baker.example', 'DESCRIPTION:or +49 40 5550161'),
    event('e', at(-9, 9), 'Long ago'),
    'BEGIN:VEVENT\r\nUID:f\r\nSUMMARY:No day\r\nEND:VEVENT',
  )
  assert.equal((await bring(house, text)).status, 303)
  assert.deepEqual(
    [await visits(tom), await visits(aydin)],
    [[['Collects the wheel', '16:00', 'on']], [['Service for 040/5550161', '10:00', 'on']]],
  )
  const [one] = await halden.run(calendars)
  assert.deepEqual(
    [one?.name, one?.trouble, one?.dates, one?.past, one?.odd.map((odd) => odd.what)],
    ['Bookings', null, 4, 1, ['No day']],
  )
  const waiting = await halden.run((db) => waitingDates(db, halden.now(halden.ben), 9))
  assert.deepEqual(
    waiting.map((wait) => wait.what),
    ['Team meeting', 'Both'],
  )
  await bring(house, text)
  assert.deepEqual(await visits(tom), [['Collects the wheel', '16:00', 'on']])
  assert.deepEqual(await kinds(), ['calendar.brought', 'customers.expected', 'customers.expected'])
  const page = (await (await halden.door(halden.ben)).get('/company/calendars')).text
  for (const words of [
    'Two entries wait',
    '2 entries wait',
    'Team meeting',
    'It is Tom Baker',
    'It is Mr. Aydin',
    'No day',
    'One entry cannot be read',
  ].slice(1))
    assert.ok(page.includes(words), words)
})

test('a newer file moves what was moved and calls off what it cancels; the older one does not undo it', async (t) => {
  const house = await aHouse()
  const { halden, tom, visits } = house
  t.after(clock.reset)
  const tell = (uid: string, start: string, ...more: string[]) =>
    event(uid, start, uid, 'CONTACT:tom@baker.example', ...more)
  await bring(house, calendar(tell('Wheel', at(2, 16)), tell('Chain', at(3, 16)), tell('Bell', at(4, 16))))
  await bring(house, calendar(tell('Wheel', at(2, 17)), tell('Chain', at(3, 16), 'STATUS:CANCELLED')))
  const now = [
    ['Wheel', '17:00', 'on'],
    ['Chain', '16:00', 'off'],
    ['Bell', '16:00', 'on'],
  ]
  assert.deepEqual(await visits(tom), now)
  // A day later each file is looked at once more: what comes again would come into sight.
  clock.move(minutes(24 * 60 + 1))
  await halden.settle()
  assert.deepEqual(await visits(tom), now)
})

test('what waits is somebody’s, somebody new’s, or nobody’s; each is taken back', async () => {
  const house = await aHouse()
  const { halden, tom, visits, kinds } = house
  const weekly = `RRULE:FREQ=WEEKLY;COUNT=3`
  await bring(
    house,
    calendar(
      event('w', at(1, 9), 'Fitting', weekly),
      event('n', at(2, 9), 'First visit', 'ATTENDEE;CN=Nadia Rahman:mailto:nadia@new.example'),
    ),
  )
  const door = await halden.door(halden.ben)
  const whose = (values: Record<string, string>) => door.post('/company/calendars/whose', values)
  const search = (await door.get('/company/calendars?entry=w&q=Baker')).text
  assert.ok(search.includes('It is Tom Baker'))
  assert.equal((await whose({ entry: 'w', customer: tom })).status, 303)
  assert.equal((await visits(tom)).length, 3, 'all of its dates')
  assert.equal((await whose({ entry: 'n', added: 'yes' })).status, 303)
  const [nadia] = await halden.run(async (db) => [
    await meet(db, halden.now(halden.ben), { addresses: [{ kind: 'email', written: 'nadia@new.example' }] }),
  ])
  assert.equal(nadia?.name, 'Nadia Rahman')
  assert.deepEqual(await visits(nadia?.id ?? ''), [['First visit', '09:00', 'on']])
  assert.equal(await halden.run(howManyDatesWait), 0)
  await halden.run((db) => sayWhose(db, halden.now(halden.ben), 'w', null))
  assert.deepEqual(
    (await visits(tom)).map((one) => one[2]),
    ['off', 'off', 'off'],
  )
  assert.equal(await halden.run(howManyDatesWait), 0)
  await halden.run((db) => unsayWhose(db, halden.now(halden.ben), 'w'))
  assert.equal(await halden.run(howManyDatesWait), 1)
  await halden.run((db) => sayWhose(db, halden.now(halden.ben), 'w', tom))
  assert.deepEqual(
    (await visits(tom)).map((one) => one[2]),
    ['on', 'on', 'on'],
  )
  assert.equal((await whose({ entry: 'unknown', customer: tom })).status, 404)
  assert.equal((await whose({ entry: 'w' })).status, 422)
  const said = (await kinds()).filter((kind) => kind.startsWith('calendar.'))
  assert.deepEqual(said, [
    'calendar.brought',
    'calendar.said-whose',
    'calendar.said-whose',
    'calendar.said-nobodys',
    'calendar.unsaid',
    'calendar.said-whose',
  ])
})

test('bookings: whoever is new becomes a customer; a colleague is none', async () => {
  const house = await aHouse()
  const { halden, visits } = house
  const ana = (
    await halden.run(async (db) => (await import('../../people/people.ts')).findPerson(db, halden.ana.id))
  )?.email
  await bring(
    house,
    calendar(
      event(
        'a',
        at(2, 9),
        'Test ride',
        'ATTENDEE;CN=Oskar Lind:mailto:oskar@new.example',
        `ATTENDEE;CN=Ana:mailto:${ana}`,
      ),
      event('b', at(2, 10), 'Huddle', `ATTENDEE;CN=Ana:mailto:${ana}`),
    ),
    { meets: 'yes' },
  )
  const oskar = await halden.run((db) =>
    meet(db, halden.now(halden.ben), { addresses: [{ kind: 'email', written: 'oskar@new.example' }] }),
  )
  assert.equal(oskar.name, 'Oskar Lind')
  assert.deepEqual(await visits(oskar.id), [['Test ride', '09:00', 'on']])
  assert.deepEqual(
    (await halden.run((db) => waitingDates(db, halden.now(halden.ben), 9))).map((one) => one.what),
    ['Huddle'],
  )
})

async function aServer(t: TestContext) {
  const said = { text: calendar(), status: 200 }
  const server = createServer((_, answer) =>
    answer.writeHead(said.status, { 'content-type': 'text/calendar' }).end(said.text),
  )
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => server.close())
  t.after(clock.reset)
  return { said, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-4711/basic.ics` }
}

test('a calendar is followed: moved, gone, back again; trouble is told and changes nothing', async (t) => {
  const house = await aHouse()
  const { halden, tom, visits, kinds } = house
  const { said, url } = await aServer(t)
  const mara = () => halden.now(halden.mara)
  const follow = () => halden.run((db) => followCalendar(db, mara(), url, { name: 'Repairs', meets: false }))
  await assert.rejects(follow(), (error: { code?: string }) => error.code === 'outside.inside')
  t.after(openOutside('127.0.0.1'))
  await assert.rejects(
    halden.run((db) => followCalendar(db, halden.now(halden.ben), url, { name: 'Repairs', meets: false })),
    (error: { code?: string }) => error.code === 'administrator',
  )
  const tell = (hour: number) => event('r', at(2, hour), 'Repair is due', 'DESCRIPTION:tom@baker.example')
  said.text = calendar(tell(11))
  const one = await follow()
  await halden.settle()
  assert.deepEqual(await visits(tom), [['Repair is due', '11:00', 'on']])
  const next = async () => {
    clock.move(minutes(31))
    await halden.settle()
    return [(await visits(tom))[0]?.slice(1), (await halden.run(calendars))[0]?.trouble ?? null]
  }
  said.text = calendar(tell(12))
  assert.deepEqual(await next(), [['12:00', 'on'], null])
  said.text = calendar()
  assert.deepEqual(await next(), [['12:00', 'off'], null])
  said.text = calendar(tell(12))
  assert.deepEqual(await next(), [['12:00', 'on'], null])
  said.text = '<html>Sign in</html>'
  const [kept, trouble] = await next()
  assert.deepEqual(kept, ['12:00', 'on'])
  assert.match(String(trouble), /web page/)
  said.text = calendar(tell(13)).slice(0, -20)
  assert.match(String((await next())[1]), /breaks off/)
  said.status = 404
  assert.match(String((await next())[1]), /nothing at this address/)
  Object.assign(said, { status: 200, text: calendar(tell(13)) })
  assert.deepEqual(await next(), [['13:00', 'on'], null])
  await halden.run((db) => endCalendar(db, mara(), one.id))
  assert.deepEqual(await visits(tom), [['Repair is due', '13:00', 'off']])
  said.text = calendar(tell(14))
  assert.deepEqual((await next())[0], ['13:00', 'off'], 'it is looked at no more')
  await halden.run((db) => followAgain(db, mara(), one.id))
  assert.deepEqual((await next())[0], ['14:00', 'on'])
  assert.deepEqual(
    (await kinds()).filter((kind) => kind.startsWith('calendar.')),
    ['calendar.followed', 'calendar.ended', 'calendar.again'],
  )
  // Nobody sees the address again: not on the page, not by the API, not in history.
  const seen = [
    (await (await halden.door(halden.mara)).get('/company/calendars')).text,
    JSON.stringify((await (await halden.api(halden.mara))('GET', '/calendars')).body),
    JSON.stringify(await halden.run((db) => linesAfter(db, undefined, 1000))),
  ]
  assert.ok(seen[0]?.includes('followed at 127.0.0.1'))
  for (const text of seen) assert.ok(!text.includes('secret-4711'))
})

test('a name that leads inside is refused with its sentence, on the page too', async () => {
  const { halden } = await aHouse()
  const door = await halden.door(halden.mara)
  const answer = await door.post('/company/calendars/follow', {
    name: 'Inside',
    url: 'webcal://localhost/x.ics',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /lies inside of a network/)
  const none = await door.post('/company/calendars', { file: file('name,email', 'x.ics') })
  assert.match(none.text, /This is no calendar/)
})

test('a rule without an end is ended, and nobody waits for it', async () => {
  const text = calendar(event('x', '20200101T000000Z', 'x', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'))
  const now = clock.now().getTime()
  const task = { text, zone: ZONE, country: 'DE', today: '2026-11-22', from: now, until: now + 1e10 }
  const begun = performance.now()
  const answer = await readApart(task, 1000)
  assert.match('trouble' in answer ? answer.trouble : JSON.stringify(answer), /takes too long/)
  assert.ok(performance.now() - begun < 3000)
  const fine = await readApart({ ...task, text: calendar() })
  assert.ok('reading' in fine, 'the next one is read')
})

test('from bring along: a calendar is known by its first line', async () => {
  const house = await aHouse()
  const door = await house.halden.door(house.halden.ben)
  const answer = await door.post('/company/import', {
    what: 'customers',
    file: file(calendar(event('a', at(2, 16), 'x', 'CONTACT:tom@baker.example'))),
  })
  assert.equal(answer.location, '/company/calendars')
  await house.halden.settle()
  assert.equal((await house.visits(house.tom)).length, 1)
})

test('calendars by the API, within one’s own walls', async () => {
  const { halden, tom } = await aHouse()
  const api = await halden.api(halden.mara)
  const text = calendar(event('a', at(2, 16), 'Wheel'))
  const made = await api('POST', '/calendars', { name: 'By API', calendar: text })
  assert.equal(made.status, 202)
  await halden.settle()
  const waiting = (await api('GET', '/calendar-entries')).body.items
  assert.deepEqual([waiting.length, waiting[0].entry, waiting[0].what], [1, 'a', 'Wheel'])
  const other = await aCompany('Rival')
  const theirs = await other.api(other.mara)
  assert.equal((await theirs('POST', '/calendar-entries/whose', { entry: 'a', customer: null })).status, 404)
  assert.equal((await theirs('DELETE', `/calendars/${made.body.id}`)).status, 404)
  assert.deepEqual((await theirs('GET', '/calendars')).body.items, [])
  assert.equal((await api('POST', '/calendar-entries/whose', { entry: 'a', customer: tom })).status, 200)
  assert.equal((await api('GET', `/expected?from=${day(2).toISODate()}`)).body.items[0].customer_id, tom)
  assert.equal((await api('DELETE', `/calendars/${made.body.id}`)).status, 200)
  assert.deepEqual((await api('GET', `/expected?from=${day(2).toISODate()}`)).body.items, [])
})
