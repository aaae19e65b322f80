import { useContext } from 'hono/jsx'
import { briefOf } from '../cases/cases.ts'
import { nameOf } from '../customers/customers.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { page } from '../people/staff.tsx'
import {
  Ago,
  Card,
  Columns,
  Disclosure,
  Due,
  Entry,
  Facts,
  FormState,
  Notice,
  PageTitle,
  Section,
  Sentence,
  Sheet,
  Story,
  Voice,
} from '../ui/index.ts'
import { Answering } from './answering.tsx'
import { AskForm } from './ask-form.tsx'
import { Withdrawing } from './asking.tsx'
import { Drawn } from './drawn.tsx'
import { endIn } from './panel.tsx'
import { readRequest } from './request.ts'
import { Standing, WhatCameBack } from './rows.tsx'
import { type Sight, sightsOf } from './sight.ts'
import { selectOnCases } from './store.ts'
import { linesOf } from './story.tsx'
import { clipped, whenIn } from './wording.ts'

/** All that a team needs that never sees the customer: their words, the brief, what was promised, and the answer. */
export const requestPage = page('/requests/:id', async ({ db, who, param }) => {
  if (!isId(param('id'))) throw new Refusal('not-found', 'request', 'There is no such request here.')
  const one = await readRequest(db, param('id'))
  const [sight] = await sightsOf(db, who, [one])
  if (!sight) throw new Error('A request has its case.')
  const [brief, onCase, lines] = [
    await briefOf(db, who, one.case_id),
    await selectOnCases(db, [one.case_id]),
    await linesOf(db, who, [one]),
  ]
  const sorted = lines.sort((a, b) => a.at.getTime() - b.at.getTime())
  return {
    title: one.what,
    on: 'today',
    body: (
      <>
        <PageTitle over={<Over sight={sight} />}>
          <span dir="auto">{one.what}</span>
        </PageTitle>
        {!sight.about.waiting && !one.end && (
          <Notice tone="warn">
            The case was put right meanwhile. {one.from} may say that this is not needed any more.
          </Notice>
        )}
        <Facts facts={factsOf(sight)} />
        <Columns
          aside={
            <>
              <Deeds sight={sight} />
              {onCase.some((each) => !each.end) && (
                <Section title="Who waits for whom" level={3}>
                  <Drawn requests={onCase} who={who} />
                </Section>
              )}
            </>
          }
        >
          <Voice size="large" lang={sight.about.language ?? undefined}>
            {clipped(sight.about.words ?? sight.about.happened, 600)}
          </Voice>
          <Section title="The brief">
            <p class="letter soft">{brief}</p>
          </Section>
          <Section title="Between the teams">
            <Story label="Between the teams">
              {sorted.map((line) => (
                <Entry
                  id={`l-${line.id.replace(' ', '-')}`}
                  when={<Ago at={line.at} now={who.at} />}
                  kind={line.kind}
                >
                  {line.body}
                </Entry>
              ))}
            </Story>
          </Section>
        </Columns>
      </>
    ),
  }
})

const Over = ({ sight: { one, about, customer } }: { sight: Sight }) => (
  <>
    {one.from} asks {one.team}, for <bdi>{nameOf(customer)}</bdi> ·{' '}
    <a href={`/cases/${one.case_id}`}>case {about.number}</a>
  </>
)

function factsOf({ who, one, about, name }: Sight) {
  return [
    {
      name: 'Wants',
      value: about.wants ? (
        <span dir="auto">{clipped(about.wants, 240)}</span>
      ) : (
        <span class="faint">Not said.</span>
      ),
    },
    {
      name: `Promised to ${name}`,
      value:
        about.promised && about.promised_by ? (
          <>
            <b dir="auto">{about.promised}</b> <Due at={about.promised_by} now={who.at} />
          </>
        ) : (
          <span class="faint">Nothing that is still open.</span>
        ),
    },
    {
      name: one.promise ? `${one.team} promised` : `${one.from} needs it`,
      value: one.promise ? (
        <>
          {one.promise.what && <b dir="auto">{one.promise.what} </b>}
          {one.end ? `by ${whenIn(one.promise.due_at, who)}` : <Due at={one.promise.due_at} now={who.at} />}
        </>
      ) : one.needed_by ? (
        `by ${whenIn(one.needed_by, who)}`
      ) : (
        'when you can'
      ),
    },
  ]
}

function Deeds({ sight }: { sight: Sight }) {
  // On a phone the sheet is folded away: after a refusal it stands open, with what was typed.
  const wrong = useContext(FormState) !== undefined
  const { who, one, asked, asker, about, teams } = sight
  if (one.end)
    return (
      <Card title={endIn(sight)}>
        <WhatCameBack sight={sight} back="page" />
        {one.helped?.word && (
          <p class="soft">
            “<bdi>{one.helped.word}</bdi>”
          </p>
        )}
      </Card>
    )
  const mine = asked && (who.team === one.team_id || !asker)
  return (
    <>
      {mine ? (
        <Sheet id="answer" title={`What ${one.team} says`} opener={`Answer ${one.from}`} open={wrong}>
          <Sentence size="soft">
            <Standing sight={sight} />
          </Sentence>
          <Answering sight={sight} back="page" />
        </Sheet>
      ) : (
        <Card title={`${one.team} is asked`}>
          <WhatCameBack sight={sight} back="page" />
        </Card>
      )}
      {mine && about.waiting && (
        <Disclosure summary="You wait for another team in turn?" id="in-turn">
          <AskForm
            who={who}
            one={{ id: one.case_id }}
            teams={teams}
            promised={about.promised_by}
            sake={{ id: one.id, team_id: one.team_id }}
            back="page"
          />
        </Disclosure>
      )}
      {asker && <Withdrawing sight={sight} back="page" />}
    </>
  )
}
