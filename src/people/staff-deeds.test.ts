import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { linesAfter } from '../history/history.ts'
import { clock, days } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { Refusal } from '../kit/refusal.ts'
import { beAway, endAbsence } from './absence.ts'
import { makeKey } from './bearer.ts'
import { leave } from './leave.ts'
import { absences, person, type Staff, teams } from './people.ts'
import { changeStanding, setWorks } from './standing.ts'
import { addTeam, branches, changeTeam } from './teams.ts'

/** The kinds of line that a deed leaves, and nothing else. */
async function linesOf<T>(halden: TestCompany, deed: (db: Db) => Promise<T>): Promise<[T, string[]]> {
  return halden.run(async (db) => {
    const before = (await linesAfter(db, undefined, 1000)).at(-1)?.id
    const result = await deed(db)
    const after = await linesAfter(db, before, 1000)
    return [result, after.map((line) => line.kind)]
  })
}

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('teams are a tree: added, renamed, moved, and never in a circle', async () => {
  const halden = await aCompany()
  const { shops, station, workshop } = halden.teams
  const mara = halden.now(halden.mara)
  const [desk, added] = await linesOf(halden, (db) =>
    addTeam(db, mara, { name: 'Phone desk', parent: shops }),
  )
  assert.deepEqual(added, ['people.team-added'])
  const [, changed] = await linesOf(halden, (db) =>
    changeTeam(db, mara, desk.id, { name: 'Telephone', parent: workshop }),
  )
  assert.deepEqual(changed, ['people.team-changed'])
  assert.deepEqual(
    (await halden.run(async (db) => branches(await teams(db)))).map((one) => [one.depth, one.name]),
    [
      [0, 'Shops'],
      [1, 'Harbour'],
      [1, 'Station'],
      [0, 'Workshop'],
      [1, 'Telephone'],
    ],
  )
  for (const beneath of [shops, station])
    await assert.rejects(
      halden.run((db) => changeTeam(db, mara, shops, { parent: beneath })),
      refused('team-circle'),
    )
  await assert.rejects(
    halden.run((db) => addTeam(db, halden.now(halden.ben), { name: 'Mine', parent: null })),
    refused('administrator'),
  )
})

