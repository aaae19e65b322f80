import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    cases_reply: {
      company_id: Id
      case_id: Id
      person_id: Id
      text: string
      at: Date
      leaves_at: Date | null
    }
  }
}

/** `leaves_at` is null for a draft: it was stopped, and only its writer sees it. */
export type Reply = { case_id: Id; person_id: Id; text: string; at: Date; leaves_at: Date | null }

export const selectReplies = (db: Db, id: Id): Promise<Reply[]> =>
  db
    .selectFrom('cases_reply')
    .select(['case_id', 'person_id', 'text', 'at', 'leaves_at'])
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', id)
    .orderBy('at')
    .execute()

export const upsertReply = (db: Db, reply: Reply) =>
  db
    .insertInto('cases_reply')
    .values({ company_id: companyOf(db), ...reply })
    .onConflict((row) =>
      row
        .columns(['company_id', 'case_id', 'person_id'])
        .doUpdateSet({ text: reply.text, at: reply.at, leaves_at: reply.leaves_at }),
    )
    .execute()

/** Takes what waits to leave off its row; undefined if it left, or was stopped. */
export async function takeReply(db: Db, id: Id, person: Id): Promise<Reply | undefined> {
  return db
    .deleteFrom('cases_reply')
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', id)
    .where('person_id', '=', person)
    .where('leaves_at', 'is not', null)
    .returning(['case_id', 'person_id', 'text', 'at', 'leaves_at'])
    .executeTakeFirst()
}

/** Keeps it at home as a draft; false if it had left. */
export async function stopReply(db: Db, id: Id, person: Id): Promise<boolean> {
  const row = await db
    .updateTable('cases_reply')
    .set({ leaves_at: null })
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', id)
    .where('person_id', '=', person)
    .where('leaves_at', 'is not', null)
    .returning('case_id')
    .executeTakeFirst()
  return row !== undefined
}
