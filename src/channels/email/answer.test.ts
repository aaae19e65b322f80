import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import {
  type Case,
  followLink,
  putRight,
  readCase,
  readFollow,
  reply,
  take,
  waitingCases,
} from '../../cases/cases.ts'
import { linesAbout } from '../../history/history.ts'
import { interactionsOf } from '../../interactions/interactions.ts'
import { clock, seconds } from '../../kit/clock.ts'
import type { Id } from '../../kit/ids.ts'
import { listLetters, mailsGoOutBy } from '../../kit/mail.ts'
import { mailHouse } from './house.ts'
import { parseMail } from './parse.ts'
import type { Parsed } from './parsed.ts'
import { mail, type PostOffice, postOffice } from './post-office.ts'
import { askDnsBy } from './prove-mail.ts'
import { selectNotes } from './store-thread.ts'
import { countMails } from './store-waiting.ts'
import { caseToken, replyAddress } from './thread.ts'
import { waitingMails } from './waiting.ts'

type Halden = TestCompany & { office: PostOffice; sink: Sink }

async function here(t: TestContext): Promise<Halden> {
  askDnsBy(async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))
  const house = await aCompany()
  const [office, sink] = [await postOffice(house), await openSink()]
  t.after(async () => {
    clock.reset()
    askDnsBy(undefined)
    mailsGoOutBy(undefined)
    await Promise.all([office.close(), sink.close()])
  })
  return { ...house, office, sink }
}

type Sink = { mails: { raw: string; from: string; to: string[] }[]; close(): Promise<void> }

/** Where our mail goes out to: a real server that keeps what it is given. */
async function openSink(): Promise<Sink> {
  const mails: Sink['mails'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          raw: Buffer.concat(chunks).toString('utf8'),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((one) => one.address),
        })
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  mailsGoOutBy({ host: '127.0.0.1', port, from: 'makegood@localhost', secure: false })
  return { mails, close: () => new Promise((closed) => server.close(() => closed())) }
}

const waiting = (house: Halden): Promise<Case[]> => house.run((db) => waitingCases(db, { most: 50 }))
const only = async (house: Halden): Promise<Case> => {
  const all = await waiting(house)
  assert.equal(all.length, 1)
  return all[0]!
}

/** Ben answers, and the ten seconds pass. Returns what arrived at the other side. */
async function answer(house: Halden, id: Id, text: string) {
  await house.run((db) => reply(db, house.now(house.ben), id, text))
  clock.move(seconds(11))
  await house.settle()
  return house.sink.mails.at(-1)!
}

async function read(raw: string): Promise<Parsed> {
  const parsed = await parseMail(Buffer.from(raw))
  assert.ok(parsed.readable)
  return parsed
}

/** What is said on the private page of a case. */
const followed = (house: Halden, id: Id) =>
  house.run(async (db) => (await readFollow(db, { about: id })).said)

