import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Line, says } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { formatDate, formatDateTime, formatTime } from '../kit/moments.ts'
import {
  Button,
  Card,
  Columns,
  Deed,
  Empty,
  Entry,
  Field,
  Form,
  Notice,
  Pager,
  PageTitle,
  Row,
  Rows,
  Section,
  Story,
} from '../ui/index.ts'
import {
  agreeToOpen,
  askToOpen,
  endOpening,
  mayAskToOpen,
  maySecond,
  type Opening,
  openingState,
  openingsAbout,
  openingsFor,
  ownHistory,
  readOpened,
} from './openings.ts'
import { people, type Staff } from './people.ts'
import { form, page } from './staff.tsx'

const dayOf = (text: string) => formatDate(new Date(`${text}T12:00:00Z`), 'en', 'UTC')
type Names = ReadonlyMap<Id, string>
const namesOf = async (db: Db): Promise<Names> =>
  new Map((await people(db, { left: true })).map((one) => [one.id, one.name]))

/** How it stands, as one says it. */
function standing(one: Opening, names: Names, who: Staff): string {
  const name = (id: Id | null) => names.get(id ?? '') ?? 'Somebody'
  const { zone } = who.house
  const ended = one.ended_at
    ? ` ${name(one.ended_by)} ended it on ${formatDate(one.ended_at, 'en', zone)}.`
    : ''
  if (!one.yes_at)
    return ended ? `It was never opened.${ended}` : 'Waits for a second person; nothing is open.'
  const until = one.ends_at ? formatDateTime(one.ends_at, 'en', zone) : ''
  return `${name(one.yes_by)} agreed; open to ${name(one.asker_id)} until ${until}.${ended}`
}

const openingsPage = page('/company/openings', async ({ db, who }) => {
  const [all, names, everybody] = await Promise.all([openingsFor(db, who), namesOf(db), people(db)])
  const could = []
  for (const one of everybody) if (await mayAskToOpen(db, who, one)) could.push(one)
  const rows = await Promise.all(
    all.map(async (one) => ({
      one,
      second: await maySecond(db, who, one),
      state: openingState(one, who.at),
    })),
  )
  return {
    title: 'Openings',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company/switches">Switches</a>}
          lead="What one person did here is nobody’s reading. It takes two to open it, for a day, and the person is told at once: who, why and which days."
        >
          Openings of a person’s history
        </PageTitle>
        <Columns aside={could.length > 0 ? <AskForm could={could} who={who} /> : ''}>
          {all.length === 0 && (
            <Empty>Nobody’s history has been opened. If one ever is, it stands here.</Empty>
          )}
          {all.length > 0 && <h2 class="unseen">Asked for so far</h2>}
          <Rows label="Openings">
            {rows.map(({ one, second, state }) => (
              <Row
                title={`${names.get(one.person_id)}, ${dayOf(one.from_day)} to ${dayOf(one.until_day)}`}
                note={`asked by ${names.get(one.asker_id)} on ${formatDate(one.at, 'en', who.house.zone)}`}
                id={`o-${one.id}`}
              >
                <p>“{one.reason}”</p>
                <p class="soft">{standing(one, names, who)}</p>
                <div class="buttons">
                  {state === 'asked' && second && (
                    <Deed action={`/company/openings/${one.id}/yes`} id={`yes-${one.id}`}>
                      Agree, and tell {names.get(one.person_id)}
                    </Deed>
                  )}
                  {state === 'open' && one.asker_id === who.id && (
                    <Button href={`/company/openings/${one.id}`}>Read it; that you did is kept</Button>
                  )}
                  {state !== 'over' && one.person_id !== who.id && (second || one.asker_id === who.id) && (
                    <Deed action={`/company/openings/${one.id}/end`} kind="link" id={`end-${one.id}`}>
                      {state === 'open'
                        ? 'Close it now'
                        : one.asker_id === who.id
                          ? 'Take it back'
                          : 'Say no'}
                    </Deed>
                  )}
                </div>
              </Row>
            ))}
          </Rows>
        </Columns>
      </>
    ),
  }
})

type AskProps = { could: readonly { id: Id; name: string }[]; who: Staff }
function AskForm({ could, who }: AskProps) {
  const today = DateTime.fromJSDate(who.at, { zone: who.house.zone })
  return (
    <Card title="Ask to open one" id="ask">
      <Form action="/company/openings" id="ask-form">
        <Field
          name="person"
          type="select"
          label="Whose?"
          required
          none="Choose somebody"
          options={could.map((one) => ({ value: one.id, label: one.name }))}
        />
        <Field
          name="from"
          type="date"
          label="From"
          required
          value={today.minus({ days: 6 }).toISODate() ?? ''}
        />
        <Field
          name="until"
          type="date"
          label="To, 31 days at most"
          required
          value={today.toISODate() ?? ''}
        />
        <Field
          name="reason"
          type="textarea"
          label="Why?"
          hint="They read it, with your name."
          rows={3}
          required
          maxlength={1000}
        />
        <Button>Ask a second person</Button>
      </Form>
    </Card>
  )
}

