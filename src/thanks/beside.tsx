import type { Interaction } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { Section } from '../ui/index.ts'
import { shown } from './shown.tsx'
import { selectThanksOfInteraction } from './store.ts'

/** Beside praise: whom it reached. */
export async function thanksBeside(db: Db, _who: Staff, said: Interaction) {
  const found = await selectThanksOfInteraction(db, said.id)
  if (!found) return null
  const [one] = await shown(db, [found])
  return (
    <Section title="Whom it reached" level={3} id="reached">
      <p>{one?.who ? `Passed on to ${one.who}.` : 'It is not clear whom they meant.'}</p>
      {found.wall_at && (
        <p>
          <a href={`/wall#t-${found.id}`}>It hangs on the wall</a>
        </p>
      )}
    </Section>
  )
}
