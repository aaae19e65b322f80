import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { clock } from '../kit/clock.ts'
import type { Database, Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'

/** A human's address and secret. They belong to no company: the same human may work for two. */
export async function makeIdentity(db: Db, email: string, at: Date): Promise<Id> {
  const { rows } = await sql<{
    id: Id
  }>`select people_identity_make(${newId(at)}, ${email.trim()}, ${at}) as id`.execute(db)
  return rows[0]!.id
}

export async function findIdentity(db: Db, email: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id | null }>`select people_identity_find(${email.trim()}) as id`.execute(
    db,
  )
  return rows[0]?.id ?? undefined
}

export async function joinIdentity(db: Db, identity: Id, person: Id): Promise<void> {
  await sql`select people_identity_join(${identity}, ${person})`.execute(db)
}

export async function partIdentity(db: Db, identity: Id): Promise<void> {
  await sql`select people_identity_part(${identity})`.execute(db)
}

/** Which person of which company a human is. */
export async function membershipsOf(
  database: Database,
  identity: Id,
): Promise<{ company: Id; person: Id }[]> {
  const { rows } = await database.outside((db) =>
    sql<{ company: Id; person: Id }>`select * from people_identity_members(${identity})`.execute(db),
  )
  return rows
}

const MEMORY = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export async function setPassword(db: Db, identity: Id, password: string): Promise<void> {
  if (password.length < 10 || password.length > 200)
    throw new Refusal(
      'invalid',
      'password',
      'A password has at least ten characters: a short sentence is a good one.',
      { field: 'password' },
    )
  const secret = await inTurn(() => hash(password, MEMORY))
  await sql`select people_identity_set_secret(${identity}, ${secret})`.execute(db)
}

// What an unknown address is checked against, so that it takes as long as a known one.
let nobody: Promise<string> | undefined

/** True where the password is that of the identity; takes as long where there is none. */
export async function checkPassword(
  database: Database,
  identity: Id | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hash(`nobody ${clock.now().getTime()}`, MEMORY)
  const secret = identity
    ? (
        await database.outside((db) =>
          sql<{ secret: string | null }>`select people_identity_secret(${identity}) as secret`.execute(db),
        )
      ).rows[0]?.secret
    : undefined
  const against = secret ?? (await nobody)
  const same = await inTurn(() => verify(against, password.slice(0, 200)))
  return same && Boolean(secret)
}

const AT_ONCE = 2
let hashing = 0
const queue: (() => void)[] = []

/** Hashing is meant to be slow: no more than two at once, so that pages stay quick. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (hashing >= AT_ONCE) await new Promise<void>((go) => queue.push(go))
  hashing++
  try {
    return await work()
  } finally {
    hashing--
    queue.shift()?.()
  }
}
