// What stands before every deed, whoever knocks: forms of other sites, strangers, strange addresses and bodies.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { logTo } from '../../src/kit/log.ts'
import { listLetters } from '../../src/kit/mail.ts'
import { aCompany, type Json } from '../company.ts'
import { send } from './attack.ts'
import { cookieOf, keyOf } from './credentials.ts'
import { aFilledCompany, type Filled } from './filled.ts'
import { colons } from './kinds.ts'
import { type Probe, probesOfContract, probesOfLeaf } from './probes.ts'
import { changedTables, snapshot } from './snapshot.ts'

let standing: Promise<Filled> | undefined
const house = (): Promise<Filled> => {
  standing ??= aFilledCompany('Finkenhof', 'brombeere')
  return standing
}

type Address = { method: string; path: string; pattern: string; body?: unknown }
/** Every page and form with one's own ids in its path. */
const addresses = ({ app, known, slug }: Filled, method: 'get' | 'post'): Address[] =>
  app.leaves
    .filter((leaf) => leaf.method === method)
    .map((leaf) => {
      const [probe]: (Probe | undefined)[] = probesOfLeaf(leaf)
      const path = leaf.path
        .replace(':company', slug)
        .replace(/:(token|place)/, (_, name) => (name === 'place' ? '0' : 'x'.repeat(32)))
      const sent = probe
        ? probe.request(known, known[probe.kind])
        : { method, path, ...(method === 'post' ? { body: {} } : {}) }
      return { ...sent, pattern: leaf.path }
    })

const knock = (one: Filled, path: string, init: RequestInit = {}, base = one.base) =>
  Promise.resolve(one.app.hono.fetch(new Request(new URL(path, base), init)))

test('a form that does not come from our own pages does nothing, on every path', async () => {
  const one = await house()
  const { cookie } = (await cookieOf(one, one.mara)).headers
  const before = await snapshot(one, one.company)
  const sites: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ]
  for (const { path, body, pattern } of addresses(one, 'post'))
    for (const site of sites) {
      const answer = await knock(one, path, {
        method: 'POST',
        headers: { cookie: cookie ?? '', 'content-type': 'application/x-www-form-urlencoded', ...site },
        body: new URLSearchParams(body as Record<string, string>),
      })
      assert.equal(answer.status, 403, `${pattern} ${JSON.stringify(site)}`)
      assert.equal(answer.headers.get('access-control-allow-origin'), null)
      assert.equal(answer.headers.get('set-cookie'), null)
    }
  for (const site of sites) {
    const answer = await knock(one, '/api/v1/teams', {
      method: 'POST',
      headers: { cookie: cookie ?? '', 'content-type': 'application/json', ...site },
      body: '{"name":"evil"}',
    })
    assert.equal(answer.status, 401, `the API by a cookie: ${JSON.stringify(site)}`)
    const asked = await knock(one, '/api/v1/teams', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    })
    assert.equal(asked.headers.get('access-control-allow-origin'), null)
  }
  assert.deepEqual(changedTables(before, await snapshot(one, one.company)), [])
})

test('looking changes nothing: every page and every reading of the API, also by HEAD', async () => {
  const one = await house()
  const [key, cookie] = [await keyOf(one, one.mara), await cookieOf(one, one.mara)]
  const before = await snapshot(one, one.company)
  // Who reads what another person did leaves a line, and that person sees it: the one look that is a deed.
  for (const { path } of addresses(one, 'get').filter(({ pattern }) => pattern !== '/company/openings/:id'))
    for (const method of ['GET', 'HEAD']) {
      const answer = await knock(one, path, { method, headers: cookie.headers })
      assert.ok(answer.status < 500, path)
      await answer.arrayBuffer()
    }
  for (const { endpoint } of one.app.routes.filter((route) => route.endpoint.method === 'get')) {
    const [probe] = probesOfContract(endpoint)
    const sent = probe?.request(one.known, one.known[probe.kind]) ?? {
      method: 'get',
      path: colons(endpoint.path),
    }
    const answer = await send(one.app.hono, one.base, { door: 'api', ...sent }, key)
    // What would measure a person is refused while its switch is off, which it is.
    assert.equal(answer.status, endpoint.path.startsWith('/results/people/') ? 403 : 200, endpoint.path)
  }
  assert.deepEqual(changedTables(before, await snapshot(one, one.company)), [])
})

