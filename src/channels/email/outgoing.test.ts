import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { mayAutoAnswer, newMessageId, type Outgoing, replyHeaders } from './outgoing.ts'
import { closeParsers, parseMail } from './parse.ts'
import { listenSmtp, type ReceivedMail } from './smtp.ts'

after(closeParsers)

const mail: Outgoing = {
  messageId: newMessageId('0192-af', 'support@halden.example'),
  from: { name: 'Ben at Halden', address: 'support@halden.example' },
  to: { name: 'Tom', address: 'tom@customer.example' },
  replyTo: 'support+token@halden.example',
  subject: 'AW: My bike',
  answers: {
    messageId: '<one@customer.example>',
    references: Array.from({ length: 30 }, (_, i) => `<${i}@x.example>`),
  },
}

test('H6 a reply threads: our id, its id, a short chain', () => {
  const made = replyHeaders(mail)
  assert.equal(made.messageId, '<0192-af@halden.example>')
  assert.equal(made.inReplyTo, '<one@customer.example>')
  assert.deepEqual(
    [made.references?.length, made.references?.[0], made.references?.at(-1)],
    [11, '<0@x.example>', '<one@customer.example>'],
  )
  assert.equal(made.subject, 'Re: My bike')
  assert.equal(made.headers['Auto-Submitted'], undefined)
  assert.equal(made.envelope.from, 'support+token@halden.example')
  const { answers: _, ...fresh } = mail
  assert.equal(replyHeaders({ ...fresh, subject: 'Your bike is ready' }).subject, 'Your bike is ready')
})

test('L1 what the program sends by itself says so and takes no bounce', () => {
  const made = replyHeaders({ ...mail, automatic: true })
  assert.equal(made.headers['Auto-Submitted'], 'auto-replied')
  assert.equal(made.headers['X-Auto-Response-Suppress'], 'All')
  assert.equal(made.envelope.from, '')
})

test('E16 no subject, name, id or address adds a header: the raw mail at a real sink', async () => {
  const kept: ReceivedMail[] = []
  const sink = await listenSmtp({
    host: '127.0.0.1',
    port: 0,
    accept: async () => true,
    receive: async (each) => void kept.push(each),
  })
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, secure: false, ignoreTLS: true })
  const evil = '\r\nBcc: eve@evil.example\r\n\r\nbody'
  await transport.sendMail({
    ...replyHeaders({
      ...mail,
      subject: `Hi${evil} =?utf-8?Q?=0D=0ABcc:_eve@evil.example?=`,
      from: { name: `Ben${evil}`, address: mail.from.address },
      to: { name: `Tom\u2028${evil}`, address: mail.to.address },
      answers: { messageId: `<a@b>${evil}`, references: [`<c@d${evil}>`, '<good@x.example>'] },
    }),
    text: 'hello',
  })
  transport.close()
  await sink.close()
  const raw = kept[0]!.raw.toString()
  assert.doesNotMatch(raw, /^(?:bcc|eve)/im)
  assert.doesNotMatch(raw.split('\r\n\r\n')[0]!, /^body/m)
  assert.match(raw, /^References: <good@x\.example>/m)
  assert.deepEqual(kept[0]?.recipients, ['tom@customer.example'])
  const back = await parseMail(kept[0]!.raw)
  assert.ok(back.readable)
  assert.equal(back.automatic.kind, 'own')
  for (const address of [
    'tom@x.example\r\nBcc: eve@evil.example',
    'a@b, eve@evil.example',
    'tom',
    '<a@b>',
    'a b@c',
  ]) {
    assert.throws(() => replyHeaders({ ...mail, to: { name: 'Tom', address } }), RangeError, address)
  }
})

const none = { toSenderToday: 0, inThread: 0, betweenPairThisHour: 0 }
const person = { kind: undefined, mayAnswer: true, why: 'Nothing says that a machine sent it.' }

test('L2 L3 E6 E7 one automatic answer a day and hour, three a thread, none to machines', () => {
  assert.equal(mayAutoAnswer(person, none).may, true)
  assert.equal(mayAutoAnswer(person, { ...none, toSenderToday: 1 }).may, false)
  assert.equal(mayAutoAnswer(person, { ...none, betweenPairThisHour: 1 }).may, false)
  assert.equal(mayAutoAnswer(person, { ...none, inThread: 3 }).may, false)
  const own = { kind: 'own' as const, mayAnswer: false, why: 'It was sent by this program.' }
  assert.deepEqual(mayAutoAnswer(own, none), { may: false, why: own.why })
})

test('E8 a robot without headers that answers at once hears of us three times at most, in a thousand turns', () => {
  let [sent, today] = [0, 0]
  for (let turn = 0; turn < 1_000; turn++) {
    if (turn % 100 === 0) today = 0
    if (!mayAutoAnswer(person, { toSenderToday: today, inThread: sent, betweenPairThisHour: today }).may)
      continue
    sent++
    today++
  }
  assert.equal(sent, 3)
})
