import { clock } from '../kit/clock.ts'
import type { Database, Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { endSessions } from '../kit/session.ts'
import {
  callFind,
  callJoin,
  callMake,
  callMembers,
  callPart,
  callProve,
  callSecret,
  callSetSecret,
} from './store-identity.ts'

/** A human's address and secret. They belong to no company: the same human may work for two. */
export const makeIdentity = (db: Db, email: string, at: Date): Promise<Id> =>
  callMake(db, newId(at), email.trim(), at)

export const findIdentity = (db: Db, email: string): Promise<Id | undefined> => callFind(db, email.trim())

export const joinIdentity = (db: Db, identity: Id, person: Id): Promise<void> =>
  callJoin(db, identity, person)
export const partIdentity = (db: Db, identity: Id): Promise<void> => callPart(db, identity)

/**
 * Somebody opened what was sent to the address. True for the first time: whoever typed the address before, with a
 * password of theirs, need not have been its owner, so that password is gone and their sessions must end.
 */
export const proveIdentity = (db: Db, identity: Id, at: Date): Promise<boolean> => callProve(db, identity, at)

export const hasPassword = async (db: Db, identity: Id): Promise<boolean> =>
  (await callSecret(db, identity)) !== undefined

/** Which person of which company a human is. */
export const membershipsOf = (database: Database, identity: Id) =>
  database.outside((db) => callMembers(db, identity))

/** In how many companies this human is somebody. */
export const countMemberships = async (db: Db, identity: Id): Promise<number> =>
  (await callMembers(db, identity)).length

/** Ends what this human, or whoever passed for them, has open in the other companies. */
export async function endSessionsElsewhere(database: Database, identity: Id, here: Id): Promise<void> {
  for (const { company, person } of await membershipsOf(database, identity))
    if (company !== here) await database.inCompany(company, (db) => endSessions(db, person))
}

const MEMORY = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const SHORTEST = 10
const LONGEST = 200

export async function setPassword(db: Db, identity: Id, password: string): Promise<void> {
  if (password.length < SHORTEST || password.length > LONGEST)
    throw new Refusal(
      'invalid',
      'password',
      'A password has at least ten characters: a short sentence is a good one.',
      { field: 'password' },
    )
  await callSetSecret(db, identity, await hashed(password))
}

// What an unknown address is checked against, so that it takes as long as a known one.
let nobody: Promise<string> | undefined
const NOBODY = '00000000-0000-4000-8000-000000000000'

/** True where the password is that of the identity; takes as long where there is none. */
export async function checkPassword(
  database: Database,
  identity: Id | undefined,
  password: string,
): Promise<boolean> {
  // The connection is given back before the hashing, which is slow and waits its turn.
  return matches(await database.outside((db) => callSecret(db, identity ?? NOBODY)), password)
}

/** The same within a deed, for somebody who is signed in already. */
export const isPasswordOf = async (db: Db, identity: Id, password: string): Promise<boolean> =>
  matches(await callSecret(db, identity), password)

async function matches(secret: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashed(`nobody ${clock.now().getTime()}`)
  const against = secret ?? (await nobody)
  const { verify } = await argon2()
  const same = await inTurn(() => verify(against, password.slice(0, LONGEST)))
  return same && Boolean(secret)
}

// Loaded with the first password: most people come by a link or hold a session.
const argon2 = () => import('@node-rs/argon2')

async function hashed(password: string): Promise<string> {
  const { hash } = await argon2()
  return inTurn(() => hash(password, MEMORY))
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