/** What a stranger may see, and nothing else. */
const PUBLIC = new Set(
  `/ /sample /set-up /sign-in /sign-in/:token /join/:token /yes/:token /follow/:token /api /:company /:company/tell-us
   /:company/tell-us/:code /:company/thank/:code /:company/already /:company/t/:code /:company/call
   /:company/call/:code /:company/rules /:company/* /heard/worker.js
   /digest/off/:token`.split(/\s+/),
)

test('who is not signed in sees the public pages, and is sent to sign in from all others', async () => {
  const one = await house()
  const open: string[] = []
  for (const { path, pattern } of addresses(one, 'get')) {
    const answer = await knock(one, path)
    const to = answer.headers.get('location') ?? ''
    if (!(answer.status === 303 && to.startsWith('/sign-in?to='))) open.push(pattern)
    else assert.equal((await answer.text()).length, 0)
  }
  assert.deepEqual(
    open.filter((path) => !PUBLIC.has(path)),
    [],
  )
  const before = await snapshot(one, one.company)
  for (const { path, pattern } of addresses(one, 'post').filter(
    ({ pattern }) => !/^\/(:company|sign-|set-up|sample)/.test(pattern),
  ))
    assert.ok(
      [303, 410, 404].includes((await knock(one, path, { method: 'POST', body: new FormData() })).status),
      pattern,
    )
  assert.deepEqual(changedTables(before, await snapshot(one, one.company)), [])
  for (const { endpoint } of one.app.routes) {
    const answer = await knock(one, `/api/v1${colons(endpoint.path)}`, {
      method: endpoint.method.toUpperCase(),
    })
    assert.equal(answer.status, 401, endpoint.path)
  }
  assert.equal((await knock(one, '/live')).status, 401)
})

test('every answer says what a browser may do with it, and no cache keeps what is somebody’s', async () => {
  const one = await house()
  const { headers } = await cookieOf(one, one.mara)
  const strange = [
    '/no/such/page/anywhere',
    '/customers/not-an-id',
    '/api/v1/nothing',
    '/assets/nothing.js',
    '/healthz',
  ]
  const looked = [...addresses(one, 'get'), ...strange.map((path) => ({ path, pattern: path }))]
  for (const { path, pattern } of looked)
    for (const as of [headers, {}] as Record<string, string>[]) {
      const answer = await knock(one, path, { headers: as })
      const csp = answer.headers.get('content-security-policy') ?? ''
      assert.match(csp, /default-src 'none'/, path)
      assert.doesNotMatch(csp, /(script|default|connect)-src[^;]*(\*|https?:|data:|unsafe)/, path)
      // A mail has a style of its own, and stands in a box in which nothing runs.
      if (csp.includes('unsafe')) assert.match(csp, /sandbox(?!.*allow-(scripts|same-origin|forms))/, path)
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path)
      // What a mail said is shown inside of our own page, and nowhere else.
      assert.match(answer.headers.get('x-frame-options') ?? '', /^(DENY|SAMEORIGIN)$/, path)
      assert.ok(['same-origin', 'no-referrer'].includes(answer.headers.get('referrer-policy') ?? ''), path)
      assert.equal(answer.headers.get('x-powered-by'), null)
      const type = answer.headers.get('content-type') ?? ''
      const cache = answer.headers.get('cache-control') ?? ''
      const mine = answer.status === 200 && !PUBLIC.has(pattern) && /html|csv|octet|rfc822|plain/.test(type)
      if (as === headers && mine) assert.match(cache, /private|no-store/, path)
      // What many may keep is not the same in each language.
      if (/public/.test(cache) && type.startsWith('text/html'))
        assert.match(answer.headers.get('vary') ?? '', /accept-language/i, path)
      const text = await answer.text()
      if (type.startsWith('text/html'))
        assert.doesNotMatch(text, /<script(?![^>]*src=)[^>]*>[^<]|\son\w+="|javascript:/, path)
    }
})

