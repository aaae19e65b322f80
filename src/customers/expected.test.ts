import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { DateTime } from 'luxon'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days, hours, later, minutes } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import type { Hours } from '../people/hours.ts'
import type { Company } from '../people/people.ts'
import {
  acquaint,
  callOff,
  came,
  customer,
  expected,
  expectedFrom,
  expectedOf,
  expectedOn,
  expectedToday,
  expectVisit,
  meet,
  merge,
  moveVisit,
  notCome,
  noteFact,
  onAgain,
  story,
  type When,
} from './customers.ts'
import { dayAfter, dayOf, dayToTell, factFor, teamsNear } from './expected-rules.ts'

const ZONE = 'Europe/Berlin'
const today = (halden: TestCompany) => dayOf(clock.now(), halden.ben.house.zone)
const inThree = () => later(clock.now(), hours(3))
const refuses = (code: string) => (error: { code?: string }) => error.code === code
const text = async (child: unknown) => String(await (child as Promise<unknown>))

/** A Monday at ten, when every house is open and the day is still long. */
function onMonday(t: TestContext): void {
  const ten = DateTime.fromJSDate(clock.now(), { zone: ZONE })
    .plus({ weeks: 1 })
    .startOf('week')
    .set({ hour: 10 })
  clock.move(ten.toMillis() - clock.now().getTime())
  t.after(clock.reset)
}

async function withAydin(t: TestContext) {
  onMonday(t)
  const halden = await aCompany()
  const aydin = await halden.run((db) =>
    meet(db, halden.now(halden.ana), { name: 'Mr. Aydin', addresses: [] }),
  )
  const expect = (on: When, more: { key?: string; what?: string; team?: Id | null; customer?: Id } = {}) =>
    halden.run((db) =>
      expectVisit(db, halden.now(halden.ben), {
        customer: aydin.id,
        what: 'Collects his repair',
        source: 'api',
        on,
        ...more,
      }),
    )
  const lines = async () =>
    halden.run(async (db) =>
      (await linesAbout(db, aydin.id)).map((line) => line.kind.replace('customers.', '')),
    )
  return { halden, aydin, expect, lines }
}

test('the same key comes once: told the same nothing happens, told anew it is moved', async (t) => {
  const { halden, aydin, expect, lines } = await withAydin(t)
  const at = inThree()
  const first = await expect({ at }, { key: 'booking-7' })
  assert.equal(first.made, true)
  assert.deepEqual(await expect({ at }, { key: 'booking-7' }), {
    expected: { ...first.expected },
    made: false,
  })
  const moved = await expect({ day: dayAfter(today(halden)) }, { key: 'booking-7' })
  assert.deepEqual([moved.made, moved.expected.id, moved.expected.at], [false, first.expected.id, null])
  await expect({ day: dayAfter(today(halden)) }, { key: 'booking-7', what: 'Brings it in' })
  assert.deepEqual(await lines(), ['met', 'expected', 'expected-moved', 'expected-changed'])
  const line = await halden.run(async (db) => (await linesAbout(db, aydin.id)).at(-2))
  assert.deepEqual(line?.data, {
    expected: first.expected.id,
    from: at.toISOString(),
    to: dayAfter(today(halden)),
  })
  assert.equal((await halden.run((db) => expectedOf(db, aydin.id))).length, 1)
  // The key of another source is another visit.
  await halden.run((db) =>
    expectVisit(db, halden.now(halden.ben), {
      customer: aydin.id,
      what: 'x',
      on: { at },
      source: 'import',
      key: 'booking-7',
    }),
  )
  assert.equal((await halden.run((db) => expectedOf(db, aydin.id))).length, 2)
})

test('two who tell of the same key at once: it comes once', async (t) => {
  const { halden, aydin, expect } = await withAydin(t)
  const told = await Promise.all(
    Array.from({ length: 6 }, (_, hour) => expect({ at: later(inThree(), hours(hour)) }, { key: 'twin' })),
  )
  assert.equal(told.filter((one) => one.made).length, 1)
  assert.equal((await halden.run((db) => expectedOf(db, aydin.id))).length, 1)
})

