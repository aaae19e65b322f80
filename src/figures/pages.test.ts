import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAfter } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import { clock } from '../kit/clock.ts'
import { fives } from '../results/figures.ts'
import { count, figures } from './figures.ts'

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('every figure says what it asks, who may see it, and what is withheld', async () => {
  const halden = await aCompany()
  const ben = await halden.door(halden.ben)
  const page = words((await ben.get('/company/figures')).text)
  for (const one of figures())
    for (const part of [one.sentence.replace(/\.$/, ''), one.unit, one.audience, one.owner])
      assert.ok(page.includes(part), `${one.name}: ${part}`)
  assert.match(page, /Kept by day, place, team, channel, kind, and number given/)
  assert.match(page, /30 June 2027/)
  assert.match(page, /Nothing is counted by person/)
  assert.match(
    page,
    /Withheld: a share of fewer than 10 answers.*for good, a team by itself in which fewer than 3 work/,
  )
  assert.doesNotMatch(page, /counted again just now/)
  assert.match((await ben.get('/company')).text, /href="\/company\/figures"/)
})

test('counted again it is the same, or the page says where it is not', async () => {
  const halden = await aCompany()
  const ben = await halden.door(halden.ben)
  await halden.run((db) =>
    hear(db, halden.now(halden.ben), { kind: 'answer', channel: 'page', customer: null, score: 5 }),
  )
  const before = await halden.run((db) => linesAfter(db, undefined, 100))
  const same = words((await ben.get('/company/figures?recount=yes')).text)
  assert.match(same, /it is the same, to the last one/)
  assert.doesNotMatch(same, /differ/)
  await halden.run((db) => count(db, clock.now(), fives, { channel: 'page', kind: 'answer', score: 5 }))
  const other = words((await ben.get('/company/figures?recount=yes')).text)
  assert.match(other, /One count differs.* 2 is shown, 1 would be right/)
  const api = await halden.api(halden.ben)
  const { body } = await api('GET', '/figures/differences')
  assert.deepEqual(
    body.items.map((one: { figure: string; counted: number; recounted: number }) => [
      one.figure,
      one.counted,
      one.recounted,
    ]),
    [['results.fives', 2, 1]],
  )
  const after = await halden.run((db) => linesAfter(db, undefined, 100))
  assert.deepEqual(
    after.slice(before.length).map((line) => line.kind),
    ['people.key-made'],
  )
})

test('the API lists the figures, with nothing that could ask for a person', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben, ['figures:read'])
  const { status, body } = await api('GET', '/figures')
  assert.equal(status, 200)
  const found = body.items.find((one: { name: string }) => one.name === 'results.fives')
  assert.deepEqual(found.dimensions, ['touchpoint', 'team', 'channel', 'kind', 'score'])
  assert.match(found.withheld, /about a person/)
  assert.equal((await api('GET', '/figures?person=1')).status, 422)
})
