import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    today_digest_hour: { company_id: Id; person_id: Id; hour: number }
    today_digest_off: { company_id: Id; person_id: Id; at: Date }
    today_digest_sent: { company_id: Id; person_id: Id; day: string; at: Date; letter_id: Id | null }
  }
}

export type DigestWish = { off: boolean; hour: number | null }

export async function selectWish(db: Db, person: Id): Promise<DigestWish> {
  const [off, hour] = await Promise.all([
    db
      .selectFrom('today_digest_off')
      .select('at')
      .where('company_id', '=', companyOf(db))
      .where('person_id', '=', person)
      .executeTakeFirst(),
    db
      .selectFrom('today_digest_hour')
      .select('hour')
      .where('company_id', '=', companyOf(db))
      .where('person_id', '=', person)
      .executeTakeFirst(),
  ])
  return { off: off !== undefined, hour: hour?.hour ?? null }
}

/** False where it was off already. */
export async function insertOff(db: Db, person_id: Id, at: Date): Promise<boolean> {
  const made = await db
    .insertInto('today_digest_off')
    .values({ company_id: companyOf(db), person_id, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return made !== undefined
}

export async function deleteOff(db: Db, person: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('today_digest_off')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .returning('person_id')
    .executeTakeFirst()
  return gone !== undefined
}

export async function keepHour(db: Db, person_id: Id, hour: number | null): Promise<void> {
  if (hour === null)
    await db
      .deleteFrom('today_digest_hour')
      .where('company_id', '=', companyOf(db))
      .where('person_id', '=', person_id)
      .execute()
  else
    await db
      .insertInto('today_digest_hour')
      .values({ company_id: companyOf(db), person_id, hour })
      .onConflict((conflict) => conflict.columns(['company_id', 'person_id']).doUpdateSet({ hour }))
      .execute()
}

export type SentDigest = { day: string; at: Date; letter_id: Id | null }

export const selectLastSent = (db: Db, person: Id): Promise<SentDigest | undefined> =>
  db
    .selectFrom('today_digest_sent')
    .select(['day', 'at', 'letter_id'])
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The key of the table is the last guard: a second one of a day does not go in, and its letter not out. */
export const insertSent = (db: Db, row: { person_id: Id; day: string; at: Date; letter_id: Id | null }) =>
  db
    .insertInto('today_digest_sent')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const deleteSentBefore = (db: Db, person: Id, day: string) =>
  db
    .deleteFrom('today_digest_sent')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .where('day', '<', day)
    .execute()
