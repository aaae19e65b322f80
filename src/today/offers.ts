import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { offer } from '../kit/offer.ts'
import type { Staff } from '../people/people.ts'

/** What everybody here knows: one line of each word, the same for all, from the front line to the owner. */
export const companyLines = offer<(db: Db, who: Staff) => Promise<Child | null>>('today.company-lines')
