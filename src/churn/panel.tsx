import { allIdsOf, type Customer, nameOf } from '../customers/customers.ts'
import { interactionsOf, inWords as saidInWords } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { formatDate } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Button, Card, Choices, Deed, Disclosure, Field, Form, Voice } from '../ui/index.ts'
import { type Loss, lossOf, type Reads, type Reason, readsOf, reasons } from './churn.ts'
import { dayOf } from './how-long.ts'
import { overWhat } from './in-sentences.ts'

const LAST = 5

/** On the customer's page: that they left is written down here, read a second time, and taken back. */
export async function churnPanel(db: Db, who: Staff, one: Customer) {
  const ids = await allIdsOf(db, one.id)
  const lost = await lossOf(db, ids)
  const list = await reasons(db)
  if (lost) {
    const reads = (await readsOf(db, who, [lost.id])).get(lost.id)
    return <Lost who={who} one={one} lost={lost} reads={reads} list={list} />
  }
  const [last, places] = await Promise.all([interactionsOf(db, ids, { most: LAST }), touchpoints(db)])
  const today = dayOf(who.at, who.house.zone)
  const name = nameOf(one, 'this customer')
  return (
    <Disclosure summary="They left us" id="lose" action={`/customers/${one.id}/losses`}>
      <p class="soft">
        Nobody is blamed here: nobody is asked who could have saved {name}. What we learn from is why, in
        their words.
      </p>
      <Form action={`/customers/${one.id}/losses`} guard>
        <Field name="lost_on" type="date" label="Since when?" value={today} max={today} required />
        {last.length > 0 && (
          <Choices
            name="happened_last"
            legend="What happened last?"
            small
            value={last[0]?.id}
            choices={[
              ...last.map((said) => ({
                value: said.id,
                label: `${dayIn(said.at, who)}: ${shortly(saidInWords(said) || `(${said.kind})`)}`,
              })),
              { value: '', label: 'Something that is not written here' },
            ]}
          />
        )}
        <Choices
          name="size"
          legend="Was it over something small or something big?"
          across
          required
          choices={[
            { value: 'small', label: 'Something small' },
            { value: 'big', label: 'Something big' },
          ]}
        />
        <Field
          name="over"
          label="Over what, in two or three words?"
          placeholder="€6"
          maxlength={60}
          anyScript
        />
        <Field
          type="textarea"
          name="why"
          label="Their reason, in their own words"
          rows={3}
          maxlength={2000}
        />
        {places.length > 0 && (
          <Field
            type="select"
            name="touchpoint"
            label="Where did we lose them?"
            none="I do not know"
            options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
          />
        )}
        <Field
          type="textarea"
          name="could_have_kept"
          label="What could have kept them?"
          rows={2}
          maxlength={2000}
        />
        <ReadAs list={list} label="How do you read it?" />
        <Button kind="go">Write down that {name} left</Button>
      </Form>
    </Disclosure>
  )
}

/** A select of the company's reasons. */
export const ReadAs = ({
  list,
  label,
  required,
}: {
  list: readonly Reason[]
  label: string
  required?: boolean
}) => (
  <Field
    type="select"
    name="read_as"
    label={label}
    hint="A colleague says it too, without seeing your answer."
    none="Choose a reason"
    required={required}
    options={list.map((reason) => ({ value: reason.id, label: reason.name }))}
  />
)

type LostProps = { who: Staff; one: Customer; lost: Loss; reads: Reads | undefined; list: readonly Reason[] }

const Lost = ({ who, one, lost, reads, list }: LostProps) => (
  <Card
    title={`They left on ${dayIn(new Date(`${lost.lost_on}T12:00:00Z`), who)}, ${overWhat(lost)}`}
    id="lost"
  >
    {lost.why ? <Voice>{lost.why}</Voice> : <p class="soft">They did not say why.</p>}
    {lost.could_have_kept && <p>What could have kept them: {lost.could_have_kept}</p>}
    {reads && <ReadSentence reads={reads} />}
    {reads && reads.readers < 2 && !reads.mine && (
      <Form action={`/losses/${lost.id}/reading`} hidden={{ customer: one.id }} id="read-loss">
        <ReadAs list={list} label="How do you read it?" required />
        <Button>This is how I read it</Button>
      </Form>
    )}
    <Disclosure summary="They came back" id="won-back" action={`/losses/${lost.id}/return`}>
      <WonBack lost={lost} who={who} />
    </Disclosure>
    <p class="faint">
      <a href={`/customers/lost#l-${lost.id}`}>All customers lost</a>
    </p>
    <Deed action={`/losses/${lost.id}/take-back`} kind="link" id="take-loss-back">
      It is not so: they did not leave
    </Deed>
  </Card>
)

export const ReadSentence = ({ reads }: { reads: Reads }) => {
  if (reads.readers === 0) return null
  if (reads.alike === undefined)
    return (
      <p class="faint">
        {reads.mine
          ? `You read it as “${reads.mine}”. A colleague’s reading is wanted.`
          : 'Read once; a second reading is wanted.'}
      </p>
    )
  return (
    <p class="faint">
      {reads.alike
        ? `Two people read it alike: “${reads.reasons[0]}”.`
        : `Two people read it differently: ${reads.reasons.map((one) => `“${one}”`).join(' and ')}.`}
    </p>
  )
}

const WonBack = ({ lost, who }: { lost: Loss; who: Staff }) => {
  const today = dayOf(who.at, who.house.zone)
  return (
    <Form action={`/losses/${lost.id}/return`} hidden={{ customer: lost.customer_id }}>
      <Field name="back_on" type="date" label="Since when?" value={today} max={today} required />
      <Field
        name="how"
        label="How did they come back?"
        placeholder="Mara rang and said that the fee is gone"
        required
        maxlength={2000}
        anyScript
      />
      <Field type="textarea" name="said" label="What did they say?" rows={2} maxlength={2000} />
      <Field name="cost" type="money" label="What did it cost us?" currency={who.house.currency} />
      <Button kind="go">They are our customer again</Button>
    </Form>
  )
}

const dayIn = (at: Date, who: Staff): string => formatDate(at, 'en', who.house.zone)
const shortly = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 110 ? line : `${line.slice(0, 108).replace(/\s\S*$/u, '')} …`
}
