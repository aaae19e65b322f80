import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { formOf, readable } from '../../../test/form.ts'
import { aProblem, euro, kindNamed } from '../../../test/problem.ts'
import { noteFact } from '../../customers/customers.ts'
import { linesAfter } from '../../history/history.ts'
import { interactionsOf } from '../../interactions/interactions.ts'
import { clock, hours, minutes } from '../../kit/clock.ts'
import { beginSession } from '../../kit/session.ts'
import { leave } from '../../people/leave.ts'
import type { Staff } from '../../people/people.ts'
import { give, remediesOnCase } from '../../remedies/remedies.ts'
import { originOf } from './desks.ts'

const DESK = 'https://desk.example'

const words = (html: string) =>
  readable(html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ')
const kinds = async (house: TestCompany) =>
  (await house.run((db) => linesAfter(db, undefined, 10_000))).map((line) => line.kind)
const ancestors = (headers: Headers) =>
  /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]

type Asked = { path: string; cookie?: string; form?: Record<string, string>; site?: string; address?: string }
/** A frame in another program's page, as a browser asks for it. */
async function framed(house: TestCompany, asked: Asked) {
  const headers = new Headers({
    'sec-fetch-dest': 'iframe',
    'sec-fetch-site': asked.site ?? (asked.form ? 'same-origin' : 'cross-site'),
    ...(asked.cookie ? { cookie: asked.cookie } : {}),
  })
  const answer = await house.app.hono.fetch(
    new Request(new URL(asked.path, house.base), {
      headers,
      ...(asked.form ? { method: 'POST', body: new URLSearchParams(asked.form) } : {}),
    }),
    { incoming: { socket: { remoteAddress: asked.address ?? '10.9.8.7' } } },
  )
  return {
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location'),
    headers: answer.headers,
  }
}

async function listed(house: TestCompany, ...origins: string[]) {
  const mara = await house.door(house.mara)
  for (const origin of origins) assert.equal((await mara.post('/company/telephone', { origin })).status, 303)
}

