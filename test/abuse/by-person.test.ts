// As long as results by employee are off, no route, page, file, filter, order or parameter gives them. The places are
// read from the contracts and the pages, so that a new one is covered unasked; one that is planted must be found.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { z } from 'zod'
import { apiDoor } from '../../src/kit/api.ts'
import { clock, days } from '../../src/kit/clock.ts'
import type { Leaf } from '../../src/kit/doors.ts'
import { answers, endpoint, type Route } from '../../src/kit/endpoint.ts'
import type { Id } from '../../src/kit/ids.ts'
import { bearer } from '../../src/people/bearer.ts'
import type { Staff } from '../../src/people/people.ts'
import { page } from '../../src/people/staff.tsx'
import { switchOn } from '../../src/people/switches.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { type Credential, send } from './attack.ts'
import { cookieOf, keyOf } from './credentials.ts'
import { colons, plainParameter } from './kinds.ts'
import { queriesAskedIn } from './queries.ts'
import { schemaOf } from './schema.ts'

/** What somebody would try who wants to know of one person, and in which order of people. */
const WHOSE =
  'person person_id employee staff user by by_id who whom of for agent actor author holder owner giver assignee to from_person'.split(
    ' ',
  )
const ORDERS =
  'sort order order_by group group_by by split each dimension columns fields include expand view'.split(' ')
const AS = ['person', 'employee', 'by_id', 'person_id', 'name', '-person']

/** Ben put eight cases right and got a five for each; Ana two, and got a one for each. */
async function aHouse() {
  const house = await aCompany('Halden')
  const [ben, ana] = [await house.api(house.ben), await house.api(house.ana)]
  const stage = (await (await house.api(house.mara))('POST', '/journey/stages', { name: 'Repair' })).body
  const mara = await house.api(house.mara)
  const point = (await mara('POST', '/journey/touchpoints', { stage: stage.id, name: 'Collect' })).body
  for (const [who, many, score] of [
    [ben, 8, 5],
    [ana, 2, 1],
  ] as const)
    for (let at = 0; at < many; at++) {
      const customer = (await who('POST', '/customers', { name: `Customer ${score} ${at}`, addresses: [] }))
        .body
      const one = (
        await who('POST', '/cases', { customer: customer.id, happened: 'It broke.', touchpoint: point.id })
      ).body
      await who('POST', `/cases/${one.id}/put-right`, { how: 'Mended.' })
      const answer = await who('POST', `/cases/${one.id}/confirmation`, { score, told_twice: false })
      assert.ok(answer.status < 300, JSON.stringify(answer.body))
    }
  return house
}

type Asked = { door: 'api' | 'page'; path: string; query: Record<string, string> }
/** Something that one may read: where it is, and which of its parameters it knows. */
type Place = { door: 'api' | 'page'; path: string; knows: string[] }

async function places(
  house: TestCompany,
  hono: Hono,
  routes: readonly Route<Staff>[],
  leaves: readonly Leaf[],
) {
  const found: Place[] = routes
    .filter(({ endpoint }) => endpoint.method === 'get')
    .map(({ endpoint }) => {
      const path = colons(endpoint.path)
      const members = Object.keys(schemaOf(endpoint.input).properties ?? {})
      return { door: 'api', path, knows: members.filter((name) => !path.includes(`:${name}`)) }
    })
  const cookie = await cookieOf(house, house.mara)
  for (const { method, path } of leaves) {
    if (method !== 'get') continue
    const at = fill(house, path, house.ben.id)
    const knows = await queriesAskedIn(() =>
      send(hono, house.base, { door: 'page', method: 'get', path: at }, cookie),
    )
    found.push({ door: 'page', path, knows })
  }
  return found
}

/** The id of a person in place of whatever a path asks for: where another row belongs there, it is nowhere. */
const fill = (house: TestCompany, path: string, id: Id): string =>
  path.replace(/:(\w+)/g, (_, name: string) =>
    /id|person/.test(name) ? id : plainParameter(name, house.slug),
  )

