import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { allIdsOf, BACKS, type Back, type Customer, customer, dayOf, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf, Typed } from '../kit/doors.ts'
import { type Id, isId } from '../kit/ids.ts'
import { firstName, people, type Staff } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { Button, Disclosure, Field, Form } from '../ui/index.ts'
import { hear, type Interaction } from './interactions.ts'
import { selectInteractions } from './store.ts'

const MOST_LETTERS = 500

/** Somebody of the house did something kind for a customer: a few words, no money. It bears their name. */
export async function beKind(db: Db, who: Staff, id: Id, did: string): Promise<Interaction> {
  const one = await customer(db, id)
  return hear(db, who, {
    kind: 'kindness',
    channel: 'counter',
    direction: 'out',
    customer: one.id,
    team: who.team,
    person: who.id,
    text: did,
  })
}

type KindnessProps = { to: Id; name: string; back: Back; id?: string | undefined }

/** One line and one button. */
export const KindnessForm = ({ to, name, back, id }: KindnessProps) => (
  <Form action="/interactions/kindness" hidden={{ customer: to, back }} id={id} inline>
    <Field
      name="did"
      label={`Something kind you did for ${name}`}
      placeholder="Lent the pump"
      required
      plain
      anyScript
      maxlength={MOST_LETTERS}
    />
    <Button kind="go">I did something kind</Button>
  </Form>
)

/** Beside whoever is expected: a kindness in one line, or the one that was done today, for which one can be thanked. */
export async function kindnessBeside(
  db: Db,
  who: Staff,
  guests: readonly Customer[],
  back: Back,
): Promise<Map<Id, Child>> {
  const done = await kindnessesToday(db, who, guests)
  const names = new Map(
    done.size === 0 ? [] : (await people(db, { left: true })).map((one) => [one.id, firstName(one.name)]),
  )
  return new Map(
    guests.map((guest) => {
      const name = nameOf(guest, 'this customer')
      const kind = done.get(guest.id)
      return [
        guest.id,
        kind ? (
          <p class="faint">
            <a href={`/interactions/${kind.id}`}>
              {kind.person_id === who.id ? 'You' : (names.get(kind.person_id ?? '') ?? 'Somebody')} did
              something kind
            </a>
            : <bdi>{kind.text}</bdi>
          </p>
        ) : (
          <Disclosure summary="Did something kind" id={`kind-${guest.id}`}>
            <KindnessForm to={guest.id} name={name} back={back} id={`kindness-${guest.id}`} />
          </Disclosure>
        ),
      ] as const
    }),
  )
}

/** The last kindness of today for each of them. */
async function kindnessesToday(
  db: Db,
  who: Staff,
  guests: readonly Customer[],
): Promise<Map<Id, Interaction>> {
  const { zone } = who.house
  const today = dayOf(who.at, zone)
  const found = await Promise.all(
    guests.map(async (guest) => {
      const customers = await allIdsOf(db, guest.id)
      const [last] = await selectInteractions(db, { customers, kinds: ['kindness'], most: 1 })
      return last && dayOf(last.at, zone) === today ? ([guest.id, last] as const) : undefined
    }),
  )
  return new Map(found.flatMap((one) => (one ? [one] : [])))
}

const kindness = form(
  '/interactions/kindness',
  z.object({
    customer: z.string(),
    did: z.string().trim().min(1, 'Say in a word what you did.').max(MOST_LETTERS),
    back: z.enum(BACKS).default('customer'),
  }),
  async ({ db, who }, { customer: id, did, back }) => {
    const one = await beKind(db, who, id, did)
    return back === 'customer' ? `/customers/${one.customer_id}` : `/${back}#expected`
  },
  backTo,
)

function backTo(_: unknown, { customer: id, back }: Typed): string {
  if (back === 'today' || back === 'expected') return `/${back}`
  return isId(id) ? `/customers/${id}` : '/customers'
}

export const kindnessLeaves: Leaf[] = [kindness]
