import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days, hours, later } from '../kit/clock.ts'
import { listLetters } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { changeOwn } from './account.ts'
import { nameCouncil } from './council.ts'
import { agreeToOpen, askToOpen, endOpening, readOpened } from './openings.ts'
import type { Staff } from './people.ts'
import { changeStanding } from './standing.ts'

const REASON = 'A customer says that promises of hers were changed.'
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const today = () => clock.now().toISOString().slice(0, 10)

/** Carla is on the council; Ben has done something. */
async function aHouse() {
  const house = await aCompany()
  await house.run((db) => nameCouncil(db, house.now(house.mara), house.carla.id))
  await house.run((db) => changeOwn(db, house.now(house.ben), { name: 'Ben Okafor', language: 'en' }))
  await house.run((db) => changeOwn(db, house.now(house.ana), { name: 'Ana Reyes', language: 'en' }))
  return house
}
const ask = (house: TestCompany, who: Staff, whose: Staff, from = today(), until = today()) =>
  house.run((db) => askToOpen(db, house.now(who), { person: whose.id, reason: REASON, from, until }))
const agree = (house: TestCompany, who: Staff, id: string) =>
  house.run((db) => agreeToOpen(db, house.now(who), id))
const read = (house: TestCompany, who: Staff, id: string) =>
  house.run((db) => readOpened(db, house.now(who), id))

test('two open it, for a day, to the first alone; the person hears at once and sees each reading', async (t) => {
  t.after(() => clock.reset())
  const house = await aHouse()
  const one = await ask(house, house.mara, house.ben)
  await assert.rejects(read(house, house.mara, one.id), refused('opening-closed'))
  assert.equal((await house.run((db) => listLetters(db, 9))).length, 0)
  await agree(house, house.carla, one.id)
  const [letter] = await house.run((db) => listLetters(db, 9))
  assert.match(letter?.recipient ?? '', /^ben\./)
  for (const words of [REASON, 'Mara Halden may read', 'Carla Weiss agreed', '/account/history'])
    assert.ok(letter?.text.includes(words), words)

  const { lines } = await read(house, house.mara, one.id)
  assert.deepEqual([...new Set(lines.map((line) => line.by_id))], [house.ben.id], 'of nobody else')
  assert.ok(lines.some((line) => line.kind === 'people.changed-own'))
  await assert.rejects(read(house, house.carla, one.id), refused('opening-closed'))
  await assert.rejects(read(house, house.ana, one.id), refused('opening'))
  await read(house, house.mara, one.id)
  const kinds = (await house.run((db) => linesAbout(db, house.ben.id))).map((line) => line.kind)
  assert.deepEqual(
    kinds.filter((kind) => kind.startsWith('people.history')),
    ['people.history-asked', 'people.history-opened', 'people.history-read', 'people.history-read'],
  )
  const own = (await (await house.door(house.ben)).get('/account/history')).text
  for (const words of ['Mara Halden', REASON, 'Carla Weiss agreed', 'may read what you did'])
    assert.ok(own.includes(words), words)
  assert.doesNotMatch((await (await house.door(house.ana)).get('/account/history')).text, /Mara Halden/)
  clock.move(hours(24) + 1000)
  await assert.rejects(read(house, house.mara, one.id), refused('opening-closed'))
})

test('one person cannot be both, nor open it about themselves, and whoever it is about never agrees', async () => {
  const house = await aHouse()
  await assert.rejects(ask(house, house.mara, house.mara), refused('own-history'))
  await assert.rejects(ask(house, house.ben, house.ana), refused('not-yours'))
  await assert.rejects(ask(house, house.carla, house.ana), refused('not-yours'))
  const one = await ask(house, house.mara, house.carla)
  for (const [who, code] of [
    [house.mara, 'second-person'],
    [house.carla, 'second-person'],
    [house.ben, 'opening'],
  ] as const)
    await assert.rejects(agree(house, who, one.id), refused(code), who.name)
  const both = (asker: Staff, person: Staff, by: Staff) =>
    house.owner.query(
      `insert into people_opening_yes (company_id, opening_id, asker_id, person_id, by_id, at, ends_at)
       values ($1, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz + interval '24 hours')`,
      [house.company, one.id, asker.id, person.id, by.id, clock.now()],
    )
  await assert.rejects(both(house.mara, house.carla, house.mara), /check/)
  await assert.rejects(both(house.mara, house.carla, house.carla), /check/)
  await assert.rejects(both(house.david, house.carla, house.mara), /foreign key/)
})

