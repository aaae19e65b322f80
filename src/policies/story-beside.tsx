import type { Db } from '../kit/db.ts'
import { formatMoney } from '../kit/money.ts'
import { people, type Staff } from '../people/people.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Button, Deed, Disclosure, Field, FieldRow, Form, Row, Rows, Section, Sentence } from '../ui/index.ts'
import { mayEarn } from './earned.ts'
import type { Policy } from './policy.ts'
import type { Told } from './store-reports.ts'
import type { Earned } from './store-sums.ts'
import { longDay } from './word-card.tsx'

/** What it earned, with where that stands and for which days. */
export function Earnings({
  who,
  one,
  earned,
}: {
  who: Staff
  one: Policy
  earned: (Earned & { by: string | null })[]
}) {
  const may = mayEarn(who, one)
  if (earned.length === 0 && !may) return null
  return (
    <Section title="What it earned" level={3} id="earned">
      {earned.length === 0 && <Sentence size="soft">Nobody has written it down yet.</Sentence>}
      {earned.length > 0 && (
        <Rows label="What it earned">
          {earned.map((row) => (
            <Row
              title={
                <span class="num">{formatMoney({ minor: row.amount, currency: row.currency }, 'en')}</span>
              }
              end={
                may && (
                  <Deed
                    action={`/rules/${one.id}/earned/${row.id}/back`}
                    kind="link"
                    id={`e-${row.id}`}
                    label={`Take back ${formatMoney({ minor: row.amount, currency: row.currency }, 'en')}`}
                  >
                    Take back
                  </Deed>
                )
              }
            >
              <p class="soft">
                {longDay(row.from_on)} to {longDay(row.until_on)}
              </p>
              <p class="faint" dir="auto">
                {row.source}
                {row.by && `, written down by ${row.by}`}
              </p>
            </Row>
          ))}
        </Rows>
      )}
      {may && (
        <Disclosure summary="Write down what it earned">
          <Form action={`/rules/${one.id}/earned`} id="earn">
            <Field type="money" name="amount" label="How much" currency={who.house.currency} required />
            <FieldRow legend="In which days">
              <Field type="date" name="from" label="From" required size={12} />
              <Field type="date" name="until" label="To" required size={12} />
            </FieldRow>
            <Field
              name="source"
              label="Where does that stand?"
              hint="An account, a report."
              required
              maxlength={200}
              anyScript
            />
            <Button>Write it down</Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

/** It stopped me, too. */
export function ReportAgain({ who, one, reports }: { who: Staff; one: Policy; reports: Told[] }) {
  if (one.state === 'scrapped') return null
  const mine = reports.some((report) => report.person_id === who.id)
  return (
    <Section title={mine ? 'It stopped me again' : 'It stopped me, too'} level={3} id="too">
      <Sentence size="soft">On the case it takes one tap. Where there is none, say it here.</Sentence>
      <Disclosure summary="Say whom it hurt">
        <Form action={`/rules/${one.id}/report`} id="stopped-too">
          <Field
            name="whom"
            label="Whom did it hurt?"
            hint="Name, number or email."
            maxlength={200}
            anyScript
          />
          <Field
            type="number"
            name="more"
            label="How many whose names you do not know?"
            min={0}
            max={100_000}
            size={6}
          />
          <FieldRow legend="In money, if you know it">
            <Field type="money" name="cost" label="To be kind" currency={who.house.currency} plain />
            <Field type="money" name="charged" label="Taken from them" currency={who.house.currency} plain />
          </FieldRow>
          <Field type="textarea" name="hurt" label="A few words" rows={2} maxlength={2000} />
          <Button>It stopped me</Button>
        </Form>
      </Disclosure>
    </Section>
  )
}

/** Better words, its place on the journey, another owner. */
export async function ChangeIt({ db, who, one }: { db: Db; who: Staff; one: Policy }) {
  if (one.limit) return null
  const [everybody, places] = [await people(db), await touchpoints(db)]
  const decides = one.owner_id === who.id || one.wait?.asked_id === who.id || who.level === 'leader'
  return (
    <Disclosure summary="Put it into better words" id="describe">
      <Form action={`/rules/${one.id}`} id="describe-f" guard>
        <Field name="name" label="What we call it" value={one.name} required maxlength={160} anyScript />
        <Field
          type="textarea"
          name="sentence"
          label="How it is said to customers"
          value={one.sentence}
          rows={2}
          maxlength={1000}
        />
        {places.length > 0 && (
          <Field
            type="select"
            name="touchpoint"
            label="Where it stands in the way"
            none="Nowhere in particular"
            value={one.touchpoint_id ?? ''}
            options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
          />
        )}
        <Button>Keep it so</Button>
      </Form>
      {decides && (
        <Form action={`/rules/${one.id}/owner`} id="owner">
          <Field
            type="select"
            name="owner"
            label="Whose rule it is"
            required
            value={one.owner_id ?? ''}
            options={everybody.map((each) => ({ value: each.id, label: each.name }))}
          />
          <Button>It is theirs from now on</Button>
        </Form>
      )}
    </Disclosure>
  )
}
