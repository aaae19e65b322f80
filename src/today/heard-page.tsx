import type { Child } from 'hono/jsx'
import { customer, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import { isId, newId } from '../kit/ids.ts'
import { page } from '../people/staff.tsx'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import {
  Button,
  Card,
  Choices,
  Disclosure,
  Field,
  Form,
  PageTitle,
  Part,
  SendLater,
  ShowChosen,
} from '../ui/index.ts'
import { HEARD_CHANNELS, type JustHeard } from './heard.ts'

const KINDS: { value: JustHeard['kind']; label: string }[] = [
  { value: 'compliment', label: 'Something good' },
  { value: 'complaint', label: 'Something went wrong' },
  { value: 'question', label: 'A question' },
  { value: 'idea', label: 'An idea' },
  { value: 'kindness', label: 'I did something kind' },
]
const CHANNELS: { value: JustHeard['channel']; label: string }[] = [
  { value: 'counter', label: 'Face to face' },
  { value: 'phone', label: 'By telephone' },
  { value: 'email', label: 'By email' },
  { value: 'post', label: 'By letter' },
]

/** Twenty seconds: what, who if one knows it, where. All else can be added, and need not be. */
export const heardPage = page('/heard', async ({ db, who, query }) => {
  const asked = query('customer')
  const one = isId(asked) ? await customer(db, asked) : undefined
  const channel = HEARD_CHANNELS.find((each) => each === query('channel')) ?? 'counter'
  const typed = [query('phone'), query('email')].filter(Boolean).join(', ').replace(';ext=', ' ext. ')
  return {
    title: 'Just heard something',
    on: 'today',
    body: (
      <>
        <PageTitle
          over={one && <a href={`/customers/${one.id}`}>{nameOf(one)}</a>}
          lead="In their words, as far as you remember them. Then nobody has to tell it twice."
        >
          Just heard something
        </PageTitle>
        <SendLater
          url="/heard/queued"
          person={who.id}
          words="text"
          waits="Waits on this device, and will be sent."
          gone="Sent: what waited here has arrived."
          others="Of somebody else {n} waits here too, and goes when they sign in."
          again="Look at it again"
          away="Throw it away"
        >
          <Card>
            <Form action="/heard" id="heard" hidden={{ customer: one?.id, key: newId(who.at) }} guard>
              <ShowChosen>
                <Choices
                  name="kind"
                  legend="What was it?"
                  choices={KINDS}
                  value="compliment"
                  across="wrap"
                  hideLabel
                  required
                />
                <Field
                  type="textarea"
                  name="text"
                  label="What did they say? Or what did you do?"
                  rows={3}
                  required
                  autofocus
                  maxlength={20_000}
                />
                {!one && (
                  <Field
                    name="who"
                    label="Who was it?"
                    hint="A name, a number, an email address: whatever you know."
                    value={typed}
                    maxlength={300}
                    anyScript
                  />
                )}
                <Where db={db} />
                <Button kind="go">Keep it</Button>
                <Disclosure summary="Add to it">
                  <More channel={channel} />
                </Disclosure>
              </ShowChosen>
            </Form>
          </Card>
        </SendLater>
      </>
    ),
  }
})

async function Where({ db }: { db: Db }) {
  const places = await touchpoints(db)
  if (places.length === 0) return null
  return (
    <Field
      type="select"
      name="touchpoint"
      label="Where was it?"
      none="I do not know"
      options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
    />
  )
}

const More = ({ channel }: { channel: string }): Child => (
  <>
    <Part of="kind" value="compliment">
      <Field
        name="names"
        label="Who made it good?"
        hint="A name or two, as they said it. It reaches them at once."
        maxlength={200}
        anyScript
      />
    </Part>
    <Part of="kind" value="complaint">
      <Field name="wants" label="What would put it right, for them?" maxlength={2000} anyScript />
      <Field type="checkbox" name="hold" label="I take care of it" checked />
    </Part>
    <Choices name="channel" legend="How did you hear it?" choices={CHANNELS} value={channel} small required />
  </>
)
