import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack } from 'tar-stream'
import { clock } from '../clock.ts'
import { type Connection, connectAs, serverVersion } from './connection.ts'
import {
  type Counted,
  FORMAT,
  HEADER,
  type Header,
  MANIFEST,
  type Manifest,
  partName,
  SUMS,
} from './format.ts'
import { locked } from './locked.ts'
import { Meter } from './meter.ts'
import { progressOf, type Watch } from './progress.ts'
import { copyOut, type Table, tablesOf } from './tables.ts'
import { whyNotWritten } from './trouble.ts'

export type Writing = {
  /** Which version of the program writes it. */
  version: string
  /** Encrypts by it, as age does. */
  passphrase?: string | undefined
  watch?: Watch | undefined
  signal?: AbortSignal | undefined
  /** Tests only: a snapshot for each table instead of one for all, to show that it would be seen. */
  torn?: boolean
}

export type Written = { file: string; bytes: number; rows: number; tables: Counted[] }

/**
 * Writes the whole database, as it is at one moment, to a file (made anew; its folder too), while others go on
 * writing. It grows under the name `file.part` and gets its own only when it is whole and on the disk. Needs a role
 * that sees past the walls. Memory does not grow with the database. Throws sentences; leaves nothing behind then.
 */
export async function writeBackup(owner: pg.ClientConfig, file: string, how: Writing): Promise<Written> {
  const [whole, part] = [resolve(file), `${resolve(file)}.part`]
  if (existsSync(whole))
    throw new Error(`${whole} is there already: name another file, or move that one away.`)
  await mkdir(dirname(whole), { recursive: true, mode: 0o700 })
  const connection = await connectAs(owner, 'backup')
  const stop = () => connection.cut()
  how.signal?.addEventListener('abort', stop)
  try {
    how.signal?.throwIfAborted()
    const { tables, rows } = await intoFile(connection, part, how)
    await settle(part, whole)
    await connection.client.end()
    return { file: whole, bytes: (await stat(whole)).size, rows, tables }
  } catch (error) {
    connection.cut()
    await rm(part, { force: true }).catch(() => {})
    how.signal?.throwIfAborted()
    throw whyNotWritten(error, whole)
  } finally {
    how.signal?.removeEventListener('abort', stop)
  }
}

/** Its name says that it is whole: so it must be on the disk before it has it. */
async function settle(part: string, whole: string): Promise<void> {
  const file = await open(part, 'r+')
  await file.sync().finally(() => file.close())
  await rename(part, whole)
  const folder = await open(dirname(whole), 'r')
  await folder.sync().finally(() => folder.close())
}

async function intoFile(
  { client }: Connection,
  part: string,
  how: Writing,
): Promise<{ tables: Counted[]; rows: number }> {
  const archive = pack()
  const plain = Readable.from(archive, { objectMode: false })
  const source = how.passphrase ? await locked(plain, how.passphrase) : plain
  // What a killed process left behind goes; and nobody else's file is written to, which others could read.
  await rm(part, { force: true })
  const written = pipeline(source, createWriteStream(part, { flags: 'wx', mode: 0o600 }))
  const made = intoArchive(client, archive, how)
  try {
    const [tables] = await Promise.all([made, written])
    return { tables, rows: tables.reduce((sum, one) => sum + one.rows, 0) }
  } catch (error) {
    archive.destroy()
    await Promise.allSettled([written])
    throw error
  }
}

async function intoArchive(client: pg.Client, archive: Pack, how: Writing): Promise<Counted[]> {
  await client.query(
    how.torn
      ? 'begin isolation level read committed read only'
      : 'begin isolation level repeatable read read only',
  )
  const all = await tablesOf(client)
  const tables = all.filter((table) => !table.leftOut)
  if (!all.some((table) => table.name === 'public.kit_migration'))
    throw new Error('There is nothing to back up yet: Makegood has never been started here.')
  // A migration that begins meanwhile waits for us, instead of changing a table that was not read yet.
  await client.query(`lock table ${tables.map((one) => one.sql).join(', ')} in access share mode`)
  const header = await document(archive, HEADER, await headerOf(client, how.version))
  const progress = progressOf(tables.map(ahead))
  const counted: Counted[] = []
  for (const table of tables) {
    const tell = (read: Meter) => void how.watch?.(progress.at(ahead(table), read))
    const one = await intoParts(client, archive, table, tell)
    counted.push(one)
    await how.watch?.(progress.past(ahead(table), one))
  }
  const rest: Manifest = {
    tables: counted,
    sequences: await sequencesOf(client),
    left_out: all.filter((table) => table.leftOut).map((table) => table.name),
  }
  const manifest = await document(archive, MANIFEST, rest)
  await entry(archive, SUMS, Buffer.from(`${header}  ${HEADER}\n${manifest}  ${MANIFEST}\n`))
  archive.finalize()
  await client.query('commit')
  return counted
}

/** What an empty table costs, too. */
const ahead = (table: Table) => ({ name: table.name, weight: table.size + 8192, about: table.about })

async function headerOf(client: pg.Client, version: string): Promise<Header> {
  const { rows: migrations } = await client.query<{ name: string; hash: string }>(
    'select name, hash from kit_migration order by name collate "C"',
  )
  const { rows } = await client.query<{ jobs: number }>(
    'select coalesce(max(id), 0) as jobs from graphile_worker.migrations',
  )
  return {
    format: FORMAT,
    version,
    made_at: clock.now().toISOString(),
    postgres: await serverVersion(client),
    migrations,
    jobs: rows[0]?.jobs ?? 0,
  }
}

async function sequencesOf(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(sequencename) as name, last_value::text as value
     from pg_sequences where schemaname in ('public', 'graphile_worker') and last_value is not null order by 1`,
  )
  return rows.map((row) => ({ ...row, called: true }))
}

// A tar file wants to know the length of what comes: so much of a table is gathered before it is written.
const PART_BYTES = 2 * 1024 * 1024

async function intoParts(
  client: pg.Client,
  archive: Pack,
  table: Table,
  tell: (read: Meter) => void,
): Promise<Counted> {
  let parts = 0
  const flush = (pieces: Buffer[]) => entry(archive, partName(table.name, ++parts), Buffer.concat(pieces))
  const meter: Meter = new Meter(() => tell(meter))
  const rows: Readable = client.query(copyTo(copyOut(table)))
  await pipeline(rows, meter, createGzip({ level: 5 }), async (packed: AsyncIterable<Buffer>) => {
    let [gathered, size]: [Buffer[], number] = [[], 0]
    for await (const piece of packed) {
      gathered.push(piece)
      size += piece.length
      if (size < PART_BYTES) continue
      await flush(gathered)
      ;[gathered, size] = [[], 0]
    }
    if (size > 0) await flush(gathered)
  })
  const { name, columns } = table
  return { name, columns, rows: meter.rows, bytes: meter.bytes, sha256: meter.sha256() }
}

/** Writes a document and returns its SHA-256. */
async function document(archive: Pack, name: string, what: unknown): Promise<string> {
  const bytes = Buffer.from(`${JSON.stringify(what, null, 1)}\n`)
  await entry(archive, name, bytes)
  return createHash('sha256').update(bytes).digest('hex')
}

/** Resolves when there is room for more. */
function entry(archive: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    const into = archive.entry({ name, size: bytes.length, mode: 0o600, mtime: clock.now() }, (error) =>
      error ? fail(error) : done(),
    )
    into.on('error', fail)
    into.end(bytes)
  })
}
