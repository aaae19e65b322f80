import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { clock } from '../../kit/clock.ts'
import { root } from '../../kit/root.ts'
import { bring, importErrors, importRun, takeIn } from './import.ts'
import type { Plan, What } from './plan.ts'

const shared = join(root, '../shared/data')
const ABSENT = 'the shared data is absent here'

async function tried(
  halden: TestCompany,
  what: What,
  name: string,
  bytes: Uint8Array,
  given: Partial<Plan> = {},
) {
  const run = await halden.run((db) => bring(db, halden.now(halden.mara), what, { name, bytes }, given))
  await halden.settle()
  return halden.run((db) => importRun(db, run.id))
}
async function taken(halden: TestCompany, id: string) {
  const run = await halden.run((db) => takeIn(db, halden.now(halden.mara), id))
  await halden.settle()
  return halden.run((db) => importRun(db, run.id))
}
const numbers = ({
  rows,
  made,
  known,
  wrong,
}: {
  rows: number
  made: number
  known: number
  wrong: number
}) => ({ rows, made, known, wrong })
const count = async (halden: TestCompany, question: ReturnType<typeof sql<{ n: number }>>) =>
  (await halden.run((db) => question.execute(db))).rows[0]?.n

test('6,919 purchases of 2,357 customers by the second id, from fixed columns; brought twice, taken once', async (t) => {
  const file = join(shared, 'CDNOW_sample.txt')
  if (!existsSync(file)) return t.skip(ABSENT)
  const halden = await aCompany('Records', { currency: 'USD' })
  const columns = { customer: 1, date: 2, quantity: 3, amount: 4 }
  const dry = await tried(halden, 'purchases', 'CDNOW_sample.txt', readFileSync(file), { columns })
  assert.deepEqual(numbers(dry), { rows: 6919, made: 6919, known: 0, wrong: 0 })
  assert.equal(
    await count(halden, sql`select count(*)::int as n from customers_purchase`),
    0,
    'trying writes nothing',
  )
  assert.deepEqual(numbers(await taken(halden, dry.id)), { rows: 6919, made: 6919, known: 0, wrong: 0 })
  assert.equal(await count(halden, sql`select count(*)::int as n from customers_purchase`), 6919)
  assert.equal(
    await count(halden, sql`select count(distinct customer_id)::int as n from customers_purchase`),
    2357,
  )
  assert.equal(await count(halden, sql`select count(*)::int as n from customers_customer`), 2357)
  assert.equal(
    await count(halden, sql`select (sum(amount))::int as n from customers_purchase`),
    centsOf(readFileSync(file, 'utf8')),
  )
  const second = await tried(halden, 'purchases', 'again.txt', readFileSync(file), { columns })
  assert.deepEqual(numbers(second), { rows: 6919, made: 0, known: 6919, wrong: 0 })
})

/** The sum of the last column, without a float: the control of the sum in the database. */
const centsOf = (text: string) =>
  text
    .split(/\r?\n/)
    .filter(Boolean)
    .reduce((sum, line) => sum + Number((line.trim().split(/\s+/).at(-1) ?? '0').replace('.', '')), 0)

test('1,000 reviews with 546 fives', async (t) => {
  const file = join(shared, 'womens_clothing_reviews_head.csv')
  if (!existsSync(file)) return t.skip(ABSENT)
  const halden = await aCompany('Clothes')
  const dry = await tried(halden, 'interactions', 'reviews.csv', readFileSync(file))
  await taken(halden, dry.id)
  assert.equal(await count(halden, sql`select count(*)::int as n from interactions_interaction`), 1000)
  assert.equal(
    await count(halden, sql`select count(*)::int as n from interactions_interaction where score = 5`),
    546,
  )
  assert.equal(
    await count(halden, sql`select count(*)::int as n from cases_case`),
    0,
    'what is history opens no case',
  )
})

