import { DateTime } from 'luxon'
import { formatDate } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import { Button, Buttons, Card, Disclosure, Field, Form, Sentence } from '../ui/index.ts'
import { decideSentence, hurtSentence, inWords, stoppedSentence } from './in-words.ts'
import type { Policy } from './policy.ts'
import { dayOf } from './rules.ts'

/** The owner's word in one place: scrap it and tell those it hurt, or keep it, because… */
export function WordCard({
  one,
  title,
  who,
  link,
}: {
  one: Policy
  title: string
  who: Staff
  link?: boolean
}) {
  const { zone } = who.house
  const shown = `“${title}”`
  return (
    <Card deed id={`word-${one.id}`}>
      <h2>{link ? <a href={`/rules/${one.id}`}>{shown}</a> : shown}</h2>
      <Sentence size="soft">
        {stoppedSentence(one)}; {hurtSentence(one)}. {decideSentence(one, who.at, zone)}.
      </Sentence>
      {one.wait && one.wait.why !== 'reported' && <p class="faint">{whySentence(one)}</p>}
      {one.limit ? <Raise /> : <Scrap one={one} who={who} />}
      <Keep one={one} who={who} />
    </Card>
  )
}

export function whySentence({ wait, word }: Policy): string {
  switch (wait?.why) {
    case 'again':
      return `It was kept${word?.by ? ` by ${word.by}` : ''}, and has hurt again since: “${word?.because ?? ''}”`
    case 'last-day':
      return 'Its last day comes. Without a word by then it is gone.'
    case 'reopened':
      return `It was gone, and is opened again: “${wait.reason}”`
    default:
      return ''
  }
}

/** What the button will do, so that nobody presses it unaware. */
const consequence = ({ hurt }: Policy): string =>
  hurt.customers === 0
    ? 'Scrap it'
    : hurt.customers === 1
      ? 'Scrap it and tell the one it hurt'
      : `Scrap it and tell the ${inWords(hurt.customers)}`

const Scrap = ({ one, who }: { one: Policy; who: Staff }) => (
  <Form action={`/rules/${one.id}/scrap`} id={`scrap-${one.id}`} hidden={seen(one)}>
    <Field name="because" label="Why it goes, in a sentence" required anyScript maxlength={2000} />
    <Disclosure summary="Not from today on">
      <Field
        type="date"
        name="from"
        label="From when it is gone"
        min={dayOf(who.at, who.house.zone)}
        plain
        size={12}
      />
    </Disclosure>
    <Button kind="go">{consequence(one)}</Button>
  </Form>
)

const Raise = () => (
  <>
    <p class="soft">A limit is set anew where all limits stand. Whoever it stopped hears of it at once.</p>
    <Buttons>
      <Button kind="go" href="/company/limits">
        Set the limit anew
      </Button>
    </Buttons>
  </>
)

export const Keep = ({ one, who }: { one: Policy; who: Staff }) => (
  <Disclosure summary="Keep it, because…">
    <Form action={`/rules/${one.id}/keep`} id={`keep-${one.id}`} hidden={seen(one)}>
      <Field
        type="textarea"
        name="because"
        label="Because…"
        hint="Everybody here reads it, with your name."
        rows={2}
        required
        maxlength={2000}
      />
      <Field
        type="date"
        name="until"
        label="Until when?"
        hint="Every rule has a last day. Then you decide again."
        value={quarterAhead(who)}
        min={dayOf(who.at, who.house.zone)}
        required
        size={12}
      />
      <Button>Keep it until then</Button>
    </Form>
  </Disclosure>
)

const quarterAhead = (who: Staff): string =>
  DateTime.fromJSDate(who.at, { zone: who.house.zone }).plus({ months: 3 }).toISODate() ?? ''

/** Which state of things the page showed: a word on another one is refused. */
const seen = (one: Policy) => ({
  wait: one.wait?.id ?? one.word?.wait_id,
  ...(one.wait ? {} : { anew: 'yes' }),
})

/** "21 November 2026" of a day. */
export const longDay = (day: string): string => formatDate(new Date(`${day}T12:00:00Z`), 'en', 'UTC')