const openedPage = page('/company/openings/:id', async ({ db, who, param, query }) => {
  const after = query('after')
  const { one, lines, next } = await readOpened(db, who, param('id'), isId(after) ? after : undefined)
  const name = (await namesOf(db)).get(one.person_id) ?? ''
  return {
    title: `${name}: history`,
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company/openings">Openings</a>}
          lead={`From ${dayOf(one.from_day)} to ${dayOf(one.until_day)}. ${name} knows, and sees that you read it.`}
        >
          What {name} did
        </PageTitle>
        <Lines lines={lines} zone={who.house.zone} />
        <Pager label="Lines" next={next && `/company/openings/${one.id}?after=${next}`} />
      </>
    ),
  }
})

function Lines({ lines, zone }: { lines: readonly Line[]; zone: string }) {
  if (lines.length === 0) return <Empty>Nothing was done on these days.</Empty>
  const days = new Map<string, Line[]>()
  for (const line of lines) {
    const day = formatDate(line.at, 'en', zone)
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return (
    <Story label="What was done">
      {[...days].map(([day, of]) => (
        <Entry when={day} kind="">
          {of.map((line) => (
            <p>
              <span class="faint num">{formatTime(line.at, 'en', zone)}</span> {says(line.kind)}
            </p>
          ))}
        </Entry>
      ))}
    </Story>
  )
}

const ownPage = page('/account/history', async ({ db, who, query }) => {
  const zone = who.house.zone
  const now = DateTime.fromJSDate(who.at, { zone })
  const asked = query('month') ?? ''
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : now.toFormat('yyyy-MM')
  const after = query('after')
  const [{ lines, next }, about, names] = await Promise.all([
    ownHistory(db, who, month, isId(after) ? after : undefined),
    openingsAbout(db, who.id),
    namesOf(db),
  ])
  const title = DateTime.fromISO(`${month}-01`).setLocale('en').toFormat('LLLL yyyy')
  const open = about.filter((one) => openingState(one, who.at) === 'open')
  return {
    title: 'Your history',
    body: (
      <>
        <PageTitle
          over={<a href="/account">Your account</a>}
          lead="What you did here, for your eyes. Others see a deed on the case or customer it was done for, and never a list of yours, unless two people open it and you are told."
        >
          Your history
        </PageTitle>
        {open.map((one) => (
          <Notice tone="warn">
            {names.get(one.asker_id)} may read what you did from {dayOf(one.from_day)} to{' '}
            {dayOf(one.until_day)} until {one.ends_at && formatDateTime(one.ends_at, 'en', zone)}.
          </Notice>
        ))}
        <Columns aside={<AboutYou about={about} names={names} who={who} />}>
          <Section title={title}>
            <Lines lines={lines} zone={zone} />
          </Section>
          <Pager
            label="Months"
            previous={`/account/history?month=${step(month, -1)}`}
            next={
              next
                ? `/account/history?month=${month}&after=${next}`
                : month < now.toFormat('yyyy-MM')
                  ? `/account/history?month=${step(month, 1)}`
                  : undefined
            }
          />
        </Columns>
      </>
    ),
  }
})

const step = (month: string, by: number): string =>
  DateTime.fromISO(`${month}-01`).plus({ months: by }).toFormat('yyyy-MM')

const AboutYou = ({ about, names, who }: { about: readonly Opening[]; names: Names; who: Staff }) => (
  <Section title="Who asked to read it" id="openings" level={3}>
    {about.length === 0 && <p class="soft">Nobody ever did.</p>}
    <Rows label="Who asked to read it">
      {about.map((one) => (
        <Row
          title={names.get(one.asker_id) ?? 'Somebody'}
          note={`on ${formatDate(one.at, 'en', who.house.zone)}, for ${dayOf(one.from_day)} to ${dayOf(one.until_day)}`}
        >
          <p>“{one.reason}”</p>
          <p class="soft">{standing(one, names, who)}</p>
        </Row>
      ))}
    </Rows>
  </Section>
)

const back = '/company/openings'
const askForm = form(
  back,
  z.object({
    person: z.guid('Choose somebody.'),
    reason: z.string().max(1000),
    from: dayIn('Choose the first day.'),
    until: dayIn('Choose the last day.'),
  }),
  async ({ db, who }, what) => {
    await askToOpen(db, who, what)
    return back
  },
  back,
)
const yesForm = form(
  `${back}/:id/yes`,
  z.object({}),
  async ({ db, who, param }) => {
    await agreeToOpen(db, who, param('id'))
    return back
  },
  back,
)
const endForm = form(
  `${back}/:id/end`,
  z.object({}),
  async ({ db, who, param }) => {
    await endOpening(db, who, param('id'))
    return back
  },
  back,
)

export const openingPages: Leaf[] = [openingsPage, askForm, openedPage, yesForm, endForm, ownPage]