test('1,000 reviews with bare carriage returns, on their own scale: none is a five', async (t) => {
  const file = join(shared, 'restaurant_reviews_1000.csv')
  if (!existsSync(file)) return t.skip(ABSENT)
  const halden = await aCompany('Restaurant')
  const dry = await tried(halden, 'interactions', 'reviews.csv', readFileSync(file))
  assert.equal(dry.plan.scale, '0/1')
  await taken(halden, dry.id)
  assert.equal(await count(halden, sql`select count(*)::int as n from interactions_interaction`), 1000)
  assert.equal(
    await count(halden, sql`select count(*)::int as n from interactions_interaction where own_scale = '0/1'`),
    1000,
  )
  assert.equal(
    await count(halden, sql`select count(*)::int as n from interactions_interaction where score is not null`),
    0,
  )
})

test('a row that cannot be read says why beside its line, and the others come in', async () => {
  const halden = await aCompany()
  const table =
    'Name;Email;Kunde seit\nTom Baker;tom@baker.example;01.03.2024\nNobody;not an address;\n;;\nMrs Ito;ito@post.example;31.02.2024\n'
  const dry = await tried(halden, 'customers', 'kunden.csv', Buffer.from(table), {
    columns: { name: 0, email: 1, date: 2 },
  })
  assert.deepEqual(await halden.run((db) => importErrors(db, dry.id)), [
    { line: 3, sentence: '“not an address” is no email address.' },
    { line: 4, sentence: 'This row names no customer.' },
    { line: 5, sentence: '“31.02.2024” is no date.' },
  ])
  assert.deepEqual(numbers(await taken(halden, dry.id)), { rows: 4, made: 1, known: 0, wrong: 3 })
  const page = await (await halden.door(halden.mara)).get(`/company/import/${dry.id}`)
  assert.match(page.text, /“31\.02\.2024” is no date\./)
})

test('what has not happened yet is not brought in', async () => {
  const halden = await aCompany()
  const ahead = clock.now().getUTCFullYear() + 2
  const table = `email,when,total,text\na@b.example,2024-05-31,10.00,Chain\nc@d.example,${ahead}-05-31,5.50,Tube\n`
  for (const [what, columns] of [
    ['purchases', { email: 0, date: 1, amount: 2 }],
    ['interactions', { email: 0, date: 1, text: 3 }],
    ['customers', { email: 0, date: 1 }],
  ] as const) {
    const dry = await tried(halden, what, 'till.csv', Buffer.from(table), { columns })
    assert.deepEqual(numbers(dry), { rows: 2, made: 1, known: 0, wrong: 1 }, what)
    assert.deepEqual(await halden.run((db) => importErrors(db, dry.id)), [
      { line: 3, sentence: 'That is in the future: say when it happened, not when it will.' },
    ])
  }
})

test('the same person twice in a table is one customer; a day that could be two is asked about', async () => {
  const halden = await aCompany()
  const table =
    'email,phone,when,total\na@b.example,,03/04/2026,10.00\nA@B.example,040 555 0102,05/06/2026,5.50\n'
  const dry = await tried(halden, 'purchases', 'till.csv', Buffer.from(table), {
    columns: { email: 0, phone: 1, date: 2, amount: 3 },
  })
  assert.equal(dry.wrong, 2)
  const sure = await tried(halden, 'purchases', 'till.csv', Buffer.from(table), {
    columns: { email: 0, phone: 1, date: 2, amount: 3 },
    dateOrder: 'day',
  })
  assert.equal(sure.wrong, 0)
  await taken(halden, sure.id)
  assert.equal(await count(halden, sql`select count(*)::int as n from customers_customer`), 1)
  assert.equal(await count(halden, sql`select count(*)::int as n from customers_address`), 2)
})

test('from the page: choose, look, bring in', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.mara)
  const file = new File(['name,email\nTom Baker,tom@baker.example\n'], 'customers.csv', { type: 'text/csv' })
  const sent = await door.post('/company/import', { what: 'customers', file })
  assert.equal(sent.status, 303)
  await halden.settle()
  const look = await door.get(sent.location ?? '')
  assert.match(look.text, /1 of 1 rows would be new/)
  const took = await door.post(`${sent.location}/take`)
  await halden.settle()
  assert.match((await door.get(took.location ?? '')).text, /1 of 1 rows brought in/)
  const spreadsheet = await door.post('/company/import', {
    what: 'customers',
    file: new File([Buffer.from('PK\x03\x04 x')], 'a.xlsx'),
  })
  assert.equal(spreadsheet.status, 422)
})
