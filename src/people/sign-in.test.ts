import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { clock, days, minutes } from '../kit/clock.ts'
import { listLetters, mailsGoOutBy } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { beginSession, listSessions } from '../kit/session.ts'
import { makeTicket } from '../kit/tickets.ts'
import { changePassword } from './account.ts'
import { foundCompany } from './founding.ts'
import { findIdentity } from './identity.ts'
import { invite, inviteAgain, revokeInvitation } from './invite.ts'
import { company, findPerson, type Staff, staffOf } from './people.ts'
import { join, sendSignInLink, signIn, useSignInLink } from './sign-in.ts'

const peer = (address = '10.0.0.1') => ({ address, agent: 'test' })
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

const lettersTo = async (halden: TestCompany, recipient: string) =>
  (await halden.run((db) => listLetters(db, 100))).filter((letter) => letter.recipient === recipient)
const tokenIn = (text: string | undefined, kind: 'join' | 'sign-in') =>
  new RegExp(`/${kind}/([\\w-]+)`).exec(text ?? '')?.[1] ?? assert.fail(`no ${kind} link in: ${text}`)

/** Somebody invited, with the token that went to them. */
async function invited(halden: TestCompany, email = `tom@${halden.slug}.example`) {
  const one = await halden.run((db) =>
    invite(db, halden.now(halden.mara), {
      name: 'Tom Baker',
      email,
      level: 'front-line',
      team: halden.teams.station,
    }),
  )
  return { one, email, token: tokenIn((await lettersTo(halden, email))[0]?.text, 'join') }
}

const PASSWORD = 'a short sentence is good'

/** Somebody who has joined with a password. */
async function joined(halden: TestCompany) {
  const { one, email, token } = await invited(halden)
  await join(halden.database, token, peer(), PASSWORD)
  return { one, email }
}

