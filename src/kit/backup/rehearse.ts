import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../postgres/postgres.ts'
import { inDatabase } from './connection.ts'
import type { Counted } from './format.ts'
import { restoreBackup } from './restore.ts'

type Rehearsing = { passphrase: string | undefined; migrations: string; signal?: AbortSignal | undefined }

/**
 * Restores a backup into a database that is made for it and dropped afterwards: on the same server, or where its
 * role may not make one, on a server of our own that runs as long. Restoring compares every table with the file; this
 * compares the file with what was written, too. Returns how many tables are equal. Throws a sentence.
 */
export async function rehearse(
  owner: pg.ClientConfig,
  file: string,
  written: readonly Counted[],
  how: Rehearsing,
): Promise<number> {
  const scratch = await scratchPlace(owner)
  try {
    const { tables } = await restoreBackup(scratch.where, file, { ...how, password: null })
    for (const told of written)
      if (tables.find((one) => one.name === told.name)?.sha256 !== told.sha256)
        throw new Error(`${told.name} came back otherwise than it was written.`)
    return tables.length
  } finally {
    await scratch.drop()
  }
}

type Scratch = { where: pg.ClientConfig; drop(): Promise<void> }

async function scratchPlace(owner: pg.ClientConfig): Promise<Scratch> {
  const client = new pg.Client({ ...owner, application_name: 'makegood rehearsal' })
  client.on('error', () => {})
  await client.connect()
  const end = () => client.end().catch(() => {})
  try {
    const { rows } = await client.query<{ name: string }>('select current_database() as name')
    // One name for each database: what a killed rehearsal left behind goes with the next.
    const name = `makegood_rehearsal_${createHash('sha256')
      .update(rows[0]?.name ?? '')
      .digest('hex')
      .slice(0, 8)}`
    const drop = () => client.query(`drop database if exists ${name} with (force)`)
    await drop()
    await client.query(`create database ${name} template template0`)
    return {
      where: inDatabase(owner, name),
      drop: async () => {
        await drop().finally(end)
      },
    }
  } catch (error) {
    await end()
    if (error instanceof pg.DatabaseError && error.code === '42501') return ownServer()
    throw error
  }
}

async function ownServer(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'makegood-rehearsal-'))
  const server = await startPostgres({ folder: join(folder, 'data'), tests: true })
  return {
    where: server.owner,
    drop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
