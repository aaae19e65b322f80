import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { formOf } from '../../test/form.ts'
import { linesAbout, linesAfter } from '../history/history.ts'
import { clock, days, hours, minutes } from '../kit/clock.ts'
import { listLetters } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { council, endCouncil, isCouncil, nameCouncil } from './council.ts'
import { chooseLeastGroup, leastGroup } from './least-group.ts'
import { switchNotices } from './pages-switches.tsx'
import type { Staff } from './people.ts'
import { changeStanding } from './standing.ts'
import { isOn, switches, switchOff, switchOn, switchTable } from './switches.ts'

const NAME = 'results.by-employee'
const WHY = 'The shops want to learn from each other.'
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const announce = (house: TestCompany, who: Staff = house.mara, noticeDays?: number) =>
  house.run((db) => switchOn(db, house.now(who), NAME, { why: WHY, noticeDays }))
const on = (house: TestCompany) => house.run((db) => isOn(db, NAME, clock.now()))
const kinds = (house: TestCompany) =>
  house.run(async (db) =>
    (await linesAfter(db, undefined, 500))
      .map((line) => line.kind)
      .filter((kind) => /switch|council|least/.test(kind)),
  )

test('everything is off at first, and what is not built can never be on', async () => {
  const house = await aCompany()
  const table = await house.run(switchTable)
  assert.ok(table.length >= 6)
  for (const { done } of table) assert.deepEqual(done, [])
  for (const one of switches)
    if (one.opens.length === 0)
      await assert.rejects(
        house.run((db) => switchOn(db, house.now(house.mara), one.name, { why: WHY })),
        refused('not-built'),
      )
  assert.deepEqual(
    switches.taken.filter((one) => one.opens.length > 0).map((one) => one.name),
    [NAME],
  )
})

test('it takes effect after the notice and not a second before, and everybody was told', async (t) => {
  t.after(() => clock.reset())
  const house = await aCompany()
  await announce(house)
  await house.settle()
  const letters = await house.run((db) => listLetters(db, 50))
  assert.equal(letters.length, 6)
  assert.ok(letters.every((one) => one.text.includes(WHY) && one.text.includes('Mara Halden has decided')))
  assert.equal(await on(house), false)
  clock.move(days(14) - minutes(1))
  assert.equal(await on(house), false)
  assert.match(
    (await (await house.door(house.ben)).get('/company/switches')).text,
    /Announced: it takes effect on/,
  )
  assert.equal((await house.run((db) => switchNotices(db, house.now(house.ben))))?.things, 1)
  clock.move(minutes(2))
  await house.settle()
  assert.equal(await on(house), true)
  assert.deepEqual(await kinds(house), ['people.switch-announced', 'people.switch-on'])
  await house.run((db) => switchOff(db, house.now(house.mara), NAME))
  assert.equal(await on(house), false)
  assert.equal((await house.run((db) => listLetters(db, 50))).length, 6, 'each got one letter')
  const [first] = (await house.run(switchTable)).find(({ is }) => is.name === NAME)?.done ?? []
  const lines = await house.run((db) => linesAbout(db, first!.id))
  assert.deepEqual(
    lines.map((line) => [line.kind, line.by_id]),
    [
      ['people.switch-announced', house.mara.id],
      ['people.switch-on', null],
      ['people.switch-off', house.mara.id],
    ],
  )
})

test('the notice may be longer and never shorter, wants a reason, and only an administrator gives it', async (t) => {
  t.after(() => clock.reset())
  const house = await aCompany()
  await assert.rejects(announce(house, house.mara, 13), refused('notice'))
  await assert.rejects(announce(house, house.david), refused('administrator'))
  await assert.rejects(
    house.run((db) => switchOn(db, house.now(house.mara), NAME, { why: 'so' })),
    refused('why'),
  )
  const short = `insert into people_switch_on (company_id, id, name, at, by_id, why, from_at)
    values ($1, gen_random_uuid(), $2, $3, $4, 'because of everything', $3::timestamptz + interval '13 days')`
  await assert.rejects(
    house.owner.query(short, [house.company, NAME, clock.now(), house.mara.id]),
    /people_switch_on_check/,
  )
  await announce(house, house.mara, 30)
  clock.move(days(29))
  assert.equal(await on(house), false)
  await assert.rejects(announce(house), refused('switched-on'))
  await house.run((db) => switchOff(db, house.now(house.mara), NAME))
  clock.move(days(2))
  await house.settle()
  assert.equal(await on(house), false, 'what was taken back in its notice never takes effect')
  assert.deepEqual(await kinds(house), ['people.switch-announced', 'people.switch-off'])
})

