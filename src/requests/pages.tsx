import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import type { Id } from '../kit/ids.ts'
import type { CompanyLink } from '../people/company-links.ts'
import { type Staff, teams } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Ago, Columns, Empty, Pager, PageTitle, Row, Rows, Section, Stack, Tabs } from '../ui/index.ts'
import { requestForms } from './forms.ts'
import { requestPage } from './page.tsx'
import { endIn } from './panel.tsx'
import { AskedRow, CameBackRow } from './rows.tsx'
import { type Sight, sightsOf } from './sight.ts'
import { countWaitingRequests, type Of, selectEnded, selectWaitingRequests } from './store.ts'
import { teamsOf } from './today.tsx'
import { usualOf } from './usual.ts'
import { UsualTimes, usualForm } from './usual-form.tsx'
import { Went } from './went-page.tsx'

const EACH_PAGE = 25
const ENDED = 8

type View = 'us' | 'them' | 'went'
const viewOf = (asked: string | undefined): View => (asked === 'them' || asked === 'went' ? asked : 'us')
const titles: Record<View, string> = {
  us: 'Waiting for us',
  them: 'What we wait for',
  went: 'How it went between us',
}

const list = page('/requests', async ({ db, who, query }) => {
  const view = viewOf(query('whose'))
  const all = await teams(db)
  const mine = teamsOf(all, who)
  const team = all.find((one) => one.id === who.team)
  return {
    title: titles[view],
    on: 'today',
    body: (
      <>
        <PageTitle lead={await leadOf(db, who, view, mine)}>{titles[view]}</PageTitle>
        <Tabs
          label="Which requests"
          tabs={[
            { label: 'For us', href: '/requests', current: view === 'us' },
            { label: 'From us', href: '/requests?whose=them', current: view === 'them' },
            { label: 'How it went', href: '/requests?whose=went', current: view === 'went' },
          ]}
        />
        {view === 'went' ? (
          <Went db={db} who={who} />
        ) : (
          <Columns
            aside={
              view === 'us' && team ? (
                <UsualTimes team={team} usual={await usualOf(db, team.id)} who={who} />
              ) : null
            }
          >
            {await Requests({ db, who, view, mine, after: query('after') })}
          </Columns>
        )}
      </>
    ),
  }
})

async function leadOf(db: Db, who: Staff, view: View, mine: readonly Id[] | undefined): Promise<string> {
  if (view === 'went') return 'Whether what a team did has helped, and how soon it answered. Nobody is named.'
  if (view === 'them') return 'What other teams owe us for a customer, what is due first on top.'
  const { waiting, late } = await countWaitingRequests(db, mine, who.at)
  if (waiting === 0) return 'Nobody waits for us.'
  return `${waiting === 1 ? 'One waits' : `${waiting} wait`}${late > 0 ? `, ${late === waiting && late === 1 ? 'and is' : late} late` : ''}: what is due first is on top.`
}

type Shown = { db: Db; who: Staff; view: View; mine: readonly Id[] | undefined; after: string | undefined }

async function Requests({ db, who, view, mine, after }: Shown) {
  const where: Of = view === 'us' ? { asked: mine } : { from: mine }
  const rows = await selectWaitingRequests(db, where, EACH_PAGE + 1, readPlace(after))
  const { items, next } = pageOf(rows, EACH_PAGE, (one) => ({ at: one.due_at ?? one.at, id: one.id }))
  const open = await sightsOf(db, who, items)
  const ended = after ? [] : await sightsOf(db, who, await selectEnded(db, where, ENDED))
  const here = view === 'us' ? '/requests?' : '/requests?whose=them&'
  return (
    <Stack>
      {open.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <>
          <h2 class="unseen">Who waits</h2>
          <Rows label={titles[view]}>
            {open.map((sight) =>
              view === 'us' ? (
                <AskedRow sight={sight} back="list" deeds={sight.one.team_id === who.team} />
              ) : (
                <CameBackRow sight={sight} back="list" />
              ),
            )}
          </Rows>
        </>
      )}
      <Pager
        label="Requests"
        next={next ? `${here}after=${encodeURIComponent(next)}` : undefined}
        previous={after ? here.slice(0, -1) : undefined}
      />
      {ended.length > 0 && (
        <Section title="What came of the last ones">
          <Rows label="What came of the last ones">
            {ended.map((sight) => (
              <Ended sight={sight} />
            ))}
          </Rows>
        </Section>
      )}
    </Stack>
  )
}

const Ended = ({ sight }: { sight: Sight }) => (
  <Row
    title={<span dir="auto">{sight.one.what}</span>}
    href={`/requests/${sight.one.id}`}
    end={sight.one.end && <Ago at={sight.one.end.at} now={sight.who.at} />}
  >
    <p class="faint">
      For <bdi>{sight.name}</bdi>. {endIn(sight)}
      {sight.one.helped?.word && (
        <>
          {' '}
          “<bdi>{sight.one.helped.word}</bdi>”
        </>
      )}
    </p>
  </Row>
)

const Nothing = ({ view }: { view: View }) => (
  <Empty begin={<a href="/cases">See who waits</a>}>
    {view === 'us'
      ? 'Here will be what other teams ask of us for a customer: their words, what was promised to them, and our answer in one tap.'
      : 'Here will be what we wait for. On any case, “Waiting for another team” asks in one sentence; the brief goes along.'}
  </Empty>
)

/** The line of the company page, once anybody has ever asked. */
export async function requestsLink(db: Db, who: Staff): Promise<CompanyLink | null> {
  const [{ waiting, late }, [last]] = await Promise.all([
    countWaitingRequests(db, undefined, who.at),
    selectEnded(db, {}, 1),
  ])
  if (waiting === 0 && !last) return null
  const many = waiting === 0 ? 'No team waits for another' : waiting === 1 ? 'One waits' : `${waiting} wait`
  return {
    title: 'Waiting for another team',
    href: '/requests',
    sentence: `${many}${late > 0 ? `, ${late === waiting && waiting === 1 ? 'and is' : late} late` : ''}.`,
  }
}

export const requestsPages: Leaf[] = [list, usualForm, requestPage, ...requestForms]
