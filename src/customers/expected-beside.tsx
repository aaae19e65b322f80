import { formatDate, formatTime, formatWhen } from '../kit/moments.ts'
import type { Staff, Team } from '../people/people.ts'
import { Button, Buttons, Deed, Disclosure, Field, FieldRow, Form, Row, Rows, Section } from '../ui/index.ts'
import { type Customer, nameOf } from './customer.ts'
import type { Expected } from './expected.ts'
import { firstWord, sentence } from './expected-rows.tsx'
import { bounds, dayOf, dayOn, MOST_WHAT, whenOf } from './expected-rules.ts'

type Props = {
  who: Staff
  one: Customer
  coming: Expected[]
  teams: Team[]
  /** The form that was refused: it is opened. */
  refused: string | undefined
}

/** On a customer's page: what they are expected for, and how to expect them. */
export function ComingUp({ who, one, coming, teams, refused }: Props) {
  const name = firstWord(nameOf(one, 'them'))
  const form = (
    <Disclosure
      summary={`Expect ${name} on a day`}
      id="expect"
      open={refused === `/customers/${one.id}/expected`}
    >
      <Form action={`/customers/${one.id}/expected`} id="expect-f">
        <Field
          name="what"
          label="What do they come for?"
          placeholder="Collects the repair"
          required
          maxlength={MOST_WHAT}
          anyScript
        />
        <When who={who} />
        {teams.length > 0 && (
          <Field
            type="select"
            name="team"
            label="To which team?"
            none="whoever is here"
            value={who.team ?? ''}
            options={teams.map((team) => ({ value: team.id, label: team.name }))}
            plain
          />
        )}
        <Button kind="go">Expect {name}</Button>
      </Form>
    </Disclosure>
  )
  if (coming.length === 0) return form
  return (
    <Section title="Expected" id="coming">
      <Rows label="Expected">
        {coming.map((visit) => (
          <Visit
            who={who}
            visit={visit}
            of={one.id}
            refused={refused}
            name={name}
            team={teams.find((team) => team.id === visit.team_id)?.name}
          />
        ))}
      </Rows>
      {form}
    </Section>
  )
}

const When = ({ who, visit }: { who: Staff; visit?: Expected }) => (
  <FieldRow legend="When?" hint="Without a time they come some time on that day.">
    <Field
      type="date"
      name="day"
      label="Day"
      required
      min={dayOf(who.at, who.house.zone)}
      value={visit ? dayOn(whenOf(visit), who.house.zone) : undefined}
    />
    <Field
      type="time"
      name="time"
      label="Time"
      plain
      value={visit?.at ? formatTime(visit.at, 'en', who.house.zone) : undefined}
    />
  </FieldRow>
)

type VisitProps = {
  who: Staff
  visit: Expected
  of: string
  name: string
  team: string | undefined
  refused: string | undefined
}

function Visit({ who, visit, of, name, team, refused }: VisitProps) {
  const action = `/expected/${visit.id}`
  const hidden = { back: 'customer', from: of }
  const when = inWords(visit, who)
  const today = dayOn(whenOf(visit), who.house.zone) <= dayOf(who.at, who.house.zone)
  if (visit.off_at)
    return (
      <Row title={<s>{when}</s>} note={team} id={`v-${visit.id}`}>
        <p class="faint">
          <bdi>{sentence(visit.what)}</bdi> Called off.
        </p>
        <Deed action={`${action}/on-again`} hidden={hidden} kind="link" id={`again-${visit.id}`}>
          They come after all
        </Deed>
      </Row>
    )
  return (
    <Row title={when} note={team} id={`v-${visit.id}`}>
      <p>
        <bdi>{sentence(visit.what)}</bdi>
      </p>
      {visit.came_at ? (
        <Deed action={`${action}/not-come`} hidden={hidden} kind="link" id={`nc-${visit.id}`}>
          Not come yet, after all
        </Deed>
      ) : (
        <>
          {today && (
            <Deed action={`${action}/came`} hidden={hidden} id={`c-${visit.id}`}>
              {name} is here
            </Deed>
          )}
          <Disclosure summary="Another day, or not at all" open={refused === `${action}/move`}>
            <Form action={`${action}/move`} hidden={hidden} id={`move-${visit.id}`}>
              <When who={who} visit={visit} />
              <Buttons>
                <Button>Move it</Button>
                <Button formaction={`${action}/call-off`} kind="link">
                  They do not come
                </Button>
              </Buttons>
            </Form>
          </Disclosure>
        </>
      )}
    </Row>
  )
}

function inWords(visit: Expected, who: Staff): string {
  const { zone } = who.house
  if (visit.came_at) return `Here since ${formatTime(visit.came_at, 'en', zone)}`
  if (visit.at) return capital(formatWhen(visit.at, who.at, 'en', zone))
  const { from } = bounds(visit.day ?? '', zone)
  const day = visit.day ?? ''
  if (day === dayOf(who.at, zone)) return 'Some time today'
  return `Some time on ${formatDate(from, 'en', zone)}`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
