// Pages and search with a million interactions of one company.
import { test } from 'node:test'
import pg from 'pg'
import { clock } from '../src/kit/clock.ts'
import { load, row } from './load.ts'
import { aCompanyOn, memoryOf, type Program, postmasterOf, print, startProgram } from './program.ts'

const MILLION = Number(1_000_000)

test('pages with a million interactions of one company, 8 clients', async () => {
  const program = await startProgram()
  try {
    const loaded = await aCompanyOn(program)
    const customer = await fill(program, loaded.company)
    const headers = { cookie: loaded.cookie }
    const see = (name: string, path: string) =>
      load({ url: `${program.base}${path}`, headers }).then((one) => print(row(name, one)))
    print(
      `\nPages with ${MILLION.toLocaleString('en')} interactions of one company, 8 clients, three rounds of 5 s (medians)`,
    )
    await see('today', '/today')
    await see('a customer with 200 interactions', `/customers/${customer}`)
    await see('list of waiting cases (50,000 wait)', '/cases')
    await see('search: a rare word', '/customers?q=xylophone')
    await see('search: a common word', '/customers?q=bicycle')
    await see('search: a name with a typing error', '/customers?q=Shmidt')
    const postmaster = postmasterOf(program)
    print(
      `memory after it: program ${memoryOf(program.child.pid ?? 0)?.toFixed(0)} MB, database ${postmaster ? memoryOf(postmaster)?.toFixed(0) : '?'} MB`,
    )
  } finally {
    await program.stop()
  }
})

async function fill(program: Program, company: string): Promise<string> {
  const client = new pg.Client(program.store.owner)
  await client.connect()
  const begun = performance.now()
  await client.query('set synchronous_commit = off')
  await client.query(
    `insert into customers_customer (company_id, id, kind, name, since, made_at)
    select $1, md5('c' || n)::uuid, 'person', (array['Anna','Ben','Clara','Dora','Emil','Fatima','Georg'])[1 + n % 7] || ' ' || (array['Schmidt','Meyer','Nguyen','Okafor','Weber','Müller','Ito','Haddad'])[1 + n % 8] || ' ' || n, '2024-01-01', $2
    from generate_series(1, 100000) n`,
    [company, clock.now()],
  )
  for (let part = 0; part < 10; part++)
    await client.query(
      `insert into interactions_interaction (company_id, id, at, kind, channel, direction, customer_id, score, text)
      select $1, md5('i' || n)::uuid, $2::timestamptz - n * interval '40 seconds', 'answer', 'page', 'in',
        case when n % 5000 = 0 then md5('c1')::uuid else md5('c' || (1 + n % 100000))::uuid end, 1 + n % 5,
        'The bicycle was ready, number ' || n || case when n % 400000 = 7 then ' xylophone' else '' end
      from generate_series($3::int, $4::int) n`,
      [company, clock.now(), part * (MILLION / 10) + 1, (part + 1) * (MILLION / 10)],
    )
  await client.query(
    `insert into cases_case (company_id, id, number, customer_id, title, happened, wants, opened_at)
    select $1, md5('k' || n)::uuid, n, md5('c' || n)::uuid, 'It rattles ' || n, 'It rattles since the inspection.', 'Quiet.', $2::timestamptz - n * interval '1 minute'
    from generate_series(1, 50000) n`,
    [company, clock.now()],
  )
  await client.query(
    `insert into cases_waiting (company_id, case_id, since, due_at)
    select $1, md5('k' || n)::uuid, $2::timestamptz - n * interval '1 minute', $2::timestamptz + n * interval '1 minute' from generate_series(1, 50000) n`,
    [company, clock.now()],
  )
  await client.query('analyze')
  const { rows } = await client.query<{ id: string }>(`select md5('c1')::uuid::text as id`)
  await client.end()
  print(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  return rows[0]?.id ?? ''
}
