import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { meet } from '../customers/customers.ts'
import { hear } from '../interactions/interactions.ts'
import { confirm, putRight, take, waitingCases } from './cases.ts'

const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,”])/g, '$1')
    .replace(/“ /g, '“')

test('beside what was said stands the case that it became, or belongs to, and how that stands', async () => {
  const halden = await aCompany()
  const ben = await halden.door(halden.ben)
  const see = async (id: string) => words((await ben.get(`/interactions/${id}`)).text)
  const tom = await halden.run((db) => meet(db, halden.now(halden.ben), { name: 'Tom', addresses: [] }))
  const said = { channel: 'page', customer: tom.id, team: halden.teams.station } as const
  const first = await halden.run((db) =>
    hear(db, halden.now(halden.ben), { ...said, kind: 'complaint', text: 'It was not ready.' }),
  )
  assert.match(await see(first.id), /This became case 1, “It was not ready”\. It waits for somebody · /)
  const [one] = await halden.run((db) => waitingCases(db, { most: 1 }))
  const id = one?.id ?? ''
  const more = await halden.run((db) =>
    hear(db, halden.now(halden.ben), { ...said, kind: 'message', text: 'And now?', beside: { case: id } }),
  )
  await halden.run((db) => take(db, halden.now(halden.ben), id))
  assert.match(await see(more.id), /It belongs to case 1, .* It is with you, and waits · /)
  await halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Finished at once.'))
  assert.match(await see(first.id), /It was put right\./)
  await halden.run((db) => confirm(db, halden.now(halden.ben), id, { score: 4 }))
  assert.match(await see(first.id), /the customer gave that a four\./)
  const kind = await halden.run((db) =>
    hear(db, halden.now(halden.ben), { ...said, kind: 'idea', text: 'Open on Sundays.' }),
  )
  assert.ok(!(await see(kind.id)).includes('What became of it'))
})

test('an answer that opens a case is called by its words or its number, not by our question', async () => {
  const halden = await aCompany()
  const answer = { kind: 'answer', channel: 'page', customer: null, title: 'How was it?' } as const
  await halden.run(async (db) => {
    await hear(db, halden.now(halden.ben), { ...answer, score: 1 })
    await hear(db, halden.now(halden.ben), { ...answer, score: 2, text: 'Nobody rang me.' })
  })
  const cases = await halden.run((db) => waitingCases(db, { most: 5 }))
  assert.deepEqual(cases.map((one) => [one.title, one.happened]).sort(), [
    ['Gave a one, without words', 'Gave a one, without words.'],
    ['Nobody rang me', 'Nobody rang me.'],
  ])
  const ben = await halden.door(halden.ben)
  for (const one of cases) {
    const page = (await ben.get(`/cases/${one.id}`)).text
    assert.ok(!/<blockquote[^>]*>\s*<p>(How was it|Gave|<\/p>)/.test(page), page)
    assert.match(words(page), /“How was it\?”/)
  }
})