test('a character that no text has is refused in a form, and in an address there is nothing behind it', async () => {
  const one = await house()
  const [staff, out] = [await one.door(one.mara), await one.door(null)]
  const kept = await staff.post('/customers', { name: 'a\0b' })
  assert.equal(kept.status, 422)
  assert.match(kept.text, /This has characters that no text has/)
  const again = `/company/import/${one.known.import}/again`
  assert.equal((await staff.post(again, { currency: 'EUR', scale: 'a\0b', order: 'day' })).status, 422)
  assert.equal(
    (await out.post('/sign-in', { email: 'a\0b@x.example', password: 'x'.repeat(12) })).status,
    422,
  )
  assert.equal((await out.post('/sign-in/link', { email: 'a\0b@x.example' })).status, 422)
  for (const path of [
    '/customers/%00',
    '/customers?q=a%00b',
    `/${one.slug}/tell-us/%00`,
    '/results?team=%00',
  ])
    assert.equal((await staff.get(path)).status, 404, path)
})

test('links in letters begin with the configured address, whatever the request says of its host', async () => {
  const one = await aCompany('Hostile')
  const evil = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
  }
  const email = `mara@${one.slug}.example`
  const form = (values: Record<string, string>) => ({
    method: 'POST',
    headers: {
      ...evil,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(values),
  })
  const asked = await one.app.hono.fetch(new Request('http://evil.example/sign-in/link', form({ email })))
  assert.equal(asked.status, 303)
  const { headers } = await keyOf(one, one.mara)
  const invited = await one.app.hono.fetch(
    new Request('http://evil.example/api/v1/people', {
      method: 'POST',
      headers: { ...evil, ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Nora', email: `nora@${one.slug}.example`, level: 'front-line' }),
    }),
  )
  assert.ok(invited.status < 300, await invited.text())
  const letters = await one.run((db) => listLetters(db, 10))
  assert.equal(letters.length, 2)
  for (const letter of letters) {
    assert.doesNotMatch(JSON.stringify(letter), /evil/)
    assert.ok(letter.text.includes(`${one.base}/`), letter.text)
  }
  const document = (await (
    await one.app.hono.fetch(new Request('http://evil.example/api/openapi.json'))
  ).json()) as Json
  assert.equal(document.servers[0].url, `${one.base}/api/v1`)
  const foreign = await one.app.hono.fetch(
    new Request('http://evil.example/customers', { headers: (await cookieOf(one, one.mara)).headers }),
  )
  assert.doesNotMatch(await foreign.text(), /evil\.example/)
})

test('a body that is no JSON object of its contract is refused, quickly, and said to be', async () => {
  const one = await aCompany('Bodies')
  const { headers } = await keyOf(one, one.mara)
  const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000)
  const post = (body: string, type = 'application/json', more: Record<string, string> = {}) =>
    knock(one as Filled, '/api/v1/teams', {
      method: 'POST',
      headers: { ...headers, ...(type ? { 'content-type': type } : {}), ...more },
      body,
    })
  const long = JSON.stringify({ name: 'x'.repeat(1_100_000) })
  const tries: [string, string, string?, Record<string, string>?][] = [
    ['no JSON', '{"name":'],
    ['an array', '[]'],
    ['a number', '1e400'],
    ['null', 'null'],
    ['twice', '{"name":"a"}{"name":"b"}'],
    ['deep arrays', `{"name":${deep('[', ']')}}`],
    ['deep objects', `{"name":${deep('{"a":', '}').replace('a":}', 'a":1}')}}`],
    ['deep under a key', `{"name":${deep('[', ']')}}`, 'application/json', { 'idempotency-key': 'deep' }],
    ['beyond numbers', '{"name":1e400}'],
    ['a comment', '{"name":"a"/**/}'],
    ['half a character', '{"name":"\\ud800"}'],
    ['nothing said of its type', '{"name":"a"}', 'text/plain'],
    ['a form', 'name=a', 'application/x-www-form-urlencoded'],
    ['almost JSON', '{"name":"a"}', 'application/jsonp'],
    ['too large', long, 'application/json', { 'content-length': String(long.length) }],
    ['too large, unsaid', long],
  ]
  for (const [what, body, type, more] of tries) {
    const begun = performance.now()
    const answer = await post(body, type, more)
    const took = performance.now() - begun
    const said = (await answer.json()) as Json
    assert.ok([413, 422].includes(answer.status), `${what}: ${answer.status} ${JSON.stringify(said)}`)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', what)
    assert.ok(took < 500, `${what} took ${Math.round(took)} ms`)
  }
  for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', ' application/json'])
    assert.equal((await post('{"name":"Good"}', type)).status, 201, type)
  const teams = (await (await knock(one as Filled, '/api/v1/teams', { headers })).json()) as Json
  assert.equal(teams.items.filter((team: Json) => team.name === 'Good').length, 3)
  assert.equal(teams.items.length, 7)
})

