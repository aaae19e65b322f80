import { useContext } from 'hono/jsx'
import { type Case, readCase } from '../cases/cases.ts'
import { allIdsOf, customer, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import { formatWhen } from '../kit/moments.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import {
  Ago,
  Button,
  Card,
  Columns,
  Disclosure,
  Facts,
  Field,
  Form,
  FormState,
  Notice,
  PageTitle,
  Section,
  Sentence,
  Voice,
} from '../ui/index.ts'
import { type AskState, askState } from './asks.ts'
import { GivenRows } from './given-rows.tsx'
import { inMoney } from './in-words.ts'
import { kind } from './kinds.ts'
import { roomOf } from './may-give.ts'
import { type Given, remediesOf } from './remedies.ts'

export type AskView = {
  ask: AskState
  one: Case
  name: string
  since: string
  given: Given[]
  /** What the reader's yes could cover now; null: no bound. */
  left: bigint | null
  fixedPrice: boolean
}

/** All that somebody needs to answer within a minute, read while the transaction lasts. */
export async function askView(db: Db, who: Staff, id: string): Promise<AskView> {
  const ask = await askState(db, id)
  const [one, whom, customers] = await Promise.all([
    readCase(db, ask.case_id),
    customer(db, ask.customer_id),
    allIdsOf(db, ask.customer_id),
  ])
  const whose = ask.for_id ? ((await findPerson(db, ask.for_id)) ?? who) : who
  const where = { case: ask.case_id, customers, currency: ask.currency, at: who.at, but: ask.id }
  const [room, given, { cost }] = await Promise.all([
    roomOf(db, whose, where),
    remediesOf(db, customers, 10),
    kind(db, ask.kind_id).catch(() => ({ cost: null })),
  ])
  return {
    ask,
    one,
    name: nameOf(whom),
    since: whom.since,
    given,
    left: ask.family === 'owed' ? room.owed : room.goodwill.amount,
    fixedPrice: cost !== null,
  }
}

/** The question, and the place for a yes, a less, or a no. `to` is where the answer is sent. */
export function AskPage({ view, who, to }: { view: AskView; who: Staff; to: string }) {
  const { ask, one, name, given, since } = view
  const amount = inMoney(ask.amount, ask.currency)
  const mine = !ask.answer && ask.asked_person_id === who.id
  return (
    <>
      <PageTitle
        over={
          <>
            {ask.asker} asks, <Ago at={ask.at} now={who.at} zone={who.house.zone} />
          </>
        }
      >
        {amount} for {name}?
      </PageTitle>
      <Facts
        facts={[
          { name: 'For', value: ask.kind },
          { name: `${firstName(ask.asker)} says`, value: ask.reason },
          { name: 'The customer wants', value: one.wants || 'They did not say.' },
        ]}
      />
      <Columns
        asked
        aside={mine ? <Answer view={view} who={who} to={to} /> : <Answered view={view} who={who} />}
      >
        <Section title="What happened">
          <Voice size="large">{one.happened}</Voice>
          <Sentence size="soft">
            {name} has been a customer since {since.slice(0, 4)}.{' '}
            {given.length === 0
              ? 'Nothing was ever given to them.'
              : 'What was given to them before stands below.'}
          </Sentence>
        </Section>
        {given.length > 0 && (
          <Section title={`Given to ${name} so far`} level={3}>
            <GivenRows given={given} who={{ ...who, id: '' }} />
          </Section>
        )}
      </Columns>
    </>
  )
}

function Answer({ view, who, to }: { view: AskView; who: Staff; to: string }) {
  const { ask, left, fixedPrice } = view
  const amount = inMoney(ask.amount, ask.currency)
  const fits = left === null || ask.amount <= left
  const name = firstName(view.name)
  const whose = ask.stands_in_for ? `With ${firstName(ask.stands_in_for)}’s limit you` : 'You'
  return (
    <Card title="Your word" deed>
      {left !== null && (
        <Sentence>
          {whose} may say yes to {inMoney(left, ask.currency)} here. {firstName(ask.asker)} stays with {name}{' '}
          and gives it.
        </Sentence>
      )}
      {ask.silence_at && (
        <Sentence size="soft">
          No answer by {formatWhen(ask.silence_at, who.at, 'en', who.house.zone)} means yes, up to your limit.
        </Sentence>
      )}
      {fits && (
        <Of answer="yes">
          <Form action={to} hidden={{ answer: 'yes' }} id="yes">
            <Button kind="go" wide>
              Yes, give {name} {amount}
            </Button>
          </Form>
        </Of>
      )}
      {!fixedPrice && <Less view={view} to={to} open={!fits} />}
      <No to={to} asker={firstName(ask.asker)} />
    </Card>
  )
}

/** Three forms to one address: a refusal is shown only in the one that was sent. */
function Of({ answer, children }: { answer: string; children: unknown }) {
  const refused = useContext(FormState)
  return (
    <FormState.Provider value={refused?.values.answer === answer ? refused : undefined}>
      {children as never}
    </FormState.Provider>
  )
}

function useWasSent(answer: string): boolean {
  return useContext(FormState)?.values.answer === answer
}

function Less({ view: { ask }, to, open }: { view: AskView; to: string; open: boolean }) {
  return (
    <Disclosure summary="Less" open={open || useWasSent('less')}>
      <Of answer="less">
        <Form action={to} hidden={{ answer: 'less' }} id="less">
          <Field name="amount" type="money" label="How much is right?" currency={ask.currency} required />
          <Field name="word" label="A word to it" maxlength={400} />
          <Button>Say yes to this much</Button>
        </Form>
      </Of>
    </Disclosure>
  )
}

function No({ to, asker }: { to: string; asker: string }) {
  return (
    <Disclosure summary="No" open={useWasSent('no')}>
      <Of answer="no">
        <Form action={to} hidden={{ answer: 'no' }} id="no">
          <Field
            name="word"
            label="Why not?"
            hint={`${asker} has to tell the customer: give them words.`}
            required
            maxlength={400}
          />
          <Button>Say no, with this word</Button>
        </Form>
      </Of>
    </Disclosure>
  )
}

function Answered({ view: { ask }, who }: { view: AskView; who: Staff }) {
  const asked = firstName(ask.asked)
  const amount = inMoney(ask.answered_amount ?? ask.amount, ask.currency)
  const sentence = !ask.answer
    ? `${asked} is asked now${ask.went_on_from ? `, as ${firstName(ask.went_on_from)} did not answer` : ''}.`
    : ask.by_clock
      ? `${asked} did not answer in time: so it was yes.`
      : ask.answer === 'withdrawn'
        ? 'The question was taken back.'
        : ask.answer === 'no'
          ? `${asked} said no.`
          : `${asked} said yes to ${amount}.`
  return (
    <>
      <Notice tone={ask.answer === 'no' ? 'warn' : 'done'}>{sentence}</Notice>
      {ask.word && <Voice size="small">{ask.word}</Voice>}
      {ask.entry_id && <Sentence>It was given.</Sentence>}
      {!ask.entry_id && ask.reserved_until && (
        <Sentence size="soft">
          {firstName(ask.asker)} may give it until{' '}
          {formatWhen(ask.reserved_until, who.at, 'en', who.house.zone)}.
        </Sentence>
      )}
    </>
  )
}