/** Ben's code, typed into the frame: the cookie that it becomes. */
async function opened(house: TestCompany, who: Staff, origin = DESK): Promise<string> {
  const answer = await codeTyped(house, await codeOf(house, who, origin))
  assert.equal(answer.status, 303, answer.text)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
async function codeOf(house: TestCompany, who: Staff, origin = DESK): Promise<string> {
  const page = await (await house.door(who)).post('/panel/connect', { origin })
  return />\s*([A-Z2-9]{4}-[A-Z2-9]{4})\s*</.exec(page.text)?.[1] ?? ''
}
const codeTyped = (house: TestCompany, code: string, more: Partial<Asked> = {}) =>
  framed(house, {
    path: '/panel/code',
    form: { code, company: house.slug, back: '/panel?phone=0171+5550102' },
    address: `10.${[0, 0, 0].map(() => 1 + Math.floor(Math.random() * 250)).join('.')}`,
    ...more,
  })

test('nobody may frame the panel until it is listed, and then that program alone; all else nobody ever', async () => {
  const house = await aCompany()
  const path = `/panel?company=${house.slug}&phone=0171`
  const before = await framed(house, { path })
  assert.equal(ancestors(before.headers), "'none'")
  assert.equal(before.headers.get('x-frame-options'), 'DENY')
  await listed(house, DESK, 'https://shop.example:8443/path?x')
  assert.ok((await kinds(house)).includes('phone.desk-listed'))
  const stranger = await framed(house, { path })
  assert.equal(stranger.status, 200)
  assert.equal(ancestors(stranger.headers), `${DESK} https://shop.example:8443`)
  assert.equal(stranger.headers.get('x-frame-options'), null)
  assert.match(words(stranger.text), /Who are you\?/)
  for (const other of [
    '/panel/connect',
    '/today',
    '/sign-in',
    `/${house.slug}`,
    '/find?phone=1',
    '/assets/none',
  ])
    assert.equal(ancestors((await framed(house, { path: other })).headers), "'none'", other)
  const ben = await house.door(house.ben)
  assert.equal((await ben.post('/company/telephone', { origin: 'https://evil.example' })).status, 403)
  const mara = await house.door(house.mara)
  for (const origin of [
    'http://desk.example',
    '*',
    'https://*.example',
    "https://a.example;script-src 'x'",
    'javascript://x',
    "'self'",
    'data:,x',
  ])
    assert.notEqual((await mara.post('/company/telephone', { origin })).status, 303, origin)
  assert.equal(originOf('desk.example/inbox'), DESK)
  assert.equal(originOf('http://127.0.0.1:8080'), 'http://127.0.0.1:8080')
})

test('signed in elsewhere is not signed in here: the code opens a panel, once, by its own cookie', async (t) => {
  t.after(() => clock.reset())
  const house = await aCompany()
  await listed(house, DESK)
  const code = await codeOf(house, house.ben)
  const [one, two] = await Promise.all([codeTyped(house, code), codeTyped(house, code)])
  assert.deepEqual([one.status, two.status].sort(), [303, 422])
  const cookie = (one.status === 303 ? one : two).headers.get('set-cookie') ?? ''
  for (const part of ['HttpOnly', 'Secure', 'SameSite=None', 'Partitioned', 'Path=/'])
    assert.match(cookie, new RegExp(`; ${part}(;|$)`), part)
  const mine = cookie.split(';')[0] ?? ''
  const panel = await framed(house, { path: '/panel?phone=0171+5550102', cookie: mine })
  assert.equal(panel.status, 200)
  assert.equal(ancestors(panel.headers), DESK)
  assert.ok((await kinds(house)).includes('phone.panel-opened'))
  // The panel's cookie opens nothing else, as it is no session.
  for (const path of ['/today', '/account', '/customers', '/panel/connect'])
    assert.equal((await framed(house, { path, cookie: mine })).status, 303, path)
  const token = mine.split('=')[1] ?? ''
  assert.equal((await framed(house, { path: '/today', cookie: `makegood=${token}` })).status, 303)
  // From another site nothing is taken, whatever cookie comes along.
  const forged = await framed(house, {
    path: '/panel/new',
    cookie: mine,
    form: { name: 'X' },
    site: 'cross-site',
  })
  assert.equal(forged.status, 403)
  assert.equal((await codeTyped(house, await codeOf(house, house.ben), { site: 'cross-site' })).status, 403)

  const late = await codeOf(house, house.ben)
  clock.move(minutes(5) + 1)
  assert.equal((await codeTyped(house, late)).status, 422)
  clock.move(hours(12))
  assert.match(
    words((await framed(house, { path: `/panel?company=${house.slug}`, cookie: mine })).text),
    /Who are you/,
  )
})

test('a code is bound to its program and person; what is taken off the list, ended, or left has ended', async () => {
  const house = await aCompany()
  const other = await aCompany('Other')
  await listed(house, DESK, 'https://shop.example')
  await listed(other, DESK)
  const mine = await opened(house, house.ben, 'https://shop.example')
  const path = `/panel?company=${house.slug}`
  const name = async (cookie: string) => words((await framed(house, { path, cookie })).text)
  assert.equal(ancestors((await framed(house, { path, cookie: mine })).headers), 'https://shop.example')
  assert.equal(
    (await (await house.door(house.ben)).post('/panel/connect', { origin: 'https://evil.example' })).status,
    404,
  )
  // A code of one company opens nothing in another.
  const foreign = await codeOf(other, other.ben)
  assert.equal((await codeTyped(house, foreign)).status, 422)

  const mara = await house.door(house.mara)
  assert.doesNotMatch(await name(mine), /Who are you/)
  await mara.post('/company/telephone/unlist', { origin: 'https://shop.example' })
  assert.match(await name(mine), /Who are you/)
  const again = await opened(house, house.ben)
  const bens = await house.door(house.ben)
  assert.match(words((await bens.get('/panel/connect')).text), /Opened today/)
  await bens.post('/panel/end')
  assert.match(await name(again), /Who are you/)
  const last = await opened(house, house.ana)
  assert.doesNotMatch(await name(last), /Who are you/)
  await house.run((db) => leave(db, house.now(house.mara), house.ana.id))
  assert.match(await name(last), /Who are you/)
})

test('a code cannot be guessed: after ten tries a peer waits, and others do not', async () => {
  const house = await aCompany()
  await listed(house, DESK)
  const code = await codeOf(house, house.ben)
  for (let n = 0; n < 10; n++)
    assert.equal((await codeTyped(house, 'BBBB-BBBB', { address: '10.1.1.1' })).status, 422)
  assert.equal((await codeTyped(house, code, { address: '10.1.1.1' })).status, 429)
  assert.equal((await codeTyped(house, code, { address: '10.1.1.2' })).status, 303)
})

test('the panel: brief, good to know, the clock, the limit; two presses give, within it, and once', async () => {
  const house = await aCompany()
  await listed(house, DESK)
  const one = await aProblem(house, { name: 'Jonas Weber' })
  const customer = one.customer_id ?? ''
  await house.run((db) => noteFact(db, house.now(house.ben), customer, 'His son loves the bell'))
  const cookie = await opened(house, house.ben)
  const get = (path: string) => framed(house, { path, cookie })
  const post = (path: string, form: Record<string, string>) => framed(house, { path, cookie, form })
  const page = await get(`/panel?customer=${customer}`)
  const text = words(page.text)
  for (const part of [
    /Jonas Weber/,
    /His son loves the bell/,
    /Nobody has it yet/,
    /You may give Jonas €100 without asking/,
  ])
    assert.match(text, part)
  const { values } = formOf(page.text, 'give')
  const goodwill = await kindNamed(house, 'Goodwill')
  const wanted = { ...values, kind: goodwill, amount: '20', reason: 'afraid in the dark' }
  const before = (await kinds(house)).length
  const sure = await post('/panel/look', wanted)
  assert.equal(sure.status, 200)
  assert.match(words(sure.text), /€20 to Jonas\?.*Give Jonas €20 now/)
  assert.equal(ancestors(sure.headers), DESK)
  assert.equal((await kinds(house)).length, before, 'looking gives nothing')
  const confirmed = formOf(sure.text, 'sure')
  // Without the first press, or with another person's, nothing is given.
  assert.equal((await post('/panel/give', wanted)).status, 422)
  assert.equal((await post('/panel/give', { ...wanted, token: 'x'.repeat(32) })).status, 410)
  const carlas = await opened(house, house.carla)
  assert.equal(
    (await framed(house, { path: '/panel/give', cookie: carlas, form: confirmed.values })).status,
    410,
  )
  const given = await Promise.all([1, 2, 3].map(() => post('/panel/give', confirmed.values)))
  assert.deepEqual(
    given.map((each) => each.status),
    [303, 303, 303],
  )
  assert.deepEqual(
    (await kinds(house)).slice(before).filter((kind) => kind.startsWith('remedies')),
    ['remedies.given'],
  )
  // One press is one gesture: with another amount the same ticket gives nothing.
  assert.notEqual((await post('/panel/give', { ...confirmed.values, amount: '90' })).status, 303)
  const entries = () => house.run((db) => remediesOnCase(db, one.id))
  assert.deepEqual(
    (await entries()).map((each) => [each.amount, each.by_id]),
    [[2000n, house.ben.id]],
  )
  const after = await get(given[0]?.location ?? '')
  assert.match(words(after.text), /€20 given to Jonas\..*You may give €80 more on this case/)
  const over = await post('/panel/look', { ...wanted, amount: '81' })
  assert.equal(over.status, 409)
  assert.match(words(over.text), /You may give €80 more on this case\. For more, ask/)
  await house.run(async (db) =>
    give(db, house.now(house.ben), { case: one.id, kind: goodwill, amount: euro(70), reason: 'more' }),
  )
  const late = formOf((await post('/panel/look', { ...wanted, amount: '10' })).text, 'sure')
  await house.run(async (db) =>
    give(db, house.now(house.ben), { case: one.id, kind: goodwill, amount: euro(5), reason: 'more' }),
  )
  assert.equal(
    (await post('/panel/give', late.values)).status,
    409,
    'the limit at the moment of giving decides',
  )
  const entry = formOf(after.text, 'take-back').values
  assert.equal((await post('/panel/take-back', entry)).status, 303)
  assert.equal((await entries()).filter((each) => each.taken_back_at).length, 1)
})

test('something kind, or just heard, from the panel; sent twice it is one; a stranger is written down', async () => {
  const house = await aCompany()
  await listed(house, DESK)
  const cookie = await opened(house, house.ben)
  const post = (path: string, form: Record<string, string>) => framed(house, { path, cookie, form })
  const nobody = await framed(house, { path: '/panel?phone=0171+5550102', cookie })
  assert.match(words(nobody.text), /0171 5550102.*Nobody here is known by this/)
  const made = await post('/panel/new', { ...formOf(nobody.text, 'new').values, name: 'Tom Baker' })
  const customer = /customer=([\w-]+)/.exec(made.location ?? '')?.[1] ?? ''
  const page = await framed(house, { path: '/panel?phone=%2B491715550102', cookie })
  assert.match(words(page.text), /Tom Baker.*Nothing of theirs waits/)
  const { values } = formOf(page.text, 'f-say')
  for (let n = 0; n < 2; n++)
    assert.equal(
      (await post('/panel/say', { ...values, kind: 'kindness', text: 'Waited for him.' })).status,
      303,
    )
  const said = () => house.run((db) => interactionsOf(db, [customer], { most: 10 }))
  assert.deepEqual(
    (await said()).map((one) => [one.kind, one.person_id]),
    [['kindness', house.ben.id]],
  )
  const wrong = formOf(
    (await framed(house, { path: `/panel?customer=${customer}`, cookie })).text,
    'f-say',
  ).values
  await post('/panel/say', { ...wrong, kind: 'complaint', text: 'The light went out.' })
  assert.match(
    words((await framed(house, { path: `/panel?customer=${customer}`, cookie })).text),
    /The light went out.*With you/,
  )
})

test('who is signed in sees the panel by itself, and in a frame of the same site only where it is listed', async () => {
  const house = await aCompany()
  const token = await house.run((db) => beginSession(db, house.ben.id, 'test', clock.now()))
  const cookie = `makegood=${token}`
  assert.equal(ancestors((await framed(house, { path: '/panel', cookie })).headers), "'none'")
  await listed(house, DESK)
  assert.equal(ancestors((await framed(house, { path: '/panel', cookie })).headers), DESK)
  const top = await (await house.door(house.ben)).get('/panel?email=nobody@mail.example')
  assert.equal(top.status, 200)
  assert.equal(ancestors(top.headers), "'none'")
  const stranger = await (await house.door(null)).get('/panel?phone=1')
  assert.equal(stranger.location, '/sign-in?to=%2Fpanel%3Fphone%3D1')
})
