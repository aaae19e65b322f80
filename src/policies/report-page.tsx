import { z } from 'zod'
import { type Case, readCase } from '../cases/cases.ts'
import { type Customer, nameOf, customer as readCustomer, searchCustomers } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf, Refused, Typed } from '../kit/doors.ts'
import { type Id, isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { PageTitle, Stack, Voice } from '../ui/index.ts'
import { ownLimit, titleOf } from './as-rules.ts'
import { typedMoney } from './in-words.ts'
import { reportRule, takeReportBack } from './report.ts'
import { offered, ReportForm } from './report-form.tsx'
import { findRules } from './search.ts'
import { selectIdByName } from './store.ts'
import { selectReport } from './store-reports.ts'

const MOST_LIKE = 4
const one = (values: Typed, name: string): string => [values[name] ?? ''].flat()[0] ?? ''

const reportPage = page('/rules/report', async ({ db, who, query, refused }) => {
  const about = query('case')
  const found = isId(about) ? await readCase(db, about) : undefined
  const customer = await customerMeant(db, found, query('customer'))
  const asked = await whatWasTyped(db, refused)
  return {
    title: 'A rule stopped me',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={
            found ? <a href={`/cases/${found.id}`}>Case {found.number}</a> : <a href="/rules">Red tape</a>
          }
          lead="You would have been kind, and a rule did not let you. Name it: its owner keeps it with a reason, or it goes, and whoever it hurt is told."
        >
          A rule stopped me
        </PageTitle>
        <Stack>
          {found && <Voice by={customer ? nameOf(customer) : undefined}>{found.happened}</Voice>}
          <ReportForm
            who={who}
            offered={await offered(db, who)}
            one={found}
            customer={customer}
            near={asked.near}
            typed={asked.name}
            whom={asked.whom}
          />
        </Stack>
      </>
    ),
  }
})

async function customerMeant(db: Db, about: Case | undefined, id: string | undefined) {
  const whom = about ? about.customer_id : isId(id) ? id : null
  return whom ? readCustomer(db, whom) : undefined
}

/** After a first try: rules and customers like what was typed, to choose from. */
async function whatWasTyped(db: Db, refused: Refused | undefined) {
  if (!refused) return {}
  const [name, whom] = [one(refused.values, 'name'), one(refused.values, 'whom')]
  const near = refused.field === 'policy' ? await findRules(db, name, MOST_LIKE) : undefined
  const called: Customer[] | undefined =
    refused.field === 'pick' ? await searchCustomers(db, whom, 6) : undefined
  return { name, near, whom: called }
}

const text = z.string().max(2000).optional()
const reported = form(
  '/rules/report',
  z.object({
    case: z.string().optional(),
    customer: z.string().optional(),
    policy: z.string().optional(),
    pick: z.string().optional(),
    owner: z.string().optional(),
    name: z.string().max(400).default(''),
    sentence: text,
    hurt: text,
    cost: text,
    charged: text,
    whom: text,
    more: z.coerce.number('Say how many as a whole number.').optional(),
  }),
  async ({ db, who }, sent) => {
    const { currency } = who.house
    const about = isId(sent.case) ? sent.case : undefined
    const policy = await ruleMeant(db, who, sent.name, sent.policy)
    const customer = await whomMeant(db, sent)
    const done = await reportRule(db, who, {
      case: about,
      ...(policy ? { policy } : { name: sent.name }),
      ...(customer ? { customer } : about ? {} : { customer: null }),
      sentence: sent.sentence,
      owner: isId(sent.owner) ? sent.owner : undefined,
      hurt: sent.hurt,
      more: sent.more || undefined,
      cost: typedMoney(sent.cost, currency, who.language),
      charged: typedMoney(sent.charged, currency, who.language),
    })
    return about ? `/cases/${about}#rules` : `/rules/${done.policy}`
  },
  (_, values) => {
    const about = new URLSearchParams(
      ['case', 'customer'].flatMap((name) => (isId(one(values, name)) ? [[name, one(values, name)]] : [])),
    )
    return about.size > 0 ? `/rules/report?${about}` : '/rules/report'
  },
)

/** Chosen from those like it, known by its very name, or said to be new; else one is asked which. */
async function ruleMeant(
  db: Db,
  who: Staff,
  name: string,
  chosen: string | undefined,
): Promise<Id | undefined> {
  if (isId(chosen)) return chosen
  if (chosen === 'new' || name.trim().length < 3) return undefined
  if ((await ownLimit(db, who))?.title === name.trim()) return undefined
  const known = await selectIdByName(db, name.replace(/\s+/g, ' ').trim())
  if (known) return known
  const near = await findRules(db, name, MOST_LIKE)
  if (near.length === 0) return undefined
  throw new Refusal(
    'conflict',
    'policy-like',
    near.length === 1
      ? `We know “${await titleOf(db, near[0] ?? { name, limit: null })}”. Choose it, or say that yours is a new one.`
      : 'We know rules like this: choose yours, or say that it is a new one.',
    { field: 'policy' },
  )
}

async function whomMeant(
  db: Db,
  sent: { pick?: string | undefined; whom?: string | undefined; customer?: string | undefined },
): Promise<Id | undefined> {
  if (isId(sent.pick)) return sent.pick
  const asked = (sent.whom ?? '').trim()
  if (asked === '') return isId(sent.customer) ? sent.customer : undefined
  const found = await searchCustomers(db, asked, 6)
  if (found.length === 1 && found[0]) return found[0].id
  throw found.length === 0
    ? new Refusal(
        'not-found',
        'policy-whom',
        `We know nobody by “${asked.slice(0, 60)}”. Count them among those whose names you do not know.`,
        {
          field: 'whom',
        },
      )
    : new Refusal('conflict', 'policy-pick', `Several are called like “${asked.slice(0, 60)}”: choose one.`, {
        field: 'pick',
      })
}

const takenBack = form(
  '/rules/reports/:id/back',
  z.object({}),
  async ({ db, who, param }) => {
    const report = isId(param('id')) ? await selectReport(db, param('id')) : undefined
    await takeReportBack(db, who, param('id'))
    return report?.case_id ? `/cases/${report.case_id}` : '/rules'
  },
  '/rules',
)

export const reportLeaves: Leaf[] = [reportPage, reported, takenBack]
