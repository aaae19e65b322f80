import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'

export type KeptReview = {
  interaction_id: Id
  site: string
  rating: number | null
  best: number
  by: string
  link: string | null
}

declare module '../../kit/db.ts' {
  interface Tables {
    reviews_review: KeptReview & { company_id: Id }
  }
}

export const insertReview = (db: Db, review: KeptReview) =>
  db
    .insertInto('reviews_review')
    .values({ company_id: companyOf(db), ...review })
    .execute()

export const selectReview = (db: Db, interaction: Id): Promise<KeptReview | undefined> =>
  db
    .selectFrom('reviews_review')
    .select(['interaction_id', 'site', 'rating', 'best', 'by', 'link'])
    .where('company_id', '=', companyOf(db))
    .where('interaction_id', '=', interaction)
    .executeTakeFirst()
