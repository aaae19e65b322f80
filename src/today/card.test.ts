import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DateTime } from 'luxon'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem } from '../../test/problem.ts'
import { promise, readCase, take } from '../cases/cases.ts'
import { meet } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import { clock, days, later, minutes } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { putOnWall, thanksFor } from '../thanks/thanks.ts'
import { circleOf, dayIn, draftingMoment, nextOpenDay, PARTS } from './card.ts'
import { asDrafted, changeCard, draftCard, holdHuddle, readCard, takeHuddleBack } from './card-deeds.ts'
import { deedOf, fitting, LIBRARY } from './card-library.ts'
import { planMornings } from './mornings.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const ZONE = 'Europe/Berlin'
const today = (who: Staff) => dayIn(clock.now(), who.house.zone)

async function kindsOf<T>(halden: TestCompany, deed: (db: Db) => Promise<T>): Promise<[T, string[]]> {
  const all = () => halden.run((db) => linesAfter(db, undefined, 10_000))
  const before = new Set((await all()).map((line) => line.id))
  const result = await halden.run(deed)
  return [result, (await all()).filter((line) => !before.has(line.id)).map((line) => line.kind)]
}
const cardOf = (halden: TestCompany, team: string | null, day = today(halden.ben)) =>
  halden.run(async (db) =>
    readCard(db, halden.ben.house, await circleOf(db, halden.ben.house, team), day, clock.now()),
  )
const said = (halden: TestCompany, text: string, more: object = {}) =>
  halden.run(async (db) => {
    const { id } = await meet(db, halden.now(halden.ben), { name: 'Tom Baker', addresses: [] })
    return hear(
      db,
      { company: halden.company, by: 'customer', id: null, at: clock.now() },
      { kind: 'compliment', channel: 'page', customer: id, score: 5, text, ...more },
    )
  })

test('an empty company gets an honest card: nothing is made up', async () => {
  const halden = await aCompany()
  const { id, parts } = await cardOf(halden, halden.teams.station)
  assert.equal(id, null)
  assert.match(parts.story.text, /^No story was told to us lately\./)
  assert.match(parts.promise.text, /^Nothing is promised to anybody for today\./)
  assert.match(parts.thanks.text, /Whom do you thank today/)
  assert.match(parts.rule.text, /^Each of us may give a customer up to €\d+/)
  assert.ok(LIBRARY.some((one) => one.text === parts.try.text))
  for (const part of ['story', 'promise', 'thanks'] as const) assert.equal(parts[part].source, null)
})

test('it is drafted from this team, else from the house; never from a complaint', async () => {
  const halden = await aCompany()
  await said(halden, 'Ben was rude to me.', { kind: 'complaint', score: 1, team: halden.teams.station })
  await said(halden, 'Ana let my son ring the bell.', {
    team: halden.teams.harbour,
    beside: { names: 'Ana' },
  })
  const [praise] = await halden.run((db) => thanksFor(db, halden.ana.id, 1))
  const far = await cardOf(halden, halden.teams.station)
  assert.equal(far.parts.story.text, 'Ana let my son ring the bell.')
  assert.equal(far.parts.story.beside, 'Tom Baker, from elsewhere in the house')
  // Who is praised decides whether it hangs on the wall; the card speaks of nothing else.
  assert.match(far.parts.thanks.text, /Whom do you thank today/)
  await halden.run((db) => putOnWall(db, halden.now(halden.ana), praise!.id))
  const near = await cardOf(halden, halden.teams.harbour)
  assert.equal(near.parts.story.beside, 'Tom Baker')
  // Nothing stands twice on one sheet.
  assert.match(near.parts.thanks.text, /Whom do you thank today/)
  await said(halden, 'Lent me a bike.', { team: halden.teams.station })
  const station = await cardOf(halden, halden.teams.station)
  assert.equal(station.parts.story.text, 'Lent me a bike.')
  assert.equal(station.parts.thanks.text, 'Ana Reyes: “Ana let my son ring the bell.”')
  for (const team of [halden.teams.station, halden.teams.harbour, null])
    for (const part of PARTS) assert.doesNotMatch((await cardOf(halden, team)).parts[part].text, /rude/)
})