test('an invitation works once, for seven days, and makes the person', async (t) => {
  t.after(clock.reset)
  const halden = await aCompany()
  const { one, email, token } = await invited(halden)
  const door = await halden.door(null)
  const page = await door.get(`/join/${token}`)
  assert.match(page.text, /Tom Baker/)
  assert.equal(
    (await halden.run((db) => findPerson(db, one.id)))?.identity_id,
    null,
    'looking joined already',
  )
  const gone = await door.post(`/join/${token}`, { password: PASSWORD })
  assert.deepEqual([gone.status, gone.location], [303, '/today'])
  assert.match(gone.headers.get('set-cookie') ?? '', /^makegood=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
  assert.equal((await door.post(`/join/${token}`, { password: PASSWORD })).status, 410)
  assert.ok(await signIn(halden.database, { email, password: PASSWORD }, peer()))

  const late = await invited(halden, `late@${halden.slug}.example`)
  clock.move(days(7) + 1000)
  await assert.rejects(join(halden.database, late.token, peer(), PASSWORD), refused('link'))
})

test('a new invitation ends the old one, and one that was taken back ends too', async () => {
  const halden = await aCompany()
  const { one, email, token } = await invited(halden)
  await halden.run((db) => inviteAgain(db, halden.now(halden.mara), one.id))
  await assert.rejects(join(halden.database, token, peer(), PASSWORD), refused('link'))
  const second = tokenIn((await lettersTo(halden, email))[0]?.text, 'join')
  assert.notEqual(second, token)
  await halden.run((db) => revokeInvitation(db, halden.now(halden.mara), one.id))
  await assert.rejects(join(halden.database, second, peer(), PASSWORD), refused('link'))
  const again = await invited(halden)
  assert.equal(again.one.id, one.id, 'who comes back is the same person')
  await join(halden.database, again.token, peer(), PASSWORD)
})

/** A company that somebody set up under an address of somebody else, with a session in it. */
async function intruderUnder(halden: TestCompany, email: string) {
  const founder = { name: 'Nobody', email, password: 'typed by an intruder' }
  const slug = `intruder-${halden.slug.slice(-12)}`
  const where = { name: 'Intruder', slug, currency: 'EUR', country: 'DE', zone: 'UTC', language: 'en' }
  const intruder = await foundCompany(halden.database, { ...where, founder }, clock.now())
  await signIn(halden.database, founder, peer('10.6.6.6'))
  const open = () => halden.database.inCompany(intruder.company, (db) => listSessions(db, intruder.id))
  return { founder, open }
}

test('an address that somebody only typed is not theirs: its owner joins, and they are out', async (t) => {
  t.after(() => mailsGoOutBy(undefined))
  const halden = await aCompany()
  const email = `victim@${halden.slug}.example`
  const { founder, open } = await intruderUnder(halden, email)
  const { token } = await invited(halden, email)
  assert.equal((await open()).length, 1)
  mailsGoOutBy({ host: 'localhost', port: 9, from: 'makegood@localhost', secure: false })
  await join(halden.database, token, peer())
  assert.equal((await open()).length, 0)
  await assert.rejects(signIn(halden.database, founder, peer('10.6.6.6')), refused('sign-in'))
})

test('where no mail goes out a link proves nothing: a known human joins by their password only', async () => {
  const halden = await aCompany()
  const email = `known@${halden.slug}.example`
  const { founder, open } = await intruderUnder(halden, email)
  const { token } = await invited(halden, email)
  await assert.rejects(join(halden.database, token, peer(), 'a guess of the password'), refused('password'))
  await assert.rejects(join(halden.database, token, peer()), refused('password'))
  await join(halden.database, token, peer(), founder.password)
  assert.equal((await open()).length, 1)
  const unknown = await invited(halden, `new@${halden.slug}.example`)
  await assert.rejects(
    join(halden.database, unknown.token, peer()),
    refused('password'),
    'no way to sign in again',
  )
})

test('an invitation cannot be used to guess a password', async () => {
  const halden = await aCompany()
  const email = `guessed@${halden.slug}.example`
  await intruderUnder(halden, email)
  const { token } = await invited(halden, email)
  for (let i = 0; i < 10; i++)
    await assert.rejects(
      join(halden.database, token, peer('10.5.5.5'), `guess number ${i}`),
      refused('password'),
    )
  await assert.rejects(
    join(halden.database, token, peer('10.5.5.5'), 'typed by an intruder'),
    refused('sign-in'),
  )
})

test('a company is founded under a known address only with the password of that address', async () => {
  const halden = await aCompany()
  const { email } = await joined(halden)
  const found = (password: string) =>
    foundCompany(
      halden.database,
      {
        name: 'Second',
        slug: `second-${halden.slug.slice(-12)}`,
        currency: 'EUR',
        country: 'DE',
        zone: 'UTC',
        language: 'en',
        founder: { name: 'Tom', email, password },
      },
      clock.now(),
    )
  await assert.rejects(found('another password'), refused('address-taken'))
  await assert.rejects(
    signIn(halden.database, { email, password: 'another password' }, peer()),
    refused('sign-in'),
    'founding changed the password of somebody else',
  )
  await found(PASSWORD)
})

test('a link shows on GET and decides on POST, once, also for twenty at the same moment', async () => {
  const halden = await aCompany()
  const { email } = await joined(halden)
  await sendSignInLink(halden.database, email.toUpperCase(), peer(), 'http://x')
  const token = tokenIn((await lettersTo(halden, email))[0]?.text, 'sign-in')
  const door = await halden.door(null)
  for (let i = 0; i < 3; i++) assert.equal((await door.get(`/sign-in/${token}`)).status, 200)
  const presses = await Promise.all(Array.from({ length: 20 }, () => door.post(`/sign-in/${token}`)))
  assert.deepEqual(presses.map((one) => one.status).sort(), [303, ...Array.from({ length: 19 }, () => 410)])
  assert.equal((await door.get(`/sign-in/${token}`)).status, 410)
})

test('a newer link ends the older one, and no link lasts longer than twenty minutes', async (t) => {
  t.after(clock.reset)
  const halden = await aCompany()
  const { email } = await joined(halden)
  await sendSignInLink(halden.database, email, peer(), 'http://x')
  await sendSignInLink(halden.database, email, peer(), 'http://x')
  const [second, first] = (await lettersTo(halden, email)).map((one) => one.text)
  await assert.rejects(useSignInLink(halden.database, tokenIn(first, 'sign-in'), peer()), refused('link'))
  clock.move(minutes(20) + 1000)
  await assert.rejects(useSignInLink(halden.database, tokenIn(second, 'sign-in'), peer()), refused('link'))
})

test('ten bad tries stop a pair; hammering from elsewhere does not lock out who belongs here', async (t) => {
  t.after(clock.reset)
  const halden = await aCompany()
  const { email } = await joined(halden)
  const good = (address: string) => signIn(halden.database, { email, password: PASSWORD }, peer(address))
  const bad = (address: string) =>
    signIn(halden.database, { email, password: 'wrong password' }, peer(address)).then(
      () => 'in',
      (error: unknown) => (error instanceof Refusal ? error.code + error.kind : 'fault'),
    )
  await good('10.0.0.1')
  for (let i = 0; i < 10; i++) assert.equal(await bad('10.9.9.1'), 'sign-inforbidden')
  assert.equal(await bad('10.9.9.1'), 'sign-intoo-many')
  // From forty peers: a peer that never got in is stopped, the one that did is not.
  for (let i = 0; i < 30; i++) await bad(`10.9.8.${i}`)
  await assert.rejects(good('10.7.7.7'), (error) => error instanceof Refusal && error.kind === 'too-many')
  assert.ok(await good('10.0.0.1'))
  clock.move(minutes(16))
  assert.ok(await good('10.7.7.7'), 'still stopped after a quarter of an hour')
})

test('a known and an unknown address look alike: status, page and time', async (t) => {
  t.after(clock.reset)
  const halden = await aCompany()
  const { email } = await joined(halden)
  const door = await halden.door(null)
  const ask = async (address: string) => {
    const began = performance.now()
    const asked = await door.post('/sign-in/link', { email: address })
    return { took: performance.now() - began, said: [asked.status, asked.location] }
  }
  const tryPassword = async (address: string) => {
    const began = performance.now()
    const tried = await door.post('/sign-in', { email: address, password: 'not the password' })
    return { took: performance.now() - began, said: [tried.status, tried.text.replaceAll(address, 'it')] }
  }
  const apart = async (way: typeof ask) => {
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = 0; i < 9; i++) {
      const stranger = `nobody${i}@${halden.slug}.example`
      const first = await way(i % 2 ? email : stranger)
      const second = await way(i % 2 ? stranger : email)
      assert.deepEqual(first.said, second.said)
      known.push(i % 2 ? first.took : second.took)
      unknown.push(i % 2 ? second.took : first.took)
      clock.move(minutes(16))
    }
    // The quickest of each, as a busy machine only ever adds: a hash that was left out would save ten.
    return Math.abs(Math.min(...known) - Math.min(...unknown))
  }
  for (const way of [ask, tryPassword]) {
    const rounds: number[] = []
    while (rounds.length < 4 && !rounds.some((one) => one < 5)) rounds.push(await apart(way))
    assert.ok(
      rounds.some((one) => one < 5),
      `${way.name}: ${rounds.map((one) => one.toFixed(1)).join(', ')} ms apart`,
    )
  }
})

