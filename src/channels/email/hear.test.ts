import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { dkimSign } from 'mailauth'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { casesOf, readCase, waitingCases } from '../../cases/cases.ts'
import { addressesOf, customer, meet, searchCustomers } from '../../customers/customers.ts'
import { linesAfter } from '../../history/history.ts'
import { attachmentsOf, type Interaction, latest } from '../../interactions/interactions.ts'
import { clock, minutes } from '../../kit/clock.ts'
import { listLetters } from '../../kit/mail.ts'
import { until } from './dovecot.ts'
import { keepQuiet } from './inbox.ts'
import { mail, type PostOffice, postOffice } from './post-office.ts'
import { askDnsBy } from './prove-mail.ts'
import { selectCaseless, selectHeard, selectUnproven } from './store.ts'
import { countMails } from './store-waiting.ts'

const none = async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))

async function here(t: TestContext): Promise<TestCompany & { office: PostOffice }> {
  askDnsBy(none)
  const house = await aCompany()
  const office = await postOffice(house)
  t.after(async () => {
    askDnsBy(undefined)
    await office.close()
  })
  return { ...house, office }
}

const said = (house: TestCompany): Promise<Interaction[]> => house.run((db) => latest(db, { most: 50 }))
const proven = (house: TestCompany): Promise<void> =>
  until(() => house.run(async (db) => (await selectUnproven(db, 1)).length === 0))

/** A proof that came after the mail was heard is a deed of its own; how soon it comes is not ours to say. */
const deeds = (lines: { kind: string }[]): string[] =>
  lines
    .map((line) => line.kind)
    .filter((kind) => kind !== 'email.proof-read')
    .sort()

const waiting = (house: TestCompany) => house.run((db) => waitingCases(db, { most: 50 }))

test('a mail is heard: its sender is met, a case waits for an answer, and each deed has its line', async (t) => {
  const house = await here(t)
  const before = (await house.run((db) => linesAfter(db, undefined, 1000))).length
  await house.office.send(
    mail({ Subject: 'Re: My bike was not ready' }, 'Nobody told me.\n\n> We said Friday.'),
  )
  assert.equal((await said(house)).length, 0, 'it is kept first and read afterwards')
  await house.settle()
  await proven(house)
  const [one] = await said(house)
  assert.equal(one?.kind, 'message')
  assert.equal(one?.channel, 'email')
  assert.equal(one?.text, 'Nobody told me.')
  assert.equal(one?.title, 'Re: My bike was not ready')
  const [open] = await waiting(house)
  assert.equal(open?.title, 'My bike was not ready')
  assert.equal(open?.happened, 'Nobody told me.')
  assert.equal(open?.customer_id, one?.customer_id)
  const tom = await house.run((db) => customer(db, one!.customer_id!))
  assert.equal(tom.name, 'Tom Baker')
  const heard = await house.run((db) => selectHeard(db, one!.id))
  assert.equal(heard?.proof?.proven, false)
  assert.match(heard?.whole ?? '', /We said Friday/)
  const lines = (await house.run((db) => linesAfter(db, undefined, 1000))).slice(before)
  assert.deepEqual(deeds(lines), ['cases.opened', 'customers.met', 'interactions.heard'])
  assert.equal((await house.run((db) => listLetters(db, 10))).length, 0, 'no machine of ours answers')
})

test('files come along, and what a mail says of itself goes in as words', async (t) => {
  const house = await here(t)
  const parts = [
    'Content-Type: text/plain\n\nLook at this wheel.',
    'Content-Type: image/png; name="wheel.png"\nContent-Disposition: attachment; filename="../wheel.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=',
  ]
  const body = `${parts.map((part) => `--b\n${part}\n`).join('')}--b--`
  await house.office.send(
    mail({ 'Content-Type': 'multipart/mixed; boundary=b', Subject: '<script>alert(1)</script>' }, body),
  )
  await house.settle()
  const [one] = await said(house)
  const [file] = await house.run((db) => attachmentsOf(db, [one!.id]))
  assert.match(file?.name ?? '', /^[^/\\]*wheel\.png$/)
  assert.equal(file?.type, 'image/png')
  const page = await (await house.door(house.ben)).get(`/interactions/${one!.id}`)
  assert.equal(page.status, 200)
  assert.ok(page.text.includes('&lt;script&gt;alert(1)'))
  assert.ok(!page.text.includes('<script>alert'))
})

