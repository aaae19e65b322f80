import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { closeParsers, parseMail } from './parse.ts'
import type { MailEnvelope, Parsed } from './parsed.ts'
import { multipart, tom, writeMail } from './write-mail.ts'

after(closeParsers)

async function read(raw: Uint8Array, envelope?: MailEnvelope): Promise<Parsed> {
  const mail = await parseMail(raw, envelope)
  assert.ok(mail.readable, mail.readable ? '' : mail.sentence)
  return mail
}

const collected = '../shared/data/emails'

test('103 collected mails: each is a mail, a delivery notice, or waits with a reason', async (t) => {
  if (!existsSync(collected)) return t.skip('the shared data is absent')
  const names = readdirSync(collected).sort()
  const counts = { parsed: 0, bounce: 0, unreadable: 0 }
  const bounces: string[] = []
  for (const name of names) {
    const mail = await parseMail(readFileSync(`${collected}/${name}`))
    if (!mail.readable) counts.unreadable++
    else if (mail.bounce) bounces.push(name) && counts.bounce++
    else counts.parsed++
    if (mail.readable) assert.doesNotMatch(JSON.stringify({ ...mail, attachments: [] }), /\\u0000/, name)
  }
  assert.equal(names.length, 103)
  assert.deepEqual(counts, { parsed: 97, bounce: 6, unreadable: 0 })
  assert.equal(bounces.filter((name) => name.startsWith('multipart_report')).length, 5)
})

test('what the collected mails say', async (t) => {
  if (!existsSync(collected)) return t.skip('the shared data is absent')
  const file = (name: string) => read(readFileSync(`${collected}/${name}.eml`))
  assert.equal((await file('multi_charset_ks_c_5601-1987')).text, '스티해')
  assert.equal((await file('multi_charset_japanese_iso_2022')).text, 'すみません。')
  assert.match((await file('multi_charset_japanese_shift_jis')).text, /^あいうえお/)
  assert.equal((await file('multi_charset_japanese_attachment')).attachments[0]?.name, 'てすと.txt')
  assert.equal((await file('plain_emails_raw_email')).subject, 'NOTE: 한국말로 하는 것')
  assert.equal((await file('rfc2822_example10')).from?.address, 'pete@silly.test')
  assert.equal((await file('rfc2822_example13')).from?.address, 'jdoe@machine.example')
  assert.equal((await file('plain_emails_raw_email_bad_time')).date?.getUTCFullYear(), 3609)
  assert.equal((await file('multipart_report_emails_multi_address_bounce1')).bounce?.reports.length, 5)
  const late = (await file('multipart_report_emails_report_422')).bounce
  assert.deepEqual(
    late?.reports.map((each) => [each.recipient, each.action, each.status]),
    [['fraser@oooooooo.com.au', 'delayed', '4.2.2']],
  )
})

test('M3 raw bytes, wrong ends, NUL, uuencode, RFC 2231 names, split encoded words', async () => {
  const lf = await read(Buffer.from('From: tom@customer.example\nSubject: a\n\nhello\0 there\n'))
  assert.equal(lf.text, 'hello there')
  const cr = await read(Buffer.from('From: tom@customer.example\rSubject: cr\r\rhello\r'))
  assert.deepEqual([cr.subject, cr.text], ['cr', 'hello'])

  const latin = Buffer.from('From: J\xf6rg <j@customer.example>\r\nSubject: Gr\xfc\xdfe\r\n\r\nhi', 'latin1')
  const eightBit = await read(latin)
  assert.deepEqual([eightBit.from?.name, eightBit.subject], ['Jörg', 'Grüße'])

  const split = await read(writeMail({ ...tom, Subject: '=?utf-8?B?w6TD?= =?utf-8?B?tg==?=' }, 'x'))
  assert.equal(split.subject, 'äö')

  const open = `--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: text/plain; name*0*=utf-8''%C3%A4; name*1*=%C3%B6.txt\nContent-Disposition: attachment\n\nfile`
  const unclosed = await read(writeMail({ ...tom, 'Content-Type': 'multipart/mixed; boundary=b' }, open))
  assert.equal(unclosed.text, 'hello')
  assert.deepEqual(
    unclosed.attachments.map((each) => each.name),
    ['äö.txt'],
  )

  const wrong = await read(writeMail({ ...tom, 'Content-Type': 'multipart/mixed; boundary=other' }, open))
  assert.ok(wrong.readable)

  const uu = await read(writeMail(tom, 'see this\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nbye'))
  assert.deepEqual(
    uu.attachments.map((each) => [each.name, Buffer.from(each.bytes).toString()]),
    [['cat.txt', 'Cat']],
  )
  assert.equal(uu.text, 'see this\n\n\nbye')
})

