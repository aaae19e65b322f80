import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { clock } from './clock.ts'

const APP = 'makegood_app'
const FINDER = 'makegood_finder'

/** The migrations in their order, and one hash of them all (it names the template that tests clone). */
export function readMigrations(folder: string): {
  files: { name: string; sql: string; hash: string }[]
  hash: string
} {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, hash: digest(sql) }
    })
  return { files, hash: digest(files.map((file) => file.hash).join('')).slice(0, 16) }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** The program's role needs a password that several processes can work out: it is made from the owner's. */
export const appPassword = (secret: string): string =>
  createHmac('sha256', secret).update('makegood: the role of the program').digest('base64url')

/**
 * Brings the schema up to date as the owning role, and makes the two roles where it may.
 * Throws a sentence with the SQL to run where it may not, or where a migration was changed after it ran.
 */
export async function migrate(
  owner: pg.ClientConfig,
  folder: string,
  password: string | null,
): Promise<void> {
  const client = new pg.Client({ ...owner, application_name: 'makegood migrate' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(4400, 1)')
    await makeRoles(client, password)
    await client.query(LEDGER)
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from kit_migration',
    )
    const ran = new Map(rows.map((row) => [row.name, row.hash]))
    for (const file of readMigrations(folder).files) await step(client, file, ran.get(file.name))
    await installWorker(owner)
    await client.query(ENQUEUE)
  } finally {
    await client.end()
  }
}

/** Where it is written down which migrations ran. */
export const LEDGER =
  'create table if not exists kit_migration (name text primary key, hash text not null, at timestamptz not null)'

/** What must stand before the first migration: the two roles, and the tables in which jobs wait. */
export async function makeReady(
  client: pg.Client,
  owner: pg.ClientConfig,
  password: string | null,
): Promise<void> {
  await makeRoles(client, password)
  await installWorker(owner)
}

async function installWorker(owner: pg.ClientConfig): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1 })
  pool.on('error', () => {})
  try {
    await runMigrations({ pgPool: pool, noHandleSignals: true, logger: new Logger(() => () => {}) })
  } finally {
    await pool.end()
  }
}

type Step = { name: string; sql: string; hash: string }

async function step(client: pg.Client, file: Step, ran: string | undefined): Promise<void> {
  if (ran === file.hash) return
  if (ran)
    throw new Error(
      `The migration ${file.name} was changed after it had run here. Migrations only go forward: put it back and write a new one.`,
    )
  await client.query('begin')
  try {
    await client.query(file.sql)
    await client.query('insert into kit_migration (name, hash, at) values ($1, $2, $3)', [
      file.name,
      file.hash,
      clock.now(),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${file.name} failed: ${(error as Error).message}`, { cause: error })
  }
}

async function makeRoles(client: pg.Client, password: string | null): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname in ($1, $2)',
    [APP, FINDER],
  )
  const known = new Set(rows.map((row) => row.rolname))
  const wanted = [
    ...(known.has(FINDER) ? [] : [`create role ${FINDER} nologin`]),
    ...(known.has(APP) ? [] : [`create role ${APP} login`]),
    ...(password === null ? [] : [`alter role ${APP} password ${pg.escapeLiteral(password)}`]),
    // To own functions for the finder, the migrating role must be a member of it.
    ...((await isMember(client)) ? [] : [`grant ${FINDER} to current_user`]),
  ]
  for (const sql of wanted) {
    await client.query(sql).catch((error: Error) => {
      const shown = wanted.map((line) => line.replace(/password .*/, "password '…'")).join(';\n  ')
      throw new Error(
        `The role of DATABASE_URL may not make the program's roles (${error.message}). Have an administrator run:\n  ${shown};\nand name the program's role in DATABASE_APP_URL.`,
      )
    })
  }
}

async function isMember(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ member: boolean }>(
    `select coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false) as member`,
    [FINDER],
  )
  return rows[0]?.member ?? false
}

// One lean insert: graphile-worker's own add_job costs more than the rest of a deed. A test compares the rows.
const ENQUEUE = `
  create or replace function kit_enqueue(task text, what json) returns void
  language plpgsql security definer set search_path = graphile_worker, pg_temp as $$
  declare known integer := (select t.id from _private_tasks t where t.identifier = task);
  begin
    if known is null then
      insert into _private_tasks (identifier) values (task) on conflict do nothing;
      known := (select t.id from _private_tasks t where t.identifier = task);
    end if;
    insert into _private_jobs (task_id, payload) values (known, what);
  end $$;
  revoke all on function kit_enqueue(text, json) from public;
  grant execute on function kit_enqueue(text, json) to ${APP};`

/** Refuses to serve by a role that the walls do not hold. */
export async function checkRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; may: boolean; owns: boolean }>(
    `select rolname as name, rolsuper or rolbypassrls as may,
       exists (select from pg_class c where c.relowner = r.oid and c.relname like 'people_%') as owns
     from pg_roles r where rolname = current_user`,
  )
  const role = rows[0]
  if (!role || role.may || role.owns)
    throw new Error(
      `The role ${role?.name} is a superuser, bypasses row-level security or owns the tables: companies would not be walled off. Name another in DATABASE_APP_URL.`,
    )
}