test('called off, on again, come, and not come after all: each a row with who and when, each undone', async (t) => {
  const { halden, expect, lines } = await withAydin(t)
  const { id } = (await expect({ at: inThree() }, { key: 'k' })).expected
  const ben = () => halden.now(halden.ben)
  const state = () => halden.run(async (db) => expected(db, id))
  await halden.run((db) => callOff(db, ben(), id))
  await halden.run((db) => callOff(db, ben(), id))
  assert.equal((await state()).off_by, halden.ben.id)
  assert.deepEqual(await halden.run((db) => expectedOn(db, today(halden), { most: 9 })), [])
  // The same words once more do not bring it back; another time does.
  assert.ok(
    (await expect((await state()).at ? { at: (await state()).at as Date } : { day: '' }, { key: 'k' }))
      .expected.off_at,
  )
  await halden.run((db) => onAgain(db, ben(), id))
  assert.equal((await state()).off_at, null)
  await halden.run((db) => came(db, ben(), id))
  await halden.run((db) => came(db, ben(), id))
  await assert.rejects(
    halden.run((db) => callOff(db, ben(), id)),
    refuses('expected-came'),
  )
  await assert.rejects(
    halden.run((db) => moveVisit(db, ben(), id, { at: inThree() })),
    refuses('expected-came'),
  )
  await halden.run((db) => notCome(db, ben(), id))
  await halden.run((db) => callOff(db, ben(), id))
  await halden.run((db) => moveVisit(db, ben(), id, { day: dayAfter(today(halden)) }))
  assert.deepEqual([(await state()).off_at, (await state()).day], [null, dayAfter(today(halden))])
  await assert.rejects(
    halden.run((db) => came(db, ben(), id)),
    refuses('expected-early'),
  )
  assert.deepEqual(await lines(), [
    'met',
    'expected',
    'expected-called-off',
    'expected-on-again',
    'came',
    'not-come',
    'expected-called-off',
    'expected-moved',
  ])
})

test('what cannot be expected gets a sentence', async (t) => {
  const { halden, expect } = await withAydin(t)
  await assert.rejects(expect({ day: dayAfter(today(halden), -1) }), refuses('expected-past'))
  await assert.rejects(expect({ at: later(clock.now(), -days(1)) }), refuses('expected-past'))
  await assert.rejects(expect({ day: '2099-01-01' }), refuses('expected-far'))
  await assert.rejects(expect({ day: '2026-02-30' }), refuses('expected-day'))
  await assert.rejects(expect({ at: inThree() }, { what: ' ' }), refuses('expected-what'))
  await assert.rejects(expect({ at: inThree() }, { key: ' ' }), refuses('expected-key'))
  await assert.rejects(expect({ at: inThree() }, { key: 'a', team: halden.company }), refuses('team'))
  const other = await aCompany('Rival')
  await assert.rejects(
    other.run((db) =>
      expectVisit(db, other.now(other.ben), {
        customer: other.company,
        what: 'x',
        on: { at: inThree() },
        source: 'hand',
      }),
    ),
    refuses('customer'),
  )
  assert.ok((await expect({ at: inThree() }, { what: 'x'.repeat(500) })).expected.what.length <= 200)
})

test('a day is the company’s own: moments by its clocks, whole days after them, merged customers as one', async (t) => {
  const { halden, aydin, expect } = await withAydin(t)
  const day = dayAfter(today(halden), 3)
  const at = (time: string) => DateTime.fromISO(`${day}T${time}`, { zone: ZONE }).toJSDate()
  await expect({ day }, { key: 'whole', what: 'Some time' })
  await expect({ at: at('23:59') }, { key: 'late', what: 'Late' })
  await expect({ at: at('00:00') }, { key: 'early', what: 'Early' })
  await expect({ at: later(at('00:00'), -minutes(1)) }, { key: 'before', what: 'The day before' })
  const list = await halden.run((db) => expectedOn(db, day, { most: 9 }))
  assert.deepEqual(
    list.map((one) => one.what),
    ['Early', 'Late', 'Some time'],
  )
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const twin = await meet(db, who, { name: 'Emre Aydin', addresses: [] })
    await merge(db, who, aydin.id, twin.id)
    assert.equal((await expectedOf(db, twin.id)).length, 4)
    const asked = await expectedFrom(db, who.house, [today(halden), day], { customer: twin.id, most: 9 })
    assert.equal(asked.length, 4)
  })
})

test('a team sees who comes to it, to those above and beneath it, and to nobody in particular', async (t) => {
  const { halden, expect } = await withAydin(t)
  const { shops, station, harbour, workshop } = halden.teams
  for (const [what, team] of [
    ['Anywhere', null],
    ['Shops', shops],
    ['Station', station],
    ['Harbour', harbour],
    ['Workshop', workshop],
  ] as const)
    await expect({ at: inThree() }, { key: what, what, team })
  const seen = (who: TestCompany['ben']) =>
    halden.run(async (db) => {
      const part = await expectedToday(db, halden.now(who), 7)
      const page = await text(part?.body)
      return ['Anywhere', 'Shops', 'Station', 'Harbour', 'Workshop'].filter((what) =>
        page.includes(`${what}.`),
      )
    })
  assert.deepEqual(await seen(halden.ben), ['Anywhere', 'Shops', 'Station'])
  assert.deepEqual(await seen(halden.priya), ['Anywhere', 'Workshop'])
  assert.deepEqual(await seen(halden.david), ['Anywhere', 'Shops', 'Station', 'Harbour'])
  assert.equal(teamsNear([], null), undefined)
})

