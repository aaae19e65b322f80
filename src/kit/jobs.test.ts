import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeWorkerUtils } from 'graphile-worker'
import { sql } from 'kysely'
import { aCompany } from '../../test/company.ts'
import { enqueue, job, workJobs } from './jobs.ts'

const done: string[] = []
const ring = job<{ tune: string }>({
  name: 'test.ring',
  async run(_database, who, what) {
    done.push(`${who.company} ${what.tune}`)
  },
})

test('a job exists if and only if its deed does', async () => {
  const { run, settle, company } = await aCompany()
  await run((db) => enqueue(db, ring, { tune: 'kept' }))
  await run(async (db) => {
    await enqueue(db, ring, { tune: 'lost' })
    throw new Error('no')
  }).catch(() => {})
  await settle()
  assert.deepEqual(
    done.filter((one) => one.startsWith(company)),
    [`${company} kept`],
  )
})

test('our lean insert makes the row that graphile-worker itself would make', async () => {
  const { run, owner, company } = await aCompany()
  await run((db) =>
    sql`select kit_enqueue('test.twin', ${JSON.stringify({ company, what: 1 })}::json)`.execute(db),
  )
  const utils = await makeWorkerUtils({ pgPool: owner })
  await utils.addJob('test.twin', { company, what: 1 })
  await utils.release()
  const { rows } = await owner.query(
    `select task_id, payload::text, priority, attempts, max_attempts, last_error, job_queue_id, key, locked_at, locked_by, revision, flags, is_available,
       run_at <= clock_timestamp() as now
     from graphile_worker._private_jobs where payload->>'company' = $1 order by id`,
    [company],
  )
  await owner.query(`delete from graphile_worker._private_jobs where payload->>'company' = $1`, [company])
  assert.equal(rows.length, 2)
  assert.deepEqual({ ...rows[0], payload: '' }, { ...rows[1], payload: '' })
  assert.deepEqual(JSON.parse(rows[0].payload), JSON.parse(rows[1].payload))
})

test('the jobs of a worker that is gone are set free at the next start', async () => {
  const { run, owner, ownerConfig, database, company } = await aCompany()
  await run((db) => enqueue(db, ring, { tune: 'orphan' }))
  await owner.query(
    `update graphile_worker._private_jobs set locked_at = clock_timestamp(), locked_by = 'worker-gone' where payload->>'company' = $1`,
    [company],
  )
  const worker = await workJobs(ownerConfig, database, () => {})
  for (let waited = 0; !done.includes(`${company} orphan`) && waited < 5000; waited += 20)
    await new Promise((go) => setTimeout(go, 20))
  await worker.stop()
  assert.ok(done.includes(`${company} orphan`))
})

test('workers whose server died under them are followed by others, who set the jobs of the dead free', async () => {
  const { run, owner, ownerConfig, database, company } = await aCompany()
  const worker = await workJobs(ownerConfig, database, () => {})
  const { rowCount } = await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'makegood worker' and datname = current_database()`,
  )
  assert.ok((rowCount ?? 0) > 0)
  await run((db) => enqueue(db, ring, { tune: 'after the death' }))
  await owner.query(
    `update graphile_worker._private_jobs set locked_at = clock_timestamp(), locked_by = 'worker-dead' where payload->>'company' = $1`,
    [company],
  )
  for (let waited = 0; !done.includes(`${company} after the death`) && waited < 5000; waited += 20)
    await new Promise((go) => setTimeout(go, 20))
  await worker.stop()
  assert.ok(done.includes(`${company} after the death`))
})
