import { type Customer, nameOf } from '../customers/customers.ts'
import { days } from '../kit/clock.ts'
import { formatDay } from '../kit/moments.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Button, Buttons, Deed, Due, Empty, Row, Rows, Section } from '../ui/index.ts'
import { inWords } from './sentences.ts'
import type { Waiting, WhoWaits } from './waiting.ts'

type Props = {
  who: Staff
  wait: WhoWaits
  leads: boolean
  /** Beneath what colleagues wait for: then nobody waiting would be said too much. */
  inside?: boolean
}

/** Who waits, five at most, and the way to write down what one has just heard. */
export const WaitingList = ({ who, wait, leads, inside }: Props) => (
  <Section
    title={leads && !who.house.small ? 'Waiting for you and your team' : 'Waiting for you'}
    id="waiting"
    aside={wait.all > wait.rows.length && <a href="/cases">{`all ${inWords(wait.all)}`}</a>}
  >
    {wait.rows.length > 0 ? (
      <Rows label="Who waits">
        {wait.rows.map((row) => (
          <One who={who} {...row} />
        ))}
      </Rows>
    ) : (
      <Empty>
        {inside ? 'No customer waits for you by name.' : 'Nobody waits.'} Whoever was let down comes here
        without asking: by a complaint, or by a low score.
      </Empty>
    )}
    <Buttons>
      <Button href="/heard" kind="go">
        Just heard something
      </Button>
    </Buttons>
  </Section>
)

/** The rows alone, where the page has a heading of its own. */
export const WaitingRows = ({ who, wait }: Pick<Props, 'who' | 'wait'>) => (
  <Rows label="Who waits for you">
    {wait.rows.map((row) => (
      <One who={who} {...row} />
    ))}
  </Rows>
)

function One({ who, one, customer, holder, promised, promiser, waits }: Waiting & { who: Staff }) {
  const since = customer && sinceOf(customer, who)
  return (
    <Row
      id={`case-${one.id}`}
      title={<bdi>{nameOf(customer)}</bdi>}
      href={`/cases/${one.id}`}
      note={since}
      end={one.due_at && <Due at={one.due_at} now={who.at} />}
    >
      <p dir="auto">“{one.title}”</p>
      <p class="faint">
        {one.wants && (
          <>
            Wants: <bdi>{shortly(one.wants)}</bdi>.{' '}
          </>
        )}
        {promised && (
          <>
            {promiser ? `${firstName(promiser)} promised` : 'Promised'}: <bdi>{shortly(promised)}</bdi>.{' '}
          </>
        )}
        {!promised && holder && `With ${firstName(holder)}.`}
        {!promised && !holder && one.holder_id === null && waitingSince(one.opened_at, who)}
      </p>
      {waits.map((line) => (
        <p class="faint">{line}.</p>
      ))}
      {one.holder_id === null && (
        <Deed
          action={`/cases/${one.id}/take`}
          id={`take-${one.id}`}
          label={`I take care of it: ${nameOf(customer)}, case ${one.number}`}
        >
          I take care of it
        </Deed>
      )}
    </Row>
  )
}

const waitingSince = (at: Date, who: Staff) =>
  `Nobody takes care yet, since ${formatDay(at, who.at, 'en', who.house.zone)}.`

const MONTHS = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const NEW = days(30)

function sinceOf({ since }: Customer, who: Staff): string {
  const day = new Date(`${since}T00:00:00Z`)
  return who.at.getTime() - day.getTime() < NEW ? 'a new customer' : `customer since ${MONTHS.format(day)}`
}

const MOST = 140
/** One line of it, without the full stop that our sentence adds. */
export function shortly(text: string): string {
  const line = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '')
  const letters = [...line]
  return letters.length <= MOST
    ? line
    : `${letters
        .slice(0, MOST - 1)
        .join('')
        .replace(/\s\S*$/u, '')}…`
}
