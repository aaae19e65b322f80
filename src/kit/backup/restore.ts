import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { LEDGER, makeReady, migrate, readMigrations } from '../migrate.ts'
import { type Connection, connectAs } from './connection.ts'
import type { Counted, Header, Manifest } from './format.ts'
import { Meter } from './meter.ts'
import { progressOf, type Watch } from './progress.ts'
import { type Contents, inspect, readTables } from './read.ts'
import { copyIn, copyOut, type Table, tablesOf } from './tables.ts'

export type Restoring = {
  passphrase?: string | undefined
  /** The folder of our migrations. */
  migrations: string
  /** That the program's role gets; null where that role is made by somebody else. */
  password: string | null
  watch?: Watch | undefined
  /** What `inspect` found in it, where that was done just before. */
  contents?: Contents | undefined
  signal?: AbortSignal | undefined
}

export type Restored = { rows: number; tables: Counted[]; forward: string[] }

/**
 * Brings a backup into an empty database of any server from PostgreSQL 15 on. First reads and checks the whole file;
 * then makes the schema that it is of, fills it and compares the hash of every table, all in one transaction: until
 * that ends the database is empty, whatever happens. Then migrates to the schema of this version. Throws sentences.
 */
export async function restoreBackup(owner: pg.ClientConfig, file: string, how: Restoring): Promise<Restored> {
  const contents = how.contents ?? (await inspect(file, how.passphrase))
  const steps = stepsOf(contents.header, how.migrations)
  const connection = await connectAs(owner, 'restore')
  const stop = () => connection.cut()
  how.signal?.addEventListener('abort', stop)
  try {
    how.signal?.throwIfAborted()
    await connection.client.query('select pg_advisory_lock(4400, 1)')
    await mustBeEmpty(connection.client)
    await makeReady(connection.client, owner, how.password)
    await mustKnowJobs(connection.client, contents.header)
    await fill(connection, file, contents, steps.past, how)
    await connection.client.end()
  } catch (error) {
    connection.cut()
    how.signal?.throwIfAborted()
    throw error
  } finally {
    how.signal?.removeEventListener('abort', stop)
  }
  await migrate(owner, how.migrations, how.password)
  await analyze(owner)
  const { tables } = contents.manifest
  return {
    rows: tables.reduce((sum, one) => sum + one.rows, 0),
    tables,
    forward: steps.ahead,
  }
}

type Migration = { name: string; sql: string }

/** The migrations that had run where it was made, and those that came after. */
function stepsOf(header: Header, folder: string): { past: Migration[]; ahead: string[] } {
  const ours = new Map(readMigrations(folder).files.map((one) => [one.name, one]))
  const past = header.migrations.map(({ name, hash }) => {
    const known = ours.get(name)
    if (known?.hash === hash) return known
    throw new Error(
      known
        ? `The backup was made by a Makegood ${header.version} whose migration ${name} is another than ours. Restore it by that very version.`
        : `The backup was made by a newer Makegood (${header.version}, with ${name}) than this one. Restore it by that version or a newer one.`,
    )
  })
  const ran = new Set(past.map((one) => one.name))
  return { past, ahead: [...ours.keys()].filter((name) => !ran.has(name)) }
}

/** What may stand there: the tables of the library in which jobs wait, without a job. */
async function mustBeEmpty(client: pg.Client): Promise<void> {
  const there = await tablesOf(client)
  const first = there.find((table) => table.name.startsWith('public.'))
  if (first)
    throw new Error(
      `This place is not empty: it has the table ${first.name.slice('public.'.length)}. ` +
        'Nothing is ever deleted here: name an empty folder in MAKEGOOD_DATA, or an empty database in DATABASE_URL.',
    )
  for (const table of there) {
    const { rowCount } = await client.query(`select from ${table.sql} limit 1`)
    if (rowCount) throw new Error(`This place is not empty: jobs wait in ${table.name}.`)
  }
}

async function mustKnowJobs(client: pg.Client, header: Header): Promise<void> {
  const { rows } = await client.query<{ jobs: number }>(
    'select coalesce(max(id), 0) as jobs from graphile_worker.migrations',
  )
  if (header.jobs > (rows[0]?.jobs ?? 0))
    throw new Error(
      `The backup was made by a newer Makegood (${header.version}) than this one. Restore it by that version or a newer one.`,
    )
}

