import type { Child } from 'hono/jsx'
import { minutes } from '../kit/clock.ts'
import { formatTime } from '../kit/moments.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Deed, Row, Rows } from '../ui/index.ts'
import { nameOf } from './customer.ts'
import type { Guest } from './expected-guests.ts'
import type { Back } from './offers.ts'

type GuestsProps = {
  who: Staff
  guests: Guest[]
  label: string
  back: Back
  today: boolean
  teams?: Map<string, string>
}

/** Who is expected: when, what for, one thing good to know, who knows them, and what one may do at once. */
export const Guests = ({ guests, label, ...rest }: GuestsProps) => (
  <Rows label={label}>
    {guests.map((guest) => (
      <One guest={guest} {...rest} />
    ))}
  </Rows>
)

type OneProps = Omit<GuestsProps, 'guests' | 'label'> & { guest: Guest }

function One({ who, guest, back, today, teams }: OneProps) {
  const { one, customer, fact, friends, beside } = guest
  const name = nameOf(customer)
  const team = one.team_id && teams?.get(one.team_id)
  return (
    <Row
      id={`expected-${one.id}`}
      title={<bdi>{name}</bdi>}
      href={`/customers/${customer.id}`}
      note={team}
      end={<b class="num">{timeOf(guest, who)}</b>}
    >
      <p>
        <bdi>{sentence(one.what)}</bdi>
        {fact && (
          <>
            {' '}
            Good to know: <bdi>{sentence(fact.fact)}</bdi>
          </>
        )}
      </p>
      <p class="faint">{[knownBy(friends, who), late(guest, who)].filter(Boolean).join(' ')}</p>
      {today && <Here guest={guest} name={name} back={back} who={who} />}
      {today && beside}
    </Row>
  )
}

const Here = ({ guest: { one }, name, back, who }: { guest: Guest; name: string; back: Back; who: Staff }) =>
  one.came_at ? (
    <Line>
      Here since {formatTime(one.came_at, 'en', who.house.zone)}.{' '}
      <Deed
        action={`/expected/${one.id}/not-come`}
        hidden={{ back }}
        kind="link"
        id={`not-come-${one.id}`}
        label={`Not yet, after all: ${name}`}
      >
        Not yet, after all
      </Deed>
    </Line>
  ) : (
    <Deed
      action={`/expected/${one.id}/came`}
      hidden={{ back }}
      id={`came-${one.id}`}
      label={`${firstWord(name)} is here: ${one.what}`}
    >
      {firstWord(name)} is here
    </Deed>
  )

const Line = ({ children }: { children: Child }) => <div class="faint buttons">{children}</div>

const timeOf = ({ one }: Guest, who: Staff): string =>
  one.at ? formatTime(one.at, 'en', who.house.zone) : 'some time'

/** A full stop where the words bring none. */
export const sentence = (words: string): string => (/[.!?…؟]$/u.test(words) ? words : `${words}.`)

/** "Mr. Aydin" stays whole; "Jonas Weber" is Jonas. */
export const firstWord = (name: string): string =>
  /^(mrs?|ms|miss|dr|prof|herr|frau|mme|m|sra?|sr)\b\.?/iu.test(name) ? name : firstName(name)

function knownBy(friends: Guest['friends'], who: Staff): string {
  const names = friends.slice(0, 2).map((one) => (one.id === who.id ? 'You' : firstName(one.name)))
  const others = friends.length > 2 ? ` and ${friends.length - 2} more` : ''
  if (names.length === 0) return ''
  const verb = names.length === 1 && !others && names[0] !== 'You' ? 'knows' : 'know'
  return `${names.join(others ? ', ' : ' and ')}${others} ${verb} them.`
}

const GRACE = minutes(15)
const late = ({ one }: Guest, who: Staff): string =>
  one.at && !one.came_at && who.at.getTime() > one.at.getTime() + GRACE ? 'Not here yet.' : ''