test('after signing in one lands on our own pages only', async () => {
  const halden = await aCompany()
  const { email } = await joined(halden)
  const door = await halden.door(null)
  const strange = [
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n//evil.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    ' https://evil.example',
    '/ /evil.example',
    'http:evil.example',
    'evil.example',
    '@evil.example',
    '?x',
    '',
    '/%0d%0aset-cookie: x=1 y',
    '/\\/evil.example',
    '\u0000//evil.example',
    '/\u3000/evil.example',
  ]
  for (const to of strange) {
    const { location } = await door.post('/sign-in', { email, password: PASSWORD, to })
    assert.equal(location, '/today', `"${to}" led to ${location}`)
  }
  const base = new URL(halden.base)
  for (const to of [
    '/cases/1?x=//evil.example',
    '/.//evil.example',
    '/%2f%2fevil.example',
    '/%5cevil.example',
  ]) {
    const { location } = await door.post('/sign-in', { email, password: PASSWORD, to })
    assert.equal(new URL(location ?? '', base).host, base.host, `"${to}" led to ${location}`)
  }
})

test('a form of another site is refused, whatever it says', async () => {
  const halden = await aCompany()
  const token = await halden.run(async (db) => beginSession(db, halden.mara.id, 'x', clock.now()))
  const send = (headers: Record<string, string>) =>
    halden.app.hono.fetch(
      new Request(`${halden.base}/company/teams`, {
        method: 'POST',
        headers: {
          cookie: `makegood=${token}`,
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: 'name=Forged',
      }),
    )
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ])
    assert.equal((await send(headers as Record<string, string>)).status, 403, JSON.stringify(headers))
  assert.equal((await send({ 'sec-fetch-site': 'same-origin' })).status, 303)
  const api = await halden.app.hono.fetch(
    new Request(`${halden.base}/api/v1/teams`, {
      method: 'POST',
      headers: { cookie: `makegood=${token}`, 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
      body: '{"name":"Forged"}',
    }),
  )
  assert.equal(api.status, 401, 'the cookie opened the API to another site')
})

