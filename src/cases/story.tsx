import { type StoryLine, story } from '../customers/customers.ts'
import { type Interaction, interactionsById, Said } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatWhen } from '../kit/moments.ts'
import { firstName, type Person, type Staff } from '../people/people.ts'
import type { Case } from './case.ts'
import { personsById } from './persons.ts'
import { selectCasesOf } from './store.ts'
import { type Promised, selectPromises } from './store-promises.ts'
import { type Holding, selectHoldingsOf, selectInteractionsOf, selectSpoken } from './store-told.ts'

const MOST_CASES = 100

/** What was promised, handed over and put right, as lines of the customer's story. */
export async function tellCases(db: Db, who: Staff, customers: Id[]): Promise<StoryLine[]> {
  return linesOf(db, who, await selectCasesOf(db, customers, MOST_CASES))
}

/** The whole story behind a case: the customer's, or only its own where nobody knows who it was. */
export async function storyOf(db: Db, who: Staff, one: Case): Promise<StoryLine[]> {
  if (one.customer_id) return story(db, who, one.customer_id)
  const said = await interactionsById(db, await selectInteractionsOf(db, [one.id]))
  const lines = [...(await linesOf(db, who, [one])), ...[...said.values()].map(asLine)]
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime())
}

const asLine = (one: Interaction): StoryLine => ({
  id: one.id,
  at: one.at,
  kind: one.direction === 'in' ? `${one.kind}, by ${one.channel}` : `we said, by ${one.channel}`,
  body: <Said one={one} />,
  href: `/interactions/${one.id}`,
})

async function linesOf(db: Db, who: Staff, cases: readonly Case[]): Promise<StoryLine[]> {
  const ids = cases.map((one) => one.id)
  const [promises, holdings, spoken] = [
    await selectPromises(db, ids),
    await selectHoldingsOf(db, ids),
    await selectSpoken(db, ids),
  ]
  const persons = await personsById(db, [
    ...promises.map((one) => one.by_id),
    ...holdings.flatMap((one) => [one.by_id, one.holder_id]),
    ...cases.map((one) => one.put_right?.by_id),
  ])
  const name = (id: Id | null | undefined) => nameOf(persons, id)
  return [
    ...cases.filter((one) => !spoken.has(one.id)).map(opened),
    ...promises.map((one) => promised(one, who, name(one.by_id))),
    ...holdings.flatMap((one) => handed(one, name)),
    ...cases.flatMap((one) => right(one, name(one.put_right?.by_id))),
  ]
}

const nameOf = (persons: Map<Id, Person>, id: Id | null | undefined): string | undefined => {
  const found = id ? persons.get(id) : undefined
  return found && firstName(found.name)
}

const opened = (one: Case): StoryLine => ({
  id: one.id,
  at: one.opened_at,
  kind: `case ${one.number} opened`,
  body: <p class="letter">{one.happened}</p>,
  href: `/cases/${one.id}`,
})

function promised(one: Promised, who: Staff, by: string | undefined): StoryLine {
  const ends = { kept: 'kept', broken: 'not kept in time', replaced: 'replaced by another' }
  const when = formatWhen(one.due_at, who.at, 'en', who.house.zone)
  return {
    id: one.id,
    at: one.at,
    kind: by ? `promised by ${by}` : 'promised',
    body: (
      <p>
        {one.what}, by {when}
        {one.end && <span class="faint"> · {ends[one.end.how]}</span>}
      </p>
    ),
    href: `/cases/${one.case_id}`,
  }
}

function handed(one: Holding, name: (id: Id | null) => string | undefined): StoryLine[] {
  if (!one.brief) return []
  const [by, to] = [name(one.by_id), name(one.holder_id) ?? 'a colleague']
  return [
    {
      id: one.id,
      at: one.at,
      kind: by && one.by_id !== one.holder_id ? `${by} handed over to ${to}` : `taken over by ${to}`,
      body: <p class="letter soft">{one.brief}</p>,
      href: `/cases/${one.case_id}`,
    },
  ]
}

function right(one: Case, by: string | undefined): StoryLine[] {
  if (!one.put_right) return []
  return [
    {
      id: `${one.id} right`,
      at: one.put_right.at,
      kind: by ? `put right by ${by}` : 'put right',
      body: <p class="letter">{one.put_right.how}</p>,
      href: `/cases/${one.id}`,
    },
  ]
}
