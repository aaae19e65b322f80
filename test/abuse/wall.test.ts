// The wall between two companies: every place of the product at which somebody may name a row, with a row of others.
// The places are read from the contracts, the pages and the forms, so that a new one is covered unasked.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { z } from 'zod'
import { type App, buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { apiDoor } from '../../src/kit/api.ts'
import { clock } from '../../src/kit/clock.ts'
import { answers, endpoint, idShape, type Route } from '../../src/kit/endpoint.ts'
import { newId } from '../../src/kit/ids.ts'
import { logTo } from '../../src/kit/log.ts'
import { Refusal } from '../../src/kit/refusal.ts'
import { bearer } from '../../src/people/bearer.ts'
import type { Staff } from '../../src/people/people.ts'
import type { Json } from '../company.ts'
import { type Credential, difference, type Finding, nobodys, send } from './attack.ts'
import { cookieOf, keyOf } from './credentials.ts'
import { aFilledCompany, type Filled } from './filled.ts'
import { type Probe, probesOfContract, probesOfLeaf, Unknown } from './probes.ts'
import { queriesAskedIn } from './queries.ts'
import { changedTables, idsOf, snapshot } from './snapshot.ts'
import { undoing } from './undoing.ts'

type Stage = { ours: Filled; theirs: Filled; trial: App; probes: Probe[]; foreign: Set<string> }
let standing: Promise<Stage> | undefined
const stage = (): Promise<Stage> => {
  standing ??= build()
  return standing
}

async function build(): Promise<Stage> {
  const ours = await aFilledCompany('Amselhof', 'feldweg')
  const theirs = await aFilledCompany('Zeisighof', 'lockruf')
  const trial = await buildApp({
    config: readConfig({ LOG_LEVEL: 'silent' }),
    database: undoing(theirs.database),
    log: logTo('silent'),
    base: theirs.base,
  })
  const browser = await cookieOf(theirs, theirs.mara)
  const probes = trial.routes.flatMap((route) => probesOfContract(route.endpoint))
  for (const leaf of trial.leaves) {
    const [plain] = probesOfLeaf(leaf)
    const own = plain
      ? plain.request(theirs.known, theirs.known[plain.kind])
      : { method: leaf.method, path: leaf.path }
    const ask = () => send(trial.hono, theirs.base, { door: 'page', ...own }, browser)
    probes.push(...probesOfLeaf(leaf, leaf.method === 'get' ? await queriesAskedIn(ask) : []))
  }
  return { ours, theirs, trial, probes, foreign: await idsOf(theirs, theirs.company) }
}

/** Answered alike whoever's row it is, even one's own: why nothing can be told by it. */
const ALIKE: Record<string, string> = {
  'POST /heard/queued · customer': 'a note that says another wrote it is not read',
  'POST /heard/queued · touchpoint': 'the same',
  'POST /account/sessions/:id/end · id':
    'ends a session of one’s own or nothing, and goes on to the same page',
  'GET /:company/t/:code · code': 'goes on to the page of that code without looking',
  'GET /api/v1/results/people/:id · id': 'refuses before it looks, as long as the switch is off',
  'GET /results/people/:id · id': 'the same',
  'POST /pledges/seen/:round · round': 'who is not asked hears of no round, not even of one’s own company',
}

test('the walls: both companies have something of every kind, or it is said why not', async () => {
  const { theirs } = await stage()
  const rows = await snapshot(theirs, theirs.company)
  const empty = Object.keys(rows).filter((name) => rows[name]?.startsWith('0 '))
  assert.deepEqual(empty.sort(), [
    'cases_follow_up', // a case of its own kind: named by its own id
    'email_aside', // a waiting mail that was put aside
    'email_cursor', // a mailbox on another server
    'email_note', // a mail beside a case: named by the mail
    'email_notice', // a bounce
    'email_sent', // what an answer left behind
    'figures_delta', // folded into days
    'kit_idempotency',
    'page_confirmation', // a hash
    'people_leaving',
  ])
})

test('the walls: each probe sees: one’s own row is answered otherwise than a row that nobody has', async (t) => {
  const { theirs, trial, probes } = await stage()
  const [key, cookie] = [await keyOf(theirs, theirs.mara), await cookieOf(theirs, theirs.mara)]
  const blind: string[] = []
  for (const probe of probes) {
    const as = probe.door === 'api' ? key : cookie
    const found = await difference(trial.hono, theirs.base, probe, as, theirs.known, theirs.known[probe.kind])
    if (!found.difference) blind.push(probe.title)
    assert.ok(found.first.status < 500, `${probe.title}: ${found.first.text.slice(0, 300)}`)
  }
  assert.deepEqual(blind.sort(), Object.keys(ALIKE).sort())
  assert.ok(probes.length > 200)
  t.diagnostic(`${probes.length} places at which a row may be named`)
})

/** Probes with the other company's ids, and all that anybody could tell from the answers. */
async function attack(
  hono: Hono,
  { ours, theirs, foreign }: Stage,
  probes: readonly Probe[],
  as: Credential,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const probe of probes) {
    const found = (what: string) => findings.push({ probe: probe.title, as: as.name, what })
    const id = theirs.known[probe.kind]
    const { difference: told, first } = await difference(hono, ours.base, probe, as, ours.known, id)
    if (told) found(told)
    if (first.status >= 500) found(`a fault: ${first.text.slice(0, 200)}`)
    const done = probe.method !== 'get' && first.status < 400 && !first.to?.startsWith('/sign-in')
    if (done && !ALIKE[probe.title]) found('was done')
    const seen = whatIsSeen(first.text + first.to, theirs, foreign)
    if (seen) found(`shows ${seen}`)
  }
  return findings
}

