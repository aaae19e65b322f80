import type { Leaf } from '../kit/doors.ts'
import { firstName, type Staff } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Columns, Disclosure, Empty, PageTitle, Row, Rows, Section } from '../ui/index.ts'
import { type LimitRule, limitRules } from './as-rules.ts'
import { goneRow } from './gone-row.tsx'
import { changed, looked, Outside, shownOutside } from './how-we-decide.tsx'
import { capital, decideSentence, hurtSentence, inWords, stoppedSentence } from './in-words.ts'
import { Limits } from './limits-as-rules.tsx'
import { type Policy, policies } from './policy.ts'
import { offered, ReportForm } from './report-form.tsx'
import { policySettings } from './settings.ts'
import { longDay, WordCard } from './word-card.tsx'

/** Whoever wants to read of older ones asks the API. */
const MOST_GONE = 30

const listPage = page('/rules', async ({ db, who, query }) => {
  const [all, limits, settings] = [await policies(db), await limitRules(db), await policySettings(db)]
  const state = (wanted: Policy['state']) => all.filter((one) => one.state === wanted && !one.limit)
  const awaiting = all.filter((one) => one.state === 'awaiting')
  const mine = awaiting.filter((one) => one.wait?.asked_id === who.id)
  const others = awaiting.filter((one) => one.wait?.asked_id !== who.id)
  const [kept, gone] = [state('defended'), state('scrapped')]
  const titles = titlesOf(all, limits)
  return {
    title: 'Red tape',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="Rules that stopped somebody from being kind. Each has an owner, a day by which they decide, and a last day."
        >
          {titleSentence(awaiting.length, gone.length)}
        </PageTitle>
        <Columns
          aside={
            <>
              <Section title="A rule stopped me" level={3} id="report">
                <Disclosure summary="Name it: half a minute" open={all.length === 0}>
                  <ReportForm who={who} offered={await offered(db, who)} />
                </Disclosure>
              </Section>
              <Outside who={who} settings={settings} kept={query('kept') !== undefined} />
            </>
          }
        >
          {all.length === 0 && (
            <Empty begin="Report the first: on a case, beside “Put it right”, or here.">
              Here will be every rule that stopped somebody, what it hurt and what it earned, and what became
              of it.
            </Empty>
          )}
          {mine.map((one) => (
            <WordCard one={one} title={titles.get(one.id) ?? one.name} who={who} link />
          ))}
          {others.length > 0 && (
            <Section title="Awaits a word" id="awaiting">
              <Rows label="Awaits a word">
                {others.map((one) => (
                  <Awaiting one={one} title={titles.get(one.id) ?? one.name} who={who} />
                ))}
              </Rows>
            </Section>
          )}
          {kept.length > 0 && (
            <Section title="Kept, because…" id="kept">
              <Rows label="Kept">
                {kept.map((one) => (
                  <Row
                    title={<span dir="auto">{one.name}</span>}
                    href={`/rules/${one.id}`}
                    end={<span class="num">until {one.word?.until_on && longDay(one.word.until_on)}</span>}
                  >
                    <p dir="auto">“{one.word?.because}”</p>
                    <p class="faint">
                      {one.word?.by} · {stoppedSentence(one)}; {hurtSentence(one)}
                    </p>
                  </Row>
                ))}
              </Rows>
            </Section>
          )}
          {gone.length > 0 && (
            <Section title="Gone" id="gone">
              <Rows label="Gone">
                {await Promise.all(gone.slice(0, MOST_GONE).map((one) => goneRow(db, who, one)))}
              </Rows>
            </Section>
          )}
          <Limits who={who} limits={limits} all={all} />
        </Columns>
      </>
    ),
  }
})

/** Limits by what they allow now; all others by their names. */
function titlesOf(all: Policy[], limits: LimitRule[]): Map<string, string> {
  return new Map(all.map((one) => [one.id, limits.find((rule) => rule.policy === one.id)?.title ?? one.name]))
}

function titleSentence(awaiting: number, gone: number): string {
  if (awaiting === 0 && gone === 0) return 'Rules that stop us'
  if (awaiting === 0)
    return gone === 1
      ? 'One rule is gone; none awaits a word'
      : `${capital(inWords(gone))} rules are gone; none awaits a word`
  return `${awaiting === 1 ? 'One rule awaits' : `${capital(inWords(awaiting))} rules await`} a word`
}

const Awaiting = ({ one, title, who }: { one: Policy; title: string; who: Staff }) => (
  <Row
    title={<span dir="auto">{title}</span>}
    href={`/rules/${one.id}`}
    end={
      <span class={one.wait && one.wait.decide_by < who.at ? 'due late' : 'due'}>
        {decideSentence(one, who.at, who.house.zone)}
      </span>
    }
  >
    <p class="soft">
      {firstName(one.wait?.asked ?? '')}’s word is awaited. {stoppedSentence(one)}; {hurtSentence(one)}.
    </p>
  </Row>
)

export const listLeaves: Leaf[] = [listPage, changed, shownOutside, looked]
