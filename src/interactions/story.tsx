import type { Saying, StoryLine } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { firstName, people, type Staff } from '../people/people.ts'
import { type Attachment, attachmentsOf } from './attachments.ts'
import { Files } from './files.tsx'
import type { Interaction } from './interactions.ts'
import { interactionsOf, searchWords } from './read.ts'
import { inWords, Said } from './said.tsx'
import { howItCame } from './wording.ts'

const MOST = 300

/** What was said and lived, either way, as lines of the customer's story. */
export async function tellInteractions(db: Db, _who: Staff, customers: Id[]): Promise<StoryLine[]> {
  const all = await interactionsOf(db, customers, { most: MOST })
  const names = await namesOf(db, all)
  const ids = all.map((one) => one.id)
  const files = await attachmentsOf(db, ids)
  return all.map((one) =>
    lineOf(
      one,
      one.person_id ? names.get(one.person_id) : undefined,
      files.filter((file) => file.interaction === one.id),
    ),
  )
}

/** Names are read only where somebody is named: on praise, on kindness, on what we said. */
async function namesOf(db: Db, all: readonly Interaction[]): Promise<Map<Id, string>> {
  if (!all.some((one) => one.person_id)) return new Map()
  return new Map((await people(db, { left: true })).map((one) => [one.id, firstName(one.name)]))
}

function lineOf(one: Interaction, name: string | undefined, files: Attachment[]): StoryLine {
  const how = howItCame(one)
  return {
    id: one.id,
    at: one.at,
    kind: one.kind === 'compliment' && name ? `praise for ${name}, ${how.split(', ')[1]}` : how,
    body: (
      <>
        <Said one={one} />
        <Files files={files} />
      </>
    ),
    href: `/interactions/${one.id}`,
    ...(name && one.kind !== 'compliment' && { by: name }),
  }
}

/** What customers said in these words, for whoever searches. */
export async function searchSayings(db: Db, _who: Staff, words: string, most: number): Promise<Saying[]> {
  const found = await searchWords(db, words, most)
  return found.map((one) => ({
    id: one.id,
    at: one.at,
    customer_id: one.customer_id,
    kind: howItCame(one),
    text: inWords(one),
    href: `/interactions/${one.id}`,
  }))
}
