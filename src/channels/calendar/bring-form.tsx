import type { Staff, Team } from '../../people/people.ts'
import type { Touchpoint } from '../../touchpoints/touchpoints.ts'
import { Ago, Button, Card, Deed, Disclosure, Empty, Field, Form, Row, Rows } from '../../ui/index.ts'
import type { Calendar } from './calendar.ts'

type Where = { places: readonly Touchpoint[]; teams: readonly Team[] }

/** Where its visitors come to, and whether it holds bookings. */
const About = ({ places, teams }: Where) => (
  <>
    <Field
      type="checkbox"
      name="meets"
      label="It holds bookings: whoever is new becomes a customer"
      hint="Otherwise somebody here is asked who it is."
      plain
    />
    {places.length > 0 && (
      <Field
        type="select"
        name="touchpoint"
        label="Where do they come to?"
        none="no place in particular"
        plain
        options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
      />
    )}
    {teams.length > 0 && (
      <Field
        type="select"
        name="team"
        label="To which team?"
        none="the one of that place"
        plain
        options={teams.map((team) => ({ value: team.id, label: team.name }))}
      />
    )}
  </>
)

export const Follow = (where: Where) => (
  <Card title="Follow a calendar" id="follow" deed>
    <Form action="/company/calendars/follow" id="follow-f">
      <Field
        name="name"
        label="What do you call it?"
        placeholder="Repairs, Harbour"
        required
        maxlength={200}
        anyScript
      />
      <Field
        name="url"
        label="Its address"
        hint="Most calendars have a secret one that ends in .ics. Whoever has it can read the calendar; nobody here sees it again."
        placeholder="https://"
        required
        maxlength={2000}
        autocomplete="off"
      />
      <About {...where} />
      <Button kind="go">Follow it</Button>
    </Form>
  </Card>
)

export const Bring = (where: Where) => (
  <Card title="Bring a calendar" id="bring">
    <Form action="/company/calendars" id="bring-f" files>
      <Field name="file" type="file" label="The file (.ics)" accept=".ics,text/calendar" required />
      <About {...where} />
      <Button>Bring it in</Button>
    </Form>
    <p class="faint">The same file twice brings nothing twice; a newer one moves what was moved.</p>
  </Card>
)

export const Calendars = ({ who, all }: { who: Staff; all: readonly Calendar[] }) =>
  all.length === 0 ? (
    <Empty begin="Follow the calendar in which your bookings stand, or bring it as a file.">
      Here will be every calendar, when it was looked at, and what in it cannot be read.
    </Empty>
  ) : (
    <Rows label="Calendars">
      {all.map((one) => (
        <One who={who} one={one} />
      ))}
    </Rows>
  )

function One({ who, one }: { who: Staff; one: Calendar }) {
  const action = `/company/calendars/${one.id}`
  const may = who.admin || !one.url
  return (
    <Row
      id={`calendar-${one.id}`}
      title={<bdi>{one.name}</bdi>}
      note={one.url ? `followed at ${new URL(one.url).hostname}` : 'brought as a file'}
      end={one.looked_at && !one.ended_at && <Ago at={one.looked_at} />}
    >
      <State one={one} />
      {one.odd.length > 0 && !one.ended_at && (
        <Disclosure
          summary={
            one.odd.length === 1 ? 'One entry cannot be read' : `${one.odd.length} entries cannot be read`
          }
        >
          <Rows label="Entries that cannot be read">
            {one.odd.map((odd) => (
              <Row title={<bdi>{odd.what || 'Without a name'}</bdi>}>
                <p class="faint">{odd.sentence}</p>
              </Row>
            ))}
          </Rows>
        </Disclosure>
      )}
      {may &&
        (one.ended_at ? (
          <Deed
            action={`${action}/again`}
            kind="link"
            id={`again-${one.id}`}
            label={`${one.url ? 'Follow' : 'Use'} it again: ${one.name}`}
          >
            {one.url ? 'Follow it again' : 'Use it again'}
          </Deed>
        ) : (
          <div class="buttons">
            <Deed action={`${action}/look`} id={`look-${one.id}`} label={`Look at it now: ${one.name}`}>
              Look at it now
            </Deed>
            <Deed
              action={`${action}/end`}
              kind="link"
              id={`end-${one.id}`}
              label={`Expect nobody by it any more: ${one.name}`}
            >
              Expect nobody by it any more
            </Deed>
          </div>
        ))}
    </Row>
  )
}

function State({ one }: { one: Calendar }) {
  if (one.ended_at) return <p class="faint">Nobody is expected by it any more.</p>
  if (one.trouble)
    return (
      <p>
        {one.trouble}{' '}
        <span class="faint">
          {one.good_at ? (
            <>
              It could be read <Ago at={one.good_at} />, and stays as it was then.
            </>
          ) : (
            'It could not be read yet.'
          )}
        </span>
      </p>
    )
  if (!one.looked_at) return <p class="faint">It is being read.</p>
  return <p class="faint">{datesIn(one.dates ?? 0, one.past ?? 0)}</p>
}

function datesIn(dates: number, past: number): string {
  const ahead =
    dates === 0
      ? 'Nothing in it is still to come'
      : dates === 1
        ? 'One date is still to come'
        : `${dates.toLocaleString('en')} dates are still to come`
  return past > 0 ? `${ahead}; ${past.toLocaleString('en')} ${past === 1 ? 'is' : 'are'} over.` : `${ahead}.`
}