test('no way of writing an address goes past its guard, and no list gives more than a hundred', async () => {
  const one = await house()
  for (const path of [
    '//today',
    '/./today',
    '/x/../today',
    '/%74oday',
    '/today/',
    '/today;x',
    '/today.',
    '/TODAY',
    '/today%00',
    '/today%2f',
    '/company%2fkeys',
    '/company/./keys',
    '/company//keys',
    '/sign-in/../company/keys',
    '/assets/../company/keys',
    '/assets/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/.git/config',
    '/package.json',
    '/src/main.ts',
    '/data/secret',
    '/api/v1/../../today',
    '/api//v1/people',
    '/api/v1/people/',
    '/api/v1//people',
    '/API/V1/people',
    '/api/v1/people%00',
    '/api/v1/%70eople',
    '/debug',
    '/metrics',
    '/admin',
  ]) {
    const answer = await knock(one, path)
    const text = await answer.text()
    assert.ok([301, 302, 303, 401, 404].includes(answer.status), `${path}: ${answer.status}`)
    assert.ok(!text.includes(one.canary) && !text.includes('"dependencies"'), path)
  }
  const { headers } = await keyOf(one, one.mara)
  const lists = one.app.routes.filter(
    ({ endpoint }) => 'most' in endpoint.input.shape && !endpoint.path.includes('{'),
  )
  assert.ok(lists.length > 3)
  for (const { endpoint } of lists)
    for (const [query, status] of [
      ['most=1000000000', 422],
      ['most=101', 422],
      ['most=0', 422],
      ['most=-1', 422],
      ['most=1e2', 200],
      ['most=1&most=100', 200],
      ['offset=1000000000', 422],
      ['sort=secret', 422],
      ['most=x', 422],
      ['after=x', 'after' in endpoint.input.shape ? 422 : 422],
    ] as const)
      assert.equal(
        (await knock(one, `/api/v1${endpoint.path}?${query}`, { headers })).status,
        status,
        `${endpoint.path}?${query}`,
      )
  const begun = performance.now()
  for (const q of ['(((('.repeat(50), 'a!'.repeat(100), '@'.repeat(200), '%'.repeat(200), ' '.repeat(200)])
    assert.ok((await knock(one, `/api/v1/customers?q=${encodeURIComponent(q)}`, { headers })).status < 500)
  assert.ok(performance.now() - begun < 2000)
  const { headers: browser } = await cookieOf(one, one.mara)
  for (const last of ['1e300', '-1', 'x', '9999999999999999'])
    assert.ok(
      (await knock(one, `/live?last=${last}`, { headers: browser, signal: AbortSignal.timeout(50) })).status <
        500,
      last,
    )
})

