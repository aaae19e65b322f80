import type { Interaction } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { Due, Section } from '../ui/index.ts'
import { type Case, readCase } from './case.ts'
import { selectCaseOfInteraction } from './store-told.ts'

/** Beside what was said: the case that it became, or that it was added to. */
export async function caseBeside(db: Db, who: Staff, said: Interaction) {
  const id = await selectCaseOfInteraction(db, said.id)
  if (!id) return null
  const one = await readCase(db, id)
  const holder = one.holder_id ? await findPerson(db, one.holder_id) : undefined
  const began = said.direction === 'in' && said.at <= one.opened_at
  return (
    <Section title="What became of it" level={3} id="became">
      <p>
        {began ? 'This became' : 'It belongs to'} <a href={`/cases/${one.id}`}>case {one.number}</a>
        {one.title !== said.title && (
          <>
            , “<bdi>{one.title}</bdi>”
          </>
        )}
        .
      </p>
      <p class="soft">
        {standing(one, holder && (holder.id === who.id ? 'you' : firstName(holder.name)))}
        {one.due_at && (
          <>
            {' · '}
            <Due at={one.due_at} now={who.at} />
          </>
        )}
      </p>
    </Section>
  )
}

const GAVE = ['', 'a one', 'a two', 'a three', 'a four', 'a five']

function standing(one: Case, holder: string | undefined): string {
  if (one.waiting) return holder ? `It is with ${holder}, and waits` : 'It waits for somebody'
  return one.confirmed
    ? `It was put right: the customer gave that ${GAVE[one.confirmed.score]}.`
    : 'It was put right.'
}
