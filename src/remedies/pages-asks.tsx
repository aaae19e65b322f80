import { z } from 'zod'
import { type Customer, customersById, nameOf } from '../customers/customers.ts'
import type { Leaf } from '../kit/doors.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Ago, Empty, PageTitle, QuietLinks, Row, Rows, Section } from '../ui/index.ts'
import { answerAsk } from './answer.ts'
import { AskPage, askView } from './ask-card.tsx'
import { type AskState, askState, asksFor, yesesOf } from './asks.ts'
import { inMoney, typedMoney } from './in-words.ts'
import { mustBeId } from './pages-give.tsx'

const list = page('/asks', async ({ db, who }) => {
  const [asked, ready] = await Promise.all([asksFor(db, who), yesesOf(db, who)])
  const customers = await customersById(
    db,
    [...asked, ...ready].map((one) => one.customer_id),
  )
  return {
    title: 'Asked of you',
    on: 'today',
    body: (
      <>
        <PageTitle lead="Somebody stands before a customer and waits for your word.">Asked of you</PageTitle>
        {asked.length === 0 ? (
          <Empty>
            Nobody waits for you. When a colleague wants to give more than they may, it stands here.
          </Empty>
        ) : (
          <Section title="Waiting for your word">
            <AskRows asks={asked} customers={customers} who={who} />
          </Section>
        )}
        {ready.length > 0 && (
          <Section title="You may give now">
            <AskRows asks={ready} customers={customers} who={who} />
          </Section>
        )}
      </>
    ),
  }
})

/** Questions as a list: for the person who answers, or who may now give. */
export const AskRows = ({
  asks,
  customers,
  who,
}: {
  asks: AskState[]
  customers: ReadonlyMap<Id, Customer>
  who: Staff
}) => (
  <Rows label="Questions">
    {asks.map((one) => (
      <Row
        title={`${one.asker_id === who.id ? '' : `${one.asker} asks: `}${inMoney(one.answered_amount ?? one.amount, one.currency)} for ${whomOf(customers.get(one.customer_id))}`}
        href={one.answer ? `/cases/${one.case_id}` : `/asks/${one.id}`}
        note={one.kind}
        end={<Ago at={one.at} now={who.at} zone={who.house.zone} />}
      >
        <p class="soft">{one.reason}</p>
      </Row>
    ))}
  </Rows>
)

const whomOf = (customer: Customer | undefined): string => (customer ? nameOf(customer) : 'a customer')

const one = page('/asks/:id', async ({ db, who, param }) => {
  const view = await askView(db, who, mustBeId(param('id')))
  return {
    title: `${inMoney(view.ask.amount, view.ask.currency)} for ${view.name}?`,
    on: 'today',
    body: (
      <>
        <AskPage view={view} who={who} to={`/asks/${view.ask.id}`} />
        <QuietLinks links={[{ label: 'The whole case', href: `/cases/${view.ask.case_id}` }]} />
      </>
    ),
  }
})

export const answerShape = z.object({
  answer: z.enum(['yes', 'less', 'no']),
  amount: z.string().max(60).optional(),
  word: z.string().max(400).optional(),
})

const answered = form(
  '/asks/:id',
  answerShape,
  async ({ db, who, param }, { answer, amount, word }) => {
    const { currency } = await askState(db, mustBeId(param('id')))
    const less = answer === 'less' ? typedMoney(amount, currency, who.language) : undefined
    await answerAsk(db, who, param('id'), { answer, word, amount: less })
    return `/asks/${param('id')}`
  },
  '/asks/:id',
)

export const askPages: Leaf[] = [list, one, answered]
