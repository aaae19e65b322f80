import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { ImapFlow } from 'imapflow'
import { type Dovecot, startDovecot, until } from './dovecot.ts'
import { type Cursor, type Fetched, followMailbox, type MailboxSettings } from './imap.ts'

let server: Dovecot | string
before(async () => {
  server = await startDovecot()
})
after(async () => {
  if (typeof server !== 'string') await server.remove()
})

function here(t: TestContext): Dovecot | undefined {
  if (typeof server !== 'string') return server
  t.skip(server)
  return undefined
}

const account = (dovecot: Dovecot) => ({
  host: '127.0.0.1',
  port: dovecot.port,
  secure: false,
  user: 'support',
  password: 'secret',
})

function follow(dovecot: Dovecot, more: Partial<MailboxSettings> = {}) {
  const taken: Fetched[] = []
  const saved: Cursor[] = []
  const states: string[] = []
  const mailbox = followMailbox({
    ...account(dovecot),
    take: async (mail) => void taken.push(mail),
    saveCursor: async (cursor) => void saved.push(cursor),
    state: ({ connected, error }) => states.push(connected ? 'connected' : `lost: ${error?.message}`),
    retryMilliseconds: { first: 100, longest: 400 },
    ...more,
  })
  const subjects = () => taken.map((mail) => /Subject: (.*)\r/.exec(mail.raw.toString('latin1'))?.[1])
  return { ...mailbox, taken, saved, states, subjects }
}

const mail = (subject: string, body = 'hello') =>
  `From: tom@customer.example\r\nSubject: ${subject}\r\n\r\n${body}\r\n`

async function unseen(dovecot: Dovecot): Promise<number> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    auth: { user: 'support', pass: 'secret' },
    logger: false,
  })
  await client.connect()
  const status = await client.status('INBOX', { unseen: true })
  await client.logout()
  return status ? (status.unseen ?? 0) : -1
}

test('I1 I2 what is there is taken in order, byte for byte, and stays unseen; what arrives comes by IDLE', async (t) => {
  const dovecot = here(t)
  if (!dovecot) return
  const bytes = Buffer.concat([Buffer.from(mail('bytes')), Buffer.from([0x93, 0x71, 0xff, 0x0d, 0x0a])])
  dovecot.deliver(mail('one'))
  dovecot.deliver(bytes)
  const box = follow(dovecot)
  await until(() => box.saved.length === 2)
  assert.deepEqual(box.subjects(), ['one', 'bytes'])
  assert.ok(box.taken[1]?.raw.equals(bytes))
  const began = performance.now()
  dovecot.deliver(mail('later'))
  await until(() => box.saved.length === 3)
  t.diagnostic(`by IDLE after ${Math.round(performance.now() - began)} ms`)
  assert.equal(await unseen(dovecot), 3)
  await box.stop()
  assert.deepEqual(box.cursor(), box.saved.at(-1))

  const again = follow(dovecot, { cursor: box.saved.at(-1)! })
  await until(() => again.states.includes('connected'))
  dovecot.deliver(mail('after the pause'))
  await until(() => again.saved.length === 1)
  assert.deepEqual(again.subjects(), ['after the pause'])
  await again.stop()
})

test('E11 a mail that could not be kept is offered again, and none behind it is lost or overtakes it', async (t) => {
  const dovecot = here(t)
  if (!dovecot) return
  const offered: number[] = []
  const box = follow(dovecot, {
    take: async ({ uid }) => {
      offered.push(uid)
      // The second mail is refused twice. Which number it has is the server's own affair: it may leave some out.
      const second = [...new Set(offered)][1]
      if (uid === second && offered.filter((each) => each === second).length < 3)
        throw new Error('the database is away')
    },
  })
  await until(() => box.saved.length === 4)
  const [first, second, third, fourth] = [...new Set(offered)].sort((a, b) => a - b)
  assert.deepEqual(offered, [first, second, second, second, third, fourth])
  assert.equal(box.states.filter((state) => state === 'lost: the database is away').length, 2)
  await box.stop()
})

test('I2 the server goes and comes back: nothing is lost, nothing comes twice', async (t) => {
  const dovecot = here(t)
  if (!dovecot) return
  const box = follow(dovecot)
  await until(() => box.saved.length === 4)
  await dovecot.stop()
  await until(() => box.states.some((state) => state.startsWith('lost')))
  dovecot.deliver(mail('while it was away'))
  await dovecot.start()
  await until(() => box.saved.length === 5)
  assert.equal(box.subjects().at(-1), 'while it was away')
  assert.equal(new Set(box.taken.map((each) => each.uid)).size, 5)
  await box.stop()
})

test('M7 another UIDVALIDITY: every mail comes again under it, none is lost', async (t) => {
  const dovecot = here(t)
  if (!dovecot) return
  const box = follow(dovecot)
  await until(() => box.saved.length === 5)
  await box.stop()
  const old = box.saved.at(-1)!
  await dovecot.stop()
  dovecot.forgetUids()
  await dovecot.start()
  dovecot.deliver(mail('new times'))
  const next = follow(dovecot, { cursor: old })
  await until(() => next.saved.length === 6)
  assert.notEqual(next.saved[0]?.uidValidity, old.uidValidity)
  assert.deepEqual(new Set(next.subjects()), new Set([...box.subjects(), 'new times']))
  await next.stop()
})

test('I5 no more than the limit is fetched of a large mail, and its size is told', async (t) => {
  const dovecot = here(t)
  if (!dovecot) return
  dovecot.deliver(mail('large', 'x'.repeat(3_000_000)))
  const box = follow(dovecot, { maxBytes: 1_000_000 })
  await until(() => box.saved.length === 7)
  const large = box.taken.find((each) => each.size > 3_000_000)
  assert.equal(large?.raw.length, 1_000_000)
  await box.stop()
})

test('stopping ends at once, idle, connecting in vain or with a wrong password', async (t) => {
  const dovecot = here(t)
  if (!dovecot) return
  const wrong = follow(dovecot, { password: 'wrong' })
  await until(() => wrong.states.length > 0)
  const nowhere = follow(dovecot, { port: 1 })
  await until(() => nowhere.states.length > 2)
  const idle = follow(dovecot, { cursor: { uidValidity: 'x', uid: 0 } })
  await until(() => idle.saved.length === 7)
  const began = performance.now()
  await Promise.all([wrong.stop(), nowhere.stop(), idle.stop()])
  assert.ok(performance.now() - began < 2_500)
  assert.match(wrong.states[0]!, /^lost: /)
})
