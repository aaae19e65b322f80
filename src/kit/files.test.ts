import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany } from '../../test/company.ts'
import { keepFile, readFile } from './files.ts'

test('bytes come back as they were: none, a few, many, packed or not', async () => {
  const { run } = await aCompany()
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('a bell'),
    Buffer.alloc(2_000_000, 'ab'),
    randomBytes(1_300_000),
  ]) {
    const hash = await run((db) => keepFile(db, bytes))
    const back = await run((db) => readFile(db, hash))
    assert.ok(back?.equals(bytes), `${bytes.length} bytes`)
  }
})

test('the same bytes are kept once in a company, also by two at once, and are not seen by another', async () => {
  const [one, other] = [await aCompany('One'), await aCompany('Other')]
  const bytes = randomBytes(10_000)
  const [hash] = await Promise.all([0, 1, 2, 3].map(() => one.run((db) => keepFile(db, bytes))))
  const { rows } = await one.run((db) =>
    sql<{ n: number }>`select count(*)::int as n from kit_chunk where hash = ${hash}`.execute(db),
  )
  assert.equal(rows[0]?.n, 1)
  assert.equal(await other.run((db) => readFile(db, hash!)), undefined)
})