/** Something of theirs in a text: the word that all their words hold, or an id of one of their rows. */
function whatIsSeen(text: string, theirs: Filled, foreign: Set<string>): string | undefined {
  const at = text.toLowerCase().indexOf(theirs.canary.toLowerCase())
  if (at >= 0) return `…${text.slice(Math.max(0, at - 60), at + 60)}…`
  return text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)?.find((id) => foreign.has(id))
}

test('the walls: the row of another company is answered as a row that nobody has, and nothing of theirs changes', async (t) => {
  const whole = await stage()
  const { ours, theirs, probes } = whole
  const before = await snapshot(theirs, theirs.company)
  const [api, pages] = [
    probes.filter((one) => one.door === 'api'),
    probes.filter((one) => one.door === 'page'),
  ]
  const { hono } = ours.app
  const findings = [
    ...(await attack(hono, whole, api, await keyOf(ours, ours.mara))),
    ...(await attack(hono, whole, api, await keyOf(ours, ours.ben))),
    ...(await attack(hono, whole, pages, await cookieOf(ours, ours.mara))),
    ...(await attack(hono, whole, api, await cookieOf(ours, ours.mara))),
    ...(await attack(hono, whole, [...api, ...pages], { name: 'nobody', headers: {} })),
  ]
  assert.deepEqual(findings, [])
  assert.deepEqual(changedTables(before, await snapshot(theirs, theirs.company)), [])
  t.diagnostic(`${(api.length * 4 + pages.length * 2) * 2} requests`)
})

test('the walls: what is planted to leak is caught, so the judge sees', async () => {
  const whole = await stage()
  const { ours, theirs, database, owner } = { ...whole, ...whole.ours }
  const facts = async (id: string) =>
    (await owner.query<{ name: string }>('select name from customers_customer where id = $1', [id])).rows[0]
  const plant = (path: `/${string}`, run: (id: string) => Promise<unknown>): Route<Staff> =>
    answers(
      endpoint({
        method: 'post',
        path,
        says: 'Leaks.',
        scope: 'customers:read',
        input: z.object({ id: idShape }),
        output: z.unknown(),
      }),
      async (_db, _who, { id }) => run(id),
    )
  const refuse = (what: string): never => {
    throw new Refusal('not-found', 'customer', what)
  }
  const planted = [
    plant('/shows/customers/{id}', async (id) => (await facts(id)) ?? refuse('Nobody.')),
    plant('/tells/customers/{id}', async (id) => refuse((await facts(id)) ? 'Not yours.' : 'Nobody.')),
    plant('/writes/customers/{id}', async (id) => {
      await owner.query(`update customers_customer set language = 'xx' where id = $1`, [id])
      return refuse('Nobody.')
    }),
    plant('/right/customers/{id}', async () => refuse('Nobody.')),
  ]
  const hono = new Hono().route('/api/v1', apiDoor(planted, database, bearer))
  const before = await snapshot(theirs, theirs.company)
  const probes = planted.flatMap((route) => probesOfContract(route.endpoint))
  const findings = await attack(hono, whole, probes, await keyOf(ours, ours.mara))
  assert.deepEqual(
    [...new Set(findings.map((one) => one.probe))],
    ['POST /api/v1/shows/customers/:id · id', 'POST /api/v1/tells/customers/:id · id'],
  )
  assert.ok(findings.some((one) => one.what.startsWith('shows …')))
  assert.deepEqual(changedTables(before, await snapshot(theirs, theirs.company)), ['customers_customer'])
  assert.throws(
    () => probesOfContract(plant('/strange/{thing}', async () => ({})).endpoint),
    (error) => error instanceof Unknown && error.message.includes('thing'),
  )
})

