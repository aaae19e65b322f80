import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { z } from 'zod'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { apiDoor } from './api.ts'
import { clock } from './clock.ts'
import { companyOf } from './db.ts'
import { answers, endpoint, moneyShape, type Route, textShape } from './endpoint.ts'
import { newId } from './ids.ts'
import type { Who } from './who.ts'

const give = endpoint({
  method: 'post',
  path: '/notes/{place}',
  says: 'Writes a note.',
  scope: 'notes:write',
  input: z.object({ place: textShape(20), note: textShape(100), amount: moneyShape.optional() }),
  output: z.object({ id: z.string(), place: z.string() }),
  status: 201,
})

/** A door of one route, whose credential is trusted: the rest of the way is what is tested. */
async function door(halden: TestCompany, may = true, slowMs = 0): Promise<Hono> {
  const routes: Route<Who>[] = [
    answers(give, async (db, who: Who, { place, note }) => {
      const id = newId(who.at)
      await sql`insert into people_team (company_id, id, name) values (${companyOf(db)}, ${id}, ${`${place} ${note}`})`.execute(
        db,
      )
      if (slowMs) await sql`select pg_sleep(${slowMs / 1000})`.execute(db)
      return { id, place }
    }),
  ]
  return apiDoor(routes, halden.database, {
    find: async () => ({
      company: halden.company,
      hold: async () => ({ who: { ...halden.ben, at: clock.now() }, holder: halden.ben.id, may: () => may }),
    }),
  })
}

const send = async (api: Hono, body: unknown, headers: Record<string, string> = {}, path = '/notes/shop') => {
  const response = await api.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  }
}

const notes = (halden: TestCompany) =>
  halden.run(
    async (db) =>
      (await sql<{ name: string }>`select name from people_team where name like 'shop %'`.execute(db)).rows
        .length,
  )

test('a request is checked, answered, and what it says in the path wins', async () => {
  const halden = await aCompany()
  const done = await send(await door(halden), { note: 'hello', place: 'elsewhere' })
  assert.equal(done.status, 201)
  assert.equal(done.body['place'], 'shop')
})

test('what is wrong is said as RFC 9457, and nothing is written', async () => {
  const halden = await aCompany()
  const api = await door(halden)
  const cases: [string, unknown, Record<string, string>, number][] = [
    ['a member that nobody knows', { note: 'x', colour: 'red' }, {}, 422],
    ['a wrong type', { note: 5 }, {}, 422],
    ['a NUL', { note: 'a\u0000b' }, {}, 422],
    ['half a character', { note: '\ud800' }, {}, 422],
    ['a fraction of a cent', { note: 'x', amount: { minor: 0.5, currency: 'EUR' } }, {}, 422],
    ['money as text', { note: 'x', amount: { minor: '50', currency: 'EUR' } }, {}, 422],
    ['money beyond all bounds', '{"note":"x","amount":{"minor":1e309,"currency":"EUR"}}', {}, 422],
    ['no JSON', '{"note":', {}, 422],
    ['a list', [1], {}, 422],
    ['another media type', '{"note":"x"}', { 'content-type': 'text/plain' }, 422],
    ['a media type with a tab', '{"note":"x"}', { 'content-type': 'application/json\ta' }, 422],
  ]
  for (const [name, body, headers, status] of cases) {
    const answer = await send(api, body, headers)
    assert.equal(answer.status, status, name)
    assert.equal(answer.type, 'application/problem+json', name)
    assert.equal(typeof answer.body['title'], 'string', name)
  }
  assert.equal(await notes(halden), 0)
})

test('a key without the scope may not', async () => {
  const halden = await aCompany()
  const answer = await send(await door(halden, false), { note: 'x' })
  assert.equal(answer.status, 403)
  assert.equal(await notes(halden), 0)
})

test('200 twins under 20 keys are 20 deeds, and all twins get the same answer', async () => {
  const halden = await aCompany()
  const api = await door(halden)
  const sent = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      send(api, { note: `n${n % 20}` }, { 'idempotency-key': `k${n % 20}` }),
    ),
  )
  assert.ok(sent.every((one) => one.status === 201))
  assert.equal(new Set(sent.map((one) => one.body['id'])).size, 20)
  assert.equal(await notes(halden), 20)
})

test('a key is bound to its request, and what failed leaves the key free', async () => {
  const halden = await aCompany()
  const api = await door(halden)
  const key = { 'idempotency-key': 'one' }
  assert.equal((await send(api, { note: 5 }, key)).status, 422)
  assert.equal((await send(api, { note: 'first' }, key)).status, 201)
  const other = await send(api, { note: 'second' }, key)
  assert.equal(other.status, 422)
  assert.equal(other.body['type'], 'urn:makegood:idempotency-key-reused')
  assert.equal(await notes(halden), 1)
})

test('a twin that waits longer than five seconds is told so', async () => {
  const halden = await aCompany()
  const slow = await door(halden, true, 6000)
  const key = { 'idempotency-key': 'slow' }
  const first = send(slow, { note: 'x' }, key)
  await new Promise((go) => setTimeout(go, 300))
  const twin = await send(slow, { note: 'x' }, key)
  assert.equal(twin.status, 409)
  assert.equal((await first).status, 201)
  assert.equal(await notes(halden), 1)
})
