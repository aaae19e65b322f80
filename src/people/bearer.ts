import type { Context } from 'hono'
import { record } from '../history/history.ts'
import type { Bearer } from '../kit/api.ts'
import type { Database, Db } from '../kit/db.ts'
import { hashToken, type Id, newId, randomToken } from '../kit/ids.ts'
import { Known } from '../kit/known.ts'
import { Refusal } from '../kit/refusal.ts'
import { company, findPerson, mustAdminister, person, type Staff, staffOf } from './people.ts'
import { staff } from './staff.tsx'
import { findKey, insertKey, selectKey, selectKeys, updateKeysEnded } from './store-keys.ts'

const PREFIX = 'mg_'

/** Every scope that a contract asks for; the app says them once it knows all contracts. */
let known: readonly string[] = []
let said = (scope: string): string => scope
/** `say` puts a scope into words: what it opens belongs to words that are not known here. */
export function scopesAre(scopes: readonly string[], say = (scope: string) => scope): void {
  known = scopes
  said = say
}
export const scopes = (): readonly string[] => known
export const saidOf = (scope: string): string => said(scope)

/** Makes a key that acts as a person within scopes. Its token is shown once. */
export async function makeKey(
  db: Db,
  who: Staff,
  what: { name: string; person: Id; scopes: string[] },
): Promise<{ id: Id; token: string }> {
  mustAdminister(who)
  const unknown = what.scopes.filter((scope) => !known.includes(scope))
  if (what.scopes.length === 0 || unknown.length > 0)
    throw new Refusal(
      'invalid',
      'scopes',
      unknown.length > 0 ? `There is no scope ${unknown.join(', ')}.` : 'Choose what the key may do.',
      { field: 'scopes' },
    )
  const holder = await person(db, what.person)
  if (holder.left_at) throw new Refusal('conflict', 'left', `${holder.name} has left.`, { field: 'person' })
  const token = PREFIX + randomToken(32)
  const id = newId(who.at)
  await insertKey(db, {
    id,
    person_id: holder.id,
    name: what.name,
    token_hash: hashToken(token),
    scopes: what.scopes,
    made_at: who.at,
  })
  await record(db, who, 'people.key-made', id, { person: holder.id, scopes: what.scopes })
  return { id, token }
}

export async function endKey(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  if ((await updateKeysEnded(db, { id }, who.at)) === 0)
    throw new Refusal('not-found', 'key', 'There is no such key, or it has ended already.')
  await record(db, who, 'people.key-ended', id)
}

export const keys = (db: Db) => selectKeys(db)

// Whom a token means never changes; whether the key still holds is asked every time.
const meant = new Known<{ company: Id; key: Id; person?: Id }>(5000)

async function byKey(token: string, database: Database) {
  const hash = hashToken(token)
  const found = await meant.find(hash, () => findKey(database, hash))
  if (!found) return undefined
  return {
    company: found.company,
    async hold(db: Db, at: Date) {
      // In one flight, from the second time on.
      const [key, house, known] = await Promise.all([
        selectKey(db, found.key),
        company(db),
        found.person ? findPerson(db, found.person) : undefined,
      ])
      if (!key) return undefined
      found.person = key.person_id
      const holder = known ?? (await findPerson(db, key.person_id))
      // What its person may no longer do, the key may not do either.
      if (!holder || holder.left_at) return undefined
      return {
        who: staffOf(house, holder, at),
        holder: found.key,
        may: (scope: string) => key.scopes.includes(scope),
      }
    },
  }
}

/** By key, or by the cookie of somebody signed in, from our own pages only. */
export const bearer: Bearer<Staff> = {
  async find(c: Context, database: Database) {
    const written = c.req.header('authorization')
    if (written) {
      const token = /^Bearer (mg_[\w-]{20,80})$/.exec(written)?.[1]
      return token ? byKey(token, database) : undefined
    }
    if (c.req.header('sec-fetch-site') !== 'same-origin') return undefined
    const held = await staff.find(c, database)
    return (
      held && {
        company: held.company,
        async hold(db, at) {
          const who = await held.hold(db, at, c)
          return who && { who, holder: who.id, may: () => true }
        },
      }
    )
  },
}