test('M4 charsets, mislabelled and unknown ones', async () => {
  const say = async (label: string, bytes: Buffer) =>
    (
      await read(
        writeMail(
          { ...tom, 'Content-Type': `text/plain; charset=${label}`, 'Content-Transfer-Encoding': '8bit' },
          bytes,
        ),
      )
    ).text
  assert.equal(await say('iso-8859-1', Buffer.from([0x93, 0x71, 0x94, 0x80])), '“q”€')
  assert.equal(await say('"iso-8859-1"', Buffer.from('caf\xe9', 'latin1')), 'café')
  assert.equal(await say('windows-1252', Buffer.from([0x80, 0x35])), '€5')
  assert.equal(await say('us-ascii', Buffer.from('caf\xe9', 'latin1')), 'café')
  assert.equal(await say('utf-8', Buffer.from('caf\xe9', 'latin1')), 'café')
  assert.equal(await say('"utf-8;"', Buffer.from('café €')), 'café €')
  assert.equal(await say('iso-8859-1', Buffer.from('café €')), 'café €')
  assert.equal(await say('x-unknown-17', Buffer.from('café')), 'café')
  assert.equal(await say('gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3])), '你好')
  assert.equal(await say('cp850', Buffer.from([0x84, 0x94, 0x81])), 'äöü')
  assert.equal(await say('utf-7', Buffer.from('caf+AOk-')), 'café')
  assert.equal(await say('utf-16le', Buffer.from('café', 'utf16le')), 'café')
  assert.equal(await say('koi8-r', Buffer.from([0xd0, 0xd2])), 'пр')
  assert.equal(await say('iso-2022-jp', Buffer.from('\x1b$B$"$$\x1b(Bok')), 'あいok')
})

test('M5 headers missing, doubled or absurd', async () => {
  const bare = await read(Buffer.from('Subject: alone\r\n\r\nwords'))
  assert.deepEqual([bare.from, bare.messageId, bare.date], [undefined, undefined, undefined])
  assert.ok(bare.problems.includes('It names no sender.'))
  const { Date: _, ...undated } = tom
  for (const [said, year] of [
    ['Thu, 1 Jan 1970 00:00:00 +0000', 1970],
    ['Mon, 6 Nov 2090 10:00:00 +0000', 2090],
  ] as const) {
    assert.equal((await read(writeMail({ ...undated, Date: said }))).date?.getUTCFullYear(), year)
  }
  assert.equal((await read(writeMail({ ...undated, Date: 'yesterday, about tea' }))).date, undefined)
  const two = await read(
    writeMail({ ...tom, From: ['Tom <tom@customer.example>', 'Eve <eve@evil.example>'] }, 'x'),
  )
  assert.equal(two.from?.address, 'tom@customer.example')
  assert.ok(two.problems.includes('It names more than one sender.'))
  const group = await read(
    writeMail({ ...tom, To: 'undisclosed-recipients:;', Cc: 'Shops: a@x.example, b@x.example;' }),
  )
  assert.deepEqual([group.to, group.cc.map((each) => each.address)], [[], ['a@x.example', 'b@x.example']])
})

test('M8 invitations, sealed mails, winmail.dat and mails in mails are kept and named', async () => {
  const invite = await read(
    writeMail(
      { ...tom, 'Content-Type': 'multipart/alternative; boundary=b' },
      multipart(
        'b',
        'Content-Type: text/plain\n\nCome at ten',
        'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR',
      ),
    ),
  )
  assert.deepEqual([invite.text, invite.attachments[0]?.name], ['Come at ten', 'invite.ics'])
  const sealed = await read(writeMail({ ...tom, 'Content-Type': 'application/pkcs7-mime' }, 'MIIB'))
  assert.match(sealed.problems.join(), /S\/MIME/)
  const pgp = await read(
    writeMail(
      { ...tom, 'Content-Type': 'multipart/encrypted; boundary=b' },
      multipart(
        'b',
        'Content-Type: application/pgp-encrypted\n\nVersion: 1',
        'Content-Type: application/octet-stream\n\nx',
      ),
    ),
  )
  assert.match(pgp.problems.join(), /PGP/)
  const tnef = await read(writeMail({ ...tom, 'Content-Type': 'application/ms-tnef; name=winmail.dat' }, 'x'))
  assert.match(tnef.problems.join(), /winmail/)
  const inner = 'Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: inner\n\ninner words'
  const nested = await read(
    writeMail(
      { ...tom, 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', 'Content-Type: text/plain\n\nouter', inner),
    ),
  )
  assert.deepEqual([nested.text, nested.attachments[0]?.type], ['outer', 'message/rfc822'])
})

test('a mail of several texts loses none of them; alternatives are one', async () => {
  const mixed = await read(
    writeMail(
      { ...tom, 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart(
        'b',
        'Content-Type: text/plain\n\nfirst',
        'Content-Type: text/html\n\n<p>second</p>',
        'Content-Type: text/plain\n\nthird <3',
      ),
    ),
  )
  assert.equal(mixed.text, 'first\nsecond\nthird <3')
  assert.match(mixed.html ?? '', /first.*<p>second<\/p>.*third &lt;3/s)
  const either = await read(
    writeMail(
      { ...tom, 'Content-Type': 'multipart/alternative; boundary=b' },
      multipart('b', 'Content-Type: text/plain\n\nplain', 'Content-Type: text/html\n\n<p>rich</p>'),
    ),
  )
  assert.deepEqual([either.text, either.html], ['plain', '<p>rich</p>'])
})

test('A1 answers go to Reply-To of people, not of machines; a contact form writes for its customer', async () => {
  const reply = await read(writeMail({ ...tom, 'Reply-To': 'TOM+bikes@Customer.Example' }))
  assert.equal(reply.answerTo?.address, 'TOM+bikes@customer.example')
  const broken = await read(writeMail({ ...tom, 'Reply-To': 'not an address' }))
  assert.equal(broken.answerTo?.address, 'tom@customer.example')
  const machine = await read(
    writeMail({ ...tom, 'Auto-Submitted': 'auto-replied', 'Reply-To': 'list@x.example' }),
  )
  assert.equal(machine.answerTo?.address, 'tom@customer.example')
  const form = await read(
    writeMail({ ...tom, From: 'Form <no-reply@halden.example>', 'Reply-To': 'Ito <ito@x.example>' }),
  )
  assert.deepEqual(
    [form.author?.address, form.answerTo?.address, form.automatic.mayAnswer],
    ['ito@x.example', 'ito@x.example', true],
  )
  const idn = await read(writeMail({ ...tom, From: 'Jürgen <jürgen@bücher.example>' }))
  assert.equal(idn.from?.address, 'jürgen@xn--bcher-kva.example')
})

test('A2 the customer of a forwarded mail', async () => {
  const forwards: Array<[string, string]> = [
    [
      'Fwd: bell',
      '---------- Forwarded message ---------\nFrom: Keiko Ito <ito@x.example>\nDate: Mon\nSubject: bell\nTo: me\n\nhello',
    ],
    [
      'WG: Klingel',
      'Bitte!\n\nVon: Keiko Ito [mailto:ito@x.example]\nGesendet: Montag\nAn: Ben\nBetreff: Klingel\n\nHallo',
    ],
    [
      'Fwd: bell',
      'Begin forwarded message:\n\n> From: "Keiko Ito" <ito@x.example>\n> Subject: bell\n> Date: Monday\n>\n> hello',
    ],
    [
      'TR: sonnette',
      "-----Message d'origine-----\nDe : Keiko Ito <ito@x.example>\nEnvoyé : lundi\nObjet : sonnette\n\nbonjour",
    ],
    ['転送: ベル', '差出人: Keiko Ito <ito@x.example>\n件名: ベル\n\nこんにちは'],
  ]
  for (const [subject, text] of forwards) {
    const mail = await read(writeMail({ ...tom, Subject: subject }, text))
    assert.deepEqual(mail.forwarded, { from: 'Keiko Ito', address: 'ito@x.example' }, subject)
  }
  const reply = await read(
    writeMail({ ...tom, Subject: 'Re: bell' }, 'From: what I see <a@b.example> it is fine'),
  )
  assert.equal(reply.forwarded, undefined)
})

test('A3–A5 lists that rewrite the sender; copies; the real address behind a name', async () => {
  const google = await read(
    writeMail({
      ...tom,
      From: "'Keiko Ito' via Info <info@halden.example>",
      'X-Original-From': 'Keiko Ito <ito@x.example>',
    }),
  )
  assert.deepEqual(
    [google.from?.address, google.author],
    ['info@halden.example', { name: 'Keiko Ito', address: 'ito@x.example' }],
  )
  const copied = await read(
    writeMail({
      ...tom,
      Cc: 'Ana <ana@halden.example>, eve@evil.example',
      'Delivered-To': 'box@halden.example',
    }),
  )
  assert.deepEqual(
    copied.cc.map((each) => each.address),
    ['ana@halden.example', 'eve@evil.example'],
  )
  assert.deepEqual(copied.recipients, [
    'support@halden.example',
    'ana@halden.example',
    'eve@evil.example',
    'box@halden.example',
  ])
  const posing = await read(writeMail({ ...tom, From: '"support@halden.example" <eve@evil.example>' }))
  assert.equal(posing.from?.address, 'eve@evil.example')
  assert.match(posing.problems.join(), /another address/)
  const turned = await read(
    writeMail({ ...tom, From: '\u202Eelpmaxe <eve@evil.example>', Subject: 'a\u202Eb' }),
  )
  assert.deepEqual([turned.from?.name, turned.subject], ['elpmaxe', 'ab'])
})

test('L1 what must not be answered, each sign alone', async () => {
  const kinds: Array<[Record<string, string>, string | undefined]> = [
    [{ 'Auto-Submitted': 'auto-replied' }, 'auto-reply'],
    [{ 'Auto-Submitted': 'auto-generated (vacation)' }, 'auto-reply'],
    [{ Precedence: 'bulk' }, 'bulk'],
    [{ Precedence: 'junk' }, 'bulk'],
    [{ Precedence: 'list' }, 'list'],
    [{ 'List-Id': '<news.x.example>' }, 'list'],
    [{ 'List-Unsubscribe': '<https://x.example>' }, 'bulk'],
    [{ 'Return-Path': '<>' }, 'auto-reply'],
    [{ 'X-Autoreply': 'yes' }, 'auto-reply'],
    [{ 'X-Auto-Response-Suppress': 'All' }, undefined],
    [{ From: 'MAILER-DAEMON@x.example' }, 'auto-reply'],
    [{ From: 'postmaster@x.example' }, 'auto-reply'],
    [{ Subject: 'Abwesenheitsnotiz: Ihr Rad' }, 'auto-reply'],
    [{ 'X-Makegood-Loop': '1' }, 'own'],
  ]
  for (const [headers, kind] of kinds) {
    const { automatic } = await read(writeMail({ ...tom, ...headers }, 'I am away until Monday'))
    assert.deepEqual([automatic.kind, automatic.mayAnswer], [kind, false], JSON.stringify(headers))
    assert.ok(automatic.why.endsWith('.'))
  }
  assert.equal((await read(writeMail({ ...tom, 'Auto-Submitted': 'no' }))).automatic.mayAnswer, true)
  assert.equal((await read(writeMail(tom), { mailFrom: '' })).automatic.mayAnswer, false)
  assert.equal(
    (await read(writeMail({ ...tom, 'Return-Path': '<>' }), { mailFrom: 'tom@customer.example' })).automatic
      .mayAnswer,
    true,
  )
})

test('L4 an absence notice is kept whole', async () => {
  const away = await read(
    writeMail(
      { ...tom, 'Auto-Submitted': 'auto-replied', 'In-Reply-To': '<sent@halden.example>' },
      'Back on Monday',
    ),
  )
  assert.deepEqual(
    [away.text, away.inReplyTo, away.bounce],
    ['Back on Monday', ['<sent@halden.example>'], undefined],
  )
})

const dsn = (
  status: string,
  original = 'Message-ID: <sent@halden.example>\nTo: Tom <tom@customer.example>\nSubject: your bike',
) =>
  writeMail(
    {
      From: 'MAILER-DAEMON@mx.example',
      To: 'support@halden.example',
      Subject: 'Undelivered Mail Returned to Sender',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r',
    },
    multipart(
      'r',
      'Content-Type: text/plain\n\nSorry.',
      `Content-Type: message/delivery-status\n\n${status}`,
      `Content-Type: text/rfc822-headers\n\n${original}`,
    ),
  )

test('B1 B3 B4 delivery reports: which mail, which recipients, failed or late', async () => {
  const failed =
    'Final-Recipient: rfc822; tom@customer.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no\n such user'
  const late = 'Final-Recipient: RFC822; <ito@x.example>\nAction: delayed\nStatus: 4.4.1'
  const { bounce, automatic } = await read(dsn(`Reporting-MTA: dns; mx.example\n\n${failed}\n\n${late}`))
  assert.deepEqual(bounce, {
    reports: [
      {
        recipient: 'tom@customer.example',
        action: 'failed',
        status: '5.1.1',
        diagnostic: '550 no such user',
      },
      { recipient: 'ito@x.example', action: 'delayed', status: '4.4.1', diagnostic: '' },
    ],
    originalMessageId: '<sent@halden.example>',
    originalTo: 'tom@customer.example',
  })
  assert.deepEqual([automatic.kind, automatic.mayAnswer], ['bounce', false])
  const good = await read(
    dsn('Final-Recipient: rfc822; tom@customer.example\nAction: delivered\nStatus: 2.0.0'),
  )
  assert.equal(good.bounce?.reports[0]?.action, 'delivered')
})

test('B2 bounces in the habits of qmail, Exim, Gmail and Exchange', async () => {
  const qmail = writeMail(
    { From: 'MAILER-DAEMON@x.example', To: 'support@halden.example', Subject: 'failure notice' },
    'Hi. This is the qmail-send program at x.example.\n\n<tom@customer.example>:\n550 5.1.1 no mailbox here\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@halden.example>\nMessage-ID: <sent@halden.example>\nTo: tom@customer.example\n\nDear Tom',
  )
  const gmail = writeMail(
    {
      From: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      To: 'support@halden.example',
      Subject: 'Delivery Status Notification (Failure)',
      'X-Failed-Recipients': 'tom@customer.example',
      'In-Reply-To': '<sent@halden.example>',
      References: '<sent@halden.example>',
    },
    'Address not found\n\nYour message was not delivered to tom@customer.example because the address could not be found.\n550 5.1.1 The account does not exist.',
  )
  const exchange = writeMail(
    {
      From: 'postmaster@x.example',
      To: 'support@halden.example',
      Subject: 'Undeliverable: your bike',
      'In-Reply-To': '<sent@halden.example>',
    },
    'Your message did not reach some or all of the intended recipients.\n\n  tom@customer.example (tom@customer.example)\n    5.1.10 RESOLVER.ADR.RecipientNotFound',
  )
  for (const raw of [qmail, gmail, exchange]) {
    const { bounce } = await read(raw)
    assert.equal(bounce?.originalMessageId, '<sent@halden.example>')
    assert.deepEqual(
      bounce?.reports.map((each) => [each.recipient, each.action]),
      [['tom@customer.example', 'failed']],
    )
  }
  const delayed = await read(
    writeMail(
      {
        From: 'Mailer-Daemon@x.example',
        To: 'support@halden.example',
        Subject: 'Warning: message delayed 24 hours',
        'X-Failed-Recipients': 'tom@customer.example',
      },
      'It will keep trying.',
    ),
  )
  assert.equal(delayed.bounce?.reports[0]?.action, 'delayed')
  const person = await read(
    writeMail({ ...tom, Subject: 'Undelivered mail?' }, 'My mail to you was returned: tom@customer.example'),
  )
  assert.equal(person.bounce, undefined)
})

test('the new words of a reply, in six languages; the whole text where nothing else is left', async () => {
  const replies: Array<[string, string]> = [
    [
      'Yes, Tuesday is fine.',
      'On Mon, 3 Nov 2025 at 10:00, Ben <ben@halden.example> wrote:\n> Does Tuesday suit you?',
    ],
    ['Ja, gern.', 'Am 03.11.2025 um 10:00 schrieb Ben <ben@halden.example>:\n> Passt Dienstag?'],
    ['Oui, merci.', 'Le lun. 3 nov. 2025 à 10:00, Ben <ben@halden.example> a écrit :\n> Mardi ?'],
    ['Sí, gracias.', 'El lun, 3 nov 2025 a las 10:00, Ben (<ben@halden.example>) escribió:\n> ¿Martes?'],
    ['はい。', '2025年11月3日(月) 10:00 Ben <ben@halden.example>:\n> 火曜日'],
    ['نعم شكرا', 'في الاثنين، 3 نوفمبر 2025 كتب Ben <ben@halden.example>:\n> الثلاثاء؟'],
  ]
  for (const [words, quote] of replies) {
    const mail = await read(writeMail(tom, `${words}\n\n${quote}\n`))
    assert.equal(mail.said, words)
    assert.match(mail.text, /Ben/)
  }
  assert.equal((await read(writeMail(tom, '> only a quote'))).said, '> only a quote')
  const html =
    '<div>Thank you!</div><div class="gmail_quote">On Mon, 3 Nov 2025 at 10:00, Ben &lt;ben@halden.example&gt; wrote:<br><blockquote>Does it ring?</blockquote></div>'
  assert.equal((await read(writeMail({ ...tom, 'Content-Type': 'text/html' }, html))).said, 'Thank you!')
  assert.equal(
    (
      await read(
        writeMail(tom, 'Bitte melden Sie sich, ich habe das Rad nicht bekommen und die Klingel ist kaputt'),
      )
    ).languageHint,
    'de',
  )
})

test('what is no mail waits with a reason, and names itself if it can', async () => {
  for (const raw of ['', '\0\0\0', 'just a line', '{"json": true}']) {
    const none = await parseMail(Buffer.from(raw))
    assert.deepEqual([none.readable, none.readable || none.reason], [false, 'not-a-mail'], raw)
  }
  const empty = await parseMail(Buffer.from('Content-Type: text/plain\r\n\r\n'))
  assert.equal(empty.readable || empty.reason, 'empty')
  const large = await parseMail(Buffer.concat([writeMail(tom), Buffer.alloc(26 * 1024 * 1024, 0x20)]))
  assert.deepEqual(large.readable || [large.reason, large.glimpse], [
    'too-large',
    { from: tom.From, subject: tom.Subject },
  ])
})

test('file names harm nobody (F4)', async () => {
  const name = async (said: string) =>
    (
      await read(
        writeMail(
          { ...tom, 'Content-Type': 'image/gif', 'Content-Disposition': `attachment; filename="${said}"` },
          'x',
        ),
      )
    ).attachments[0]?.name
  assert.equal(await name('../../x'), '_.._x')
  assert.equal(await name('\u202Egpj.exe'), 'gpj.exe')
  assert.equal(await name('\u200B.htaccess'), 'htaccess')
  assert.equal((await name(`${'a'.repeat(300)}.jpeg`))?.length, 150)
  assert.match((await name(`${'a'.repeat(300)}.jpeg`)) ?? '', /\.jpeg$/)
})
