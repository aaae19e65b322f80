import { type Customer, nameOf } from '../../customers/customers.ts'
import { formatWhen } from '../../kit/moments.ts'
import type { Staff } from '../../people/people.ts'
import { Button, Deed, Disclosure, Empty, Field, Form, Row, Rows } from '../../ui/index.ts'
import type { Waiting } from './calendar.ts'

/** With customers whom its addresses name (more than one, or somebody would be expected), and what a new one is called. */
type Guest = Waiting & { met: readonly Customer[]; guest: string | undefined }

type Props = {
  who: Staff
  waiting: readonly Guest[]
  many: number
  /** The entry for which somebody is being looked for, by which words, and who was found. */
  sought: string | undefined
  asked: string
  found: readonly Customer[]
}

/** Entries that name no customer we know: nothing is dropped, somebody says who comes. */
export const WaitingDates = ({ who, waiting, many, sought, asked, found }: Props) =>
  waiting.length === 0 ? (
    <Empty>A date that names nobody we know waits here until somebody says who comes.</Empty>
  ) : (
    <>
      <Rows label="Dates of which nobody knows yet who comes">
        {waiting.map((one, place) => (
          <One
            who={who}
            one={one}
            place={place}
            asked={sought === one.uid ? asked : ''}
            found={sought === one.uid ? found : []}
          />
        ))}
      </Rows>
      {many > waiting.length && (
        <p class="faint">{many - waiting.length} more come here when these are answered.</p>
      )}
    </>
  )

type OneProps = { who: Staff; one: Guest; place: number; asked: string; found: readonly Customer[] }

function One({ who, one, place, asked, found }: OneProps) {
  const { met, guest } = one
  const { names, emails, phones } = one.told
  const called = [...names, ...emails, ...phones]
  const known = [...met, ...found.filter((each) => !met.some((other) => other.id === each.id))]
  return (
    <Row
      id={`waits-${place}`}
      title={<bdi>{one.what}</bdi>}
      note={one.calendar}
      end={<span class={one.over ? 'faint' : undefined}>{whenOf(one, who)}</span>}
    >
      <p class="faint">
        {called.length > 0 ? <bdi>{called.slice(0, 4).join(' · ')}</bdi> : 'It names nobody.'}
        {one.dates > 1 && ` It comes ${one.dates} times.`}
        {one.over && ' It is over, and nobody has said who it was.'}
      </p>
      <div class="buttons">
        {known.map((customer) => (
          <Deed
            action="/company/calendars/whose"
            hidden={{ entry: one.uid, customer: customer.id }}
            kind="go"
            id={`is-${place}-${customer.id}`}
            label={`It is ${nameOf(customer)}: ${one.what}`}
          >
            It is {nameOf(customer)}
          </Deed>
        ))}
        {met.length === 0 && guest && (
          <Deed
            action="/company/calendars/whose"
            hidden={{ entry: one.uid, added: 'yes' }}
            id={`new-${place}`}
            label={`Add ${guest} as a customer: ${one.what}`}
          >
            Add {guest} as a customer
          </Deed>
        )}
        <Deed
          action="/company/calendars/whose"
          hidden={{ entry: one.uid, nobody: 'yes' }}
          kind="link"
          id={`nobody-${place}`}
          label={`Nobody’s visit: ${one.what}`}
        >
          Nobody’s visit
        </Deed>
      </div>
      <Disclosure summary="Somebody we know" open={asked !== ''}>
        <Form
          action="/company/calendars"
          method="get"
          hidden={{ entry: one.uid }}
          id={`seek-${place}`}
          inline
        >
          <Field
            name="q"
            type="search"
            label={`Who comes: ${one.what}`}
            placeholder="Name, number or email"
            value={asked}
            required
            plain
          />
          <Button>Find them</Button>
        </Form>
        {asked !== '' && found.length === 0 && <p class="faint">Nobody is found by “{asked}”.</p>}
      </Disclosure>
    </Row>
  )
}

function whenOf({ at, day }: Waiting, who: Staff): string {
  const { zone } = who.house
  if (at) return formatWhen(at, who.at, 'en', zone)
  return new Date(`${day}T00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
}
