import type { Child } from 'hono/jsx'
import { type Customer, nameOf } from '../customers/customers.ts'
import type { Staff } from '../people/people.ts'
import { Ago, Due, Facts, Section } from '../ui/index.ts'
import type { Case } from './case.ts'
import { BriefWords, PromiseCard } from './page-deeds.tsx'
import { clip, type Sight } from './sight.ts'
import type { Promised } from './store-promises.ts'

/** What one must know at a glance: happened, wants, promised; and beneath each what changes it. */
export const Brief = (sight: Sight) => {
  const { who, one, promises } = sight
  const open = promises.filter((promised) => !promised.end)
  return (
    <Facts
      facts={[
        {
          name: 'Happened',
          value: (
            <>
              <span dir="auto">{clip(one.happened, 240)}</span>
              <BriefWords {...sight} />
            </>
          ),
        },
        {
          name: 'Wants',
          value: one.wants ? (
            <span dir="auto">{clip(one.wants, 240)}</span>
          ) : (
            <span class="faint">{one.waiting ? 'Not said yet: ask.' : 'Not said.'}</span>
          ),
        },
        {
          name: one.waiting ? 'Promised' : 'Put right',
          value: (
            <>
              <Promise_ who={who} one={one} open={open} />
              {one.waiting && <PromiseCard {...sight} />}
            </>
          ),
        },
      ]}
    />
  )
}

function Promise_({ who, one, open }: { who: Staff; one: Case; open: Promised[] }) {
  if (one.put_right)
    return (
      <>
        <b>{clip(one.put_right.how, 160)}</b> <Ago at={one.put_right.at} now={who.at} />
        {open.map((promised) => (
          <div>
            Still promised: <b dir="auto">{promised.what}</b> <Due at={promised.due_at} now={who.at} />
          </div>
        ))}
      </>
    )
  if (open.length > 0)
    return (
      <>
        {open.map((promised) => (
          <div>
            <b dir="auto">{promised.what}</b> <Due at={promised.due_at} now={who.at} />
          </div>
        ))}
      </>
    )
  return one.due_at ? (
    <>
      An answer <Due at={one.due_at} now={who.at} />
    </>
  ) : null
}

export const GoodToKnow = ({ facts }: Sight): Child =>
  facts.length === 0 ? null : (
    <Section title="Good to know" level={3}>
      {facts.slice(0, 3).map((fact) => (
        <p class="soft" dir="auto">
          {fact.fact}
        </p>
      ))}
    </Section>
  )

export const CustomerName = ({ customer }: { customer: Customer | undefined }) =>
  customer ? (
    <a href={`/customers/${customer.id}`}>
      <bdi>{nameOf(customer)}</bdi>
    </a>
  ) : (
    <>A customer we do not know</>
  )