test('the walls: no page, list, search or document of ours shows anything of theirs', async (t) => {
  const { ours, theirs, foreign } = await stage()
  const who = await cookieOf(ours, ours.mara)
  const key = await keyOf(ours, ours.mara)
  const words = [...theirs.lures, ...ours.lures]
  const paths = [
    ...ours.app.leaves
      .filter((leaf) => leaf.method === 'get' && !leaf.path.includes(':'))
      .map(({ path }) => path),
    ...words.map((word) => `/customers?q=${encodeURIComponent(word)}`),
    '/api/openapi.json',
    '/healthz',
  ]
  const lists = ours.app.routes
    .filter(({ endpoint: { method, path } }) => method === 'get' && !path.includes('{'))
    .flatMap(({ endpoint: { path, input } }) => [
      path,
      ...('q' in input.shape ? words.map((word) => `${path}?q=${encodeURIComponent(word)}`) : []),
    ])
  const asked = [
    ...paths.map((path) => ({ door: 'page' as const, path, as: who })),
    ...lists.map((path) => ({ door: 'api' as const, path, as: key })),
  ]
  const seen: string[] = []
  let own = 0
  for (const { door, path, as } of asked) {
    const answer = await send(ours.app.hono, ours.base, { door, method: 'get', path }, as)
    const text = (await answer.text()) + (answer.headers.get('location') ?? '')
    assert.ok(answer.status < 500, path)
    const shown = whatIsSeen(text, theirs, foreign)
    if (shown) seen.push(`${path}: ${shown}`)
    if (text.includes(ours.canary)) own++
  }
  assert.deepEqual(seen, [])
  assert.ok(own > 20, 'what is ours is shown, so that theirs would be too')
  t.diagnostic(`${asked.length} answers, ${own} of them with something of ours`)
})

test('the walls: only the credential says which company it is', async () => {
  const { ours, theirs } = await stage()
  const key = await keyOf(ours, ours.mara)
  const id = theirs.company
  const ask = async (headers: Record<string, string>, path = '/company') => {
    const response = await send(
      ours.app.hono,
      ours.base,
      { door: 'api', method: 'get', path },
      { name: 'key', headers: { ...key.headers, ...headers } },
    )
    return { status: response.status, body: (await response.json()) as Json }
  }
  const cookie = (await cookieOf(theirs, theirs.mara)).headers
  for (const headers of [
    {},
    cookie,
    { host: `${theirs.slug}.localhost` },
    ...['x-tenant', 'x-tenant-id', 'x-company', 'x-company-id', 'x-organization'].map((name) => ({
      [name]: id,
    })),
  ])
    assert.equal(
      (await ask(headers as Record<string, string>)).body.id,
      ours.company,
      JSON.stringify(headers),
    )
  for (const name of ['company', 'company_id', 'tenant', 'slug'])
    assert.equal((await ask({}, `/company?${name}=${id}`)).status, 422, name)
})

test('the walls: members that no contract knows are refused, and a boolean is a boolean', async () => {
  const { ours } = await stage()
  const key = await keyOf(ours, ours.mara)
  const before = await snapshot(ours, ours.company)
  const strange = [
    'company_id',
    'id2',
    'role',
    'limit',
    'balance',
    'verified',
    'created_at',
    'constructor',
    '__proto__',
  ]
  for (const { endpoint: contract } of ours.app.routes.filter((one) => one.endpoint.method !== 'get')) {
    const [probe] = probesOfContract(contract)
    if (!probe) continue
    const sent = probe.request(ours.known, nobodys(probe.kind))
    const post = async (more: string) => {
      const body = `${JSON.stringify({ ...(sent.body as object), last: 0 }).slice(0, -'"last":0}'.length)}${more}}`
      const path = `/api/v1${sent.path}`
      const answer = await ours.app.hono.fetch(
        new Request(new URL(path, ours.base), {
          method: sent.method.toUpperCase(),
          headers: { ...key.headers, 'content-type': 'application/json' },
          body,
        }),
      )
      return answer.status
    }
    if (sent.body === undefined) continue
    for (const name of strange)
      assert.equal(
        await post(`"${name}":${JSON.stringify(newId(clock.now()))}`),
        422,
        `${probe.title} ${name}`,
      )
    for (const [name, shape] of Object.entries(contract.input.shape))
      if ((shape as z.ZodType).safeParse(true).success && !(shape as z.ZodType).safeParse('x').success)
        for (const trick of ['"false"', '"0"', '[]', '{}', '" true"', '1', '0', 'null'])
          assert.equal(await post(`"${name}":${trick}`), 422, `${probe.title} ${name}=${trick}`)
  }
  assert.deepEqual(changedTables(before, await snapshot(ours, ours.company)), [])
})

test('the walls: what is unique here may be the same there, and no answer is given twice across', async () => {
  const { ours, theirs } = await stage()
  const same = { name: 'Same', addresses: [{ kind: 'email', written: 'same@both.example' }] }
  const made: string[] = []
  for (const company of [ours, theirs]) {
    const api = await company.api(company.mara)
    const { status, body } = await api('POST', '/customers', same, { 'idempotency-key': 'the-same-for-both' })
    assert.equal(status, 200)
    made.push(body.id)
    const heard = await api('POST', '/interactions', { kind: 'message', text: 'Same', key: 'same' })
    assert.equal(heard.status, 201)
    made.push(heard.body.id)
    const point = (await api('GET', '/journey')).body.stages[0]
    const added = await api('POST', '/journey/touchpoints', { stage: point.id, name: 'The same place' })
    assert.equal(added.body.code, 'the-same-place')
  }
  assert.equal(new Set(made).size, 4)
})
