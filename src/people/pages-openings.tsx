import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { formatDate } from '../kit/moments.ts'
import { Button, Card, Columns, Deed, Empty, Field, Form, Pager, PageTitle, Row, Rows } from '../ui/index.ts'
import { dayOf, Lines, namesOf, standing } from './opening-words.tsx'
import {
  agreeToOpen,
  askToOpen,
  endOpening,
  mayAskToOpen,
  maySecond,
  openingState,
  openingsFor,
  readOpened,
} from './openings.ts'
import { ownPage } from './own-history.tsx'
import { people, type Staff } from './people.ts'
import { form, page } from './staff.tsx'

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
