import { hostname } from 'node:os'
import { sql } from 'kysely'
import type pg from 'pg'
import { clock } from '../clock.ts'
import type { Db } from '../db.ts'
import { type Id, newId } from '../ids.ts'
import type { Written } from './write.ts'

/** A backup that was written or tried, as the pages tell of it. */
export type Told = {
  id: Id
  begun_at: Date
  ended_at: Date
  way: 'clock' | 'hand'
  host: string
  file: string
  bytes: bigint | null
  tables: number | null
  trouble: string | null
  rehearsed_at: Date | null
  rehearsal_trouble: string | null
}

const COLUMNS = sql`b.id, b.begun_at, b.ended_at, b.way, b.host, b.file, b.bytes, b.tables, b.trouble,
  r.at as rehearsed_at, r.trouble as rehearsal_trouble`

/** The newest backups, those that failed among them. */
export async function lastBackups(db: Db, most: number): Promise<Told[]> {
  const { rows } = await sql<Told>`select ${COLUMNS} from kit_backup b
    left join kit_rehearsal r on r.backup_id = b.id order by b.begun_at desc, b.id desc limit ${most}`.execute(
    db,
  )
  return rows
}

/** The newest that was written to its end. */
export async function lastGoodBackup(db: Db): Promise<Told | undefined> {
  const { rows } = await sql<Told>`select ${COLUMNS} from kit_backup b
    left join kit_rehearsal r on r.backup_id = b.id
    where b.trouble is null order by b.begun_at desc, b.id desc limit 1`.execute(db)
  return rows[0]
}

type Try = { begun: Date; way: 'clock' | 'hand'; file: string }

/** Writes down how it went. A place whose schema does not know of this yet keeps no note. */
export async function noteBackup(
  owner: pg.ClientBase,
  { begun, way, file }: Try,
  how: Written | Error,
): Promise<Id | undefined> {
  const { rows } = await owner.query<{ there: boolean }>(
    `select to_regclass('public.kit_backup') is not null as there`,
  )
  if (!rows[0]?.there) return undefined
  const id = newId(begun)
  const [done, trouble] = how instanceof Error ? [undefined, how.message] : [how, null]
  await owner.query(
    `insert into kit_backup (id, begun_at, ended_at, way, host, file, bytes, rows, tables, trouble)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, begun, clock.now(), way, hostname(), file, done?.bytes, done?.rows, done?.tables.length, trouble],
  )
  return id
}

export async function noteRehearsal(owner: pg.ClientBase, backup: Id, how: number | Error): Promise<void> {
  const [tables, trouble] = how instanceof Error ? [null, how.message] : [how, null]
  await owner.query('insert into kit_rehearsal (backup_id, at, tables, trouble) values ($1, $2, $3, $4)', [
    backup,
    clock.now(),
    tables,
    trouble,
  ])
}
