import { DateTime } from 'luxon'
import { z } from 'zod'
import { csv } from '../kit/csv.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatDay } from '../kit/moments.ts'
import { toDecimal } from '../kit/money.ts'
import type { Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Deed, Empty, Pager, PageTitle, QuietLinks, Row, Rows, Section, Tabs } from '../ui/index.ts'
import { inMoney } from './in-words.ts'
import { mustBeId } from './pages-give.tsx'
import { type Todo, tick, todos, untick } from './todos.ts'

const PAGE = 50
const MOST_ROWS = 10_000

const list = page('/company/todos', async ({ db, who, query }) => {
  const done = query('done') === 'yes'
  const rows = await todos(db, { done, after: readPlace(query('after')), most: PAGE + 1 })
  const { items, next } = pageOf(rows, PAGE, (row) => ({
    at: new Date(`${row.due_on}T00:00:00Z`),
    id: row.entry_id,
  }))
  return {
    title: 'To do for customers',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="What was given is only a word until somebody has done it."
        >
          To do for customers
        </PageTitle>
        <Tabs
          label="To do"
          tabs={[
            { label: 'To do', href: '/company/todos', current: !done },
            { label: 'Done', href: '/company/todos?done=yes', current: done },
          ]}
        />
        {items.length === 0 ? (
          <Empty>
            {done
              ? 'What was done will stand here.'
              : 'Nothing is to be done. When somebody gives a customer something, it stands here: what, for whom, by when.'}
          </Empty>
        ) : (
          <Section title={done ? 'What was done' : 'Still to be done'}>
            <Rows label="To do">
              {items.map((one) => (
                <TodoRow one={one} who={who} />
              ))}
            </Rows>
          </Section>
        )}
        <Pager
          label="To do"
          next={
            next
              ? `/company/todos?${new URLSearchParams({ ...(done ? { done: 'yes' } : {}), after: next })}`
              : undefined
          }
        />
        {!done && items.length > 0 && (
          <QuietLinks
            links={[{ label: 'The whole list for a spreadsheet (CSV)', href: '/company/todos.csv' }]}
          />
        )}
      </>
    ),
  }
})

const noon = (day: string, zone: string): Date => DateTime.fromISO(`${day}T12:00`, { zone }).toJSDate()

function TodoRow({ one, who }: { one: Todo; who: Staff }) {
  const { zone } = who.house
  const day = noon(one.due_on, zone)
  const late = !one.ticked_at && day < who.at && formatDay(day, who.at, 'en', zone) !== 'today'
  const amount = one.amount === 0n ? '' : ` · ${inMoney(one.amount, one.currency)}`
  return (
    <Row
      title={`${one.what}${amount}`}
      href={`/cases/${one.case_id}`}
      note={`for ${one.customer ?? 'a customer'}, case ${one.number}`}
      end={
        one.ticked_at ? (
          <Deed action={`/company/todos/${one.entry_id}/untick`} kind="link" id={`u-${one.entry_id}`}>
            Not done after all
          </Deed>
        ) : (
          <Deed
            action={`/company/todos/${one.entry_id}/tick`}
            label={`Done: ${one.what}, for ${one.customer ?? 'a customer'}`}
            id={`t-${one.entry_id}`}
          >
            Done
          </Deed>
        )
      }
    >
      <p class="soft">
        {one.kind}, by {one.team ?? one.person ?? 'whoever gave it'},{' '}
        <span class={late ? 'due late' : 'due'}>
          {late ? 'was due ' : 'by '}
          {formatDay(day, who.at, 'en', zone)}
        </span>
      </p>
    </Row>
  )
}

const HEAD = [
  'due on',
  'what',
  'amount',
  'currency',
  'kind',
  'team or person',
  'case',
  'customer',
  'given on',
]

const download = page('/company/todos.csv', async ({ db, who }) => {
  const rows = await todos(db, { most: MOST_ROWS })
  const day = (at: Date) => DateTime.fromJSDate(at, { zone: who.house.zone }).toISODate() ?? ''
  const text = csv(
    HEAD,
    rows.map((one) => [
      one.due_on,
      one.what,
      toDecimal({ minor: one.amount, currency: one.currency }),
      one.currency,
      one.kind,
      one.team ?? one.person ?? '',
      String(one.number),
      one.customer ?? '',
      day(one.given_at),
    ]),
  )
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="to-do-${day(who.at)}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
})

const ticked = form(
  '/company/todos/:id/tick',
  z.object({}),
  async ({ db, who, param }) => {
    await tick(db, who, mustBeId(param('id')))
    return '/company/todos'
  },
  '/company/todos',
)
const unticked = form(
  '/company/todos/:id/untick',
  z.object({}),
  async ({ db, who, param }) => {
    await untick(db, who, mustBeId(param('id')))
    return '/company/todos?done=yes'
  },
  '/company/todos',
)

export const todoPages: Leaf[] = [list, download, ticked, unticked]