test('a session that was ended is dead at once, and a new password ends all others', async () => {
  const halden = await aCompany()
  const { one, email } = await joined(halden)
  const token = await signIn(halden.database, { email, password: PASSWORD }, peer())
  const open = () => halden.run((db) => listSessions(db, one.id))
  const mine = (await open())[0]
  assert.ok(mine)
  const status = async () =>
    (
      await halden.app.hono.fetch(
        new Request(`${halden.base}/account`, {
          headers: { cookie: `makegood=${token}`, 'sec-fetch-site': 'same-origin' },
        }),
      )
    ).status
  assert.equal(await status(), 200)
  const who = await halden.run(async (db) =>
    staffOf(await company(db), (await findPerson(db, one.id))!, clock.now()),
  )
  const other = (await open()).find((each) => each.id !== mine.id)
  const staying = { ...who, session: other?.id ?? '' } satisfies Staff & { session: string }
  await assert.rejects(
    halden.run((db) => changePassword(db, staying, { current: 'wrong password', next: 'another sentence' })),
    refused('password'),
  )
  assert.equal(await status(), 200)
  await halden.run((db) => changePassword(db, staying, { current: PASSWORD, next: 'another sentence' }))
  assert.equal(await status(), 303)
  assert.deepEqual(
    (await open()).map((each) => each.id),
    [other?.id],
  )
  await assert.rejects(signIn(halden.database, { email, password: PASSWORD }, peer()), refused('sign-in'))
})

test('one signs out, and only by a form', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.ben)
  assert.equal((await door.get('/sign-out')).status, 404)
  assert.equal((await door.get('/account')).status, 200)
  assert.equal((await door.post('/sign-out')).location, '/sign-in')
  assert.equal((await door.get('/account')).status, 303)
})

test('somebody of two companies goes from one to the other, and to no third', async () => {
  const [halden, elsewhere, third] = [await aCompany(), await aCompany('Elsewhere'), await aCompany('Third')]
  const { one, email } = await joined(halden)
  const there = await invited(elsewhere, email)
  await join(elsewhere.database, there.token, peer(), PASSWORD)
  const person = await halden.run((db) => findPerson(db, one.id))
  const who = await halden.run(async (db) => staffOf(await company(db), person!, clock.now()))
  const door = await halden.door(who)
  const list = await door.get('/account/companies')
  assert.match(list.text, /Elsewhere/)
  assert.doesNotMatch(list.text, /Third/)
  assert.equal((await door.post('/account/companies', { company: third.company })).status, 404)
  const went = await door.post('/account/companies', { company: elsewhere.company })
  const cookie = (went.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const page = await halden.app.hono.fetch(
    new Request(`${halden.base}/company/teams`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } }),
  )
  assert.match(await page.text(), /Elsewhere/)
  assert.equal((await door.get('/account')).status, 303, 'the first session stayed open')
})

test('letters can be read by administrators, but no link in them lets them in as somebody else', async () => {
  const halden = await aCompany()
  const { email } = await joined(halden)
  await sendSignInLink(halden.database, email, peer(), 'http://x')
  const { token } = await invited(halden, `second@${halden.slug}.example`)
  const page = await (await halden.door(halden.mara)).get('/company/letters')
  assert.match(page.text, /Your link to sign in/)
  assert.doesNotMatch(page.text, /\/sign-in\/[\w-]{20}/)
  assert.ok(page.text.includes(token), 'an invitation that no mail carries must be handed on by somebody')
  assert.equal((await (await halden.door(halden.ben)).get('/company/letters')).status, 403)
})

test('a link of another kind opens no door', async () => {
  const halden = await aCompany()
  const { one } = await joined(halden)
  const at = clock.now()
  const other = await halden.run((db) =>
    makeTicket(db, { kind: 'follow', about: one.id, at, endsAt: new Date(at.getTime() + days(1)) }),
  )
  await assert.rejects(useSignInLink(halden.database, other.token, peer()), refused('link'))
  await assert.rejects(join(halden.database, other.token, peer(), PASSWORD), refused('link'))
  assert.equal(await halden.database.outside((db) => findIdentity(db, 'nobody@example')), undefined)
})