async function fill(
  connection: Connection,
  file: string,
  { manifest }: Contents,
  past: readonly Migration[],
  how: Restoring,
): Promise<void> {
  const { client } = connection
  await client.query('begin')
  await client.query(LEDGER)
  // An owner who is bound by the walls may not even write a function that would ask past them.
  await client.query('set local row_security = on')
  for (const step of past) await client.query(step.sql)
  await client.query('set local row_security = off')
  const tables = matched(await tablesOf(client), manifest)
  const loose = await loosen(client, [...tables.values()])
  const progress = progressOf(manifest.tables.map(ahead))
  await readTables(file, how.passphrase, async (name, rows) => {
    const [told, table] = [manifest.tables.find((one) => one.name === name), tables.get(name)]
    if (!told || !table) throw new Error(`The backup holds rows of ${name}, which there is not.`)
    const meter: Meter = new Meter(() => void how.watch?.(progress.at(ahead(told), meter)))
    await pipeline(rows, meter, client.query(copyFrom(copyIn(table))))
    await how.watch?.(progress.past(ahead(told), told))
  })
  for (const one of manifest.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [one.name, one.value, one.called])
  for (const told of manifest.tables) await mustEqual(client, told, tables.get(told.name))
  await client.query(loose)
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('The server took nothing of it: the transaction had failed.')
}

const ahead = (told: Counted) => ({ name: told.name, weight: told.bytes + 1, about: told.rows })

/** The same tables with the same columns stand here, or it is said which do not. */
function matched(all: readonly Table[], manifest: Manifest): Map<string, Table> {
  const tables = new Map(all.filter((table) => !table.leftOut).map((table) => [table.name, table]))
  const told = new Map(manifest.tables.map((table) => [table.name, table.columns]))
  for (const name of new Set([...tables.keys(), ...told.keys()])) {
    const [here, there] = [tables.get(name)?.columns.join(), told.get(name)?.join()]
    if (here !== there)
      throw new Error(
        `The backup does not fit: ${name} has ${here ? `the columns ${here}` : 'no table'} here, and ${there ? `${there}` : 'none'} in it.`,
      )
  }
  return tables
}

const FOREIGN = `
  select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as says
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and n.nspname in ('public', 'graphile_worker') order by 1, 2`
const WALLED = `
  select format('%I.%I', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relforcerowsecurity`
const TRIGGERS = `
  select distinct format('%I.%I', n.nspname, c.relname) as table from pg_trigger t
  join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where not t.tgisinternal and n.nspname in ('public', 'graphile_worker')`
// Those that hold no constraint: an index is made many times as quickly of all rows at once.
const INDEXES = `
  select format('%I.%I', n.nspname, i.relname) as name, pg_get_indexdef(x.indexrelid) as says
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
  where n.nspname in ('public', 'graphile_worker')
    and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype <> 'f')
  order by 1`

/**
 * Makes room for rows in any order: foreign keys and indexes are taken away and come back at the end, each made of all
 * rows at once; triggers rest; and the owner may write past the walls. What the migrations themselves wrote goes, as the
 * backup has it too. Returns the SQL that puts everything back. All of it is in the transaction that makes the tables.
 */
async function loosen(client: pg.Client, tables: readonly Table[]): Promise<string> {
  const { rows: keys } = await client.query<{ table: string; name: string; says: string }>(FOREIGN)
  const { rows: walled } = await client.query<{ table: string }>(WALLED)
  const { rows: triggers } = await client.query<{ table: string }>(TRIGGERS)
  const { rows: indexes } = await client.query<{ name: string; says: string }>(INDEXES)
  const alter = (rows: readonly { table: string }[], what: string) =>
    rows.map(({ table }) => `alter table ${table} ${what};`)
  await client.query(
    [
      ...keys.map((key) => `alter table ${key.table} drop constraint ${key.name};`),
      ...indexes.map((index) => `drop index ${index.name};`),
      ...alter(walled, 'no force row level security'),
      ...alter(triggers, 'disable trigger user'),
      `truncate ${tables.map((table) => table.sql).join(', ')};`,
    ].join('\n'),
  )
  return [
    ...indexes.map((index) => `${index.says};`),
    ...keys.map((key) => `alter table ${key.table} add constraint ${key.name} ${key.says};`),
    ...alter(triggers, 'enable trigger user'),
    ...alter(walled, 'force row level security'),
  ].join('\n')
}

async function mustEqual(client: pg.Client, told: Counted, table: Table | undefined): Promise<void> {
  const { sha256, rows } = await hashOf(client, table)
  if (sha256 !== told.sha256)
    throw new Error(
      `After it was filled ${told.name} has ${rows} rows that differ from the ${told.rows} of the backup. Nothing was restored.`,
    )
}

/** The hash of all rows of a table, in the order of its key. */
export async function hashOf(
  client: pg.Client,
  table: Table | undefined,
): Promise<{ rows: number; sha256: string }> {
  const meter = new Meter()
  if (table) {
    const rows: Readable = client.query(copyTo(copyOut(table)))
    await pipeline(rows, meter, async (pieces: AsyncIterable<Buffer>) => {
      for await (const _ of pieces);
    })
  }
  return { rows: meter.rows, sha256: meter.sha256() }
}

/** Without it the first questions would be answered slowly. */
async function analyze(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