test('an answer goes out in the customer’s thread, comes back to its case, and nobody else gets it', async (t) => {
  const house = await here(t)
  await house.office.send(
    mail(
      {
        Subject: 'My bike',
        'Message-ID': '<second@customer.example>',
        References: '<first@customer.example>',
        Cc: 'eve@evil.example',
        'Reply-To': 'eve@evil.example',
      },
      'It was not ready.',
    ),
  )
  await house.settle()
  const one = await only(house)
  const sent = await answer(house, one.id, 'I am sorry.\n\nCome by: https://halden.example/?a=1&b=2')
  assert.deepEqual(
    sent.to,
    ['tom@customer.example'],
    'E5, A1: only the customer, at the address that we know',
  )
  const out = await read(sent.raw)
  assert.equal(out.from?.name, 'Ben at Halden')
  assert.equal(out.from?.address, house.office.address)
  assert.equal(out.subject, 'Re: My bike')
  assert.deepEqual(out.inReplyTo, ['<second@customer.example>'])
  assert.deepEqual(out.references, ['<first@customer.example>', '<second@customer.example>'])
  assert.match(out.text, /I am sorry\.[\s\S]*Ben Okafor\nHalden\n\+49 40 555 0100/)
  assert.match(out.html ?? '', /href="https:\/\/halden\.example\/\?a=1&amp;b=2"/)
  assert.equal(
    out.replyTo[0]?.address,
    replyAddress(house.office.address, mailHouse().secret, house.company, one.id),
  )
  assert.equal(sent.from, out.replyTo[0]?.address, 'what comes back names the case')
  assert.doesNotMatch(sent.raw, /auto-submitted/i)

  await house.office.send(
    mail({ Subject: 'AW: My bike', 'Message-ID': '<third@customer.example>' }, 'Thank you.'),
    {
      to: out.replyTo[0]!.address,
    },
  )
  await house.settle()
  assert.equal((await only(house)).id, one.id)
  assert.deepEqual(
    (await followed(house, one.id)).map((line) => line.text),
    ['It was not ready.', 'I am sorry.\n\nCome by: https://halden.example/?a=1&b=2', 'Thank you.'],
  )
  const next = await read((await answer(house, one.id, 'Gladly.')).raw)
  assert.deepEqual(next.inReplyTo, ['<third@customer.example>'])
})

test('T1 a customer’s reply finds its case by our id alone; a stranger’s does not', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const out = await read((await answer(house, one.id, 'I am sorry.')).raw)
  const head = {
    'In-Reply-To': out.messageId!,
    References: out.messageId!,
    Subject: `Re: My bike [#${one.number}]`,
  }
  await house.office.send(mail(head, 'From me.'))
  await house.office.send(mail({ ...head, From: 'Eve <eve@evil.example>' }, 'E2: from a stranger.'))
  await house.office.send(
    mail({ ...head, From: 'Tom <tom@customer.example>', 'In-Reply-To': '<x@y>' }, 'By References.'),
  )
  await house.settle()
  const all = await waiting(house)
  assert.equal(all.length, 2)
  const strangers = all.find((each) => each.id !== one.id)
  assert.equal(strangers?.happened, 'E2: from a stranger.')
  assert.deepEqual(
    (await followed(house, one.id))
      .map((line) => line.text)
      .slice(2)
      .sort(),
    ['By References.', 'From me.'],
  )
})

test('T3 where the name leaves no room for a token, the text bears it', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  await house.office.send(
    mail(
      { From: 'Tom <tom@customer.example>', 'In-Reply-To': '' },
      `Yes please.\n\n> [${caseToken(mailHouse().secret, house.company, one.id)}]`,
    ),
  )
  await house.settle()
  assert.equal((await only(house)).id, one.id)
})

test('T10 who answers after it was put right has a case that follows, by the same address for ever', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const out = await read((await answer(house, one.id, 'I am sorry.')).raw)
  await house.run((db) =>
    putRight(db, house.now(house.ben), one.id, 'The bike is ready and it cost nothing.'),
  )
  const to = { to: out.replyTo[0]!.address }
  await house.office.send(mail({ 'Auto-Submitted': 'auto-replied' }, 'I am on holiday.'), to)
  await house.settle()
  assert.equal((await waiting(house)).length, 0, 'L4: a machine opens nothing')
  await house.office.send(mail({}, 'The brake still squeaks.'), to)
  await house.settle()
  const next = await only(house)
  assert.equal(next.after_id, one.id)
  await house.office.send(mail({}, 'And the bell is gone.'), to)
  await house.settle()
  assert.equal((await only(house)).id, next.id, 'what follows joins the case that waits now')
})

test('L4 an out-of-office notice joins the case that waits and stops no clock', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const out = await read((await answer(house, one.id, 'I am sorry.')).raw)
  const due = (await only(house)).due_at
  await house.office.send(mail({ Subject: 'Automatic reply: My bike' }, 'I am away.'), {
    to: out.replyTo[0]!.address,
  })
  await house.settle()
  assert.deepEqual((await only(house)).due_at, due)
  assert.equal((await followed(house, one.id)).at(-1)?.text, 'I am away.')
})