test('one promise that is due on that very day, with whom it was made to, and the first first', async (t) => {
  const halden = await aCompany()
  t.after(() => clock.reset())
  // At nine in the morning, so that the day is long enough.
  const nine = DateTime.now().setZone(ZONE).plus({ days: 1 }).set({ hour: 9, minute: 0 })
  clock.move(nine.toMillis() - clock.now().getTime())
  const one = await aProblem(halden, { name: 'Jonas Weber' })
  await halden.run(async (db) => {
    await take(db, halden.now(halden.ben), one.id)
    const at = clock.now()
    await promise(db, halden.now(halden.ben), one.id, {
      what: 'A working light',
      dueAt: later(at, minutes(400)),
    })
    await promise(db, halden.now(halden.ben), one.id, { what: 'A call', dueAt: later(at, minutes(90)) })
    await promise(db, halden.now(halden.ben), one.id, { what: 'A letter', dueAt: later(at, days(3)) })
    assert.ok(await readCase(db, one.id))
  })
  const { promise: due } = (await cardOf(halden, halden.teams.station)).parts
  assert.deepEqual([due.text, due.beside], ['A call', 'to Jonas Weber, by 10:30, and 1 more today'])
  assert.match((await cardOf(halden, halden.teams.workshop)).parts.promise.text, /^Nothing is promised/)
})

test('changed by hand, part by part, and back to the draft; kept from then on', async () => {
  const halden = await aCompany()
  const which = { team: halden.teams.station, day: today(halden.ben) }
  const [, first] = await kindsOf(halden, (db) =>
    changeCard(db, halden.now(halden.ben), { ...which, part: 'try', text: ' Ring  Mr. Aydin. ' }),
  )
  assert.deepEqual(first, ['today.card-changed'])
  const kept = await cardOf(halden, which.team)
  assert.ok(kept.id)
  assert.deepEqual(
    [kept.parts.try.changed?.text, kept.parts.try.changed?.by_id],
    ['Ring Mr. Aydin.', halden.ben.id],
  )
  assert.ok(
    LIBRARY.some((one) => one.text === kept.parts.try.text),
    'the draft stays beneath',
  )
  await assert.rejects(
    halden.run((db) => changeCard(db, halden.now(halden.ana), { ...which, part: 'try', text: 'x' })),
    refused('card-theirs'),
  )
  // Who stands above the team keeps it too.
  await halden.run((db) =>
    changeCard(db, halden.now(halden.david), { ...which, part: 'rule', text: 'Smile.' }),
  )
  for (const [text, code] of [
    ['', 'card-empty'],
    ['x'.repeat(261), 'card-long'],
  ] as const)
    await assert.rejects(
      halden.run((db) => changeCard(db, halden.now(halden.ben), { ...which, part: 'try', text })),
      refused(code),
    )
  const [, back] = await kindsOf(halden, (db) =>
    asDrafted(db, halden.now(halden.ben), { ...which, part: 'try' }),
  )
  assert.deepEqual(back, ['today.card-as-drafted'])
  assert.equal((await cardOf(halden, which.team)).parts.try.changed, null)
  const yesterday = dayIn(later(clock.now(), -days(1)), ZONE)
  await assert.rejects(
    halden.run((db) =>
      changeCard(db, halden.now(halden.ben), { ...which, day: yesterday, part: 'try', text: 'x' }),
    ),
    refused('card-day'),
  )
})

test('two who draft at once make one card', async () => {
  const halden = await aCompany()
  const which = { team: halden.teams.station, day: today(halden.ben) }
  const ids = await Promise.all(
    [halden.ben, halden.carla, halden.david].map((who) => halden.run((db) => draftCard(db, who, which))),
  )
  assert.equal(new Set(ids).size, 1)
  const lines = await halden.run((db) => linesAfter(db, undefined, 10_000))
  assert.equal(lines.filter((line) => line.kind === 'today.card-drafted').length, 1)
})

