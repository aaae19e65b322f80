import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { closeParsers, parseMail } from './parse.ts'
import {
  caseToken,
  messageKey,
  readReplyToken,
  replyAddress,
  sameMatter,
  subjectStem,
  threadCandidates,
  withoutToken,
} from './thread.ts'
import { tom, writeMail } from './write-mail.ts'

after(closeParsers)

const secret = 'a secret of the tests'
const [halden, other, kase] = [randomUUID(), randomUUID(), randomUUID()]

async function candidates(headers: Record<string, string>, text = 'x', company = halden) {
  const mail = await parseMail(writeMail({ ...tom, ...headers }, text))
  assert.ok(mail.readable)
  return threadCandidates(mail, secret, company)
}

test('T9 the reply address names one case of one company and survives what mail systems do', () => {
  const address = replyAddress('support@halden.example', secret, halden, kase)
  assert.match(address, /^support\+[0-9a-z]{50}@halden\.example$/)
  assert.ok(address.indexOf('@') <= 64)
  for (const form of [address, address.toUpperCase(), address.toLowerCase()]) {
    assert.equal(readReplyToken(form, secret, halden), kase)
  }
  assert.equal(withoutToken(address), 'support@halden.example')
  assert.equal(withoutToken('tom+bikes@x.example'), 'tom+bikes@x.example')
  assert.equal(
    replyAddress('kundenbetreuung@halden.example', secret, halden, kase),
    'kundenbetreuung@halden.example',
  )
  for (let i = 0; i < 500; i++) {
    const id = randomUUID()
    assert.equal(readReplyToken(replyAddress('a@b.example', secret, halden, id), secret, halden), id)
  }
  assert.throws(() => caseToken(secret, halden, '17'), RangeError)
})

test('E4 a token that is changed, cut, of another company or another secret is none', () => {
  const address = replyAddress('support@halden.example', secret, halden, kase)
  const [, token = ''] = /\+(\w{50})@/.exec(address) ?? []
  for (let i = 0; i < 50; i++) {
    const changed = token.slice(0, i) + (token[i] === 'a' ? 'b' : 'a') + token.slice(i + 1)
    assert.equal(readReplyToken(`support+${changed}@halden.example`, secret, halden), undefined)
  }
  for (const bad of [token.slice(1), `${token}0`, 'z'.repeat(50), '0'.repeat(50), '']) {
    assert.equal(readReplyToken(`support+${bad}@halden.example`, secret, halden), undefined)
  }
  assert.equal(readReplyToken(address, secret, other), undefined)
  assert.equal(readReplyToken(address, 'another secret', halden), undefined)
  assert.equal(readReplyToken(`${token}@halden.example`, secret, halden), undefined)
})

test('T1 token in the recipient, token in the text, In-Reply-To, then References from the newest', async () => {
  const second = randomUUID()
  const found = await candidates(
    {
      To: `Halden <${replyAddress('support@halden.example', secret, halden, kase)}>`,
      'In-Reply-To': '<ours@halden.example>',
      References: '<first@x.example> <middle@x.example> <ours@halden.example>',
    },
    `thanks\n> Ref ${caseToken(secret, halden, second)}.\n> not ${'k'.repeat(50)}`,
  )
  assert.deepEqual(
    found.map((each) => ('caseId' in each ? [each.by, each.caseId] : [each.by, each.key])),
    [
      ['recipient', kase],
      ['text', second],
      ['in-reply-to', 'ours@halden.example'],
      ['references', 'middle@x.example'],
      ['references', 'first@x.example'],
    ],
  )
  assert.deepEqual(
    found.map((each) => each.partyOnly),
    [false, false, true, true, true],
  )
  assert.deepEqual(await candidates({}), [])
})

test('T1 an empty, absent or own id matches nothing', async () => {
  assert.deepEqual(await candidates({ 'In-Reply-To': '<>', References: '< > <@> , ;' }), [])
  assert.deepEqual(await candidates({ 'In-Reply-To': tom['Message-ID'] }), [])
})

test('T2 T3 both headers are looked at; rewritten ids leave the token in recipient or text', async () => {
  const apple = await candidates({
    'In-Reply-To': '<ours@halden.example>',
    References: '<unknown@icloud.example>',
  })
  assert.deepEqual(
    apple.map((each) => each.by),
    ['in-reply-to', 'references'],
  )
  const delivered = await candidates({
    'Delivered-To': replyAddress('support@halden.example', secret, halden, kase),
    'In-Reply-To': '<rewritten@ses.example>',
  })
  assert.deepEqual(delivered[0], { by: 'recipient', caseId: kase, partyOnly: false })
})

test('T4 T5 ids alone count only for a party: a copy to us teaches ids, a newsletter joins nobody', async () => {
  const [news] = await candidates({ 'In-Reply-To': '<newsletter@halden.example>' })
  assert.equal(news?.partyOnly, true)
  const copy = await candidates({
    From: 'Ben <ben@halden.example>',
    Cc: replyAddress('support@halden.example', secret, halden, kase),
    'Message-ID': '<outlook@halden.example>',
  })
  assert.deepEqual(copy, [{ by: 'recipient', caseId: kase, partyOnly: false }])
})

test('T6 another subject is perhaps another matter', () => {
  assert.equal(subjectStem('Re: AW: Fwd[2]: RE:  My   bike'), 'My bike')
  assert.equal(sameMatter('AW: My bike', 'Re: my bike'), true)
  assert.equal(sameMatter('Re:', 'my bike'), true)
  assert.equal(sameMatter('Invoice 17', 'My bike'), false)
})

test('T7 ids of trackers whose end changes share a key', () => {
  const ids = [
    '<JIRA.190.1637571264000@Atlassian.JIRA>',
    '<JIRA.190.1637571264000.131.1637571400000@Atlassian.JIRA>',
  ]
  assert.equal(new Set(ids.map(messageKey)).size, 1)
  assert.equal(messageKey('<A.b@Host.Example>'), 'A.b@host.example')
  assert.deepEqual(['<>', '', '<@x>', ' '].map(messageKey), ['', '', '', ''])
})

test('T8 ids folded, bare, doubled, and chains of thousands', async () => {
  const mail = await parseMail(
    writeMail({
      ...tom,
      'In-Reply-To': '<a@x.example> "Tom\'s message of Monday" <b@x.\r\n example> c@x.example <a@x.example>',
      References: Array.from({ length: 5_000 }, (_, i) => `<${i}@x.example>`).join('\r\n '),
    }),
  )
  assert.ok(!mail.readable || mail.references.length === 11)
  assert.ok(mail.readable, mail.readable ? '' : mail.sentence)
  assert.deepEqual(mail.inReplyTo, ['<a@x.example>', '<b@x.example>', '<c@x.example>'])
  assert.deepEqual([mail.references[0], mail.references.at(-1)], ['<0@x.example>', '<4999@x.example>'])
})

test('T10 E17 the token of a closed case reads as that of an open one; two companies read one mail each for itself', async () => {
  const mine = replyAddress('support@halden.example', secret, halden, kase)
  const theirs = replyAddress('hello@other.example', secret, other, randomUUID())
  const to = { To: `${mine}, ${theirs}` }
  assert.deepEqual((await candidates(to)).length, 1)
  assert.notDeepEqual(await candidates(to, 'x', other), await candidates(to))
})
