// A human's address and secret belong to no company: they are reached by the functions that the migration lists.
import { sql } from 'kysely'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

/** Makes the identity of an address, or finds it. */
export async function callMake(db: Db, id: Id, email: string, at: Date): Promise<Id> {
  const { rows } = await sql<{ id: Id }>`select people_identity_make(${id}, ${email}, ${at}) as id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function callFind(db: Db, email: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id | null }>`select people_identity_find(${email}) as id`.execute(db)
  return rows[0]?.id ?? undefined
}

export async function callSecret(db: Db, identity: Id): Promise<string | undefined> {
  const { rows } = await sql<{
    secret: string | null
  }>`select people_identity_secret(${identity}) as secret`.execute(db)
  return rows[0]?.secret ?? undefined
}

export async function callSetSecret(db: Db, identity: Id, secret: string): Promise<void> {
  await sql`select people_identity_set_secret(${identity}, ${secret})`.execute(db)
}

/** Whether the address had never been proven until now; a secret that was set before is then forgotten. */
export async function callProve(db: Db, identity: Id, at: Date): Promise<boolean> {
  const { rows } = await sql<{
    first: boolean
  }>`select people_identity_prove(${identity}, ${at}) as first`.execute(db)
  return rows[0]?.first ?? false
}

export async function callJoin(db: Db, identity: Id, person: Id): Promise<void> {
  await sql`select people_identity_join(${identity}, ${person})`.execute(db)
}

export async function callPart(db: Db, identity: Id): Promise<void> {
  await sql`select people_identity_part(${identity})`.execute(db)
}

export async function callMembers(db: Db, identity: Id): Promise<{ company: Id; person: Id }[]> {
  const { rows } = await sql<{
    company: Id
    person: Id
  }>`select * from people_identity_members(${identity})`.execute(db)
  return rows
}

export async function callCompanyIds(db: Db): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`select people_company_ids() as id`.execute(db)
  return rows.map((row) => row.id)
}

export async function callCompanyFind(db: Db, slug: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id | null }>`select people_company_find(${slug}) as id`.execute(db)
  return rows[0]?.id ?? undefined
}