test('M7, E11 the same mail ten times at once, and once more by another road, is one', async (t) => {
  const house = await here(t)
  const raw = mail({ 'Message-ID': '<same@customer.example>' }, 'Where is my bike?')
  await Promise.all(Array.from({ length: 10 }, () => house.office.send(raw)))
  await house.settle()
  await house.office.send(`Received: from elsewhere.example\n${raw}`)
  await house.settle()
  assert.equal((await said(house)).length, 1)
  assert.equal((await waiting(house)).length, 1)
  const counts = await house.run((db) => countMails(db, new Date(0)))
  assert.equal(counts.mails, 11)
  assert.equal(counts.heard, 11)
  assert.equal(counts.again, 9)
})

test('E12 another body under the same id is kept and heard too', async (t) => {
  const house = await here(t)
  await house.office.send(mail({ 'Message-ID': '<taken@customer.example>' }, 'I was first.'))
  await house.office.send(mail({ 'Message-ID': '<taken@customer.example>' }, 'No, I was.'))
  await house.settle()
  assert.deepEqual((await said(house)).map((one) => one.text).sort(), ['I was first.', 'No, I was.'])
})

test('E17 a mail to two companies is one case in each, and neither sees the address of the other', async (t) => {
  const house = await here(t)
  const other = await aCompany('Other')
  const there = await postOffice(other)
  t.after(() => there.close())
  await house.office.send(mail({}, 'To both of you.'), { to: [house.office.address, there.address] })
  await house.settle()
  for (const each of [house, other]) {
    assert.equal((await said(each)).length, 1)
    assert.equal((await waiting(each)).length, 1)
  }
  const rows = await house.owner.query<{ company_id: string; envelope: { recipients: string[] } }>(
    'select company_id, envelope from email_mail where company_id in ($1, $2)',
    [house.company, other.company],
  )
  for (const row of rows.rows)
    assert.deepEqual(row.envelope.recipients, [
      row.company_id === house.company ? house.office.address : there.address,
    ])
})

test('mail for nobody here is refused at the door; another company’s name is no address of ours', async (t) => {
  const house = await here(t)
  await assert.rejects(house.office.send(mail({}, 'x'), { to: 'nobody@elsewhere.example' }), /550/)
  await assert.rejects(house.office.send(mail({}, 'x'), { to: 'nobody@localhost' }), /550/)
  await house.office.send(mail({}, 'By its short name.'), { to: `${house.slug}@LOCALHOST` })
  await house.office.send(mail({}, 'With a tag.'), { to: house.office.address.replace('@', '+shop@') })
  await house.settle()
  assert.equal((await said(house)).length, 2)
})

