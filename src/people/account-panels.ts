import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { offer } from '../kit/offer.ts'
import type { Staff } from './people.ts'

/** What else stands on one's own account: each word brings what one may choose there. */
export const accountPanels = offer<(db: Db, who: Staff) => Promise<Child | null>>('people.account')
