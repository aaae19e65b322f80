import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { aProblem } from '../../../test/problem.ts'
import { followLink, putRight } from '../../cases/cases.ts'
import { linesAfter } from '../../history/history.ts'
import { openPage } from '../../thanks/thanks.ts'

const LINK = 'https://search.example/halden/write'

/** What is shown of a public review to one who gave this score, and to one who only thanks. */
async function shownTo(halden: TestCompany, score: number): Promise<string> {
  const visitor = await halden.door(null)
  const one = await aProblem(halden)
  await halden.run((db) => putRight(db, halden.now(halden.ben), one.id, 'A new one.'))
  const path = new URL(await halden.run((db) => followLink(db, one.id))).pathname
  const before = await visitor.get(path)
  const sent = await visitor.post(`${path}/right`, {
    score: String(score),
    twice: 'no',
    five: '',
    go: 'send',
  })
  assert.equal(sent.status, 303, sent.text)
  const after = await visitor.get(sent.location!)
  const line = (text: string) => /<p[^>]*id="review".*?<\/p>/s.exec(text)?.[0] ?? 'none'
  assert.equal(line(before.text), line(after.text), 'the same before and after the answer')
  return line(after.text)
}

test('the way to a public review is shown to everybody, whatever they said, or to nobody', async () => {
  const halden = await aCompany()
  assert.deepEqual(new Set([await shownTo(halden, 1), await shownTo(halden, 5)]), new Set(['none']))

  const mara = await halden.door(halden.mara)
  assert.equal((await mara.post('/company/reviews', { link: LINK })).status, 303)
  const lines = []
  for (const score of [1, 2, 3, 4, 5]) lines.push(await shownTo(halden, score))
  assert.equal(new Set(lines).size, 1, lines.join('\n'))
  assert.ok(lines[0]!.includes(`href="${LINK}"`), lines[0])
  const code = await halden.run((db) => openPage(db, halden.now(halden.ana)))
  const thanked = await (await halden.door(null)).get(`/${halden.slug}/thank/${code}?sent=yes`)
  assert.ok(thanked.text.includes(LINK))

  assert.equal((await mara.post('/company/reviews', { link: '' })).status, 303)
  assert.deepEqual(new Set([await shownTo(halden, 1), await shownTo(halden, 5)]), new Set(['none']))
  const kept = await halden.run((db) => linesAfter(db, undefined, 1000, ['reviews.link-set']))
  assert.deepEqual(
    kept.map((line) => line.data),
    [{ on: true }, { on: false }],
  )
})

test('only an administrator sets it, and only an address that a browser may follow', async () => {
  const halden = await aCompany()
  const [ben, mara] = [await halden.door(halden.ben), await halden.door(halden.mara)]
  assert.equal((await ben.post('/company/reviews', { link: LINK })).status, 403)
  for (const link of ['javascript:alert(1)', 'http://plain.example', 'halden']) {
    const refused = await mara.post('/company/reviews', { link })
    assert.equal(refused.status, 422, link)
    assert.match(refused.text, /Give the whole address/)
  }
  assert.match((await ben.get('/company/reviews')).text, /Nobody is asked for a public review/)
})