test('E7 what machines send is kept, opens no case and gets no answer', async (t) => {
  const house = await here(t)
  const signs: Record<string, string>[] = [
    { 'Auto-Submitted': 'auto-replied' },
    { Precedence: 'bulk' },
    { 'List-Unsubscribe': '<https://news.example/off>' },
    { From: 'MAILER-DAEMON@customer.example' },
  ]
  for (const [at, sign] of signs.entries()) await house.office.send(mail(sign, `From a machine ${at}.`))
  await house.office.send(mail({}, 'From the null sender.'), { from: '' })
  await house.settle()
  assert.equal((await said(house)).length, signs.length + 1)
  assert.equal((await waiting(house)).length, 0)
  assert.equal((await house.run((db) => selectCaseless(db, new Date(0), 10))).length, signs.length + 1)
  assert.equal((await house.run((db) => listLetters(db, 10))).length, 0)
  const page = await (await house.door(house.ben)).get('/company/mail')
  assert.match(page.text, /Auto-Submitted: auto-replied/)
  const [newest] = await house.run((db) => selectCaseless(db, new Date(0), 1))
  const opened = await (await house.door(house.ben)).post(`/mail/${newest!.interaction_id}/own-case`)
  assert.match(opened.location ?? '', /^\/cases\//)
  assert.equal((await waiting(house)).length, 1)
})

test('A1, A3 a list, a contact form and an asking for silence are people: they open cases', async (t) => {
  const house = await here(t)
  await house.office.send(
    mail(
      {
        From: 'Tom via Shop <shop@groups.example>',
        'X-Original-From': 'tom@customer.example',
        'List-Id': '<shop>',
      },
      'By a group.',
    ),
  )
  await house.office.send(
    mail(
      {
        From: 'no-reply@forms.example',
        'Reply-To': 'Mia <mia@customer.example>',
        'Auto-Submitted': 'auto-generated',
      },
      'By a form.',
    ),
  )
  await house.office.send(
    mail({ From: 'Jo <jo@customer.example>', 'X-Auto-Response-Suppress': 'All' }, 'From Outlook.'),
  )
  await house.settle()
  const open = await waiting(house)
  assert.equal(open.length, 3)
  const addresses = await house.run(async (db) => {
    const found: string[] = []
    for (const one of open) found.push((await addressesOf(db, one.customer_id!))[0]?.written ?? '')
    return found.sort()
  })
  assert.deepEqual(addresses, ['jo@customer.example', 'mia@customer.example', 'tom@customer.example'])
})

test('A2 a mail that a colleague passes on is the customer’s', async (t) => {
  const house = await here(t)
  const ben = (
    await house.owner.query<{ email: string }>('select email from people_person where id = $1', [
      house.ben.id,
    ])
  ).rows[0]!.email
  const text = `Please look at this.\n\n---------- Forwarded message ---------\nFrom: Ito Haruko <ito@customer.example>\nDate: Fri, 21 Nov 2025\nSubject: The fee\nTo: Ben\n\nNobody rang me and I paid six euros.`
  await house.office.send(mail({ From: `Ben Okafor <${ben}>`, Subject: 'Fwd: The fee' }, text))
  await house.office.send(mail({ From: 'Eve <eve@evil.example>', Subject: 'Fwd: The fee' }, text))
  await house.settle()
  const all = await said(house)
  const names = await house.run(async (db) => {
    const found: string[] = []
    for (const one of all) found.push((await addressesOf(db, one.customer_id!))[0]!.written)
    return found.sort()
  })
  assert.deepEqual(names, ['eve@evil.example', 'ito@customer.example'])
  const heard = await Promise.all(all.map((one) => house.run((db) => selectHeard(db, one.id))))
  assert.deepEqual(heard.map((one) => one?.head.forwardedBy).filter(Boolean), ['Ben Okafor'])
  assert.ok(
    all.some((one) => /Please look[\s\S]*six euros/.test(one.text)),
    'with all that was passed on',
  )
})

test('E13 without a sender, with several, with an address as a name: heard, the real address shown', async (t) => {
  const house = await here(t)
  await house.office.send(mail({ From: '' }, 'From nobody.'))
  await house.office.send(mail({ From: '"support@halden.example" <eve@evil.example>' }, 'Trust me.'))
  await house.settle()
  assert.equal((await waiting(house)).length, 2)
  const lie = (await said(house)).find((one) => one.text === 'Trust me.')
  const page = await (await house.door(house.ben)).get(`/interactions/${lie!.id}`)
  assert.match(page.text, /eve@evil\.example/)
  assert.match(page.text, /The name of its sender is another address/)
})

test('A5 a sender who is kept quiet is heard and opens no case', async (t) => {
  const house = await here(t)
  await house.run((db) => keepQuiet(db, house.now(house.mara), 'news.example'))
  await house.office.send(mail({ From: 'Offers <a@shop.news.example>' }, 'Buy.'))
  await house.office.send(mail({ From: 'Fake <a@oldnews.example>' }, 'Not theirs.'))
  await house.settle()
  assert.equal((await said(house)).length, 2)
  assert.deepEqual(
    (await waiting(house)).map((one) => one.happened),
    ['Not theirs.'],
  )
  await assert.rejects(
    house.run((db) => keepQuiet(db, house.now(house.ben), 'b.example')),
    /administrator/,
  )
})

test('S1 an unproven mail changes nothing of a customer; a proven one may tell the name that was missing', async (t) => {
  const house = await here(t)
  const known = await house.run((db) =>
    meet(db, house.now(house.ben), { addresses: [{ kind: 'email', written: 'Tom@Customer.example' }] }),
  )
  await house.office.send(mail({ From: 'Evil Name <tom@customer.example>' }, 'I am Tom.'))
  await house.settle()
  await proven(house)
  assert.equal((await house.run((db) => customer(db, known.id))).name, null)
  const [first] = await said(house)
  assert.equal(first?.customer_id, known.id)
  const page = await (await house.door(house.ben)).get(`/interactions/${first!.id}`)
  assert.match(page.text, /Unproven sender/)
  assert.match(page.text, /Ask back before you change anything/)

  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const records: Record<string, string> = {
    's1._domainkey.customer.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  }
  askDnsBy(async (name) => {
    const found = records[name.toLowerCase()]
    if (!found) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
    return [[found]]
  })
  const raw = mail({ From: 'Tom Baker <tom@customer.example>' }, 'It is me.').replace(/\n/g, '\r\n')
  const { signatures } = await dkimSign(Buffer.from(raw), {
    canonicalization: 'relaxed/relaxed',
    signingDomain: 'customer.example',
    selector: 's1',
    privateKey,
    signatureData: [{ signingDomain: 'customer.example', selector: 's1', privateKey }],
  })
  await house.office.send(Buffer.from(signatures + raw))
  await house.settle()
  await proven(house)
  assert.equal((await house.run((db) => customer(db, known.id))).name, 'Tom Baker')
  const truly = (await said(house)).find((one) => one.text === 'It is me.')
  const after = await (await house.door(house.ben)).get(`/interactions/${truly!.id}`)
  assert.match(after.text, /Proven sender\. Sent by customer\.example \(DKIM\)/)
})

test('E14 no text that a mail can hold keeps it from being stored', async (t) => {
  const house = await here(t)
  const odd = 'NUL \u0000 half \ud83d end'
  for (const raw of [
    mail({ Subject: '=?utf-8?B?AAD/w6Q=?=', From: '"a\u0000b" <tom@customer.example>' }, odd),
    mail(
      { Date: 'Thu, 1 Jan 2090 00:00:00 +0000', 'Content-Type': 'text/plain; charset=x-klingon' },
      'nuqneH',
    ),
    mail({ References: `<${'x'.repeat(3000)}@a>`, 'In-Reply-To': '<>' }, 'Long ids.'),
  ])
    await house.office.send(raw)
  await house.settle()
  assert.equal((await said(house)).length, 3)
  const now = Date.parse((await said(house))[0]!.at.toISOString())
  for (const one of await said(house)) assert.ok(Math.abs(one.at.getTime() - now) < 60_000, 'by receipt')
})

test('an address of the company says where its mail belongs', async (t) => {
  const house = await here(t)
  const door = await house.door(house.mara)
  const made = await door.post('/company/mail/inboxes', {
    address: `Workshop@${house.slug}.example`,
    touchpoint: '',
    team: house.teams.workshop,
  })
  assert.equal(made.location, '/company/mail')
  await house.office.send(mail({}, 'For the workshop.'), { to: `workshop@${house.slug}.example` })
  await house.settle()
  assert.equal((await waiting(house))[0]?.team_id, house.teams.workshop)
  const stolen = await door.post('/company/mail/inboxes', {
    address: 'another@localhost',
    touchpoint: '',
    team: '',
  })
  assert.equal(stolen.status, 422)
  assert.match(stolen.text, /At localhost the address of Halden is/)
  const twice = await (await house.door((await aCompany('Other')).mara)).post('/company/mail/inboxes', {
    address: `workshop@${house.slug}.example`,
    touchpoint: '',
    team: '',
  })
  assert.equal(twice.status, 422)
  const byStaff = await (await house.door(house.ben)).post('/company/mail/inboxes', {
    address: 'a@b.example',
    touchpoint: '',
    team: '',
  })
  assert.equal(byStaff.status, 403)
})

test('by the API: raw or in base64, with a key that may', async (t) => {
  const house = await here(t)
  const api = await house.api(house.mara, ['mail:write'])
  const raw = mail({}, 'By the API.')
  const first = await api('POST', '/mail', { raw: Buffer.from(raw).toString('base64') })
  assert.equal(first.status, 202)
  assert.equal(first.body.made, true)
  const again = await api('POST', '/mail', { raw: Buffer.from(raw).toString('base64') })
  assert.equal(again.body.made, false)
  assert.equal(again.body.mail, first.body.mail)
  const reads = await house.api(house.mara, ['interactions:read'])
  assert.equal((await reads('POST', '/mail', { raw: 'QQ==' })).status, 403)
  const bytes = async (token: string, body: BodyInit) =>
    house.app.hono.fetch(
      new Request(`${house.base}/api/v1/mail?from=tom@customer.example&to=${house.office.address}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
        body,
      }),
    )
  assert.equal((await bytes('mg_nothing-that-anybody-was-given', 'x')).status, 401)
  const { makeKey } = await import('../../people/bearer.ts')
  const { token } = await house.run((db) =>
    makeKey(db, house.now(house.mara), { name: 'mail', person: house.mara.id, scopes: ['mail:write'] }),
  )
  const large = mail({}, `Large.\n${'x'.repeat(70)}\n`.repeat(30_000))
  assert.equal((await bytes(token, large)).status, 202)
  await house.settle()
  assert.equal((await said(house)).length, 2)
})

test('nothing is met by a mail that names our own address as its sender', async (t) => {
  const house = await here(t)
  await house.office.send(mail({ From: `Us <${house.office.address}>` }, 'A copy to ourselves.'))
  await house.settle()
  const [one] = await said(house)
  assert.equal(one?.customer_id, null)
  assert.equal((await house.run((db) => searchCustomers(db, house.office.address, 5))).length, 0)
  const [open] = await waiting(house)
  assert.equal((await house.run((db) => readCase(db, open!.id))).customer_id, null)
  assert.equal((await house.run((db) => casesOf(db, [house.company]))).length, 0)
})

test('a DNS that is silent keeps nobody waiting: it is asked once more, and then the sender is not proven', async (t) => {
  const house = await here(t)
  t.after(() => clock.reset())
  let asked = 0
  askDnsBy(async () => {
    asked++
    throw Object.assign(new Error('silent'), { code: 'ETIMEOUT' })
  })
  const begun = performance.now()
  await house.office.send(mail({}, 'Who am I?'))
  await house.settle()
  assert.ok(performance.now() - begun < 2_000)
  const [one] = await said(house)
  const door = await house.door(house.ben)
  assert.match((await door.get(`/interactions/${one!.id}`)).text, /Who sent it is being checked/)
  const before = asked
  clock.move(minutes(3))
  await house.settle()
  assert.ok(asked > before, 'asked again')
  assert.match((await door.get(`/interactions/${one!.id}`)).text, /Unproven sender: the DNS did not answer/)
})