test('E3, E15 whoever else holds the address stands beside the case: seen by staff, seeing nothing, to be taken away', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const out = await read((await answer(house, one.id, 'I am sorry.')).raw)
  const to = { to: out.replyTo[0]!.address }
  await house.office.send(
    mail({ From: 'Eve <eve@evil.example>', Subject: 'Your code' }, 'The code is 123456.'),
    to,
  )
  await house.settle()
  assert.equal((await only(house)).id, one.id)
  const [noted] = await house.run((db) => selectNotes(db, one.id))
  assert.ok(noted)
  const texts = (await followed(house, one.id)).map((line) => line.text)
  assert.ok(!texts.join().includes('123456'), 'nobody reads a stranger’s mail on a private page')
  const door = await house.door(house.ben)
  const page = await door.get(`/cases/${one.id}`)
  assert.match(page.text, /Somebody else wrote to the address of this case/)
  assert.match(page.text, /eve@evil\.example/)
  const lines = (await house.run((db) => linesAbout(db, one.id))).map((line) => line.kind)
  assert.equal(lines.filter((kind) => kind === 'email.noted').length, 1)
  assert.ok(
    !lines.includes('cases.added-to') || lines.filter((kind) => kind === 'cases.added-to').length === 1,
  )
  assert.equal((await answer(house, one.id, 'Soon.')).to.join(), 'tom@customer.example')

  const away = await door.post(`/mail/${noted}/not-here`)
  assert.equal(away.location, `/cases/${one.id}`)
  assert.deepEqual(await house.run((db) => selectNotes(db, one.id)), [])
  const own = await door.post(`/mail/${noted}/own-case`)
  assert.notEqual(own.location, `/cases/${one.id}`)
  assert.equal((await waiting(house)).length, 2)
  assert.equal(
    (await (await house.door((await aCompany('Other')).ben)).post(`/mail/${noted}/own-case`)).status,
    404,
  )
})

test('E4 a token that is changed, cut or another company’s means nothing', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const good = caseToken(mailHouse().secret, house.company, one.id)
  const foreign = caseToken(mailHouse().secret, (await aCompany('Other')).company, one.id)
  const changed = good.replace(/^./, (first) => (first === '0' ? '1' : '0'))
  for (const token of [changed, good.slice(0, -1), foreign])
    await house.office.send(mail({}, `By ${token}`), { to: house.office.address.replace('@', `+${token}@`) })
  await house.settle()
  assert.equal((await waiting(house)).length, 4)
})

test('E1 a mail in the name of a colleague does nothing in their name', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  await house.run((db) => take(db, house.now(house.ben), one.id))
  const sent = house.sink.mails.length
  const ben = `ben@${house.slug}.example`
  await house.owner.query('update people_person set email = $1 where id = $2', [ben, house.ben.id])
  const to = { to: replyAddress(house.office.address, mailHouse().secret, house.company, one.id) }
  await house.office.send(mail({ From: `Ben Okafor <${ben}>` }, 'Give him a thousand.'), to)
  await house.settle()
  assert.equal(house.sink.mails.length, sent, 'nothing is sent on')
  assert.ok(!(await followed(house, one.id)).some((line) => line.text.includes('thousand')))
  assert.equal((await house.run((db) => selectNotes(db, one.id))).length, 1)
})

