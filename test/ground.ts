import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type App, buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { type Database, openDatabase } from '../src/kit/db.ts'
import { workJobsOnce } from '../src/kit/jobs.ts'
import { logTo } from '../src/kit/log.ts'
import { appPassword, migrate, readMigrations } from '../src/kit/migrate.ts'
import { startPostgres } from '../src/kit/postgres/postgres.ts'
import { migrationsFolder } from '../src/kit/store.ts'
import { runDue } from '../src/kit/timers.ts'

export type Ground = {
  database: Database
  app: App
  base: string
  /** The owning role, for tests of the catalogue and of crashes. */
  owner: pg.Pool
  ownerConfig: pg.PoolConfig
  appConfig: pg.PoolConfig
  /** Works what is waiting: jobs, then what is due by the clock. Throws the first trouble. */
  settle(): Promise<void>
}

const BASE = 'http://localhost:4400'
let standing: Promise<Ground> | undefined
const endings: (() => Promise<unknown>)[] = []

/** Something that is to end before the ground is taken away. */
export const atEnd = (end: () => Promise<unknown>): void => void endings.push(end)

/** One database and one app for all tests of this process; each test founds a company of its own. */
export function ground(): Promise<Ground> {
  standing ??= lay()
  return standing
}

export async function closeGround(): Promise<void> {
  if (!standing) return
  for (const end of endings.reverse())
    await end().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
}

async function lay(): Promise<Ground> {
  const config = readConfig({ ...pick(process.env), LOG_LEVEL: 'silent' })
  const server = config.databaseUrl
    ? undefined
    : await startPostgres({ folder: join(tmpdir(), 'makegood-test'), tests: true, instance: 'shared' })
  if (server) endings.push(() => server.stop())
  const admin: pg.PoolConfig = server ? server.owner : { connectionString: config.databaseUrl }
  const secret = server ? server.owner.password : 'the tests of makegood'
  const password = appPassword(secret)

  const name = `makegood_test_${process.pid}`
  await clone(admin, await template(admin, password), name)
  endings.push(() => drop(admin, name))

  const ownerConfig = within(admin, name)
  const appConfig = { ...within(admin, name, { user: 'makegood_app', password }) }
  const database = openDatabase(appConfig, { size: 8 })
  endings.push(() => database.close())
  const owner = new pg.Pool({ ...ownerConfig, max: 2 })
  owner.on('error', () => {})
  endings.push(() => owner.end())
  const app = await buildApp({ config, database, log: logTo('silent'), base: BASE })

  const settle = async () => {
    const troubles: unknown[] = []
    await workJobsOnce(owner, database, (error) => troubles.push(error))
    while ((await runDue(database, (error) => troubles.push(error))) > 0);
    await workJobsOnce(owner, database, (error) => troubles.push(error))
    for (const round of app.rounds) await round.run()
    if (troubles.length > 0) throw troubles[0]
  }
  return { database, app, base: BASE, owner, ownerConfig, appConfig, settle }
}

/** The environment for a program that a test starts: this process's own, less the tests' database. */
export function surroundings(more: Record<string, string>): Record<string, string | undefined> {
  return { ...process.env, DATABASE_URL: undefined, ...more }
}

const pick = (environment: NodeJS.ProcessEnv) => ({ DATABASE_URL: environment['DATABASE_URL'] })

export function within(
  where: pg.PoolConfig,
  database: string,
  role?: { user: string; password: string },
): pg.PoolConfig {
  if (!where.connectionString) return { ...where, database, ...role }
  const url = new URL(where.connectionString)
  url.pathname = `/${database}`
  if (role) {
    url.username = role.user
    url.password = role.password
  }
  return { connectionString: url.toString() }
}

async function as(where: pg.PoolConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(where)
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** A migrated database, made once for each state of the migrations and cloned by every run. */
async function template(admin: pg.PoolConfig, password: string): Promise<string> {
  const name = `makegood_template_${readMigrations(migrationsFolder).hash}`
  await as(admin, async (client) => {
    await client.query('select pg_advisory_lock(4400, 2)')
    const { rowCount } = await client.query(
      'select 1 from pg_database where datname = $1 and datistemplate',
      [name],
    )
    if (rowCount) return
    await client.query(`drop database if exists ${name}`)
    await client.query(`create database ${name} template template0`)
    await migrate(within(admin, name), migrationsFolder, password)
    await client.query(`alter database ${name} is_template true`)
  })
  return name
}

async function clone(admin: pg.PoolConfig, from: string, to: string): Promise<void> {
  await as(admin, async (client) => {
    await client.query('select pg_advisory_lock(4400, 2)')
    await client.query(`drop database if exists ${to} with (force)`)
    await client.query(`create database ${to} template ${from} strategy file_copy`)
  })
}

const drop = (admin: pg.PoolConfig, name: string) =>
  as(admin, (client) => client.query(`drop database if exists ${name} with (force)`))
