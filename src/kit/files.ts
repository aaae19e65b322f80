import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { clock } from './clock.ts'
import { companyOf, type Db, isDatabaseError } from './db.ts'
import type { Id } from './ids.ts'

declare module './db.ts' {
  interface Tables {
    kit_file: { company_id: Id; hash: string; size: bigint; packed: boolean; kept_at: Date }
    kit_chunk: { company_id: Id; hash: string; part: number; bytes: Uint8Array }
  }
}

const CHUNK = 512 * 1024

/** Keeps bytes in the company's own store and returns their SHA-256; the same bytes twice are kept once. */
export async function keepFile(db: Db, bytes: Uint8Array): Promise<string> {
  const company_id = companyOf(db)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const small = gzipSync(bytes, { level: 6 })
  const packed = small.length < bytes.length * 0.9
  const stored = packed ? small : bytes
  const made = await db
    .insertInto('kit_file')
    .values({ company_id, hash, size: BigInt(bytes.length), packed, kept_at: clock.now() })
    .onConflict((row) => row.doNothing())
    .returning('hash')
    .executeTakeFirst()
  if (!made) return hash
  for (let part = 0; part * CHUNK < stored.length || part === 0; part++)
    await db
      .insertInto('kit_chunk')
      .values({
        company_id,
        hash,
        part,
        bytes: Buffer.from(stored.subarray(part * CHUNK, (part + 1) * CHUNK)),
      })
      .execute()
  return hash
}

/** The bytes of that hash, or undefined where this company has none. */
export async function readFile(db: Db, hash: string): Promise<Buffer | undefined> {
  const company_id = companyOf(db)
  const file = await db
    .selectFrom('kit_file')
    .select('packed')
    .where('company_id', '=', company_id)
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (!file) return undefined
  const chunks = await db
    .selectFrom('kit_chunk')
    .select('bytes')
    .where('company_id', '=', company_id)
    .where('hash', '=', hash)
    .orderBy('part')
    .execute()
  const stored = Buffer.concat(chunks.map((chunk) => chunk.bytes))
  return file.packed ? gunzipSync(stored) : stored
}

/** Forgets bytes for good. False where there are none of that hash, or where something else still needs them. */
export async function dropFile(db: Db, hash: string): Promise<boolean> {
  const company_id = companyOf(db)
  // A row that points to it would fail the transaction: a savepoint keeps what else was done in it.
  await sql`savepoint dropping`.execute(db)
  try {
    await db.deleteFrom('kit_chunk').where('company_id', '=', company_id).where('hash', '=', hash).execute()
    const gone = await db
      .deleteFrom('kit_file')
      .where('company_id', '=', company_id)
      .where('hash', '=', hash)
      .returning('hash')
      .executeTakeFirst()
    await sql`release savepoint dropping`.execute(db)
    return gone !== undefined
  } catch (error) {
    await sql`rollback to savepoint dropping`.execute(db)
    if (isDatabaseError(error, '23503')) return false
    throw error
  }
}
