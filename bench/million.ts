// A company with a million interactions of a hundred thousand customers, made in the database itself.
import pg from 'pg'
import { figures } from '../src/figures/figures.ts'
import { clock } from '../src/kit/clock.ts'
import type { Id } from '../src/kit/ids.ts'
import { adoptJourney, touchpoints } from '../src/touchpoints/touchpoints.ts'
import { type Loaded, type Program, print } from './program.ts'

const MILLION = 1_000_000
const PART = 100_000
const NAMES = `array['Anna','Ben','Clara','Dora','Emil','Fatima','Georg']`
const FAMILIES = `array['Schmidt','Meyer','Nguyen','Okafor','Weber','Müller','Ito','Haddad']`

/** Fills the company; returns the customer who has 200 interactions of it. */
export async function fill({ store }: Program, { company, founder }: Loaded): Promise<Id> {
  const begun = performance.now()
  const points = await store.database.inCompany(company, (db) => adoptJourney(db, founder, 'shop'))
  const client = new pg.Client(store.owner)
  await client.connect()
  await client.query('set synchronous_commit = off')
  const now = clock.now()
  await client.query(CUSTOMERS, [company, now])
  await client.query(ADDRESSES, [company, now])
  for (let from = 1; from < MILLION; from += PART)
    await client.query(INTERACTIONS, [company, now, from, from + PART - 1, points.map((one) => one.id)])
  await client.query(CASES, [company, now])
  await client.query(WAITING, [company, now])
  await keepCounters(store.database, company, client)
  await client.query('vacuum analyze')
  const { rows } = await client.query<{ id: string }>(`select md5('c1')::uuid::text as id`)
  await client.end()
  print(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  return rows[0]?.id ?? ''
}

/** The counters as the deeds would have left them. */
async function keepCounters(
  database: Program['store']['database'],
  company: Id,
  client: pg.Client,
): Promise<void> {
  for (const one of figures()) {
    const counted = await database.inCompany(company, (db) => one.recount(db))
    await client.query(COUNTERS, [
      company,
      one.name,
      JSON.stringify(counted, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    ])
  }
}

export const countTouchpoints = ({ store }: Program, company: Id) =>
  store.database.inCompany(company, async (db) => (await touchpoints(db)).length)

const CUSTOMERS = `insert into customers_customer (company_id, id, kind, name, since, made_at)
  select $1, md5('c' || n)::uuid, 'person',
    (${NAMES})[1 + n % 7] || ' ' || (${FAMILIES})[1 + n % 8] || ' ' || n, '2024-01-01', $2
  from generate_series(1, 100000) n`

const ADDRESSES = `insert into customers_address (company_id, id, customer_id, kind, written, met_by, at)
  select $1, md5('a' || n)::uuid, md5('c' || n)::uuid, 'email',
    lower((${NAMES})[1 + n % 7]) || '.' || n || '@mail.example', lower((${NAMES})[1 + n % 7]) || '.' || n || '@mail.example', $2
  from generate_series(1, 100000) n`

const INTERACTIONS = `insert into interactions_interaction
    (company_id, id, at, kind, channel, direction, customer_id, touchpoint_id, score, text)
  select $1, md5('i' || n)::uuid, $2::timestamptz - n * interval '40 seconds', 'answer', 'page', 'in',
    case when n % 5000 = 0 then md5('c1')::uuid else md5('c' || (1 + n % 100000))::uuid end,
    ($5::uuid[])[1 + n % cardinality($5::uuid[])], 1 + n % 5,
    'The bicycle was ready, number ' || n || case when n % 400000 = 7 then ' xylophone' else '' end
  from generate_series($3::int, $4::int) n`

const CASES = `insert into cases_case (company_id, id, number, customer_id, title, happened, wants, opened_at)
  select $1, md5('k' || n)::uuid, n, md5('c' || n)::uuid, 'It rattles ' || n, 'It rattles since the inspection.',
    'Quiet.', $2::timestamptz - n * interval '1 minute'
  from generate_series(1, 50000) n`

const WAITING = `insert into cases_waiting (company_id, case_id, since, due_at)
  select $1, md5('k' || n)::uuid, $2::timestamptz - n * interval '1 minute', $2::timestamptz + n * interval '1 minute'
  from generate_series(1, 50000) n`

const COUNTERS = `insert into figures_daily (company_id, day, figure, touchpoint_id, team_id, channel, kind, score, verdict, n)
  select $1, day, $2, touchpoint, team, channel, kind, score, verdict, n
  from jsonb_to_recordset($3::jsonb) as c (day date, touchpoint uuid, team uuid, channel text, kind text,
    score smallint, verdict text, n bigint)`
