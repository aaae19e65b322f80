import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../../test/company.ts'
import { waitingCases } from '../../cases/cases.ts'
import { newestCustomers } from '../../customers/customers.ts'
import { linesAfter } from '../../history/history.ts'
import { latest } from '../../interactions/interactions.ts'
import { mail, postOffice } from '../email/post-office.ts'
import { askDnsBy } from '../email/prove-mail.ts'
import { OTHERS, SPECIMENS } from './letters.ts'
import { reviewIn } from './review-in.ts'
import { selectReview } from './store.ts'

const senderOf = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from

test('each site’s notice tells its source, number, name, words and link', () => {
  for (const { from, subject, text, html, is } of SPECIMENS) {
    const review = reviewIn({ senders: [senderOf(from)], subject, text, html: html ?? '' })
    assert.deepEqual(
      review && { ...review, site: review.site.key },
      { site: is.site, rating: is.rating, by: is.by, text: is.text, link: is.link },
      subject,
    )
  }
})

test('what a site writes of other things, and what others write of a site, is a mail like any other', () => {
  for (const { from, subject, text } of OTHERS)
    assert.equal(reviewIn({ senders: [senderOf(from)], subject, text, html: '' }), undefined, subject)
  assert.equal(
    reviewIn({ senders: ['x@notgoogle.com'], subject: 'A review: 5 stars', text: '', html: '' }),
    undefined,
  )
})

test('stars that are only a picture: its words for those who do not see it, else nothing is guessed', () => {
  const notice = {
    senders: ['a@google.com'],
    subject: 'Mo left a review',
    text: 'https://business.google.com/reviews/1',
  }
  assert.equal(reviewIn({ ...notice, html: '<img alt="4 stars" src="x">' })?.rating, 4)
  assert.equal(reviewIn({ ...notice, html: '<img src="x">' })?.rating, null)
})

test('a notice of any length is read in milliseconds', () => {
  for (const text of [
    '"'.repeat(400_000),
    'Ab '.repeat(200_000),
    '★'.repeat(400_000),
    '5 of '.repeat(100_000),
  ]) {
    const began = performance.now()
    reviewIn({ senders: ['a@yelp.com'], subject: 'A review', text, html: text })
    assert.ok(performance.now() - began < 500, text.slice(0, 10))
  }
})

test('by real mail: direct and forwarded, heard once, nobody met; a low one waits for somebody', async (t) => {
  askDnsBy(() => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))
  const halden = await aCompany()
  const office = await postOffice(halden)
  t.after(async () => {
    askDnsBy(undefined)
    await office.close()
  })
  const before = (await halden.run((db) => newestCustomers(db, { most: 50 }))).items.length
  for (const { from, subject, text } of [...SPECIMENS, ...SPECIMENS.slice(0, 2)])
    await office.send(mail({ From: from, Subject: subject }, text))
  const [, low] = SPECIMENS
  await office.send(
    mail(
      { From: `Mara Halden <${halden.mara.id}@private.example>`, Subject: `Fwd: ${low!.subject}` },
      `---------- Forwarded message ---------\nFrom: ${low!.from}\nDate: Sat, 21 Nov 2026 at 09:12\nSubject: ${low!.subject}\nTo: <mara@private.example>\n\n${low!.text}`,
    ),
  )
  await halden.settle()
  const heard = await halden.run((db) => latest(db, { most: 50 }))
  assert.deepEqual(
    heard.map((one) => [one.channel, one.kind, one.customer_id, one.score]).sort(),
    SPECIMENS.map(({ is }) => ['review', is.kind, null, null]).sort(),
  )
  assert.equal((await halden.run((db) => newestCustomers(db, { most: 50 }))).items.length, before)
  const otto = heard.find((one) => one.title.startsWith('Otto Hinz'))
  assert.equal(otto?.title, 'Otto Hinz at Trustpilot: 1 of 5')
  assert.deepEqual([otto?.own_score, otto?.own_scale], [1, '1-5'])
  const cases = await halden.run((db) => waitingCases(db, { most: 50 }))
  assert.deepEqual(
    cases.map((one) => one.title).sort(),
    heard
      .filter((one) => one.kind === 'complaint')
      .map((one) => one.title)
      .sort(),
  )
  const lines = await halden.run((db) => linesAfter(db, undefined, 1000, ['interactions.heard']))
  assert.equal(lines.length, SPECIMENS.length)

  const page = await (await halden.door(halden.ben)).get(`/interactions/${otto!.id}`)
  assert.match(page.text, /A review at Trustpilot/)
  assert.match(page.text, /href="https:\/\/www\.trustpilot\.com\/reviews\/66f0a1b2"/)
  assert.match(page.text, /counts in no share of fives/)
  assert.match(page.text, /See the mail as it came/)
})

test('the same site’s notice in another company is another review', async (t) => {
  askDnsBy(() => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))
  const [halden, elsewhere] = [await aCompany(), await aCompany('Elsewhere')]
  const offices = [await postOffice(halden), await postOffice(elsewhere)]
  t.after(async () => {
    askDnsBy(undefined)
    for (const office of offices) await office.close()
  })
  const [one] = SPECIMENS
  for (const office of offices) await office.send(mail({ From: one!.from, Subject: one!.subject }, one!.text))
  await halden.settle()
  for (const house of [halden, elsewhere]) {
    const [heard] = await house.run((db) => latest(db, { most: 5 }))
    const kept = await house.run((db) => selectReview(db, heard!.id))
    assert.equal(kept?.link, one!.is.link)
    const other = house === halden ? elsewhere : halden
    assert.equal(await other.run((db) => selectReview(db, heard!.id)), undefined)
  }
})
