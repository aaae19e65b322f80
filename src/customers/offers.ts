import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { offer } from '../kit/offer.ts'
import type { Staff } from '../people/people.ts'
import type { Customer } from './customer.ts'

/** One thing that happened with a customer, whatever the channel; each word tells its own. */
export type StoryLine = {
  id: Id
  at: Date
  /** Part of a sentence: "by email", "put right by Ben". */
  kind: string
  body: Child
  href?: string
  by?: string
}
/** Tells the lines about a customer by all of their ids. */
export const storyTellers = offer<(db: Db, who: Staff, ids: Id[]) => Promise<StoryLine[]>>('customers.story')
/** What stands beside the story on a customer's page. */
export const customerPanels =
  offer<(db: Db, who: Staff, customer: Customer) => Promise<Child | null>>('customers.panels')
/** When each of these customers was last heard or spoken to, whichever of their merged ids it was under. */
export const lastContacts =
  offer<(db: Db, customers: readonly Id[]) => Promise<Map<Id, Date>>>('customers.last-contact')
/** Something that was said, found by its words. */
export type Saying = { id: Id; at: Date; customer_id: Id | null; kind: string; text: string; href: string }
/** Looks for words that customers said; the nearest first. */
export const searchers =
  offer<(db: Db, who: Staff, words: string, most: number) => Promise<Saying[]>>('customers.searchers')
/**
 * What one may do at once for each of those who are expected, by their ids: a kindness. `back` is the page in whose
 * list they stand, and where the deed leads back to.
 */
export const besideExpected =
  offer<(db: Db, who: Staff, guests: readonly Customer[], back: Back) => Promise<Map<Id, Child>>>(
    'customers.beside-expected',
  )
/** The pages on which lists of the expected stand. */
export const BACKS = ['today', 'expected', 'customer'] as const
export type Back = (typeof BACKS)[number]
