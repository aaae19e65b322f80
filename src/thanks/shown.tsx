import { customersById, nameOf } from '../customers/customers.ts'
import { interactionsById } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { findPerson, firstName, teams } from '../people/people.ts'
import { Ago, Voice } from '../ui/index.ts'
import type { Thanks } from './thanks.ts'

/** Thanks with all the names that a reader needs. */
export type Shown = Thanks & {
  /** "Ben Okafor and Priya Nair"; empty while somebody must still choose. */
  who: string
  /** "Ben, and Priya in Workshop", as one says it across a room. */
  called: string
  /** "Tom Baker", or the colleague who says it. */
  from: string | null
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

export async function shown(db: Db, all: readonly Thanks[]): Promise<Shown[]> {
  const persons = await personsIn(
    db,
    all.flatMap((one) => [...one.people, ...(one.by_id ? [one.by_id] : [])]),
  )
  const said = await interactionsById(
    db,
    all.flatMap((one) => one.interaction_id ?? one.kindness_id ?? []),
  )
  const customers = await customersById(
    db,
    [...said.values()].flatMap((one) => one.customer_id ?? []),
  )
  const names = new Map((await teams(db)).map((team) => [team.id, team.name]))
  return all.map((one) => {
    const thanked = one.people.flatMap((id) => persons.get(id) ?? [])
    const speaker = said.get(one.interaction_id ?? '')?.customer_id
    const kindness = said.get(one.kindness_id ?? '')
    return {
      ...one,
      // What was done is the proof, in its own words.
      ...(kindness && { what_for: kindness.text }),
      who: list.format(thanked.map((person) => person.name)),
      called: called(thanked.map((person) => [firstName(person.name), names.get(person.team_id ?? '')])),
      from: one.by_id
        ? (persons.get(one.by_id)?.name ?? null)
        : speaker
          ? nameOf(customers.get(speaker))
          : null,
    }
  })
}

/** The team is said where they are of different ones. */
function called(people: [name: string, team: string | undefined][]): string {
  const [first, ...rest] = people
  if (!first) return ''
  const others = rest.map(([name, team]) => (team && team !== first[1] ? `${name} in ${team}` : name))
  return others.some((name, at) => name !== rest[at]?.[0])
    ? `${first[0]}, and ${list.format(others)}`
    : list.format([first[0], ...others])
}

async function personsIn(db: Db, ids: readonly Id[]) {
  const found = await Promise.all([...new Set(ids)].map((id) => findPerson(db, id)))
  return new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : [])))
}

/** The words first and largest, then whose they are and what was done. */
export const Praise = ({ one, now, large }: { one: Shown; now: Date; large?: boolean }) => (
  <>
    {one.words ? (
      <Voice size={large ? 'large' : undefined}>{one.words}</Voice>
    ) : (
      <p class="sentence big">A five, after it was put right.</p>
    )}
    {one.who && <p class="who">{one.who}</p>}
    {one.what_for && <p class="soft">{one.what_for}</p>}
    <p class="faint">
      {one.from ? (
        <>
          from <bdi>{one.from}</bdi>,{' '}
        </>
      ) : (
        ''
      )}
      <Ago at={one.at} now={now} />
      {one.case_id ? (
        <>
          {' · '}
          <a href={`/cases/${one.case_id}`}>the case behind it</a>
        </>
      ) : (
        (one.interaction_id ?? one.kindness_id) && (
          <>
            {' · '}
            <a href={`/interactions/${one.interaction_id ?? one.kindness_id}`}>
              {one.kindness_id ? 'the kindness behind it' : 'as it was said'}
            </a>
          </>
        )
      )}
    </p>
  </>
)
