import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { confirm, openCase, putRight } from '../cases/cases.ts'
import { meet } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { type Hearing, hear } from '../interactions/interactions.ts'
import { clock } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { Refusal } from '../kit/refusal.ts'
import { adoptJourney, assignOwner, touchpoints } from '../touchpoints/touchpoints.ts'
import { namesIn } from './names.ts'
import {
  choose,
  closePage,
  openPage,
  passOn,
  putOnWall,
  takeOffWall,
  thankColleague,
  thanksFor,
  thanksPageOf,
  thanksThisWeek,
  unclearFor,
  wall,
} from './thanks.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

async function linesOf<T>(halden: TestCompany, deed: (db: Db) => Promise<T>): Promise<[T, string[]]> {
  const before = await halden.run(async (db) => (await linesAfter(db, undefined, 10_000)).length)
  const result = await halden.run(deed)
  const lines = await halden.run((db) => linesAfter(db, undefined, 10_000))
  return [result, lines.slice(before).map((line) => line.kind)]
}

const praise = (halden: TestCompany, what: Partial<Hearing>) => (db: Db) =>
  hear(
    db,
    { company: halden.company, by: 'customer', id: null, at: clock.now() },
    { kind: 'compliment', channel: 'page', customer: null, text: 'She let my son ring the bell.', ...what },
  )

test('a compliment that names a person reaches that person at once, and nobody else', async () => {
  const halden = await aCompany()
  const [, lines] = await linesOf(halden, praise(halden, { beside: { names: ' ana ' } }))
  assert.deepEqual(lines.sort(), ['interactions.heard', 'thanks.passed-on'])
  const hers = await halden.run((db) => thanksFor(db, halden.ana.id, 10))
  assert.deepEqual(
    hers.map((one) => [one.words, one.people]),
    [['She let my son ring the bell.', [halden.ana.id]]],
  )
  assert.deepEqual(await halden.run((db) => thanksFor(db, halden.ben.id, 10)), [])
})

test('two names are two people; a complaint and a nameless compliment thank nobody', async () => {
  const halden = await aCompany()
  await halden.run(praise(halden, { beside: { names: 'Ben and Priya' } }))
  const [, lines] = await linesOf(halden, praise(halden, { text: 'Nice shop' }))
  assert.deepEqual(lines, ['interactions.heard'])
  await halden.run(praise(halden, { kind: 'complaint', beside: { names: 'Ben' } }))
  for (const who of [halden.ben, halden.priya])
    assert.equal((await halden.run((db) => thanksFor(db, who.id, 10))).length, 1)
  assert.deepEqual(namesIn('Mrs. Weiss & Herr Okafor, Ana!'), ['Weiss', 'Okafor', 'Ana'])
  assert.deepEqual(namesIn('…'), ['…'])
})

test('a name that fits two waits for whoever leads the team; only they choose, once', async () => {
  const halden = await aCompany()
  const other = await halden.hire('Ben Adler', halden.teams.harbour, 'front-line')
  const at = { team: halden.teams.station, beside: { names: 'Ben' } }
  await halden.run(praise(halden, at))
  assert.deepEqual(await halden.run((db) => thanksFor(db, halden.ben.id, 10)), [])
  const [waits] = await halden.run((db) => unclearFor(db, halden.now(halden.carla), 10))
  assert.ok(waits)
  assert.equal(waits.name, 'Ben')
  assert.deepEqual([...waits.candidates].sort(), [halden.ben.id, other.id].sort())
  assert.deepEqual(await halden.run((db) => unclearFor(db, halden.now(halden.david), 10)), [])
  const byBen = () => halden.run((db) => choose(db, halden.now(halden.ben), waits.thanks_id, [halden.ben.id]))
  await assert.rejects(byBen, refused('thanks-chooser'))
  await assert.rejects(
    () => halden.run((db) => putOnWall(db, halden.now(halden.ana), waits.thanks_id)),
    refused('thanks-unclear'),
  )
  const byCarla = (db: Db) => choose(db, halden.now(halden.carla), waits.thanks_id, [halden.ben.id])
  const [, lines] = await linesOf(halden, byCarla)
  assert.deepEqual(lines, ['thanks.chosen'])
  await assert.rejects(() => halden.run(byCarla), refused('thanks-clear'))
  assert.equal((await halden.run((db) => thanksFor(db, halden.ben.id, 10))).length, 1)
})

test('a name of nobody, at no place, waits for an administrator', async () => {
  const halden = await aCompany()
  await halden.run(praise(halden, { beside: { names: 'the kind lady' } }))
  assert.deepEqual(await halden.run((db) => unclearFor(db, halden.now(halden.carla), 10)), [])
  assert.equal((await halden.run((db) => unclearFor(db, halden.now(halden.mara), 10))).length, 1)
})

