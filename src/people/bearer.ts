import type { Context } from 'hono'
import { sql } from 'kysely'
import { record } from '../history/history.ts'
import type { Bearer } from '../kit/api.ts'
import type { Database, Db } from '../kit/db.ts'
import { companyOf } from '../kit/db.ts'
import { hashToken, type Id, newId, randomToken } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { company, findPerson, mustAdminister, person, type Staff, staffOf } from './people.ts'
import { staff } from './staff.tsx'

const PREFIX = 'mg_'

/** Every scope that a contract asks for; the app says them once it knows all contracts. */
let known: readonly string[] = []
export function scopesAre(scopes: readonly string[]): void {
  known = scopes
}
export const scopes = (): readonly string[] => known

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
  const token = PREFIX + randomToken(32)
  const id = newId(who.at)
  await db
    .insertInto('people_key')
    .values({
      company_id: companyOf(db),
      id,
      person_id: holder.id,
      name: what.name,
      token_hash: hashToken(token),
      scopes: what.scopes,
      made_at: who.at,
      ended_at: null,
    })
    .execute()
  await record(db, who, 'people.key-made', id, { person: holder.id, scopes: what.scopes })
  return { id, token }
}

export async function endKey(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  await db
    .updateTable('people_key')
    .set({ ended_at: who.at })
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()
  await record(db, who, 'people.key-ended', id)
}

export const keys = (db: Db) =>
  db
    .selectFrom('people_key')
    .select(['id', 'name', 'person_id', 'scopes', 'made_at', 'ended_at'])
    .where('company_id', '=', companyOf(db))
    .orderBy('made_at', 'desc')
    .execute()

async function byKey(token: string, database: Database) {
  const { rows } = await database.outside((db) =>
    sql<{ company: Id; key: Id }>`select * from people_key_find(${hashToken(token)})`.execute(db),
  )
  const found = rows[0]
  if (!found) return undefined
  return {
    company: found.company,
    async hold(db: Db, at: Date) {
      const key = await db
        .selectFrom('people_key')
        .select(['person_id', 'scopes'])
        .where('company_id', '=', found.company)
        .where('id', '=', found.key)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      if (!key) return undefined
      const [house, holder] = await Promise.all([company(db), findPerson(db, key.person_id)])
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
