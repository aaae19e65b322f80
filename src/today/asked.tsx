import { type Customer, customersById, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import { firstName, type Staff } from '../people/people.ts'
import { asksFor, yesesOf } from '../remedies/remedies.ts'
import {
  Button,
  Buttons,
  Card,
  Deed,
  Disclosure,
  Due,
  Field,
  Form,
  Row,
  Rows,
  Section,
  Sentence,
} from '../ui/index.ts'

type Ask = Awaited<ReturnType<typeof asksFor>>[number]
export type Asks = { forMe: Ask[]; more: number; yeses: Ask[]; customers: Map<Id, Customer> }

/** What waits for my yes, and what I was told yes to and may give now. */
export async function asks(db: Db, who: Staff): Promise<Asks> {
  const [forMe, yeses] = await Promise.all([asksFor(db, who, 50), yesesOf(db, who, MOST_YESES)])
  const shown = forMe.slice(0, MOST_ASKS)
  const customers = await customersById(
    db,
    [...shown, ...yeses].map((one) => one.customer_id),
  )
  return { forMe: shown, more: forMe.length - shown.length, yeses, customers }
}
const MOST_ASKS = 3
const MOST_YESES = 2

const amountOf = (one: Ask, minor = one.amount): string =>
  formatMoney({ minor, currency: one.currency }, 'en')

/** A yes, less or no in seconds; the colleague stays with the customer. */
export const ForMyYes = ({ forMe, more, customers }: Asks) =>
  forMe.length === 0 ? null : (
    <Section title="Waiting for your yes" id="asks">
      <Rows label="Waiting for your yes">
        {forMe.map((one) => (
          <Asked one={one} whom={nameOf(customers.get(one.customer_id))} />
        ))}
      </Rows>
      {more > 0 && <Sentence size="faint">{more} more come here when these are answered.</Sentence>}
    </Section>
  )

function Asked({ one, whom }: { one: Ask; whom: string }) {
  const action = `/today/asks/${one.id}`
  return (
    <Row
      id={`ask-${one.id}`}
      title={
        <>
          {firstName(one.asker)}: {amountOf(one)} for <bdi>{whom}</bdi>
        </>
      }
      href={`/cases/${one.case_id}`}
      note={one.kind}
      end={one.silence_at && <Due at={one.silence_at} />}
    >
      <p dir="auto">“{one.reason}”</p>
      {one.silence_at && <p class="faint">Without an answer by then it is a yes.</p>}
      {one.stands_in_for && <p class="faint">You stand in for {one.stands_in_for}.</p>}
      <Form action={action} id={`yes-${one.id}`} hidden={{ answer: 'yes' }} inline>
        <Button kind="go" label={`Yes, ${amountOf(one)} for ${whom}`}>
          Yes, {amountOf(one)}
        </Button>
      </Form>
      <Disclosure summary="Less, or no">
        <Form action={action} id={`less-${one.id}`}>
          <Field name="amount" type="money" label="Less: up to" currency={one.currency} />
          <Field
            name="word"
            label="A word for your colleague"
            hint="With a no they have to tell the customer."
            maxlength={400}
          />
          <Buttons>
            <Button name="answer" value="less">
              Yes, to less
            </Button>
            <Button name="answer" value="no">
              No
            </Button>
          </Buttons>
        </Form>
      </Disclosure>
    </Row>
  )
}

/** Somebody said yes: now it can be given. */
export const ToGiveNow = ({ yeses, customers }: Asks) => (
  <>
    {yeses.map((one) => {
      const whom = firstName(nameOf(customers.get(one.customer_id), 'the customer'))
      const amount = amountOf(one, one.answered_amount ?? one.amount)
      return (
        <Card deed id={`yes-${one.id}`}>
          <Sentence size="big">
            {one.by_clock
              ? `${firstName(one.asked)} did not answer in time, so it is yes`
              : `${firstName(one.asked)} said yes`}
            {one.answer === 'less' && `, to ${amount}`}: give <a href={`/cases/${one.case_id}`}>{whom}</a>{' '}
            {amount} now.
          </Sentence>
          {one.word && <p dir="auto">“{one.word}”</p>}
          <Deed action={`/today/asks/${one.id}/give`} kind="go">
            Give {whom} {amount} now
          </Deed>
        </Card>
      )
    })}
  </>
)