/** Only what was asked about, whichever of the two it was: how it is called, and what changes with every answer. */
const without = (house: TestCompany, text: string): string => {
  let bare = text
  for (const { id, name } of [house.ben, house.ana])
    for (const each of [id, encodeURIComponent(name), name.replace(' ', '+'), name, name.split(' ')[0] ?? ''])
      bare = bare.replaceAll(each, '<person>')
  return bare
    .replace(/(<input type="hidden" name="key" value=")[^"]*/g, '$1<random>')
    .replace(/ data-(now|last|seconds|secret)="[^"]*"/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>')
    .replace(/\b(in )?(\d+|one|two) (seconds?|sec|min|minutes?)( ago)?\b/g, '<time>')
}

async function ask(house: TestCompany, hono: Hono, { door, path, query }: Asked, as: Credential) {
  const answer = await send(hono, house.base, { door, method: 'get', path, query }, as)
  return { status: answer.status, text: without(house, await answer.text()) }
}

/**
 * Places at which the answer changes with the person, by any parameter; `but` are those that say who somebody is.
 */
async function changing(
  house: TestCompany,
  hono: Hono,
  all: readonly Place[],
  who: Staff,
): Promise<{ found: string[]; asked: number }> {
  const [key, cookie] = [await keyOf(house, who), await cookieOf(house, who)]
  const found: string[] = []
  let asked = 0
  for (const { door, path, knows } of all) {
    const as = door === 'api' ? key : cookie
    const at = (id: Id, query: Record<string, string>): Asked => ({
      door,
      path: fill(house, path, id),
      query,
    })
    const compare = async (what: string, one: Asked, other: Asked) => {
      const [a, b] = [await ask(house, hono, one, as), await ask(house, hono, other, as)]
      asked += 2
      assert.ok(a.status < 500, `${path} ${what}: ${a.text.slice(0, 300)}`)
      if (a.status !== b.status || a.text !== b.text) found.push(`${door} ${path} · ${what}`)
    }
    const { ben, ana } = house
    if (/:(id|person)\b/.test(path)) await compare('in the path', at(ben.id, {}), at(ana.id, {}))
    // Whoever may see less is asked for less: each place with all at once.
    const everything = (id: Id) => Object.fromEntries(WHOSE.map((name) => [name, id]))
    await compare('any person', at(ben.id, everything(ben.id)), at(ben.id, everything(ana.id)))
    if (!who.admin) continue
    // A contract refuses a name that it does not know, whatever the value; a page may read it only if it asks for it.
    const known = knows.filter((name) => name !== 'q') // which searches what customers are called and said
    const allKnown = (value: string) => Object.fromEntries(known.map((name) => [name, value]))
    if (door === 'page' && known.length > 0) {
      await compare('all that it asks for', at(ben.id, allKnown(ben.id)), at(ben.id, allKnown(ana.id)))
      await compare('names', at(ben.id, allKnown(ben.name)), at(ben.id, allKnown(ana.name)))
    }
    if (door === 'api' || known.length > 1)
      for (const name of known)
        await compare(`${name}=person`, at(ben.id, { [name]: ben.id }), at(ben.id, { [name]: ana.id }))
    const orders = (value: string) => Object.fromEntries(ORDERS.map((name) => [name, value]))
    if (door === 'page') await compare('any order', at(ben.id, orders('person')), at(ben.id, orders('x')))
    for (const order of knows.filter((name) => ORDERS.includes(name)))
      for (const value of AS)
        await compare(`${order}=${value}`, at(ben.id, { [order]: value }), at(ben.id, { [order]: 'x' }))
  }
  return { found, asked }
}

/** Who somebody is, and no result: their name, team, hours, days away. */
const WHO_IT_IS: Record<string, string> = {
  'api /people/:id · in the path': 'name, team, level, address',
  'page /company/people/:id · in the path': 'the same, with hours and days away',
}

test('while results by employee are off, nothing that one can read changes with the person asked about', async (t) => {
  const house = await aHouse()
  const { app } = house
  const all = await places(house, app.hono, app.routes, app.leaves)
  assert.ok(all.length > 60)
  // Who administers, and who leads the team of one of them.
  for (const who of [house.mara, house.carla]) {
    const near = all.filter(
      ({ path }) => who.admin || /result|people|person|figure|today|company|export|csv/.test(path),
    )
    const { found, asked } = await changing(house, app.hono, near, who)
    assert.deepEqual(
      found.filter((one) => !WHO_IT_IS[one]),
      [],
      who.name,
    )
    t.diagnostic(`${who.name}: ${asked} requests at ${all.length} places`)
  }
})

