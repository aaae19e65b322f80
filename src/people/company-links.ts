import type { Db } from '../kit/db.ts'
import { offer } from '../kit/offer.ts'
import type { Staff } from './people.ts'

/** A line of the company page: where it leads, and in one sentence how it stands there. */
export type CompanyLink = {
  title: string
  href: string
  sentence: string
  /** Who works here · how we serve (by default) · the house and its doors. */
  group?: 'people' | 'serving' | 'house'
  /** What a house of fewer than ten has no use for. */
  large?: boolean
}

/** Each word brings its own line; null where this person has nothing to see. */
export const companyLinks = offer<(db: Db, who: Staff) => Promise<CompanyLink | null>>('people.company-links')
