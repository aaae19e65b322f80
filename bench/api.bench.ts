// What an interaction by the API costs, beside a floor that does the same SQL and NOTIFY with nothing around it.
import { test } from 'node:test'
import pg from 'pg'
import { clock } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { load, row } from './load.ts'
import { aCompanyOn, busy, median, percentile, print, startProgram } from './program.ts'

test('interactions by API, 8 clients', async () => {
  const program = await startProgram()
  try {
    const { company, key } = await aCompanyOn(program)
    const request = {
      url: `${program.base}/api/v1/interactions`,
      method: 'POST' as const,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'answer',
        channel: 'api',
        score: 5,
        text: 'They rang me before I could wonder.',
      }),
    }
    await load(program, { ...request, duration: 2, rounds: 1 })
    const bare = await floor(program.store.owner, company)
    const api = await load(program, request)
    print(`\nInteractions by API, 8 clients, three rounds of 5 s, medians (${busy()})`)
    print(
      `${'floor: the same SQL and NOTIFY, bare'.padEnd(38)} ${bare.perSecond.toFixed(0).padStart(4)}/s  p50 ${bare.p50.toFixed(1)} ms   p95 ${bare.p95.toFixed(1)} ms`,
    )
    print(row('POST /api/v1/interactions', api))
    print(`ratio to the floor: ${(api.perSecond / bare.perSecond).toFixed(2)}`)
  } finally {
    await program.stop()
  }
})

/** Eight clients, each its own connection: one transaction in one flight, as the deed's store writes it. */
async function floor(owner: pg.PoolConfig, company: string) {
  const rounds: { perSecond: number; p50: number; p95: number }[] = []
  for (let round = 0; round < 3; round++) {
    const times: number[] = []
    const ends = performance.now() + 5000
    const notifier = new pg.Client(owner)
    await notifier.connect()
    let told = Promise.resolve<unknown>(undefined)
    const timer = setInterval(() => {
      told = told.then(() =>
        notifier.query(`select pg_notify('live', $1)`, [`${company} interactions.heard`]),
      )
    }, 20)
    await Promise.all(Array.from({ length: 8 }, () => client(owner, company, ends, times)))
    clearInterval(timer)
    await told
    await notifier.end()
    rounds.push({ perSecond: times.length / 5, p50: percentile(times, 0.5), p95: percentile(times, 0.95) })
  }
  return {
    perSecond: median(rounds.map((one) => one.perSecond)),
    p50: median(rounds.map((one) => one.p50)),
    p95: median(rounds.map((one) => one.p95)),
  }
}

async function client(owner: pg.PoolConfig, company: string, ends: number, times: number[]): Promise<void> {
  const one = new pg.Client({ ...owner, pipeline: true } as pg.ClientConfig)
  await one.connect()
  while (performance.now() < ends) {
    const begun = performance.now()
    const id = newId(clock.now())
    const at = clock.now()
    await Promise.all([
      one.query(`begin; select set_config('app.company', '${company}', true)`),
      one.query({ name: 'i', text: INTERACTION, values: [company, id, at] }),
      one.query({ name: 'h', text: LINE, values: [company, newId(at), at, id] }),
      one.query({ name: 'd', text: DELTA, values: [company, at, 'results.fives'] }),
      one.query({ name: 'd', text: DELTA, values: [company, at, 'results.verdicts'] }),
      one.query('commit'),
    ])
    times.push(performance.now() - begun)
  }
  await one.end()
}

const INTERACTION = `insert into interactions_interaction (company_id, id, at, kind, channel, direction, score, text)
  values ($1, $2, $3, 'answer', 'floor', 'in', 5, 'They rang me before I could wonder.') returning team_id`
const LINE = `insert into history_line (company_id, id, at, kind, by, by_id, about_id, data)
  values ($1, $2, $3, 'interactions.heard', 'program', null, $4, '{"kind":"answer","score":5}')`
const DELTA = `insert into figures_delta (company_id, day, figure, score, n)
  select $1, ($2::timestamptz at time zone c.zone)::date, $3, 5, 1 from people_company c where c.id = $1`
