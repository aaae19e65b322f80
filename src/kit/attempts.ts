import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { later } from './clock.ts'
import type { Database, Db } from './db.ts'

/** So many bad tries within so long, by a key that is only kept as a hash. */
export type Allowance = { most: number; withinMs: number }

const hidden = (key: string) => createHash('sha256').update(key).digest('hex')

/** How many bad tries the key has had within the time. */
export async function badTries(database: Database, key: string, withinMs: number, at: Date): Promise<number> {
  const { rows } = await database.outside((db) =>
    sql<{ n: number }>`select count(*)::int as n from kit_attempt
      where key = ${hidden(key)} and not good and at > ${later(at, -withinMs)}`.execute(db),
  )
  return rows[0]?.n ?? 0
}

/** The same within a deed's own transaction: a second connection, waited for while one is held, can block them all. */
export async function triesIn(db: Db, key: string, withinMs: number, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from kit_attempt
    where key = ${hidden(key)} and not good and at > ${later(at, -withinMs)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Counts a try with the deed: one that is rolled back was none. */
export async function noteTryIn(db: Db, key: string, at: Date): Promise<void> {
  await sql`insert into kit_attempt (key, at, good) values (${hidden(key)}, ${at}, false)`.execute(db)
}

/** Whether the key succeeded within the time. */
export async function hasSucceeded(
  database: Database,
  key: string,
  withinMs: number,
  at: Date,
): Promise<boolean> {
  const { rows } = await database.outside((db) =>
    sql`select 1 from kit_attempt where key = ${hidden(key)} and good and at > ${later(at, -withinMs)} limit 1`.execute(
      db,
    ),
  )
  return rows.length > 0
}

export async function noteTry(
  database: Database,
  keys: readonly string[],
  good: boolean,
  at: Date,
): Promise<void> {
  const hashes = keys.map(hidden)
  await database.outside((db) =>
    sql`insert into kit_attempt (key, at, good) select k, ${at}, ${good} from unnest(${hashes}::text[]) k`.execute(
      db,
    ),
  )
}

/** What is older than that is of no use. */
export async function forgetTries(database: Database, before: Date): Promise<void> {
  await database.outside((db) => sql`delete from kit_attempt where at < ${before}`.execute(db))
}

/** A peer as one counts it: an IPv6 customer has a whole /64. */
export function peerKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = plain.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : []
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}
