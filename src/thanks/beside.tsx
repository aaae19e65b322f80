import type { Interaction } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { Button, Card, Field, Form, Section, Voice } from '../ui/index.ts'
import { type Shown, shown } from './shown.tsx'
import { selectThanksOfInteraction, selectThanksOfKindness } from './store.ts'

/** Beside praise: whom it reached. Beside a kindness: who is glad of it, and one's own thanks. */
export async function thanksBeside(db: Db, who: Staff, said: Interaction) {
  if (said.kind === 'kindness') return thanksForIt(db, who, said)
  const found = await selectThanksOfInteraction(db, said.id)
  if (!found) return null
  const [one] = await shown(db, [found])
  return (
    <Section title="Whom it reached" level={3} id="reached">
      <p>{one?.who ? `Passed on to ${one.who}.` : 'It is not clear whom they meant.'}</p>
      {found.wall_at && <OnTheWall id={found.id} />}
    </Section>
  )
}

async function thanksForIt(db: Db, who: Staff, done: Interaction) {
  const person = done.person_id ? await findPerson(db, done.person_id) : undefined
  if (!person) return null
  const all = await shown(db, await selectThanksOfKindness(db, done.id))
  const mayThank = person.id !== who.id && !person.left_at && !all.some((one) => one.by_id === who.id)
  return (
    <>
      {all.length > 0 && (
        <Section title="Who is glad of it" level={3} id="glad">
          {all.map((one) => (
            <Glad one={one} />
          ))}
        </Section>
      )}
      {mayThank && (
        <Card title={`Thank ${firstName(person.name)}`} id="thank" level={3} deed>
          <Form action={`/interactions/${done.id}/thanks`}>
            <Field
              name="words"
              label="What are you glad of?"
              placeholder="He will tell his friends."
              required
              maxlength={1000}
              anyScript
            />
            <Button kind="go">Thank {firstName(person.name)} for it</Button>
          </Form>
        </Card>
      )}
    </>
  )
}

const Glad = ({ one }: { one: Shown }) => (
  <>
    <Voice size="small" by={one.from}>
      {one.words}
    </Voice>
    {one.wall_at && <OnTheWall id={one.id} />}
  </>
)

const OnTheWall = ({ id }: { id: string }) => (
  <p>
    <a href={`/wall#t-${id}`}>It hangs on the wall</a>
  </p>
)