test('the part of today: time, name, what for, one fact, who knows them, and what one may do', async (t) => {
  const { halden, aydin, expect } = await withAydin(t)
  assert.equal(await halden.run((db) => expectedToday(db, halden.now(halden.ben), 5)), null)
  const at = inThree()
  const one = (await expect({ at }, { key: 'k' })).expected
  await halden.run(async (db) => {
    const ana = halden.now(halden.ana)
    await noteFact(db, ana, aydin.id, 'Hard of hearing on the left')
    await acquaint(db, ana, aydin.id, ana.id)
  })
  const part = await halden.run((db) => expectedToday(db, halden.now(halden.ben), 5))
  assert.equal(part?.things, 1)
  const page = await text(part?.body)
  for (const words of [
    'Mr. Aydin',
    'Collects his repair.',
    'Hard of hearing on the left.',
    'Ana knows them.',
    'did something kind',
    `/expected/${one.id}/came`,
  ])
    assert.ok(page.toLowerCase().includes(words.toLowerCase()), words)
  assert.ok(page.includes(DateTime.fromJSDate(at, { zone: ZONE }).toFormat('HH:mm')))
  // Without room it is one line, and takes no place.
  const small = await halden.run((db) => expectedToday(db, halden.now(halden.ben), 0))
  assert.equal(small?.things, 0)
  assert.ok((await text(small?.body)).includes('Mr. Aydin'))
  // Who has come stays for a while, and can be taken back; then the place is free.
  await halden.run((db) => came(db, halden.now(halden.ben), one.id))
  assert.ok(
    (await text((await halden.run((db) => expectedToday(db, halden.now(halden.ben), 5)))?.body)).includes(
      'Here since',
    ),
  )
  const noon = { ...halden.ben, at: later(clock.now(), hours(2) + 1) }
  assert.equal(await halden.run((db) => expectedToday(db, noon, 5)), null)
})

test('when the day is over it is the next open day’s', () => {
  const week = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], fri: [['09:00', '17:00']] }
  const house = { zone: ZONE, hours: { zone: ZONE, week, closed: [] } as unknown as Hours } as Company
  const tell = (moment: string) => dayToTell(house, DateTime.fromISO(moment, { zone: ZONE }).toJSDate())
  assert.equal(tell('2026-11-16T08:00'), '2026-11-16', 'before it opens')
  assert.equal(tell('2026-11-16T16:59'), '2026-11-16')
  assert.equal(tell('2026-11-16T17:00'), '2026-11-17', 'Monday evening: Tuesday')
  assert.equal(tell('2026-11-17T20:00'), '2026-11-20', 'Tuesday evening: Friday')
  assert.equal(tell('2026-11-18T10:00'), '2026-11-18', 'a closed Wednesday is still itself')
  assert.equal(tell('2026-11-18T18:00'), '2026-11-20')
  const none = { ...house, hours: { ...house.hours, week: {} } }
  const free = (moment: string) => dayToTell(none, DateTime.fromISO(moment, { zone: ZONE }).toJSDate())
  assert.deepEqual([free('2026-11-16T17:59'), free('2026-11-16T18:00')], ['2026-11-16', '2026-11-17'])
})

test('the fact beside a name: what is new since the last visit, else the next of the three', () => {
  const at = new Date('2026-11-01T10:00:00Z')
  const facts = ['newest', 'second', 'third', 'fourth'].map((fact, place) => ({
    id: fact,
    customer_id: 'x',
    fact,
    at: later(at, -days(place)),
    by_id: null,
    by: null,
  }))
  const said = (visits: number, last?: Date) => factFor(facts, visits, last)?.fact
  assert.deepEqual([said(0), said(1), said(2), said(3)], ['newest', 'second', 'third', 'newest'])
  assert.equal(said(1, later(at, -hours(1))), 'newest', 'they have not been met with it yet')
  assert.equal(said(1, later(at, hours(1))), 'second')
  assert.equal(factFor([], 3, undefined), undefined)
})

test('it shows in the story when its day has come, whatever became of it', async (t) => {
  const { halden, aydin, expect } = await withAydin(t)
  await expect({ at: later(clock.now(), days(2)) }, { key: 'later' })
  const first = (await expect({ at: inThree() }, { key: 'a' })).expected
  const second = (await expect({ day: today(halden) }, { key: 'b' })).expected
  await halden.run(async (db) => {
    await came(db, halden.now(halden.ben), first.id)
    await callOff(db, halden.now(halden.ben), second.id)
    const lines = await story(db, halden.now(halden.ben), aydin.id)
    assert.deepEqual(lines.map((line) => line.kind).sort(), ['called off', 'came'])
    assert.equal((await customer(db, aydin.id)).id, aydin.id)
  })
})
