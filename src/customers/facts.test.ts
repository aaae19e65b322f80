import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { bring, takeIn } from '../channels/import/import.ts'
import { linesAbout } from '../history/history.ts'
import { factsOf, meet, searchCustomers } from './customers.ts'

const WORDS = 'Rhabarberkuchen'

/** Every table of the company in which the words stand, in whatever column, also in bytes. */
async function whereItStands({ owner, company }: TestCompany): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'company_id' order by 1`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await owner.query(
      `select from ${name} t where company_id = $1 and (to_jsonb(t)::text ilike '%' || $2 || '%' or to_jsonb(t)::text ilike '%' || $3 || '%')`,
      [company, WORDS, Buffer.from(WORDS).toString('hex')],
    )
    if (rowCount) found.push(name)
  }
  return found
}

test('three facts are shown, each with who noted it and when; the others are one click away', async () => {
  const halden = await aCompany()
  const [ben, ana] = [await halden.door(halden.ben), await halden.door(halden.ana)]
  const one = await halden.run((db) => meet(db, halden.now(halden.ben), { name: 'Mr. Aydin', addresses: [] }))
  for (const fact of ['First', 'Second', 'Third', 'Fourth'])
    await (fact === 'Fourth' ? ana : ben).post(`/customers/${one.id}/facts`, { fact })
  const page = (await ben.get(`/customers/${one.id}`)).text
  const glance = /<dl class="facts">([\s\S]*?)<\/dl>/.exec(page)?.[1] ?? ''
  for (const [fact, who] of [
    ['Fourth', 'Ana'],
    ['Third', 'you'],
    ['Second', 'you'],
  ])
    assert.match(glance, new RegExp(`${fact}</bdi> <span class="faint">${who}, <x-ago[^>]*><time datetime=`))
  assert.ok(!glance.includes('First'))
  assert.ok(page.includes('First'))
})

test('erased on request: the words stand nowhere any more, and a repeated request makes no second', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben)
  const one = await halden.run((db) => meet(db, halden.now(halden.ben), { name: 'Mr. Aydin', addresses: [] }))
  const note = () =>
    api('POST', `/customers/${one.id}/facts`, { fact: `Loves ${WORDS}` }, { 'idempotency-key': 'note-1' })
  const made = (await note()).body
  // The control: while it is noted, the same look finds it.
  assert.deepEqual(await whereItStands(halden), ['customers_fact', 'kit_idempotency'])
  const door = await halden.door(halden.ana)
  assert.equal((await door.post(`/customers/${one.id}/facts/${made.id}/forget`)).status, 303)
  assert.deepEqual(await whereItStands(halden), [])
  assert.deepEqual(await halden.run((db) => factsOf(db, one.id)), [])
  const again = await note()
  assert.deepEqual([again.status, again.body.type], [410, 'urn:makegood:erased'])
  assert.deepEqual(await whereItStands(halden), [])
  const lines = await halden.run((db) => linesAbout(db, one.id))
  assert.deepEqual(
    lines.map((line) => [line.kind, Object.keys(line.data as object)]),
    [
      ['customers.met', ['addresses']],
      ['customers.fact-noted', ['fact']],
      ['customers.fact-forgotten', ['fact']],
    ],
  )
})

test('what a table brought is erased with it: the table is not kept once it is brought in', async () => {
  const halden = await aCompany()
  const table = Buffer.from(`name,email,good to know\nTom,tom@x.example,${WORDS}\n`)
  const tried = await halden.run((db) =>
    bring(db, halden.now(halden.ben), 'customers', { name: 'a.csv', bytes: table }),
  )
  await halden.settle()
  await halden.run((db) => takeIn(db, halden.now(halden.ben), tried.id))
  await halden.settle()
  const [tom] = await halden.run((db) => searchCustomers(db, 'Tom', 1))
  assert.ok(tom)
  const [fact] = await halden.run((db) => factsOf(db, tom.id))
  assert.equal(fact?.fact, WORDS)
  const door = await halden.door(halden.ben)
  await door.post(`/customers/${tom.id}/facts/${fact.id}/forget`)
  assert.deepEqual(await whereItStands(halden), [])
  assert.equal((await door.get(`/company/import/${tried.id}`)).status, 200)
  await assert.rejects(
    halden.run((db) => takeIn(db, halden.now(halden.ben), tried.id)),
    (error: { code?: string }) => error.code === 'import.file',
  )
})
