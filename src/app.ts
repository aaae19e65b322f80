import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { saidOfScope } from './channels/api/scopes.ts'
import { rawMailDoor } from './channels/email/api.ts'
import { mailStands } from './channels/email/email.ts'
import type { Config } from './config.ts'
import { kindsSince } from './history/history.ts'
import { apiDoor } from './kit/api.ts'
import { planIs, planOf } from './kit/backup/plan.ts'
import { clock } from './kit/clock.ts'
import type { Database, Db } from './kit/db.ts'
import type { House, Leaf, Refused } from './kit/doors.ts'
import type { Route } from './kit/endpoint.ts'
import { type Live, liveOn, livePage } from './kit/live.ts'
import { type Log, logRequests, logTrouble } from './kit/log.ts'
import { openApi } from './kit/openapi.ts'
import { problem } from './kit/problem.ts'
import { root } from './kit/root.ts'
import type { Round } from './kit/rounds.ts'
import { readSecret } from './kit/secrets.ts'
import { bearer, scopesAre } from './people/bearer.ts'
import type { Sample } from './people/entrance.ts'
import { dressIn, sealsNotes } from './people/frame.tsx'
import { doorLeaves, entranceIs } from './people/pages-door.tsx'
import type { Staff } from './people/people.ts'
import { staff, trust } from './people/staff.tsx'
import { assetResponse, loadAssets } from './ui/index.ts'
import { dailyRounds, leaves, rounds, routes } from './words.ts'

export type App = {
  hono: Hono
  live: Live
  routes: readonly Route<Staff>[]
  leaves: readonly Leaf[]
  rounds: readonly Round[]
  /** Begun where the program stays, and not by tests. */
  daily: readonly Round[]
}

export type Surroundings = {
  config: Config
  database: Database
  log: Log
  base: string
  setUpToken?: string | undefined
  sample?: Sample | undefined
  /** Opens on the sample company instead of the two doors. */
  straight?: boolean | undefined
}

export const version: string = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
).version

// The hash is that of the style which Turbo puts in for its progress bar; every browser test would see it change.
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'"

const MOST_UPLOAD = 30 * 1024 * 1024
const tooLarge = () => problem(413, 'too-large', 'That is larger than 30 MB.')
const countBody = bodyLimit({ maxSize: MOST_UPLOAD, onError: tooLarge })

/** A length that is said is believed, as Node cuts what is longer; only what says none is counted, which costs more. */
const limitBody: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const said = c.req.header('content-length')
  if (said === undefined || c.req.header('transfer-encoding')) return countBody(c, next)
  return Number(said) > MOST_UPLOAD ? tooLarge() : next()
}

/** Builds the whole program out of the words: doors in front, one transaction behind each. */
export async function buildApp({
  config,
  database,
  log,
  base,
  setUpToken,
  sample,
  straight,
}: Surroundings): Promise<App> {
  const assets = await loadAssets()
  dressIn(assets)
  sealsNotes(await readSecret(database, 'notes on devices'))
  trust(config)
  planIs(planOf(config))
  await mailStands(config, database)
  entranceIs({ base, setUpToken, sample, straight: straight ?? false })
  scopesAre([...new Set(routes.map((route) => route.endpoint.scope))].sort(), saidOfScope)

  const hono = new Hono()
  const live = liveOn(database)
  hono.use(logRequests(log))
  // After all that comes within: what may be framed by somebody says so in its policy, which this older header overrules.
  hono.use(async (c, next) => {
    await next()
    if (c.get('ancestors')) c.res.headers.delete('x-frame-options')
  })
  hono.use(
    secureHeaders({
      referrerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: base.startsWith('https:'),
    }),
  )
  hono.use(async (c, next) => {
    await next()
    if (c.res.headers.has('content-security-policy')) return
    const ancestors = c.get('ancestors') ?? "'none'"
    c.res.headers.set('content-security-policy', `${CSP}; frame-ancestors ${ancestors}`)
  })
  // A path or a query with a character that no text has is an address of nothing: the database cannot even ask.
  hono.use(async (c, next) => (c.req.url.includes('%00') ? c.notFound() : next()))
  hono.use(limitBody)

  hono.get(
    '/assets/*',
    (c) => assetResponse(assets, c.req.path, c.req.header('accept-encoding')) ?? c.notFound(),
  )
  hono.get('/favicon.ico', (c) => c.redirect(assets.href('favicon.svg'), 302))
  hono.get('/healthz', async (c) => {
    await database.outside(async () => {})
    return c.json({ ok: true })
  })
  hono.get('/live', async (c) => {
    const held = await staff.find(c, database)
    if (!held) return c.body(null, 401)
    const inside = <T>(deed: (db: Db) => Promise<T>) => database.inCompany(held.company, deed)
    const still = () => inside(async (db) => Boolean(await held.hold(db, clock.now(), c)))
    if (!(await still())) return c.body(null, 401)
    return livePage(c, live, {
      company: held.company,
      still,
      missed: (since) => inside((db) => kindsSince(db, since)),
    })
  })
  hono.get('/api/openapi.json', (c) =>
    c.json(
      openApi(
        routes.map((route) => route.endpoint),
        {
          title: 'Makegood',
          version,
          base,
          says: 'Everything that the pages can do. Times are ISO 8601, money is in the smallest unit.',
        },
      ),
    ),
  )
  hono.post('/api/v1/mail', rawMailDoor(database, bearer))
  hono.route('/api/v1', apiDoor(routes, database, bearer))

  const house: House = {
    database,
    again: async (c, path, refused) => again(hono, c.req.raw, c.env, path, refused),
  }
  for (const leaf of [...doorLeaves, ...leaves])
    hono.on(leaf.method.toUpperCase(), leaf.path, async (c) => {
      if (leaf.method === 'post' && !fromOurPages(c.req.raw, base))
        return c.text('This form came from another site.', 403)
      return leaf.handle(c, house)
    })

  hono.notFound((c) =>
    c.req.path.startsWith('/api/')
      ? problem(404, 'not-found', 'There is nothing at this address.')
      : c.html(plain('There is nothing at this address.'), 404),
  )
  hono.onError((error, c) => {
    const id = logTrouble(log, error)
    const sentence = 'Something went wrong on our side. Nothing of what you wrote was kept; please try again.'
    return c.req.path.startsWith('/api/')
      ? problem(500, 'internal', sentence, { instance: id })
      : c.html(plain(`${sentence} (${id})`), 500)
  })
  return {
    hono,
    live,
    routes,
    leaves: [...doorLeaves, ...leaves],
    rounds: rounds(database),
    daily: dailyRounds(database),
  }
}

/** The page that a refused form came from, shown again inside of this process. */
async function again(
  hono: Hono,
  request: Request,
  env: unknown,
  path: string,
  refused: Refused,
): Promise<Response> {
  const headers = new Headers(request.headers)
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) headers.delete(name)
  return hono.fetch(new Request(new URL(path, request.url), { headers }), { ...(env as object), refused })
}

/** A browser says where a form comes from; what says nothing is no browser, and has no cookie to abuse. */
function fromOurPages(request: Request, base: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('origin')
  if (origin) return origin === new URL(base).origin || origin === new URL(request.url).origin
  return !request.headers.get('cookie')
}

const plain = (sentence: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Makegood</title><main><h1>Makegood</h1><p>${sentence}</p><p><a href="/">Back to the beginning</a></p></main></html>`
