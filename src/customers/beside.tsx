import { formatMoney, type Money } from '../kit/money.ts'
import { Ago, Button, Card, Deed, Disclosure, Field, Form, Row, Rows, Section } from '../ui/index.ts'
import { ADDRESS_KINDS, addressNames } from './addresses.ts'
import { type Address, type Customer, type Noted, nameOf, type Purchase } from './customer.ts'
import { MOST_LETTERS, SHOWN } from './facts.ts'

type Of = { one: Customer }

export const GoodToKnow = ({ one, facts }: Of & { facts: Noted[] }) => (
  <Card title="Good to know" id="good-to-know" deed>
    <Form action={`/customers/${one.id}/facts`}>
      <Field
        name="fact"
        label="Something that makes a kindness easy"
        hint="Their daughter loves the bell; hard of hearing on the left."
        maxlength={MOST_LETTERS}
        required
        anyScript
      />
      <Button kind="go">Note it for everybody here</Button>
    </Form>
    {facts.length > 0 && (
      <Disclosure summary={facts.length > SHOWN ? `All ${facts.length}, and erase one` : 'Erase something'}>
        <Rows label="Good to know">
          {facts.map((fact) => (
            <Row
              title={<span dir="auto">{fact.fact}</span>}
              end={
                <Deed
                  action={`/customers/${one.id}/facts/${fact.id}/forget`}
                  kind="link"
                  label={`Erase “${fact.fact}” for good`}
                  id={`forget-${fact.id}`}
                >
                  Erase
                </Deed>
              }
            >
              <p class="faint">
                {fact.by ?? 'Noted'}, <Ago at={fact.at} />
              </p>
            </Row>
          ))}
        </Rows>
      </Disclosure>
    )}
  </Card>
)

type PurchasesProps = Of & { newest: Purchase[]; inAll: { n: number; kept: Money }[]; language: string }

export function Purchases({ one, newest, inAll, language }: PurchasesProps) {
  if (newest.length === 0) return null
  const n = inAll.reduce((sum, each) => sum + each.n, 0)
  const kept = inAll.map((each) => formatMoney(each.kept, language)).join(' and ')
  return (
    <Section title="What they bought" level={3} id="bought">
      <p class="soft">{n === 1 ? `One purchase, ${kept}.` : `${n} purchases, ${kept} in all.`}</p>
      <Rows>
        {newest.map((row) => (
          <Row
            title={row.what || 'Something'}
            end={<span class="num">{formatMoney(row.amount, language)}</span>}
          >
            <p class="faint">
              <Ago at={row.bought_at} />
              {row.returned.minor > 0n && ` · ${formatMoney(row.returned, language)} paid back`}
            </p>
          </Row>
        ))}
      </Rows>
      {n > newest.length && (
        <p>
          <a href={`/customers/${one.id}/purchases`}>All {n}</a>
        </p>
      )}
    </Section>
  )
}

type DetailsProps = Of & { addresses: Address[]; knows: boolean; open: boolean }

export const Details = ({ one, addresses, knows, open }: DetailsProps) => (
  <Disclosure summary="Correct the name or an address" id="details" open={open}>
    <Form action={`/customers/${one.id}`} id="correct">
      <Field name="name" label="Name" value={one.name ?? ''} maxlength={200} anyScript plain />
      <Field name="since" type="date" label="Customer since" value={one.since} required />
      <Field
        name="language"
        label="Language"
        hint="Its short sign, such as en, de or ar."
        value={one.language ?? ''}
        maxlength={35}
        size={6}
      />
      <Field
        name="organisation"
        type="checkbox"
        label="It is an organisation"
        checked={one.kind === 'organisation'}
        plain
      />
      <Button>Keep it so</Button>
    </Form>
    <Rows label="Addresses">
      {addresses.map((address) => (
        <Row
          title={<bdi>{address.written}</bdi>}
          end={
            <Deed
              action={`/customers/${one.id}/addresses/${address.id}/remove`}
              kind="link"
              label={`Remove ${address.written}`}
              id={`remove-${address.id}`}
            >
              Remove
            </Deed>
          }
        >
          <p class="faint">
            {addressNames[address.kind]}
            {address.kind === 'phone' && !address.met_by && ', not a number that one can ring'}
          </p>
        </Row>
      ))}
    </Rows>
    <Form action={`/customers/${one.id}/addresses`} id="address">
      <Field
        name="kind"
        type="select"
        label="One more"
        options={ADDRESS_KINDS.map((kind) => ({ value: kind, label: addressNames[kind] }))}
        required
      />
      <Field name="written" label="The address" required maxlength={300} anyScript />
      <Button>Add it</Button>
    </Form>
    {knows && (
      <Deed action={`/customers/${one.id}/acquaintance`} hidden={{ know: 'no' }} kind="link" id="unknow">
        I do not know them any more
      </Deed>
    )}
  </Disclosure>
)

type Twin = { id: string; name: string | null; at: Date }

export const SameAs = ({ one, merged }: Of & { merged: Twin[] }) => (
  <Disclosure
    summary={
      merged.length === 0
        ? 'Somebody we know already?'
        : `Merged with ${merged.length === 1 ? 'one other' : `${merged.length} others`}`
    }
    id="same"
  >
    {merged.length > 0 && (
      <Rows label="Merged into this customer">
        {merged.map((twin) => (
          <Row
            title={<bdi>{nameOf(twin)}</bdi>}
            end={
              <Deed
                action={`/customers/${twin.id}/unmerge`}
                kind="link"
                label={`Undo the merge with ${nameOf(twin)}`}
                id={`unmerge-${twin.id}`}
              >
                Undo
              </Deed>
            }
          >
            <p class="faint">
              one since <Ago at={twin.at} />
            </p>
          </Row>
        ))}
      </Rows>
    )}
    <Form action={`/customers/${one.id}/merge`} method="get" id="twin">
      <Field name="with" type="search" label="Look for the other one" value={one.name ?? ''} required />
      <Button>Find them</Button>
    </Form>
  </Disclosure>
)
