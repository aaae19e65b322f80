import type { Child } from 'hono/jsx'
import type { Case } from '../cases/cases.ts'
import { type Customer, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import { type Person, people, type Staff } from '../people/people.ts'
import { Button, Choices, Disclosure, Field, FieldRow, Form } from '../ui/index.ts'
import { ownLimit } from './as-rules.ts'
import { selectNames } from './store.ts'

const MOST_NAMES = 300

/** What the form offers: rules by name while one types, one's own limit among them. */
export type Offered = { names: string[]; colleagues: Person[] }
export async function offered(db: Db, who: Staff): Promise<Offered> {
  const [names, limit, colleagues] = [
    await selectNames(db, MOST_NAMES),
    await ownLimit(db, who),
    await people(db),
  ]
  return { names: [...(limit ? [limit.title] : []), ...names], colleagues }
}

export type ReportFormProps = {
  who: Staff
  offered: Offered
  one?: Case | undefined
  customer?: Customer | undefined
  /** Rules like the one that was typed, to choose from. */
  near?: { id: string; name: string; sentence: string }[] | undefined
  typed?: string | undefined
  /** Customers like the one that was typed. */
  whom?: Customer[] | undefined
  id?: string | undefined
}

/** Which rule, whom it hurt, what it would have cost to be kind; a few words. */
export function ReportForm(props: ReportFormProps) {
  const { who, one, customer, near, typed, whom } = props
  const { currency } = who.house
  const name = customer && nameOf(customer, 'the customer')
  return (
    <Form
      action="/rules/report"
      id={props.id ?? 'stopped'}
      hidden={{ case: one?.id, customer: one ? undefined : customer?.id }}
      guard
    >
      <Field
        name="name"
        label="Which rule?"
        hint={near ? undefined : 'A few words. Rules that are known show as you type; a new one is as good.'}
        suggestions={props.offered.names}
        required
        maxlength={160}
        anyScript
        autocomplete="off"
      />
      {near && near.length > 0 && (
        <Choices
          name="policy"
          legend="Is it one of these?"
          required
          small
          choices={[
            ...near.map((rule) => ({ value: rule.id, label: rule.name, hint: rule.sentence || undefined })),
            { value: 'new', label: `None of these: “${typed ?? ''}” is a new one` },
          ]}
        />
      )}
      {whom && whom.length > 0 && (
        <Choices
          name="pick"
          legend="Whom did it hurt?"
          required
          small
          choices={whom.map((found) => ({
            value: found.id,
            label: nameOf(found, 'A customer without a name'),
            hint: `since ${found.since.slice(0, 4)}`,
          }))}
        />
      )}
      <FieldRow
        legend="In money, if you know it"
        hint={
          name ? `What would it have cost to be kind to ${name}, and what did it take from them?` : undefined
        }
      >
        <Field type="money" name="cost" label="To be kind" currency={currency} plain />
        <Field type="money" name="charged" label="Taken from them" currency={currency} plain />
      </FieldRow>
      <Field type="textarea" name="hurt" label="A few words" rows={2} maxlength={2000} />
      <Disclosure summary={<More {...props} />} open={Boolean(whom) || (!one && !customer)}>
        <Field
          name="whom"
          label={name ? `Not ${name} but` : 'Whom did it hurt?'}
          hint="Name, number or email."
          maxlength={200}
          anyScript
        />
        <Field
          type="number"
          name="more"
          label="How many more did it hurt, whose names you do not know?"
          min={0}
          max={100_000}
          size={6}
        />
        <Field
          name="sentence"
          label="Of a new rule: how it is said to customers"
          maxlength={1000}
          anyScript
        />
        <Field
          type="select"
          name="owner"
          label="Of a new rule: whose is it?"
          none={one ? 'Whoever owns the place where it happened, or leads there' : 'Whoever leads here'}
          options={props.offered.colleagues.map((each) => ({ value: each.id, label: each.name }))}
        />
      </Disclosure>
      <Button kind="go">{name ? `It stopped me from being kind to ${name}` : 'Report this rule'}</Button>
    </Form>
  )
}

const More = ({ one, customer }: ReportFormProps): Child =>
  one || customer ? 'Somebody else, or more; a new rule’s owner' : 'Whom it hurt; a new rule’s owner'
