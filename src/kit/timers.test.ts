import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany } from '../../test/company.ts'
import { clock, later, minutes } from './clock.ts'
import { newId } from './ids.ts'
import { dropTimer, due, runDue, setTimer, watchTimers } from './timers.ts'

const rang: { key: string; data: unknown; late: number }[] = []
const bell = due<{ tune: string }>({
  kind: 'test.bell',
  async run(_db, who, key, data) {
    rang.push({ key, data, late: who.at.getTime() })
  },
})
const broken = due<Record<string, never>>({
  kind: 'test.broken',
  async run(db, who) {
    await sql`insert into people_setting (company_id, name, value) values (${who.company}, 'half', '1')`.execute(
      db,
    )
    throw new Error('no')
  },
})
const quiet = () => {}
const ringsOf = (key: string) => rang.filter((one) => one.key === key)

test('a timer rings when its moment comes, once, and not before', async (t) => {
  t.after(() => clock.reset())
  const { run, database } = await aCompany()
  const key = newId(clock.now())
  await run((db) => setTimer(db, bell, key, later(clock.now(), minutes(5)), { tune: 'big brass' }))
  await runDue(database, quiet)
  assert.equal(ringsOf(key).length, 0)
  clock.move(minutes(5) + 1)
  await Promise.all([runDue(database, quiet), runDue(database, quiet), runDue(database, quiet)])
  await runDue(database, quiet)
  assert.deepEqual(
    ringsOf(key).map((one) => one.data),
    [{ tune: 'big brass' }],
  )
})

test('a timer set again is moved, and one dropped is silent', async (t) => {
  t.after(() => clock.reset())
  const { run, database } = await aCompany()
  const [moved, dropped] = [newId(clock.now()), newId(clock.now())]
  await run(async (db) => {
    await setTimer(db, bell, moved, later(clock.now(), minutes(1)), { tune: 'a' })
    await setTimer(db, bell, moved, later(clock.now(), minutes(10)), { tune: 'b' })
    await setTimer(db, bell, dropped, later(clock.now(), minutes(1)), { tune: 'c' })
    await dropTimer(db, bell, dropped)
  })
  clock.move(minutes(2))
  await runDue(database, quiet)
  assert.equal(ringsOf(moved).length + ringsOf(dropped).length, 0)
  clock.move(minutes(9))
  await runDue(database, quiet)
  assert.deepEqual(
    ringsOf(moved).map((one) => one.data),
    [{ tune: 'b' }],
  )
})

test('a timer that fails undoes what it did, says so, and is tried again a minute later', async (t) => {
  t.after(() => clock.reset())
  const { run, database, company } = await aCompany()
  await run((db) => setTimer(db, broken, 'k', clock.now(), {}))
  const troubles: unknown[] = []
  clock.move(10)
  await runDue(database, (error) => troubles.push(error))
  assert.equal(troubles.length, 1)
  const half = await run((db) => sql`select 1 from people_setting where name = 'half'`.execute(db))
  assert.equal(half.rows.length, 0)
  const left = await run((db) =>
    sql<{ due_at: Date }>`select due_at from kit_timer where company_id = ${company}`.execute(db),
  )
  assert.ok(left.rows[0]!.due_at.getTime() - clock.now().getTime() > 55_000)
  await run((db) => dropTimer(db, broken, 'k'))
})

test('the sleeper wakes to the moment, also for one that was set while it slept', async () => {
  const { run, database } = await aCompany()
  const watch = watchTimers(database, quiet)
  await database.hints.ready()
  await new Promise((go) => setTimeout(go, 100))
  const key = newId(clock.now())
  const at = later(clock.now(), 400)
  await run((db) => setTimer(db, bell, key, at, { tune: 'x' }))
  for (let waited = 0; ringsOf(key).length === 0 && waited < 5000; waited += 10)
    await new Promise((go) => setTimeout(go, 10))
  await watch.stop()
  const late = ringsOf(key)[0]!.late - at.getTime()
  assert.ok(late >= 0 && late < 1000, `rang ${late} ms late`)
})
