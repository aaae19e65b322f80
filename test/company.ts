import { clock } from '../src/kit/clock.ts'
import type { Db } from '../src/kit/db.ts'
import type { Id } from '../src/kit/ids.ts'
import { newId } from '../src/kit/ids.ts'
import { beginSession } from '../src/kit/session.ts'
import { makeKey, scopes } from '../src/people/bearer.ts'
import { foundCompany } from '../src/people/founding.ts'
import { company, findPerson, type Level, type Staff, staffOf } from '../src/people/people.ts'
import { insertPerson, insertTeam } from '../src/people/store.ts'
import { type Ground, ground } from './ground.ts'

export type Door = {
  get(path: string): Promise<Answer>
  post(path: string, values?: Record<string, string | string[] | File>): Promise<Answer>
}
export type Answer = { status: number; text: string; location: string | null; headers: Headers }
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: Json }>
// biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted on, member by member
export type Json = any

/**
 * A small company of a test's own: Halden with two shops and a workshop. Mara leads it and administers it,
 * David manages the shops, Carla supervises Station, where Ben serves; Ana serves at Harbour, Priya in the workshop.
 */
export async function aCompany(name = 'Halden', more: { currency?: string } = {}) {
  const house = await ground()
  const at = clock.now()
  const slug = `${name.toLowerCase()}-${newId(at).slice(-12)}`
  const mara = await foundCompany(
    house.database,
    {
      name,
      slug,
      currency: more.currency ?? 'EUR',
      country: 'DE',
      zone: 'Europe/Berlin',
      language: 'en',
      phone: '+49 40 555 0100',
      founder: { name: 'Mara Halden', email: `mara@${slug}.example` },
    },
    at,
  )
  const run = <T>(deed: (db: Db) => Promise<T>) => house.database.inCompany(mara.company, deed)
  const teams = await run(async (db) => {
    const [shops, station, harbour, workshop] = [newId(at), newId(at), newId(at), newId(at)]
    await insertTeam(db, { id: shops, parent_id: null, name: 'Shops' })
    await insertTeam(db, { id: station, parent_id: shops, name: 'Station' })
    await insertTeam(db, { id: harbour, parent_id: shops, name: 'Harbour' })
    await insertTeam(db, { id: workshop, parent_id: null, name: 'Workshop' })
    return { shops, station, harbour, workshop }
  })
  const hire = (fullName: string, team: Id | null, level: Level) =>
    run((db) => hireOne(db, slug, fullName, team, level))
  const david = await hire('David Lund', teams.shops, 'manager')
  const carla = await hire('Carla Weiss', teams.station, 'supervisor')
  const ben = await hire('Ben Okafor', teams.station, 'front-line')
  const ana = await hire('Ana Reyes', teams.harbour, 'front-line')
  const priya = await hire('Priya Nair', teams.workshop, 'front-line')
  return {
    ...house,
    company: mara.company,
    slug,
    teams,
    mara,
    david,
    carla,
    ben,
    ana,
    priya,
    run,
    hire,
    /** The same person a moment later: `at` is when they act. */
    now: <S extends Staff>(who: S): S => ({ ...who, at: clock.now() }),
    door: (who: Staff | null) => door(house, who),
    api: (who: Staff, only?: string[]) => api(house, who, mara, only),
  }
}
export type TestCompany = Awaited<ReturnType<typeof aCompany>>

async function hireOne(db: Db, slug: string, name: string, team: Id | null, level: Level): Promise<Staff> {
  const at = clock.now()
  const id = newId(at)
  const email = `${name.split(' ')[0]?.toLowerCase()}.${id.slice(-6)}@${slug}.example`
  await insertPerson(db, {
    id,
    identity_id: null,
    name,
    email,
    team_id: team,
    level,
    language: 'en',
    works: null,
    joined_on: at.toISOString().slice(0, 10),
  })
  const person = await findPerson(db, id)
  return staffOf(await company(db), person!, at)
}

/** A browser without a screen: the pages as this person gets them, or as a stranger does. */
async function door(house: Ground, who: Staff | null): Promise<Door> {
  const cookie = who
    ? `makegood=${await house.database.inCompany(who.company, (db) => beginSession(db, who.id, 'test', clock.now()))}`
    : ''
  const headers = { ...(cookie ? { cookie } : {}), 'sec-fetch-site': 'same-origin' }
  // Each door has an address of its own: what is counted by peer in one test is not counted in another.
  const remoteAddress = `10.${[0, 0, 0].map(() => 1 + Math.floor(Math.random() * 250)).join('.')}`
  const answer = async (request: Request): Promise<Answer> => {
    const response = await house.app.hono.fetch(request, { incoming: { socket: { remoteAddress } } })
    const text = await response.text()
    return {
      status: response.status,
      text,
      location: response.headers.get('location'),
      headers: response.headers,
    }
  }
  return {
    get: (path) => answer(new Request(new URL(path, house.base), { headers })),
    post(path, values = {}) {
      const body = new FormData()
      for (const [name, value] of Object.entries(values))
        for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
      return answer(new Request(new URL(path, house.base), { method: 'POST', headers, body }))
    },
  }
}

/** The API by a key of this person. */
async function api(house: Ground, who: Staff, administrator: Staff, only?: string[]): Promise<Api> {
  const { token } = await house.database.inCompany(who.company, (db) =>
    makeKey(
      db,
      { ...administrator, at: clock.now() },
      { name: 'test', person: who.id, scopes: only ?? [...scopes()] },
    ),
  )
  return async (method, path, body, headers = {}) => {
    const response = await house.app.hono.fetch(
      new Request(new URL(`/api/v1${path}`, house.base), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return { status: response.status, body: text ? (JSON.parse(text) as Json) : undefined }
  }
}
