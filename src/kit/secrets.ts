import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { clock } from './clock.ts'
import type { Database } from './db.ts'

/** The key that signs what travels outside. All processes of one database share it; it is made once. */
export async function readSecret(database: Database, name: string): Promise<Buffer> {
  const fresh = randomBytes(32).toString('base64url')
  const { rows } = await database.outside(async (db) => {
    await sql`insert into kit_secret (name, value, made_at) values (${name}, ${fresh}, ${clock.now()}) on conflict do nothing`.execute(
      db,
    )
    return sql<{ value: string }>`select value from kit_secret where name = ${name}`.execute(db)
  })
  return Buffer.from(rows[0]?.value ?? '', 'base64url')
}

/** HMAC-SHA256 of the text, as base64url. */
export const sign = (secret: Uint8Array, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url')

/** Compares in constant time. */
export function sameText(a: string, b: string): boolean {
  const one = Buffer.from(a)
  const other = Buffer.from(b)
  return one.length === other.length && timingSafeEqual(one, other)
}