test('held, with how many were there and nobody’s name; taken back', async () => {
  const halden = await aCompany()
  const which = { team: halden.teams.station, day: today(halden.ben) }
  const [, lines] = await kindsOf(halden, (db) =>
    holdHuddle(db, halden.now(halden.carla), { ...which, there: 6 }),
  )
  assert.deepEqual(lines, ['today.huddle-held'])
  assert.equal((await cardOf(halden, which.team)).huddle?.there, 6)
  await assert.rejects(
    halden.run((db) => holdHuddle(db, halden.now(halden.carla), { ...which, there: 0 })),
    refused('huddle-there'),
  )
  const next = nextOpenDay(halden.ben.house.hours, which.day)!
  await assert.rejects(
    halden.run((db) => holdHuddle(db, halden.now(halden.carla), { ...which, day: next, there: 3 })),
    refused('huddle-early'),
  )
  await halden.run((db) => takeHuddleBack(db, halden.now(halden.carla), which))
  assert.equal((await cardOf(halden, which.team)).huddle, null)
})

test('the library: about sixty deeds, one a day and none twice before all others were had', () => {
  assert.ok(LIBRARY.length >= 55)
  assert.equal(new Set(LIBRARY.map((one) => one.text)).size, LIBRARY.length)
  for (const places of [['Collect your repair', 'Choose'], [], ['Ring us']]) {
    const had: string[] = []
    const fits = fitting(places)
    // Two months of six days a week.
    for (let day = 0; day < 50; day++) had.unshift(deedOf(fits, had, day * 7919).key)
    assert.equal(new Set(had).size, 50, `${places}`)
    assert.ok(had.slice(-12).every((key) => fits.has(LIBRARY.find((one) => one.key === key)!.where)))
  }
})

test('it is drafted at half past eight; half an hour before a house that opens late; never on a closed day', () => {
  const hours = (from: string) => ({
    zone: ZONE,
    week: { mon: [[from, '23:00'] as [string, string]] },
    closed: ['2026-11-30'],
  })
  const at = (from: string, day: string) => draftingMoment(hours(from), day)?.toISOString()
  assert.equal(at('09:00', '2026-11-23'), '2026-11-23T07:30:00.000Z')
  assert.equal(at('08:00', '2026-11-23'), '2026-11-23T07:30:00.000Z')
  assert.equal(at('17:00', '2026-11-23'), '2026-11-23T15:30:00.000Z')
  assert.equal(at('09:00', '2026-11-24'), undefined)
  assert.equal(at('09:00', '2026-11-30'), undefined)
  // The day on which the clock jumps is as any other.
  assert.equal(at('09:00', '2026-03-30'), '2026-03-30T06:30:00.000Z')
})

test('on an open day the cards are there at half past eight, one for each team in which somebody works', async (t) => {
  const halden = await aCompany()
  t.after(() => clock.reset())
  const monday = DateTime.now().setZone(ZONE).plus({ weeks: 1 }).startOf('week')
  const go = (moment: DateTime) => clock.move(moment.toMillis() - clock.now().getTime())
  go(monday.plus({ minutes: 1 }))
  await halden.run((db) => planMornings(db, halden.now(halden.mara)))
  go(monday.set({ hour: 8, minute: 29 }))
  await halden.settle()
  assert.equal((await cardOf(halden, halden.teams.station)).id, null)
  go(monday.set({ hour: 8, minute: 30, second: 1 }))
  await halden.settle()
  for (const team of [null, ...Object.values(halden.teams)])
    assert.ok((await cardOf(halden, team)).id, `${team}`)
  const drafted = async () =>
    (await halden.run((db) => linesAfter(db, undefined, 10_000))).filter(
      (line) => line.kind === 'today.card-drafted',
    ).length
  assert.equal(await drafted(), 5)
  // The next midnight plans the next day by itself.
  go(monday.plus({ days: 1 }).set({ hour: 8, minute: 31 }))
  await halden.settle()
  assert.equal(await drafted(), 10)
  const door = await halden.door(halden.ben)
  const page = await door.get('/card')
  assert.equal(page.status, 200)
  assert.match(page.text, /One thing to try/)
  assert.match(page.text, /Earlier cards/)
  const screen = await door.get(`/card/screen?team=${halden.teams.station}`)
  assert.match(screen.text, /class="huddle wide"/)
})
