import { Socket } from 'node:net'
import { Client } from 'pg'
import { owner } from './cluster.ts'
import type { Home } from './home.ts'
import type { PidFile } from './postmaster.ts'
import { codeOf } from './write-once.ts'

/** The connection we keep to the server, and its socket, so that it may or may not hold Node awake. */
export type Kept = { client: Client; stream: Socket; durable: boolean; note: PidFile }

/** The pg settings of the owning role. `ssl` is false in words, else PGSSLMODE of the host would ask for it. */
export function ownerAt(home: Home, note: PidFile, database: string) {
  return {
    host: note.socket,
    port: note.port,
    user: owner,
    password: home.password,
    database,
    ssl: false as const,
  }
}

/**
 * Connects to a running server and takes it, if it is the one of this home: it knows our secret (scram proves
 * that in both directions), keeps its data in our cluster and bears our instance's name. The connection goes to the
 * database `postgres`, so that `makegood` can be copied as a template while we hold it.
 */
export async function adopt(home: Home, note: PidFile): Promise<Kept> {
  const kept = await connect(home, note, 'postgres')
  const { rows } = await kept.client.query<{ data: string; name: string; fsync: string }>(
    `select current_setting('data_directory') as data, current_setting('cluster_name') as name,
            current_setting('fsync') as fsync`,
  )
  const found = rows[0]
  if (found?.data === home.pg && found.name === `${owner} ${home.instance}`)
    return { ...kept, durable: found.fsync === 'on', note }
  await kept.client.end()
  throw new Error(
    `The PostgreSQL that runs on ${home.pg} (process ${note.pid}) was not started by Makegood on this folder. ` +
      `Stop it (kill -INT ${note.pid}) and start again.`,
  )
}

/** Makes the database where there is none; of two who make it at once one is told that it is there. */
export async function makeDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [owner])
  if (rowCount) return
  await client.query(`create database ${owner}`).catch((error: unknown) => {
    if (!['42P04', '23505'].includes(codeOf(error))) throw error
  })
}

/** Whether an error means that the server is starting, stopping or just gone: wait and look again. */
export function isPassing(error: unknown): boolean {
  const passing = ['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']
  return passing.includes(codeOf(error)) || /terminated|timeout|not queryable/i.test(String(error))
}

async function connect(
  home: Home,
  note: PidFile,
  database: string,
): Promise<{ client: Client; stream: Socket }> {
  const stream = new Socket()
  const client = new Client({
    ...ownerAt(home, note, database),
    stream: () => stream,
    application_name: `${owner} ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  })
  // Without a listener the program dies with the server. What is lost is seen by whoever asks next.
  client.on('error', () => {})
  await client.connect().catch((error: unknown) => {
    stream.destroy()
    if (codeOf(error) !== '28P01') throw error
    throw new Error(
      `The database in ${home.pg} does not open with ${home.home}/postgres.json. Bring back its own.`,
    )
  })
  return { client, stream }
}
