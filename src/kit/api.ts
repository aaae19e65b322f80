import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { clock } from './clock.ts'
import { companyOf, type Database, type Db, isDatabaseError } from './db.ts'
import type { Endpoint, Route } from './endpoint.ts'
import type { Id } from './ids.ts'
import { problem, refusalOf, refusalProblem } from './problem.ts'
import { Refusal } from './refusal.ts'
import type { Who } from './who.ts'

/** A credential of the API: found before the company is known, held (and its scopes read) inside. */
export type Bearer<W extends Who> = {
  find(
    c: Context,
    database: Database,
  ): Promise<{ company: Id; hold(db: Db, at: Date): Promise<Caller<W> | undefined> } | undefined>
}
export type Caller<W extends Who> = { who: W; holder: Id; may(scope: string): boolean }

export const MOST_BYTES = 1024 * 1024
const WAIT_FOR_TWIN = '5s'

/** Serves the routes below /api/v1: credential, scope, shape, deed, one transaction. */
export function apiDoor<W extends Who>(
  routes: readonly Route<W>[],
  database: Database,
  bearer: Bearer<W>,
): Hono {
  const door = new Hono()
  for (const route of routes) {
    const path = route.endpoint.path.replace(/\{(\w+)\}/g, ':$1')
    door.on(route.endpoint.method.toUpperCase(), path, (c) => serve(c, route, database, bearer))
  }
  door.all('*', () => problem(404, 'not-found', 'There is nothing at this address.'))
  return door
}

async function serve<W extends Who>(
  c: Context,
  route: Route<W>,
  database: Database,
  bearer: Bearer<W>,
): Promise<Response> {
  const { endpoint } = route
  try {
    const found = await bearer.find(c, database)
    if (!found) return stranger()
    const sent = await read(c, endpoint)
    const key = endpoint.method === 'post' ? c.req.header('idempotency-key') : undefined
    const result = await database.inCompany(found.company, async (db) => {
      const caller = await found.hold(db, clock.now())
      if (!caller) return undefined
      if (!caller.may(endpoint.scope))
        throw new Refusal('forbidden', 'scope', `This key may not do that: it needs ${endpoint.scope}.`)
      const deed = () => perform(db, route, caller.who, sent)
      return key === undefined ? deed() : once(db, caller.holder, key, endpoint, sent, deed)
    })
    if (!result) return stranger()
    return Response.json(result.body, {
      status: result.status,
      headers: { 'cache-control': 'private, no-store' },
    })
  } catch (error) {
    if (error instanceof Refusal) return refusalProblem(error)
    throw error
  }
}

const stranger = () => problem(401, 'unauthenticated', 'Send a key as “Authorization: Bearer …”.')

type Done = { status: number; body: unknown }

async function perform<W>(db: Db, route: Route<W>, who: W, sent: unknown): Promise<Done> {
  const input = route.endpoint.input.safeParse(sent)
  if (!input.success) throw refusalOf(input.error)
  const result = await route.run(db, who, input.data)
  return { status: route.endpoint.status ?? 200, body: route.endpoint.output.parse(result) }
}

/** Path, query and body as one value; the path wins, so that a body cannot name another row. */
async function read(c: Context, endpoint: Endpoint): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(c.req.url).searchParams)
  const body = endpoint.method === 'get' || endpoint.method === 'delete' ? {} : await readBody(c)
  return { ...query, ...body, ...c.req.param() }
}

async function readBody(c: Context): Promise<Record<string, unknown>> {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > MOST_BYTES)
    throw new Refusal('invalid', 'too-large', 'A request may have one megabyte at most.')
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  const text = await c.req.text()
  if (text === '') return {}
  if (type !== 'application/json')
    throw new Refusal('invalid', 'media-type', 'Send JSON, as application/json.')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // said below
  }
  throw new Refusal('invalid', 'json', 'The body is not a JSON object.')
}

/**
 * The same request under the same key is one deed: a twin waits for the first on the unique key (up to five
 * seconds) and gets its answer; another body under the key is refused. What failed leaves no trace.
 */
async function once(
  db: Db,
  holder: Id,
  key: string,
  endpoint: Endpoint,
  sent: unknown,
  deed: () => Promise<Done>,
): Promise<Done> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refusal('invalid', 'idempotency-key', 'An Idempotency-Key has 1 to 200 visible characters.')
  const company = companyOf(db)
  const body = createHash('sha256')
    .update(`${endpoint.method} ${endpoint.path} ${inWriting(sent)}`)
    .digest('hex')
  await sql`select set_config('lock_timeout', ${WAIT_FOR_TWIN}, true)`.execute(db)
  const { rows } = await sql<{ key: string }>`
    insert into kit_idempotency (company_id, holder_id, key, body_hash, at)
    values (${company}, ${holder}, ${key}, ${body}, ${clock.now()}) on conflict do nothing returning key`
    .execute(db)
    .catch((error: unknown) => {
      if (isDatabaseError(error, '55P03'))
        throw new Refusal('conflict', 'in-progress', 'The same request is still under way.')
      throw error
    })
  await sql`select set_config('lock_timeout', '0', true)`.execute(db)
  if (rows.length === 0) return replay(db, company, holder, key, body)
  const done = await deed()
  await sql`update kit_idempotency set status = ${done.status}, answer = ${JSON.stringify(done.body)}::jsonb
    where company_id = ${company} and holder_id = ${holder} and key = ${key}`.execute(db)
  return done
}

/** It is written before its shape is checked: what is nested without end is read by JSON and cannot be written. */
function inWriting(sent: unknown): string {
  try {
    return JSON.stringify(sent)
  } catch {
    throw new Refusal('invalid', 'json', 'The body is nested deeper than anything that is asked for.')
  }
}

async function replay(db: Db, company: Id, holder: Id, key: string, body: string): Promise<Done> {
  const { rows } = await sql<{ body_hash: string; status: number; answer: unknown }>`
    select body_hash, status, answer from kit_idempotency where company_id = ${company} and holder_id = ${holder} and key = ${key}`.execute(
    db,
  )
  const first = rows[0]
  if (!first || first.body_hash !== body)
    throw new Refusal(
      'invalid',
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request.',
    )
  if (first.answer === null) throw new Refusal('gone', 'erased', 'What this request made was erased since.')
  return { status: first.status, body: first.answer }
}

/**
 * Forgets the answers that told of this row (by their own `id`): whoever repeats the request hears that it was erased,
 * and makes no second one.
 */
export async function forgetAnswers(db: Db, id: Id): Promise<void> {
  await sql`update kit_idempotency set answer = null
    where company_id = ${companyOf(db)} and answer ->> 'id' = ${id}`.execute(db)
}
