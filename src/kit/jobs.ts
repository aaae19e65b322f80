import { EventEmitter } from 'node:events'
import { Logger, runOnce, runTaskList, type WorkerEvents, type WorkerPool } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { clock } from './clock.ts'
import { afterCommit, companyOf, type Database, type Db, type Where } from './db.ts'
import type { Id } from './ids.ts'
import { program, type Who } from './who.ts'

/** A piece of work that begins at once, outside of the deed that asks for it. It may run twice: let it not matter. */
export type Job<T> = { name: string; run(database: Database, who: Who, what: T): Promise<void> }

const jobs = new Map<string, Job<unknown>>()

export function job<T>(one: Job<T>): Job<T> {
  jobs.set(one.name, one)
  return one
}

/** Asks for the work in the deed's own transaction: it exists if and only if the deed does. */
export async function enqueue<T>(db: Db, one: Job<T>, what: T): Promise<void> {
  await sql`select kit_enqueue(${one.name}, ${JSON.stringify({ company: companyOf(db), what })}::json)`.execute(
    db,
  )
  afterCommit(db, (hints) => hints.send('jobs:insert', '{"count":1}'))
}

/**
 * Works the jobs in this process, as the role that owns them; the deeds inside run as the program's role.
 * A worker whose server dies under it ends for good: then a new crew comes, and comes again until the server is back.
 */
export async function workJobs(
  owner: Where,
  database: Database,
  trouble: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const pool = new pg.Pool({ ...owner, max: 6, application_name: 'makegood worker' })
  pool.on('error', trouble)
  // A server that dies while one of them is at work would otherwise take this process along.
  pool.on('connect', (client) => client.on('error', () => {}))
  let stopped = false
  let crew = await muster(pool, database, trouble)
  const watch = (async () => {
    while (!stopped) {
      await crew.over
      if (stopped) return
      await crew.leave()
      crew = (await musterAgain(pool, database, trouble, () => stopped)) ?? crew
    }
  })()
  return {
    async stop() {
      stopped = true
      crew.dismiss()
      await watch
      await crew.leave()
      await pool.end()
    },
  }
}

const AGAIN_MS = 500

async function musterAgain(
  pool: pg.Pool,
  database: Database,
  trouble: (error: unknown) => void,
  stopped: () => boolean,
): Promise<Crew | undefined> {
  while (!stopped()) {
    try {
      return await muster(pool, database, trouble)
    } catch (error) {
      trouble(error)
      await new Promise((go) => setTimeout(go, AGAIN_MS))
    }
  }
  return undefined
}

/** Workers of one connection: over when one of them has died, when that is lost, or when they are dismissed. */
type Crew = { over: Promise<void>; dismiss(): void; leave(): Promise<void> }

/**
 * A worker killed by force leaves its jobs locked for hours: each worker holds an advisory lock as long as it
 * lives, and the jobs of those that no longer do are set free by every new crew and every minute.
 */
async function muster(pool: pg.Pool, database: Database, trouble: (error: unknown) => void): Promise<Crew> {
  const sign = await pool.connect()
  let dismiss = (): void => {}
  const over = new Promise<void>((done) => {
    dismiss = () => done()
  })
  sign.on('error', dismiss)
  // One connection answers one question at a time.
  let last: Promise<unknown> = Promise.resolve()
  const tell = (text: string, values: unknown[]): Promise<unknown> => {
    const answer = last.then(() => sign.query(text, values))
    last = answer.catch(() => {})
    return answer
  }
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:fatalError', dismiss)
  events.on('worker:create', ({ worker }) => {
    tell('select pg_advisory_lock_shared($1, hashtext($2))', [LOCK, worker.workerId]).catch(trouble)
  })
  let rounds: NodeJS.Timeout | undefined
  let workers: WorkerPool | undefined
  let left = false
  const leave = async () => {
    if (left) return
    left = true
    clearInterval(rounds)
    await workers?.gracefulShutdown().catch(() => {})
    sign.release(true)
  }
  try {
    await tell(FREE, [LOCK])
    rounds = setInterval(() => tell(FREE, [LOCK]).catch(trouble), 60_000)
    // Not the library's whole runner: its timetable, which we do not use, leaves a rejection that nobody catches.
    workers = runTaskList(
      {
        // Letters to slow servers must not hold up the mails that come in.
        concurrency: 4,
        events,
        noHandleSignals: true,
        pollInterval: 2000,
        logger: new Logger(() => () => {}),
      },
      tasks(database, trouble),
      pool,
    )
    workers.promise.then(dismiss, dismiss)
    return { over, dismiss, leave }
  } catch (error) {
    await leave()
    throw error
  }
}

const tasks = (database: Database, trouble: (error: unknown) => void) =>
  Object.fromEntries(
    [...jobs.values()].map((one) => [
      one.name,
      (payload: unknown) => perform(database, one, payload, trouble),
    ]),
  )

/** Works what is waiting and comes back: for commands and tests. */
export async function workJobsOnce(
  owner: pg.Pool,
  database: Database,
  trouble: (error: unknown) => void,
): Promise<void> {
  await runOnce({
    pgPool: owner,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    parsedCronItems: [],
    taskList: tasks(database, trouble),
  })
}

const LOCK = 4402
const FREE = `
  update graphile_worker._private_jobs set locked_at = null, locked_by = null
  where locked_by is not null and not exists (
    select from pg_locks l where l.locktype = 'advisory' and l.classid = $1
      and l.objid::bigint = (hashtext(locked_by)::bigint & 4294967295))`

async function perform<T>(
  database: Database,
  one: Job<T>,
  payload: unknown,
  trouble: (error: unknown) => void,
): Promise<void> {
  const { company, what } = payload as { company: Id; what: T }
  try {
    await one.run(database, program(company, clock.now()), what)
  } catch (error) {
    trouble(error)
    throw error
  }
}