test('of many who agree at once one does, and there is one letter', async () => {
  const house = await aHouse()
  await house.run((db) => changeStanding(db, house.now(house.mara), house.david.id, { admin: true }))
  const one = await ask(house, house.mara, house.ben)
  const tries = await Promise.allSettled(
    Array.from({ length: 12 }, (_, at) =>
      agree(house, [house.carla, house.david, house.mara][at % 3]!, one.id),
    ),
  )
  assert.equal(tries.filter((each) => each.status === 'fulfilled').length, 1)
  assert.equal((await house.run((db) => listLetters(db, 9))).length, 1)
})

test('it can be refused, taken back and closed before its time, by whoever may and nobody else', async () => {
  const house = await aHouse()
  const end = (who: Staff, id: string) => house.run((db) => endOpening(db, house.now(who), id))
  const no = await ask(house, house.mara, house.ben)
  await end(house.carla, no.id)
  await assert.rejects(agree(house, house.carla, no.id), refused('opening-answered'))
  const open = await ask(house, house.mara, house.ben)
  await agree(house, house.carla, open.id)
  await assert.rejects(end(house.ben, open.id), refused('opening-end'))
  await assert.rejects(end(house.ana, open.id), refused('opening'))
  await Promise.allSettled([
    end(house.carla, open.id),
    end(house.mara, open.id),
    agree(house, house.carla, open.id),
  ])
  await assert.rejects(read(house, house.mara, open.id), refused('opening-closed'))
  const kinds = (await house.run((db) => linesAbout(db, house.ben.id))).map((line) => line.kind)
  assert.equal(kinds.filter((kind) => kind === 'people.history-closed').length, 2)
})

test('only the days that were named are open, and never more than thirty-one', async () => {
  const house = await aHouse()
  const day = (ago: number) => later(clock.now(), -days(ago)).toISOString().slice(0, 10)
  await assert.rejects(ask(house, house.mara, house.ben, day(40), day(2)), refused('days-many'))
  await assert.rejects(ask(house, house.mara, house.ben, day(2), day(4)), refused('days'))
  await assert.rejects(ask(house, house.mara, house.ben, day(-3), day(-5)), refused('days-to-come'))
  const past = await ask(house, house.mara, house.ben, day(9), day(3))
  await agree(house, house.carla, past.id)
  assert.deepEqual((await read(house, house.mara, past.id)).lines, [])
})

test('who has lost the right to ask reads no more', async () => {
  const house = await aHouse()
  await house.run((db) => changeStanding(db, house.now(house.mara), house.david.id, { admin: true }))
  const david = { ...house.david, admin: true }
  const one = await ask(house, david, house.priya)
  await agree(house, house.mara, one.id)
  await read(house, david, one.id)
  await house.run((db) => changeStanding(db, house.now(house.mara), house.david.id, { admin: false }))
  await assert.rejects(read(house, house.david, one.id), refused('opening-closed'))
})

test('by the pages: asked, agreed, read, and the person sees it', async () => {
  const house = await aHouse()
  const [mara, carla] = [await house.door(house.mara), await house.door(house.carla)]
  const sent = await mara.post('/company/openings', {
    person: house.ben.id,
    reason: REASON,
    from: today(),
    until: today(),
  })
  assert.equal(sent.status, 303)
  const page = (await carla.get('/company/openings')).text
  const id = /openings\/([0-9a-f-]{36})\/yes/.exec(page)?.[1] ?? ''
  assert.equal((await mara.post(`/company/openings/${id}/yes`)).status, 403)
  assert.equal((await carla.post(`/company/openings/${id}/yes`)).status, 303)
  assert.match((await mara.get(`/company/openings/${id}`)).text, /changed their own name or language/)
  assert.equal((await carla.get(`/company/openings/${id}`)).status, 403)
  assert.equal((await (await house.door(house.ana)).get(`/company/openings/${id}`)).status, 404)
})
