import type { Child } from 'hono/jsx'
import type { Case } from '../../cases/cases.ts'
import { type Customer, type Noted, nameOf } from '../../customers/customers.ts'
import { newId } from '../../kit/ids.ts'
import { formatMoney } from '../../kit/money.ts'
import { baseUrl } from '../../people/pages-door.tsx'
import { firstName } from '../../people/people.ts'
import type { Given, Kind, May } from '../../remedies/remedies.ts'
import {
  Button,
  Buttons,
  Card,
  Disclosure,
  Due,
  Field,
  Form,
  PageTitle,
  Section,
  Sentence,
} from '../../ui/index.ts'
import type { Panelist } from './code.ts'

export type Known = {
  one: Customer
  who: Panelist
  facts: Noted[]
  /** How many more cases of theirs wait. */
  more: number
  kinds: Kind[]
  open:
    | { one: Case; brief: string; may: May; promised: string | undefined; holder: string | undefined }
    | undefined
  /** What was given with the last press. */
  given: Given | undefined
}

/** Somebody known, in a frame of 320 px: who, good to know, the case with its clock, what may be given, something kind. */
export const KnownPanel = (it: Known) => (
  <>
    <PageTitle
      over={
        <a href={`${baseUrl()}/customers/${it.one.id}`} target="_blank" rel="noopener">
          The whole story
        </a>
      }
    >
      <bdi>{nameOf(it.one)}</bdi>
    </PageTitle>
    {it.given && <JustGiven given={it.given} name={firstName(nameOf(it.one))} />}
    <GoodToKnow {...it} />
    {it.open ? <Open {...it} open={it.open} /> : <Sentence size="soft">Nothing of theirs waits.</Sentence>}
    <Say {...it} />
  </>
)

const JustGiven = ({ given, name }: { given: Given; name: string }) => (
  <Card>
    <p role="status">
      {given.taken_back_at
        ? 'Taken back.'
        : given.amount === 0n
          ? `${given.kind}: done.`
          : `${formatMoney({ minor: given.amount, currency: given.currency }, 'en')} given to ${name}.`}
    </p>
    {!given.taken_back_at && (
      <Form action="/panel/take-back" id="take-back" hidden={{ remedy: given.id }} plain>
        <Button kind="link">Take it back</Button>
      </Form>
    )}
  </Card>
)

const GoodToKnow = ({ facts }: Known): Child =>
  facts.length > 0 && (
    <Section title="Good to know">
      <ul>
        {facts.map((each) => (
          <li>
            <bdi>{each.fact}</bdi>
          </li>
        ))}
      </ul>
    </Section>
  )

const Open = ({ open, more, kinds }: Known & { open: NonNullable<Known['open']> }) => {
  const { one, brief, may, promised, holder } = open
  return (
    <>
      <Section title={one.title} id="case">
        <p>
          {holder ? `With ${holder}. ` : 'Nobody has it yet. '}
          {promised ? `Promised: ${promised}. ` : 'An answer is promised. '}
          {one.due_at && <Due at={one.due_at} />}
        </p>
        <Disclosure summary="The brief">
          {linesOf(brief).map((line) => (
            <p>
              <bdi>{line}</bdi>
            </p>
          ))}
        </Disclosure>
        <p>
          <a href={`${baseUrl()}/cases/${one.id}`} target="_blank" rel="noopener">
            Case {one.number}
          </a>
          {more > 0 && ` · ${more} more ${more === 1 ? 'waits' : 'wait'}`}
        </p>
      </Section>
      <Card title="Put it right" deed id="right">
        <Sentence>{may.sentence}</Sentence>
        <Form action="/panel/look" id="give" hidden={{ case: one.id }} plain>
          <Field
            name="kind"
            type="select"
            label="How"
            plain
            value={kinds.find((kind) => kind.family === 'extra' && kind.cost === null)?.id}
            options={kinds.map((kind) => ({ value: kind.id, label: priced(kind) }))}
          />
          <Field
            name="amount"
            type="money"
            label="How much"
            hint="Where it has no price of its own."
            currency={may.currency}
            plain
          />
          <Field name="reason" label="Why" required maxlength={400} anyScript />
          <Button kind="go" wide>
            Look at it once more
          </Button>
        </Form>
      </Card>
    </>
  )
}

/** What is good to know stands above it already. */
const linesOf = (brief: string): string[] =>
  brief.split('\n').filter((line) => !line.startsWith('Good to know: '))

const priced = ({ name, cost, currency }: Kind): string =>
  cost !== null && currency ? `${name}, ${formatMoney({ minor: cost, currency }, 'en')}` : name

const Say = ({ one, who }: Known) => (
  <Section title="Something kind, or just heard" id="say">
    <Form action="/panel/say" id="f-say" hidden={{ customer: one.id, key: newId(who.at) }} plain>
      <Field type="textarea" name="text" label="In a few words" rows={2} required maxlength={20_000} />
      <Buttons>
        <Button kind="go" name="kind" value="kindness">
          I did something kind
        </Button>
        <Button name="kind" value="compliment">
          It was good
        </Button>
        <Button name="kind" value="complaint">
          It went wrong
        </Button>
      </Buttons>
    </Form>
  </Section>
)
