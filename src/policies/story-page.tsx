import type { Child } from 'hono/jsx'
import { customersById, nameOf } from '../customers/customers.ts'
import { type Interaction, interactionsById } from '../interactions/interactions.ts'
import { later, minutes, seconds } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { firstName, type Staff } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import {
  Ago,
  Card,
  Columns,
  Deed,
  Disclosure,
  Facts,
  PageTitle,
  Section,
  Sentence,
  Undo,
  Voice,
} from '../ui/index.ts'
import { limitRules, sameLimit } from './as-rules.ts'
import { toldSentence } from './gone-row.tsx'
import {
  capital,
  customersInWords,
  decideSentence,
  inWords,
  moneyInWords,
  stoppedSentence,
} from './in-words.ts'
import { wordSentence } from './letters.ts'
import { type Policy, policy } from './policy.ts'
import { mayDecide, TAKE_BACK_MINUTES } from './rules.ts'
import { selectHurts, selectReports, type Told } from './store-reports.ts'
import { selectEarned } from './store-sums.ts'
import { type Past, selectPast } from './store-waits.ts'
import { ChangeIt, Earnings, ReportAgain } from './story-beside.tsx'
import { told } from './tell.ts'
import { Timeline } from './timeline.tsx'
import { Anew, Reopen } from './word-anew.tsx'
import { Keep, longDay, WordCard, whySentence } from './word-card.tsx'

const MOST_SAID = 6
const MOST_REPORTS = 50

const storyPage = page('/rules/:id', async ({ db, who, param }) => {
  if (!isId(param('id'))) throw new Refusal('not-found', 'policy', 'There is no such rule here.')
  const one = await policy(db, param('id'))
  const limit = one.limit
    ? (await limitRules(db)).find((rule) => sameLimit(rule.limit, one.limit))
    : undefined
  const title = limit?.title ?? one.name
  const [past, reports, said] = [
    await selectPast(db, one.id),
    await selectReports(db, { policy: one.id, most: MOST_REPORTS }),
    await saidOf(db, one),
  ]
  const place = one.touchpoint_id ? await touchpoint(db, one.touchpoint_id) : undefined
  const gone = one.state === 'scrapped'
  const mayNow = one.state === 'awaiting' && mayDecide(who, one, askedIn(past))
  const wordIs = await wordPart(db, who, one, title, past)
  const [first, ...others] = said
  return {
    title,
    on: 'company',
    body: (
      <>
        <JustReported reports={reports} who={who} />
        <PageTitle
          over={
            <>
              <a href="/rules">Red tape</a>
              {place && (
                <>
                  {' · '}
                  <a href={`/journey/touchpoints/${place.id}`}>{place.name}</a>
                </>
              )}
            </>
          }
          lead={<span dir="auto">{limit ? `${limit.sentence}.` : one.sentence || undefined}</span>}
        >
          {gone ? <s dir="auto">{title}</s> : <span dir="auto">{title}</span>}
        </PageTitle>
        <Weighed one={one} />
        <Columns
          aside={
            <>
              {!mayNow && wordIs}
              <Earnings who={who} one={one} earned={await selectEarned(db, one.id)} />
              <ReportAgain who={who} one={one} reports={reports} />
              <ChangeIt db={db} who={who} one={one} />
            </>
          }
        >
          {first ? <Sentences said={[first]} who={who} large /> : <NoWords />}
          {mayNow && wordIs}
          {others.length > 0 && <Sentences said={others} who={who} />}
          <Section title="What became of it" id="story">
            <Timeline who={who} past={past} reports={reports} />
          </Section>
        </Columns>
      </>
    ),
  }
})

/** The customers' own sentences, the first one largest. */
async function saidOf(db: Db, one: Policy): Promise<{ one: Interaction; name: string }[]> {
  const ids = (await selectHurts(db, one.id)).flatMap((hurt) => hurt.interaction_id ?? [])
  const all = await interactionsById(db, ids.slice(0, MOST_SAID * 3))
  const shown = [...all.values()]
    .filter((words) => words.text !== '')
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, MOST_SAID)
  const names = await customersById(
    db,
    shown.flatMap((words) => words.customer_id ?? []),
  )
  return shown.map((words) => ({ one: words, name: nameOf(names.get(words.customer_id ?? '')) }))
}

type Sayings = { one: Interaction; name: string }[]

