import { customersById, nameOf } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import type { Id } from '../kit/ids.ts'
import { firstName, type Staff, type Team, teams } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Button, Deed, Due, Empty, Pager, PageTitle, Row, Rows, Section, Tabs } from '../ui/index.ts'
import { type Case, whatTheyWaitFor } from './case.ts'
import { personsById } from './persons.ts'
import { countWaiting, selectWaiting, type Whose } from './store.ts'

const EACH_PAGE = 25
const COUNTED = 1000

type View = 'mine' | 'team' | 'all'
const isView = (text: string | undefined): text is View =>
  text === 'mine' || text === 'team' || text === 'all'

export const casesList: Leaf = page('/cases', async ({ db, who, query }) => {
  const asked = query('whose')
  const view = isView(asked) ? asked : await firstView(db, who)
  const whose = await whoseIn(db, who, view)
  const after = query('after')
  const rows = await selectWaiting(db, whose, EACH_PAGE + 1, readPlace(after))
  const { items, next } = pageOf(rows, EACH_PAGE, (one) => ({ at: one.due_at ?? one.opened_at, id: one.id }))
  const here = `/cases?whose=${view}`
  return {
    title: 'Who waits',
    on: 'customers',
    body: (
      <>
        <PageTitle lead={await sentence(db, whose, view)}>Who waits</PageTitle>
        <Tabs
          label="Whose cases"
          tabs={[
            { label: 'Mine', href: '/cases?whose=mine', current: view === 'mine' },
            ...(who.team
              ? [{ label: 'My team’s', href: '/cases?whose=team', current: view === 'team' }]
              : []),
            { label: 'All', href: '/cases?whose=all', current: view === 'all' },
          ]}
        />
        {items.length === 0 ? (
          <Nobody view={view} />
        ) : (
          <Waiting who={who} {...(await around(db, who, items))} />
        )}
        <Pager
          label="Cases"
          next={next ? `${here}&after=${encodeURIComponent(next)}` : undefined}
          previous={after ? here : undefined}
        />
        <Section title="Did a customer tell you that something went wrong?" level={3} id="tell">
          <p>
            <Button href="/cases/new">Write it down once</Button>
          </p>
        </Section>
      </>
    ),
  }
})

const firstView = async (db: Db, who: Staff): Promise<View> => {
  if ((await countWaiting(db, { holder: who.id }, 1)) > 0) return 'mine'
  return who.team ? 'team' : 'all'
}

/** A team sees its own cases and those of the teams below it. */
export async function whoseIn(db: Db, who: Staff, view: View): Promise<Whose> {
  if (view === 'mine') return { holder: who.id }
  if (view === 'team' && who.team) return { teams: below(await teams(db), who.team) }
  return {}
}

function below(all: readonly Team[], top: Id): Id[] {
  const found = [top]
  for (const id of found)
    for (const team of all) if (team.parent_id === id && !found.includes(team.id)) found.push(team.id)
  return found
}

async function sentence(db: Db, whose: Whose, view: View): Promise<string> {
  const n = await countWaiting(db, whose, COUNTED)
  const many = n >= COUNTED ? `${COUNTED} or more` : n === 1 ? 'One' : String(n)
  const verb = n === 1 ? 'waits' : 'wait'
  if (view === 'mine')
    return n === 0 ? 'Nobody waits for you.' : `${many} ${verb} for you, what is due first on top.`
  return n === 0 ? 'Nobody waits.' : `${many} ${verb}, what is due first on top.`
}

async function around(db: Db, who: Staff, items: Case[]) {
  const customers = await customersById(
    db,
    items.flatMap((one) => one.customer_id ?? []),
  )
  const persons = await personsById(
    db,
    items.map((one) => one.holder_id),
  )
  const waits = await whatTheyWaitFor(
    db,
    who,
    items.map((one) => one.id),
  )
  return { items, customers, persons, waits }
}

type Around = Awaited<ReturnType<typeof around>>

const Waiting = ({ who, items, customers, persons, waits }: Around & { who: Staff }) => (
  <Rows label="Cases that wait">
    {items.map((one) => {
      const holder = one.holder_id ? persons.get(one.holder_id) : undefined
      return (
        <Row
          id={`case-${one.id}`}
          title={<span dir="auto">{one.title}</span>}
          href={`/cases/${one.id}`}
          end={one.due_at && <Due at={one.due_at} now={who.at} />}
        >
          <p class="faint">
            <bdi>{nameOf(one.customer_id ? customers.get(one.customer_id) : null)}</bdi> · case {one.number}
            {holder && ` · with ${holder.id === who.id ? 'you' : firstName(holder.name)}`}
          </p>
          {waits.get(one.id)?.map((line) => (
            <p class="faint">{line}</p>
          ))}
          {!holder && (
            <Deed
              action={`/cases/${one.id}/take`}
              hidden={{ to: 'list' }}
              id={`take-${one.id}`}
              label={`I take care of it, case ${one.number}`}
            >
              I take care of it
            </Deed>
          )}
        </Row>
      )
    })}
  </Rows>
)

const Nobody = ({ view }: { view: View }) =>
  view === 'mine' ? (
    <Empty begin={<a href="/cases?whose=all">See who waits elsewhere</a>}>
      Here will be the customers who are with you, what is due first on top.
    </Empty>
  ) : (
    <Empty>
      Here will be whoever was let down and waits for somebody: a complaint or a low score brings them here by
      itself.
    </Empty>
  )