test('what is planted to give results by person is found: by a parameter, an order, a path, on a page', async () => {
  const house = await aHouse()
  const counted = (id: string) =>
    house.run(async (db) => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from cases_put_right where by_id::text = ${id}`.execute(db)
      return rows[0]?.n ?? 0
    })
  const plant = (
    path: `/${string}`,
    input: z.ZodObject,
    run: (asked: Record<string, string>) => Promise<unknown>,
  ) =>
    answers(
      endpoint({ method: 'get', path, says: 'Leaks.', scope: 'results:read', input, output: z.unknown() }),
      async (_db, _who: Staff, asked) => run(asked as Record<string, string>),
    )
  const text = z.string().optional()
  const routes: Route<Staff>[] = [
    plant('/leaks/cases', z.object({ holder: text }), async (asked) => ({
      n: await counted(asked['holder'] ?? ''),
    })),
    plant('/leaks/people/{id}', z.object({ id: z.string() }), async (asked) => ({
      n: await counted(asked['id'] ?? ''),
    })),
    plant('/leaks/table', z.object({ group: text }), async (asked) => ({ by: asked['group'] === 'person' })),
    plant('/leaks/nothing', z.object({ period: text }), async () => ({ n: 10 })),
  ]
  const leaf = page('/leaks', async ({ query }) => ({
    title: 'Leaks',
    body: `${await counted(query('person') ?? '')} put right`,
  }))
  const hono = new Hono().route('/api/v1', apiDoor(routes, house.database, bearer))
  hono.get('/leaks', (c) =>
    leaf.handle(c, { database: house.database, again: async () => c.text('refused', 409) }),
  )
  const all = await places(house, hono, routes, [leaf])
  const { found } = await changing(house, hono, all, house.mara)
  for (const leak of ['api /leaks/cases', 'api /leaks/people/:id', 'api /leaks/table', 'page /leaks'])
    assert.ok(
      found.some((one) => one.startsWith(`${leak} ·`)),
      `${leak} was not found in ${found}`,
    )
  assert.ok(!found.some((one) => one.includes('/leaks/nothing')))
})

test('when it is on, their own manager reads it and nobody else; off again, nobody', async (t) => {
  t.after(() => clock.reset())
  const house = await aHouse()
  const read = async (who: Staff, whose: Staff) =>
    (await house.api(who))('GET', `/results/people/${whose.id}`)
  assert.equal((await read(house.carla, house.ben)).body.type, 'urn:makegood:switched-off')
  await house.run((db) =>
    switchOn(db, house.now(house.mara), 'results.by-employee', { why: 'To learn from each other.' }),
  )
  clock.move(days(13))
  assert.equal((await read(house.carla, house.ben)).status, 403)
  clock.move(days(2))
  const { body } = await read(house.carla, house.ben)
  assert.deepEqual([body.fives, body.answers, body.share], [8, 8, null])
  assert.equal((await read(house.david, house.ana)).body.fives, 0)
  assert.equal((await read(house.ben, house.ben)).status, 200)
  // Another's supervisor, a colleague, and an administrator who leads no team of theirs.
  for (const who of [house.ana, house.mara])
    assert.equal((await read(who, house.ben)).body.type, 'urn:makegood:not-yours', who.name)
  assert.equal((await read(house.carla, house.ana)).body.type, 'urn:makegood:not-yours')
  const carla = await house.door(house.carla)
  assert.match((await carla.get('/results/people')).text, /Ben Okafor/)
  assert.match((await carla.get(`/results/people/${house.ben.id}`)).text, /8 of 8 customers gave a five/)
  await (await house.api(house.mara))('DELETE', '/switches/results.by-employee')
  assert.equal((await read(house.carla, house.ben)).body.type, 'urn:makegood:switched-off')
  assert.equal((await carla.get('/results/people')).status, 403)
})