const Sentences = ({ said, who, large }: { said: Sayings; who: Staff; large?: boolean }) => (
  <Section title={large ? 'What customers said' : 'And others'} id={large ? 'said' : 'others'}>
    {said.map(({ one: words, name }) => (
      <Voice
        size={large ? 'large' : undefined}
        lang={words.language ?? undefined}
        by={
          <>
            {words.customer_id ? (
              <a href={`/customers/${words.customer_id}`}>
                <bdi>{name}</bdi>
              </a>
            ) : (
              name
            )}
            {' · '}
            <a href={`/interactions/${words.id}`}>
              <Ago at={words.at} now={who.at} />
            </a>
          </>
        }
      >
        {words.text}
      </Voice>
    ))}
  </Section>
)

const NoWords = () => (
  <Sentence size="soft">
    What customers said of it stands here, once it is reported on a case of theirs.
  </Sentence>
)

const askedIn = (past: Past[]): string[] => past.at(-1)?.hops.map((hop) => hop.person_id) ?? []

/** What it hurt beside what it earned; what is not known says so. */
const Weighed = ({ one }: { one: Policy }) => (
  <Facts
    facts={[
      {
        name: 'It hurt',
        value: (
          <>
            <b>{capital(customersInWords(one.hurt.all))}</b>
            {one.hurt.nameless > 0 &&
              one.hurt.customers > 0 &&
              `, ${inWords(one.hurt.nameless)} of them without a name`}
            {one.hurt.money.length > 0 && (
              <>
                ; <b class="num">{moneyInWords(one.hurt.money)}</b> taken from them
              </>
            )}
          </>
        ),
      },
      {
        name: 'To be kind would have cost',
        value: one.kind.length > 0 ? <span class="num">{moneyInWords(one.kind)}</span> : 'Nobody has said.',
      },
      {
        name: 'It earned',
        value:
          one.earned.length > 0 ? (
            <b class="num">{moneyInWords(one.earned)}</b>
          ) : (
            'Nobody has written it down.'
          ),
      },
      { name: 'What those who left were worth', value: 'Not known yet.' },
      { name: 'Whose rule', value: one.owner ?? 'Nobody’s' },
      {
        name: one.state === 'scrapped' ? 'It would have ended' : 'Its last day',
        value: longDay(one.last_on),
      },
    ]}
  />
)

/** Whoever's word it is gives it here; all others read whose it is. */
async function wordPart(db: Db, who: Staff, one: Policy, title: string, past: Past[]): Promise<Child> {
  const may = mayDecide(who, one, askedIn(past))
  if (one.state === 'awaiting')
    return may ? (
      <WordCard one={one} title={title} who={who} />
    ) : (
      <Card id="word" title={`${firstName(one.wait?.asked ?? '')}’s word is awaited`}>
        <Sentence size="soft">
          {stoppedSentence(one)}. {decideSentence(one, who.at, who.house.zone)}; after that it goes one level
          up.
        </Sentence>
        {whySentence(one) && <p class="faint">{whySentence(one)}</p>}
      </Card>
    )
  return (
    <Card
      id="word"
      title={
        one.state === 'scrapped' ? 'It is gone' : one.state === 'changed' ? 'Set anew' : 'It stays, for now'
      }
    >
      <Sentence>{wordSentence(one, who.at, who.house.zone)}</Sentence>
      {one.word?.because && <Voice size="small">{one.word.because}</Voice>}
      {one.state === 'scrapped' && (
        <>
          <Sentence size="soft">{toldSentence(await told(db, one), one.hurt.nameless)}</Sentence>
          <p>
            <a href={`/rules/${one.id}/tell`}>Who has been told, and who has not</a>
          </p>
          {may && <Reopen one={one} />}
        </>
      )}
      {one.state === 'defended' && may && (
        <Disclosure summary="Decide anew">
          <Anew one={one} />
          <Keep one={one} who={who} />
        </Disclosure>
      )}
    </Card>
  )
}

/** The report that was just made, as long as it can be taken back. */
function JustReported({ reports, who }: { reports: Told[]; who: Staff }) {
  const mine = reports.find(
    (report) => report.person_id === who.id && later(report.at, minutes(TAKE_BACK_MINUTES)) > who.at,
  )
  if (!mine) return null
  if (later(mine.at, seconds(10)) > who.at)
    return (
      <Undo action={`/rules/reports/${mine.id}/back`}>Reported. Its owner hears of it in ten minutes.</Undo>
    )
  return (
    <Deed action={`/rules/reports/${mine.id}/back`} kind="link" id="back">
      Take your report back
    </Deed>
  )
}

export const storyLeaves: Leaf[] = [storyPage]
