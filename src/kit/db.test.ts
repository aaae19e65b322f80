import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany } from '../../test/company.ts'
import { ground } from '../../test/ground.ts'
import { clock } from './clock.ts'
import { atomically, type Database, isDatabaseError, openDatabase } from './db.ts'
import { newId } from './ids.ts'

const teamNames = (database: Database, company: string) =>
  database.inCompany(
    company,
    async (db) =>
      (await sql<{ name: string; company_id: string }>`select name, company_id from people_team`.execute(db))
        .rows,
  )

test('a transaction sees the rows of its company and no other', async () => {
  const [one, other] = [await aCompany('One'), await aCompany('Other')]
  const rows = await teamNames(one.database, one.company)
  assert.equal(rows.length, 4)
  assert.ok(rows.every((row) => row.company_id === one.company))
  const found = await one.database.inCompany(
    other.company,
    async (db) => (await sql`select 1 from people_team where id = ${one.teams.station}`.execute(db)).rows,
  )
  assert.deepEqual(found, [])
})

test('without a company every walled table is empty', async () => {
  const { database } = await aCompany()
  const { rows } = await database.outside((db) => sql`select 1 from people_team`.execute(db))
  assert.deepEqual(rows, [])
})

test('a row cannot be written for another company', async () => {
  const [one, other] = [await aCompany('One'), await aCompany('Other')]
  await assert.rejects(
    one.run((db) =>
      sql`insert into people_team (company_id, id, name) values (${other.company}, ${newId(clock.now())}, 'x')`.execute(
        db,
      ),
    ),
    (error) => isDatabaseError(error, '42501'),
  )
})

test('a failed query fails the deed, even when its error was swallowed', async () => {
  const { database, company } = await aCompany()
  await assert.rejects(
    database.inCompany(company, async (db) => {
      await sql`select 1 / 0`.execute(db).catch(() => {})
    }),
    /rolled back/,
  )
})

test('a deed that throws leaves nothing, and its connection serves the next', async () => {
  const { database, company } = await aCompany()
  const id = newId(clock.now())
  await assert.rejects(
    database.inCompany(company, async (db) => {
      await sql`insert into people_team (company_id, id, name) values (${company}, ${id}, 'never')`.execute(
        db,
      )
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  const rows = await teamNames(database, company)
  assert.ok(!rows.some((row) => row.name === 'never'))
})

test('a storm of mixed transactions of twenty companies on five connections mixes nothing up', async () => {
  const { appConfig } = await ground()
  const companies = await Promise.all(Array.from({ length: 20 }, () => aCompany('Storm')))
  const database = openDatabase(appConfig, { size: 5 })
  let wrong = 0
  let refused = 0
  const one = async (round: number) => {
    const { company } = companies[round % 20]!
    try {
      const seen = await database.inCompany(company, async (db) => {
        const reads = [0, 1, 2].map(() =>
          sql<{ company_id: string }>`select company_id from people_team`.execute(db),
        )
        if (round % 7 === 0) await sql`select 1 / 0`.execute(db)
        if (round % 11 === 0) throw new Error('refused')
        return (await Promise.all(reads)).flatMap((read) => read.rows)
      })
      if (seen.length !== 12 || seen.some((row) => row.company_id !== company)) wrong++
    } catch {
      refused++
    }
  }
  for (let batch = 0; batch < 20; batch++)
    await Promise.all(Array.from({ length: 50 }, (_, n) => one(batch * 50 + n)))
  const { rows } = await database.outside((db) =>
    sql<{
      n: number
    }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = current_user and state like 'idle in transaction%'`.execute(
      db,
    ),
  )
  await database.close()
  assert.equal(wrong, 0)
  assert.equal(
    refused,
    1000 - Array.from({ length: 1000 }, (_, n) => n).filter((n) => n % 7 !== 0 && n % 11 !== 0).length,
  )
  assert.equal(rows[0]?.n, 0)
})

test('atomically lets deeds under one key in one by one; without it they overrun each other', async () => {
  const { run, company } = await aCompany()
  const key = newId(clock.now())
  await run((db) =>
    sql`insert into people_setting (company_id, name, value) values (${company}, ${key}, '0')`.execute(db),
  )
  const bump = (guarded: boolean) =>
    run(async (db) => {
      const deed = async () => {
        const { rows } = await sql<{
          value: number
        }>`select value from people_setting where name = ${key}`.execute(db)
        await sql`select pg_sleep(0.002)`.execute(db)
        await sql`update people_setting set value = to_jsonb(${Number(rows[0]?.value) + 1}::int) where name = ${key}`.execute(
          db,
        )
      }
      return guarded ? atomically(db, key, deed) : deed()
    })
  const value = async () =>
    (
      await run((db) =>
        sql<{ value: number }>`select value from people_setting where name = ${key}`.execute(db),
      )
    ).rows[0]?.value
  await Promise.all(Array.from({ length: 40 }, () => bump(true)))
  assert.equal(await value(), 40)
  await Promise.all(Array.from({ length: 40 }, () => bump(false)))
  assert.ok(Number(await value()) < 80, 'the control must lose an update, or this test is blind')
})

test('a hint goes out after the commit, to other listeners too, and not for what was rolled back', async () => {
  const { run, appConfig, company } = { ...(await aCompany()) }
  const other = openDatabase(appConfig, { size: 1 })
  const heard: string[] = []
  other.hints.listen(
    'live',
    (payload) => void (/ (good|bad)$/.test(payload) && payload.startsWith(company) && heard.push(payload)),
  )
  await other.hints.ready()
  const { tellPages } = await import('./live.ts')
  await run(async (db) => tellPages(db, 'good'))
  await run(async (db) => {
    tellPages(db, 'bad')
    throw new Error('no')
  }).catch(() => {})
  for (let waited = 0; heard.length === 0 && waited < 2000; waited += 10)
    await new Promise((go) => setTimeout(go, 10))
  await new Promise((go) => setTimeout(go, 60))
  await other.close()
  assert.deepEqual(heard, [`${company} good`])
})