test('the log has a line an event, and none of what people write or prove themselves by', async () => {
  const one = await aCompany('Logged')
  const lines: string[] = []
  const { hono } = await buildApp({
    config: readConfig({}),
    database: one.database,
    log: logTo('trace', { write: (line) => void lines.push(line) }),
    base: one.base,
  })
  let planted = 0
  const canary = () => `kanarie${++planted}x${'\r\n'}{"level":60}\u001b[31m`.replace(/[\r\n]+/, '%0d%0a')
  const bare = (text: string) => text.replace(/[^a-z0-9]/gi, '')
  const [key, cookie] = [await keyOf(one, one.mara), await cookieOf(one, one.mara)]
  const ask = (path: string, init: RequestInit = {}) => hono.fetch(new Request(new URL(path, one.base), init))
  const form = (values: Record<string, string>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(values)) body.set(name, value)
    return { method: 'POST', headers: { ...cookie.headers, 'user-agent': bare(canary()) }, body }
  }
  const call = (path: string, body: unknown) =>
    ask(`/api/v1${path}`, {
      method: 'POST',
      headers: { ...key.headers, 'content-type': 'application/json', 'idempotency-key': bare(canary()) },
      body: JSON.stringify(body),
    })
  await ask('/sign-in', form({ email: `${bare(canary())}@x.example`, password: canary(), to: canary() }))
  await ask(
    '/set-up',
    form({ name: canary(), founder: canary(), email: `${bare(canary())}@y.example`, password: canary() }),
  )
  for (const path of [
    '/sign-in/',
    '/join/',
    '/yes/',
    '/follow/',
    '/no/',
    '/customers/',
    '/customers?q=',
    '/logged/thank/',
  ])
    await ask(`${path}${bare(canary())}`, {
      headers: { ...cookie.headers, referer: `http://x/${bare(canary())}` },
    })
  await ask('/today', {
    headers: { cookie: `makegood=${bare(canary())}`, 'x-forwarded-for': bare(canary()) },
  })
  await ask('/api/v1/people', { headers: { authorization: `Bearer mg_${bare(canary())}${'x'.repeat(30)}` } })
  await call('/customers', {
    name: canary(),
    addresses: [{ kind: 'email', written: `${bare(canary())}@z.example` }],
  })
  await call('/interactions', {
    kind: 'complaint',
    text: canary(),
    title: canary(),
    wants: canary(),
    names: canary(),
  })
  await call('/interactions', { kind: canary(), text: canary() })
  await call('/cases', { happened: canary(), wants: canary() })
  await ask(
    '/heard',
    form({ kind: 'complaint', channel: 'phone', text: canary(), name: canary(), phone: canary() }),
  )
  await ask('/account/password', form({ current: canary(), password: canary() }))
  await ask('/api/v1/mail', {
    method: 'POST',
    headers: { ...key.headers, 'content-type': 'message/rfc822' },
    body: `From: ${bare(canary())}@mail.example\r\nSubject: ${canary()}\r\n\r\n${canary()}`,
  })
  assert.ok(planted >= 40, `${planted}`)
  assert.ok(lines.length > 15)
  const whole = lines.join('')
  assert.equal(whole.match(/kanarie\d*/gi), null, whole.match(/.{80}kanarie.{80}/)?.[0])
  for (const secret of [key.headers.authorization?.slice(7), cookie.headers.cookie?.slice(9)])
    assert.ok(secret && !whole.includes(secret))
  for (const line of lines) {
    assert.equal(line.indexOf('\n'), line.length - 1, 'one line an event')
    assert.equal(typeof (JSON.parse(line) as { level: number }).level, 'number')
  }
})
