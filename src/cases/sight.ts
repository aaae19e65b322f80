import type { Customer, Fact, StoryLine } from '../customers/customers.ts'
import type { Person, Staff } from '../people/people.ts'
import type { Case } from './case.ts'
import type { Promised } from './store-promises.ts'
import type { Reply } from './store-replies.ts'

/** All that the parts of a case's page may need; read once. */
export type Sight = {
  who: Staff
  one: Case
  customer: Customer | undefined
  /** As one calls them here: "Tom", or "the customer". */
  name: string
  holder: Person | undefined
  promises: Promised[]
  facts: Fact[]
  lines: StoryLine[]
  leaving: Reply[]
  draft: string | undefined
  seen: string
  way: { channel: string; to?: string }
  phone: string | undefined
  colleagues: Person[]
  brief: string
}

/** In one line, cut at a word. */
export const clip = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, '')} …`
}
