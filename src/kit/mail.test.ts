import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { aCompany } from '../../test/company.ts'
import { clock, minutes } from './clock.ts'
import { keepFile } from './files.ts'
import { type Letter, listLetters, mailGoesOut, mailsGoOutBy, post } from './mail.ts'

type Arrived = { from: string; to: string[]; raw: string }

/** A mail server at the other end. It refuses whoever is called nobody. */
async function aPostOffice(t: TestContext): Promise<Arrived[]> {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody@') ? new Error('No such box here') : undefined),
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        arrived.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(parts).toString('utf8'),
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  mailsGoOutBy({ host: '127.0.0.1', port, secure: false, from: 'halden@mail.example' })
  t.after(async () => {
    mailsGoOutBy(undefined)
    await new Promise<void>((done) => server.close(() => done()))
  })
  return arrived
}

async function aBox() {
  const halden = await aCompany()
  const to = (name: string) => `${name}@${halden.slug}.example`
  const write = (letter: Partial<Letter> = {}) =>
    halden.run((db) =>
      post(db, { recipient: to('tom'), subject: 'Your bike', text: 'It is ready.', ...letter }),
    )
  const box = () => halden.run((db) => listLetters(db, 50))
  return { ...halden, to, write, box }
}

/** The head of a mail, unfolded, as its lines. */
const head = (raw: string) => (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n')

test('without a server letters stay in the box, where they can be read', async () => {
  const { write, box, settle } = await aBox()
  assert.equal(mailGoesOut(), false)
  await write()
  await settle()
  const [letter] = await box()
  assert.deepEqual([letter?.subject, letter?.text, letter?.sent_at], ['Your bike', 'It is ready.', null])
})

test('a letter goes out once, with its files, and the box says when', async (t) => {
  const arrived = await aPostOffice(t)
  const { run, write, box, settle, to } = await aBox()
  const hash = await run((db) => keepFile(db, new TextEncoder().encode('the receipt')))
  await write({
    html: '<p>It is <b>ready</b>.</p>',
    files: [{ name: 'receipt.txt', type: 'text/plain', hash }],
  })
  await settle()
  await settle()
  const mine = arrived.filter((one) => one.to.includes(to('tom')))
  assert.equal(mine.length, 1)
  assert.match(mine[0]?.raw ?? '', /filename=receipt\.txt/)
  assert.match(mine[0]?.raw ?? '', /<p>It is <b>ready<\/b>\.<\/p>/)
  assert.ok((await box())[0]?.sent_at)
})

test('no line of a letter can begin another: not from a subject, a recipient or a header', async (t) => {
  const arrived = await aPostOffice(t)
  const { write, settle, to } = await aBox()
  const evil = '\r\nBcc: everybody@evil.example\r\n\r\n<h1>Hello'
  await write({
    recipient: to('tom'),
    subject: `Your bike${evil}`,
    headers: { 'X-Case': `12${evil}`, [`X-Odd${evil}`]: 'x' },
    from: { name: `Ben${evil}`, address: 'ben@mail.example' },
  })
  await settle()
  const mine = arrived.filter((one) => one.raw.includes('Your bike'))
  assert.deepEqual(
    mine.map((one) => one.to),
    [[to('tom')]],
  )
  const names = head(mine[0]?.raw ?? '').map((line) => line.split(':')[0]?.toLowerCase())
  assert.ok(!names.includes('bcc'), names.join(' '))
  assert.ok(!(mine[0]?.raw ?? '').includes('\r\n\r\n<h1>Hello'))
})

test('what a machine wrote bears no sender on its envelope, so that no machine answers it', async (t) => {
  const arrived = await aPostOffice(t)
  const { write, settle, to } = await aBox()
  await write({ envelopeFrom: '', headers: { 'Auto-Submitted': 'auto-replied' } })
  await settle()
  const mine = arrived.find((one) => one.to.includes(to('tom')))
  assert.equal(mine?.from, '')
  assert.ok(head(mine?.raw ?? '').includes('Auto-Submitted: auto-replied'))
})

test('a letter that is refused says why in the box, and is tried again', async (t) => {
  await aPostOffice(t)
  const { write, box, settle, to, owner, company } = await aBox()
  await write({ recipient: to('nobody') })
  await assert.rejects(settle(), /No such box here/)
  const [letter] = await box()
  assert.equal(letter?.sent_at, null)
  assert.match(letter?.trouble ?? '', /No such box here/)
  const { rows } = await owner.query(
    `select j.max_attempts > j.attempts as again from graphile_worker._private_jobs j
     where j.payload->>'company' = $1`,
    [company],
  )
  assert.deepEqual(rows, [{ again: true }])
  await owner.query(`delete from graphile_worker._private_jobs where payload->>'company' = $1`, [company])
})

test('the box shows the newest first, from a place on', async (t) => {
  t.after(() => clock.reset())
  const { write, box, run } = await aBox()
  for (const subject of ['one', 'two', 'three']) {
    await write({ subject })
    clock.move(minutes(1))
  }
  const all = await box()
  assert.deepEqual(
    all.map((one) => one.subject),
    ['three', 'two', 'one'],
  )
  const below = await run((db) => listLetters(db, 50, all[0]))
  assert.deepEqual(
    below.map((one) => one.subject),
    ['two', 'one'],
  )
})