test('of many who switch at the same moment one does', async () => {
  const house = await aCompany()
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => announce(house)))
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1)
  await house.settle()
  assert.equal((await house.run((db) => listLetters(db, 50))).length, 6)
  const offs = await Promise.allSettled(
    Array.from({ length: 4 }, () => house.run((db) => switchOff(db, house.now(house.mara), NAME))),
  )
  assert.equal(offs.filter((one) => one.status === 'fulfilled').length, 1)
})

test('the council reads everything and switches nothing; an administrator cannot be on it', async () => {
  const house = await aCompany()
  const name = (who: Staff, one: Staff) => house.run((db) => nameCouncil(db, house.now(who), one.id))
  await assert.rejects(name(house.ben, house.carla), refused('administrator'))
  await assert.rejects(name(house.mara, house.mara), refused('council-administrator'))
  await name(house.mara, house.carla)
  await assert.rejects(announce(house, house.carla), refused('administrator'))
  await assert.rejects(
    house.run((db) => chooseLeastGroup(db, house.now(house.carla), 9)),
    refused('administrator'),
  )
  const carla = await house.door(house.carla)
  assert.match((await carla.get('/company/switches')).text, /Openings of a person/)
  assert.equal((await carla.get('/company/openings')).status, 200)
  assert.doesNotMatch(
    (await (await house.door(house.ben)).get('/company/switches')).text,
    /Openings of a person/,
  )
  // Whoever is made an administrator is not on it any more, as long as they are.
  await house.run((db) => changeStanding(db, house.now(house.mara), house.carla.id, { admin: true }))
  assert.equal(await house.run((db) => isCouncil(db, house.carla.id)), false)
  await house.run((db) => changeStanding(db, house.now(house.mara), house.carla.id, { admin: false }))
  assert.deepEqual(
    (await house.run(council)).map((one) => one.name),
    ['Carla Weiss'],
  )
  await house.run((db) => endCouncil(db, house.now(house.mara), house.carla.id))
  assert.deepEqual(await house.run(council), [])
  assert.deepEqual(await kinds(house), ['people.council-named', 'people.council-ended'])
})

test('a company may ask for more than five anonymous answers, and not for fewer', async () => {
  const house = await aCompany()
  const choose = (k: number) => house.run((db) => chooseLeastGroup(db, house.now(house.mara), k))
  await assert.rejects(choose(4), refused('k'))
  assert.equal(await house.run(leastGroup), 5)
  await choose(8)
  assert.equal(await house.run(leastGroup), 8)
})

test('by its pages: announced, read by all, printed with the settings as they are', async (t) => {
  t.after(() => clock.reset())
  const house = await aCompany()
  const mara = await house.door(house.mara)
  const before = (await mara.get('/company/switches')).text
  assert.match(before, /Nothing here measures people/)
  assert.match(before, /Not built: cannot be switched on/)
  const asked = formOf(before, 'on')
  assert.equal(asked.values.notice, '14')
  const refusedPost = await mara.post(asked.action, { why: 'because', notice: '14' })
  assert.equal(refusedPost.status, 422)
  assert.match(refusedPost.text, /Say why in a sentence/)
  assert.equal((await mara.post(asked.action, { why: WHY, notice: '14' })).status, 303)
  await mara.post('/company/council', { person: house.carla.id })
  await mara.post('/company/switches/least', { k: '7' })
  const ben = await house.door(house.ben)
  assert.match((await ben.get('/company')).text, /Announced: Results by employee/)
  const paper = (await ben.get('/company/switches/print')).text
  for (const words of [
    'Announced from',
    WHY,
    'from 7 on',
    'Carla Weiss',
    'It is no legal advice',
    'Not built: cannot be switched on',
    'refuse while it is off',
    'SMTP_URL',
  ])
    assert.ok(paper.includes(words), words)
  assert.equal((await ben.post(asked.action, { why: WHY, notice: '14' })).status, 403)
  clock.move(days(14) + hours(1))
  const later = (await ben.get('/company/switches/print')).text
  assert.doesNotMatch(later, /refuse while it is off/)
  await mara.post(`/company/switches/${NAME}/off`)
  assert.match((await ben.get('/company/switches')).text, /It is off\./)
})

test('no table that names somebody who works here is missing in the papers', async () => {
  const { owner } = await aCompany()
  const { keptAboutStaff } = await import('./kept.ts')
  const { rows } = await owner.query<{ name: string }>(
    `select distinct c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attnum > 0
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)
       and k.confrelid = 'people_person'::regclass and a.attname <> 'company_id'
     where n.nspname = 'public' and c.relkind = 'r'
       and (k.oid is not null or a.attname ~ '^(by|person|holder|owner|asker|giver)_id$|_by$')`,
  )
  const said = keptAboutStaff.taken.flatMap((one) => one.tables)
  const missing = rows.map((one) => one.name).filter((name) => !said.some((begin) => name.startsWith(begin)))
  assert.ok(rows.length > 30)
  assert.deepEqual(missing, [])
})