test('a five after it was put right thanks who did that, with the case behind it', async () => {
  const halden = await aCompany()
  const tom = await halden.run((db) =>
    meet(db, halden.now(halden.ben), { name: 'Tom', addresses: [{ kind: 'number', written: 'K-7' }] }),
  )
  const one = await halden.run((db) =>
    openCase(db, halden.now(halden.ben), { customer: tom.id, happened: 'The bike was not ready.' }),
  )
  await halden.run((db) => putRight(db, halden.now(halden.ben), one.id, 'Lent a bike.'))
  const customer = { company: halden.company, by: 'customer' as const, id: tom.id, at: clock.now() }
  await halden.run((db) =>
    confirm(db, customer, one.id, { score: 5, words: 'I did not have to explain it twice.' }),
  )
  const [his] = await halden.run((db) => thanksFor(db, halden.ben.id, 10))
  assert.deepEqual(
    [his?.words, his?.what_for, his?.case_id],
    ['I did not have to explain it twice.', 'Lent a bike.', one.id],
  )
  // Ben passes it on to Priya, too.
  assert.ok(his?.interaction_id)
  const id = await halden.run((db) =>
    passOn(db, halden.now(halden.ben), { interaction: his.interaction_id!, people: [halden.priya.id] }),
  )
  assert.equal(id, his.id)
  assert.equal((await halden.run((db) => thanksFor(db, halden.priya.id, 10))).length, 1)
})

test('anybody puts thanks on the wall; who is praised takes them down', async () => {
  const halden = await aCompany()
  const [given, lines] = await linesOf(halden, (db) =>
    thankColleague(db, halden.now(halden.ben), {
      people: [halden.priya.id],
      words: 'You stayed until it ran.',
    }),
  )
  assert.deepEqual(lines, ['thanks.given'])
  const [, up] = await linesOf(halden, (db) => putOnWall(db, halden.now(halden.ana), given.id))
  assert.deepEqual(up, ['thanks.put-on-wall'])
  assert.deepEqual((await linesOf(halden, (db) => putOnWall(db, halden.now(halden.ben), given.id)))[1], [])
  assert.deepEqual(
    (await halden.run((db) => wall(db, 10))).map((one) => one.id),
    [given.id],
  )
  const byMara = () => halden.run((db) => takeOffWall(db, halden.now(halden.mara), given.id))
  await assert.rejects(byMara, refused('thanks-theirs'))
  const [, down] = await linesOf(halden, (db) => takeOffWall(db, halden.now(halden.priya), given.id))
  assert.deepEqual(down, ['thanks.taken-off-wall'])
  assert.deepEqual(await halden.run((db) => wall(db, 10)), [])
  assert.equal(await halden.run((db) => thanksThisWeek(db, clock.now(), 'Europe/Berlin')), 1)
  const oneself = () =>
    halden.run((db) => thankColleague(db, halden.now(halden.ben), { people: [halden.ben.id], words: 'Me' }))
  await assert.rejects(oneself, refused('thanks-oneself'))
})

test('a page for thanks only is switched on and off by the person', async () => {
  const halden = await aCompany()
  const [code, lines] = await linesOf(halden, (db) => openPage(db, halden.now(halden.ana)))
  assert.match(code, /^ana-[a-z0-9]{5}$/)
  assert.deepEqual(lines, ['thanks.page-opened'])
  assert.equal((await halden.run((db) => thanksPageOf(db, code)))?.id, halden.ana.id)
  await halden.run((db) => closePage(db, halden.now(halden.ana)))
  assert.equal(await halden.run((db) => thanksPageOf(db, code)), undefined)
})

test('at a touchpoint with an owner, the owner chooses', async () => {
  const halden = await aCompany()
  await halden.hire('Ben Adler', halden.teams.harbour, 'front-line')
  const place = await halden.run(async (db) => {
    await adoptJourney(db, halden.now(halden.mara), 'shop')
    const [first] = await touchpoints(db)
    await assignOwner(db, halden.now(halden.mara), first!.id, halden.priya.id)
    return first!
  })
  await halden.run(
    praise(halden, { touchpoint: place.id, team: halden.teams.station, beside: { names: 'Ben' } }),
  )
  assert.equal((await halden.run((db) => unclearFor(db, halden.now(halden.priya), 10))).length, 1)
  assert.equal((await halden.run((db) => unclearFor(db, halden.now(halden.carla), 10))).length, 0)
})