const report = (recipient: string, original: string, action = 'failed', status = '5.1.1') =>
  [
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.customer.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 no such user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${original}`,
    '',
    '--b--',
  ].join('\n')
const bounce = (recipient: string, original: string, action?: string, status?: string) =>
  mail(
    {
      From: 'MAILER-DAEMON@mx.customer.example',
      Subject: 'Undelivered Mail Returned to Sender',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
    },
    report(recipient, original, action, status),
  )

test('B1, B5 a mail that did not arrive is said at that mail and on the case, and its holder hears of it', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const sent = await answer(house, one.id, 'I am sorry.')
  const out = await read(sent.raw)
  const back = { from: '', to: sent.from }
  await house.office.send(bounce('tom@customer.example', out.messageId!, 'delayed', '4.4.1'), back)
  await house.settle()
  const door = await house.door(house.ben)
  assert.match((await door.get(`/cases/${one.id}`)).text, /Has not arrived at tom@customer\.example yet/)
  const before = house.sink.mails.length
  clock.move(seconds(5))
  await house.office.send(bounce('tom@customer.example', out.messageId!), back)
  await house.settle()
  const page = await door.get(`/cases/${one.id}`)
  assert.match(page.text, /Did not arrive at tom@customer\.example\. There is no such address\./)
  assert.match(page.text, /our mail came back/)
  const [ours] = await house.run((db) => interactionsOf(db, [one.customer_id!], { most: 1 }))
  assert.equal(ours?.direction, 'out')
  assert.match((await door.get(`/interactions/${ours!.id}`)).text, /Did not arrive/)
  assert.equal((await waiting(house)).length, 1, 'E7: a notice opens no case')
  assert.deepEqual(
    (await house.run((db) => linesAbout(db, one.id)))
      .map((line) => line.kind)
      .filter((kind) => kind.startsWith('email')),
    ['email.delivery-noted', 'email.not-delivered'],
  )
  const told = house.sink.mails.slice(before)
  assert.equal(told.length, 1)
  assert.match(told[0]!.to[0]!, /^ben\./)
  assert.match(told[0]!.raw, /did not arrive/)
  const counts = await house.run((db) => countMails(db, new Date(0)))
  assert.deepEqual([counts.mails, counts.heard, counts.notices, counts.waiting], [3, 1, 2, 0])
})

test('E9 a forged notice marks nothing: it waits in sight', async (t) => {
  const house = await here(t)
  await house.office.send(mail({}, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  const out = await read((await answer(house, one.id, 'I am sorry.')).raw)
  await house.office.send(bounce('tom@customer.example', '<guessed@halden.example>'), { from: '' })
  await house.office.send(bounce('someone-else@customer.example', out.messageId!), { from: '' })
  await house.settle()
  assert.equal((await house.run((db) => waitingMails(db))).length, 2)
  const page = await (await house.door(house.ben)).get(`/cases/${one.id}`)
  assert.doesNotMatch(page.text, /Did not arrive/)
  assert.equal((await only(house)).id, one.id)
})

test('E16 nothing that a stranger writes adds a line to the header of our mail', async (t) => {
  const house = await here(t)
  await house.office.send(
    mail(
      {
        Subject: '=?utf-8?Q?Hello=0D=0ABcc:_eve@evil.example?=',
        From: '=?utf-8?Q?T=0D=0ABcc:_a@evil.example?= <tom@customer.example>',
      },
      'Hi.',
    ),
  )
  await house.settle()
  const one = await only(house)
  const sent = await answer(house, one.id, 'Hello.')
  assert.doesNotMatch(sent.raw, /^bcc:/im)
  assert.deepEqual(sent.to, ['tom@customer.example'])
})

test('a customer is asked by mail whether it was put right, and the answer threads', async (t) => {
  const house = await here(t)
  await house.office.send(mail({ 'Message-ID': '<ask@customer.example>' }, 'It was not ready.'))
  await house.settle()
  const one = await only(house)
  await house.run((db) => putRight(db, house.now(house.ben), one.id, 'Ben lent a bike.'))
  clock.move(seconds(11))
  await house.settle()
  const out = await read(house.sink.mails.at(-1)!.raw)
  assert.match(out.text, /Ben lent a bike\.[\s\S]*\/follow\/[\w-]{32}/)
  assert.deepEqual(out.inReplyTo, ['<ask@customer.example>'])
  assert.equal((await house.run((db) => listLetters(db, 10))).length, 1)
  assert.ok(await house.run((db) => followLink(db, one.id)))
  assert.equal((await house.run((db) => readCase(db, one.id))).waiting, false)
})