test('two moves at once cannot make a circle', async () => {
  const halden = await aCompany()
  const mara = halden.now(halden.mara)
  const { shops, workshop } = halden.teams
  const moved = await Promise.allSettled([
    halden.run((db) => changeTeam(db, mara, shops, { parent: workshop })),
    halden.run((db) => changeTeam(db, mara, workshop, { parent: shops })),
  ])
  assert.deepEqual(moved.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
})

test('level, team and the right to administer change together, and one administrator always stays', async () => {
  const halden = await aCompany()
  const { ben, mara, ana } = halden
  const [after, lines] = await linesOf(halden, (db) =>
    changeStanding(db, halden.now(mara), ben.id, {
      level: 'supervisor',
      team: halden.teams.harbour,
      admin: true,
    }),
  )
  assert.deepEqual([after.level, after.team_id, after.admin], ['supervisor', halden.teams.harbour, true])
  assert.deepEqual(lines, ['people.standing-changed'])
  const now = { ...halden.now(ben), admin: true }
  await assert.rejects(
    halden.run((db) => changeStanding(db, now, ben.id, { level: 'leader' })),
    refused('own-level'),
  )
  await assert.rejects(
    halden.run((db) => changeStanding(db, halden.now(ana), ana.id, { level: 'leader' })),
    refused('administrator'),
  )
  const dropped = await Promise.allSettled([
    halden.run((db) => changeStanding(db, halden.now(mara), ben.id, { admin: false })),
    halden.run((db) => changeStanding(db, now, mara.id, { admin: false })),
  ])
  assert.deepEqual(
    dropped.map((one) => one.status).sort(),
    ['fulfilled', 'rejected'],
    'both dropped each other',
  )
})

test('the last administrator can neither lose the right nor leave', async () => {
  const halden = await aCompany()
  const mara = halden.now(halden.mara)
  await assert.rejects(
    halden.run((db) => changeStanding(db, mara, mara.id, { admin: false })),
    refused('last-administrator'),
  )
  await assert.rejects(
    halden.run((db) => leave(db, mara, mara.id)),
    refused('last-administrator'),
  )
})

test('somebody is away with a stand-in, as they, their leader or an administrator arrange it', async () => {
  const halden = await aCompany()
  const { ben, ana, carla, david, mara } = halden
  const away = { from: clock.now(), until: new Date(clock.now().getTime() + days(3)), standIn: ana.id }
  const plan = (who: Staff, of: Staff = ben, what = away) =>
    linesOf(halden, (db) => beAway(db, halden.now(who), of.id, what))
  for (const who of [ben, carla, david, mara])
    assert.deepEqual((await plan(who))[1], ['people.away'], who.name)
  await assert.rejects(plan(ana), refused('not-yours'), 'a colleague of another team')
  await assert.rejects(plan(carla, david), refused('not-yours'), 'upward')
  await assert.rejects(plan(ben, ben, { ...away, standIn: ben.id }), refused('stand-in'))
  await assert.rejects(plan(ben, ben, { ...away, until: away.from }), refused('absence'))
  const [first] = await halden.run((db) => absences(db, clock.now()))
  assert.ok(first)
  const [, ended] = await linesOf(halden, (db) => endAbsence(db, halden.now(ben), ben.id, first.id))
  assert.deepEqual(ended, ['people.absence-ended'])
  await assert.rejects(
    halden.run((db) => endAbsence(db, halden.now(ben), ben.id, first.id)),
    refused('absence'),
  )
})

test('working hours of one’s own, and back to those of the company', async () => {
  const halden = await aCompany()
  const { ben } = halden
  const works = { zone: 'Europe/Berlin', week: { sat: [['10:00', '14:00'] as [string, string]] }, closed: [] }
  const [, lines] = await linesOf(halden, (db) => setWorks(db, halden.now(ben), ben.id, works))
  assert.deepEqual(lines, ['people.hours-set'])
  assert.deepEqual((await halden.run((db) => person(db, ben.id))).works, works)
  await halden.run((db) => setWorks(db, halden.now(ben), ben.id, null))
  assert.equal((await halden.run((db) => person(db, ben.id))).works, null)
})

test('who leaves is out at once: pages, keys, links and standing in', async () => {
  const halden = await aCompany()
  const { ben, ana, mara } = halden
  const [pages, api] = [await halden.door(ben), await halden.api(ben)]
  await halden.run((db) =>
    beAway(db, halden.now(ana), ana.id, {
      from: clock.now(),
      until: new Date(clock.now().getTime() + days(2)),
      standIn: ben.id,
    }),
  )
  assert.equal((await pages.get('/account')).status, 200)
  assert.equal((await api('GET', '/people')).status, 200)
  const [, lines] = await linesOf(halden, (db) => leave(db, halden.now(mara), ben.id))
  assert.deepEqual(lines, ['people.left'])
  assert.equal((await pages.get('/account')).status, 303)
  assert.equal((await api('GET', '/people')).status, 401)
  assert.equal((await halden.run((db) => absences(db, clock.now())))[0]?.stand_in_id, null)
  await assert.rejects(
    halden.run((db) => leave(db, halden.now(mara), ben.id)),
    refused('left'),
  )
  await assert.rejects(
    halden.run((db) => makeKey(db, halden.now(mara), { name: 'x', person: ben.id, scopes: ['people:read'] })),
    refused('left'),
  )
})

test('a key may no more than its scopes, and nothing once it has ended', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.mara, ['people:read'])
  assert.equal((await api('GET', '/teams')).status, 200)
  const refusedHere = await api('POST', '/teams', { name: 'New' })
  assert.deepEqual([refusedHere.status, refusedHere.body.type], [403, 'urn:makegood:scope'])
  const pages = await halden.door(halden.mara)
  const made = await pages.post('/company/keys', {
    name: 'Till',
    person: halden.ben.id,
    scopes: 'people:read',
  })
  assert.equal(made.status, 201)
  assert.match(made.text, /mg_[\w-]{43}/)
  const list = await pages.get('/company/keys')
  assert.doesNotMatch(list.text, /mg_[\w-]{43}/, 'the key was shown a second time')
  const id = /\/company\/keys\/([0-9a-f-]{36})\/end/.exec(list.text)?.[1]
  assert.equal((await pages.post(`/company/keys/${id}/end`)).status, 303)
  assert.equal((await pages.post(`/company/keys/${id}/end`)).status, 404)
  assert.equal((await (await halden.door(halden.ben)).get('/company/keys')).status, 403)
})

test('the API says the same as the pages', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.mara)
  const made = await api('POST', '/teams', { name: 'Phone desk', parent: halden.teams.shops })
  assert.equal(made.status, 201)
  const changed = await api('PATCH', `/people/${halden.ben.id}`, { team: made.body.id, level: 'supervisor' })
  assert.deepEqual([changed.body.team, changed.body.level], [made.body.id, 'supervisor'])
  const away = await api('POST', `/people/${halden.ben.id}/absences`, {
    from: clock.now().toISOString(),
    until: new Date(clock.now().getTime() + days(1)).toISOString(),
    stand_in: halden.ana.id,
  })
  assert.equal(away.status, 201)
  assert.equal((await api('DELETE', `/people/${halden.ben.id}/absences/${away.body.id}`)).status, 200)
  assert.equal((await api('POST', `/people/${halden.ben.id}/leaving`)).status, 200)
  const names = (await api('GET', '/people')).body.items.map((one: { name: string }) => one.name)
  assert.deepEqual(names, ['Ana Reyes', 'Carla Weiss', 'David Lund', 'Mara Halden', 'Priya Nair'])
  assert.equal((await api('GET', '/company')).body.name, 'Halden')
  assert.equal((await api('PATCH', `/people/${halden.ana.id}`, { level: 'king' })).status, 422)
})

test('another company’s people and teams are not there', async () => {
  const [halden, other] = [await aCompany(), await aCompany('Other')]
  const api = await halden.api(halden.mara)
  const pages = await halden.door(halden.mara)
  const unknown = (await api('GET', '/people/00000000-0000-4000-8000-000000000000')).body
  assert.deepEqual((await api('GET', `/people/${other.ben.id}`)).body, unknown)
  assert.equal((await api('PATCH', `/people/${halden.ben.id}`, { team: other.teams.shops })).status, 404)
  assert.equal((await api('PATCH', `/teams/${other.teams.shops}`, { name: 'Mine' })).status, 404)
  assert.equal((await pages.get(`/company/people/${other.ben.id}`)).status, 404)
  assert.equal((await pages.post(`/company/people/${other.ben.id}/leave`)).status, 404)
})
