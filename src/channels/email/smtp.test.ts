import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { createTransport } from 'nodemailer'
import { listenSmtp, type ReceivedMail, type SmtpSettings } from './smtp.ts'

async function serve(settings: Partial<SmtpSettings>) {
  const kept: ReceivedMail[] = []
  const server = await listenSmtp({
    host: '127.0.0.1',
    port: 0,
    accept: async (recipient) =>
      recipient.endsWith('@halden.example') ||
      (recipient.startsWith('old@') ? 'This shop has closed.' : false),
    receive: async (mail) => void kept.push(mail),
    ...settings,
  })
  return { ...server, kept }
}

/** A conversation by hand: each line is sent after the answer to the one before; answers the codes. */
async function converse(port: number, lines: string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1')
  const codes = [await answer(socket)]
  for (const line of lines) {
    socket.write(line.endsWith('\r\n.\r\n') ? line : `${line}\r\n`)
    codes.push(await answer(socket))
  }
  socket.on('error', () => {}).destroy()
  return codes
}

function answer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const heard = (chunk: Buffer) => {
      text += chunk
      if (/^\d{3} .*\r\n$/m.test(text)) end(() => resolve(text.trim().split('\r\n').at(-1)!))
    }
    const failed = (error: Error) => end(() => reject(error))
    const closed = () => end(() => resolve('closed'))
    const end = (settle: () => void) => {
      socket.off('data', heard).off('error', failed).off('close', closed)
      settle()
    }
    socket.on('data', heard).on('error', failed).on('close', closed)
  })
}

const session = (to = 'support@halden.example', from = 'tom@customer.example') => [
  'EHLO tom.example',
  `MAIL FROM:<${from}>`,
  `RCPT TO:<${to}>`,
]

test('mail for us is kept byte for byte, with what the session knew; other mail is refused', async () => {
  const { port, kept, close } = await serve({})
  const raw = 'Subject: a\r\n\r\n.leading dot\r\nend'
  await createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'tom.example' }).sendMail({
    envelope: { from: 'tom@customer.example', to: ['support@halden.example', 'bikes@halden.example'] },
    raw,
  })
  assert.equal(kept[0]?.raw.toString().trimEnd(), raw)
  assert.deepEqual(
    { ...kept[0], raw: undefined },
    {
      raw: undefined,
      mailFrom: 'tom@customer.example',
      recipients: ['support@halden.example', 'bikes@halden.example'],
      ip: '127.0.0.1',
      helo: 'tom.example',
    },
  )
  const [, ehlo, , refused] = await converse(port, session('eve@evil.example'))
  assert.match(refused!, /^550 .*Nobody here/)
  assert.doesNotMatch(ehlo!, /AUTH|STARTTLS/)
  assert.match((await converse(port, session('old@x.example'))).at(-1)!, /^550 .*closed/)
  assert.match((await converse(port, ['EHLO a', 'AUTH PLAIN AGEAYg=='])).at(-1)!, /^5/)
  await close()
})

test('250 is said only when the mail is kept, 451 when it could not be: nothing acknowledged is lost', async () => {
  let release = () => {}
  let fails = false
  const errors: string[] = []
  const { port, close } = await serve({
    receive: () =>
      fails
        ? Promise.reject(new Error('disk full at /secret'))
        : new Promise<void>((resolve) => (release = resolve)),
    failed: (error) => errors.push(error.message),
  })
  const data = [...session(), 'DATA', 'Subject: a\r\n\r\nb\r\n.\r\n']
  let settled = false
  const waiting = converse(port, data).then((codes) => {
    settled = true
    return codes
  })
  await new Promise((resolve) => setTimeout(resolve, 150))
  assert.equal(settled, false)
  release()
  assert.match((await waiting).at(-1)!, /^250 /)
  fails = true
  const refused = (await converse(port, data)).at(-1)!
  assert.match(refused, /^451 /)
  assert.doesNotMatch(refused, /secret/)
  assert.deepEqual(errors, ['disk full at /secret'])
  await close()
})

test('a mail past the size is refused, announced or not, and the null sender is heard', async () => {
  const { port, kept, close } = await serve({ maxBytes: 10_000 })
  assert.match((await converse(port, ['EHLO a', 'MAIL FROM:<tom@x.example> SIZE=20000'])).at(-1)!, /^552 /)
  assert.match(
    (await converse(port, [...session(), 'DATA', `${'x'.repeat(20_000)}\r\n.\r\n`])).at(-1)!,
    /^552 /,
  )
  assert.match(
    (
      await converse(port, [...session('support@halden.example', ''), 'DATA', 'Subject: a\r\n\r\nb\r\n.\r\n'])
    ).at(-1)!,
    /^250 /,
  )
  assert.deepEqual(
    kept.map((mail) => mail.mailFrom),
    [''],
  )
  await close()
})

test('E18 a flood of one sender is asked to wait, others pass; connections are bounded', async () => {
  let now = 0
  const { port, close } = await serve({ throttle: { perMinute: 5, now: () => now }, maxConnections: 3 })
  const senders = [...Array.from({ length: 8 }, () => 'flood@evil.example'), 'tom@customer.example']
  const talk = senders.flatMap((sender) => [`MAIL FROM:<${sender}>`, 'RSET'])
  const codes = (await converse(port, ['EHLO a', ...talk])).filter((_, i) => i > 1 && i % 2 === 0)
  assert.deepEqual(
    codes.map((code) => code.slice(0, 3)),
    [...Array(5).fill('250'), ...Array(3).fill('451'), '250'],
  )
  now += 60_000
  assert.match((await converse(port, ['EHLO a', 'MAIL FROM:<FLOOD@evil.example>'])).at(-1)!, /^250 /)

  const held = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const socket = connect(port, '127.0.0.1')
      await answer(socket)
      return socket
    }),
  )
  assert.match((await converse(port, []))[0]!, /^421 |closed/)
  for (const socket of held) socket.destroy()
  await close()
})
