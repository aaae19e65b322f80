import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import { type Counted, checkFigures, count, figure, foldRound, tally } from './figures.ts'

/** Bells rung: each is a line of the history, so that they can be counted again. */
const bells = figure({
  name: 'test.bells',
  sentence: 'How often the bell was rung.',
  unit: 'rings',
  dimensions: ['team', 'kind', 'score'],
  audience: 'everyone',
  owner: 'whoever rings',
  review: '2030-01-01',
  recount: async (db) => {
    const { rows } = await sql<Counted>`
      select (at at time zone 'Europe/Berlin')::date as day, (data->>'team')::uuid as team, data->>'kind' as kind,
        (data->>'score')::smallint as score, count(*) as n
      from history_line where company_id = ${companyId(db)} and kind = 'test.rung' group by 1, 2, 3, 4`.execute(
      db,
    )
    return rows
  },
})
const companyId = (_: Db) => sql`current_setting('app.company')::uuid`

type Ring = { at?: Date; team?: string | null; kind?: string; score?: number | null }
async function ring(
  house: TestCompany,
  { at, team = null, kind = 'big', score = null }: Ring = {},
): Promise<void> {
  await house.run(async (db) => {
    const who = { ...house.now(house.ben), ...(at && { at }) }
    await record(db, who, 'test.rung', newId(who.at), { team, kind, score })
    await count(db, who.at, bells, { team, kind, score })
  })
}

const year = { from: '2000-01-01', to: '2100-01-01' }
const total = async (house: TestCompany) =>
  (await house.run((db) => tally(db, bells, { ...year, by: [] })))[0]?.n
const ofBells = async (house: TestCompany) =>
  (await house.run(checkFigures)).filter((one) => one.figure === bells.name)

test('counts are grouped by day, week and month of the company’s own calendar', async () => {
  const house = await aCompany()
  const { station, harbour } = house.teams
  // Half past eleven in the evening in London is the next day in Berlin: Monday, 2 March 2026.
  await ring(house, { at: new Date('2026-03-01T23:30:00Z'), team: station, score: 5 })
  await ring(house, { at: new Date('2026-03-08T22:30:00Z'), team: station, score: 5 })
  await ring(house, { at: new Date('2026-03-31T12:00:00Z'), team: harbour, score: 2 })
  await ring(house, { at: new Date('2026-04-01T12:00:00Z') })
  const by = (what: Parameters<typeof tally>[2]) => house.run((db) => tally(db, bells, what))
  const before = await by({ ...year, by: ['day', 'score'] })
  assert.deepEqual(before, [
    { day: '2026-03-02', score: 5, n: 1n },
    { day: '2026-03-08', score: 5, n: 1n },
    { day: '2026-03-31', score: 2, n: 1n },
    { day: '2026-04-01', score: null, n: 1n },
  ])
  await foldRound(house.database).run()
  assert.deepEqual(await by({ ...year, by: ['day', 'score'] }), before, 'folding changes no answer')
  assert.deepEqual(await by({ ...year, by: ['week', 'team'], where: { team: station } }), [
    { week: '2026-03-02', team: station, n: 2n },
  ])
  assert.deepEqual(await by({ ...year, by: ['month'] }), [
    { month: '2026-03-01', n: 3n },
    { month: '2026-04-01', n: 1n },
  ])
  assert.deepEqual(await by({ ...year, by: [], where: { team: null } }), [{ n: 1n }])
  assert.deepEqual(await by({ from: '2026-03-08', to: '2026-03-31', by: [] }), [{ n: 2n }])
  assert.deepEqual(await by({ from: '2027-03-08', to: '2027-03-31', by: [] }), [{ n: 0n }])
  await assert.rejects(by({ ...year, by: ['channel'] }), /not kept by channel/)
})

test('while many write and several fold, the tally always equals the recount', async () => {
  const house = await aCompany()
  let writing = true
  const rounds = Array.from({ length: 3 }, async () => {
    while (writing) await foldRound(house.database).run()
  })
  const looks = (async () => {
    while (writing) assert.deepEqual(await ofBells(house), [])
  })()
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let n = 0; n < 60; n++) await ring(house, { kind: `bell ${(writer + n) % 3}`, score: (n % 5) + 1 })
  })
  await Promise.all(writers)
  writing = false
  await Promise.all([...rounds, looks])
  assert.equal(await total(house), 360n)
  await foldRound(house.database).run()
  assert.equal(await total(house), 360n)
  const waiting = await house.run((db) =>
    sql`select from figures_delta where company_id = ${house.company}`.execute(db),
  )
  assert.equal(waiting.rows.length, 0)
  assert.deepEqual(await ofBells(house), [])
})

test('control: a fold that reads first and deletes afterwards loses, and the check says where', async () => {
  const house = await aCompany()
  await ring(house, { score: 5 })
  await house.run(async (db) => {
    await sql`
      insert into figures_daily (company_id, figure, day, touchpoint_id, team_id, channel, kind, score, verdict, n)
      select company_id, figure, day, touchpoint_id, team_id, channel, kind, score, verdict, n
      from figures_delta where company_id = ${house.company}`.execute(db)
    await ring(house, { score: 5 })
    await sql`delete from figures_delta where company_id = ${house.company}`.execute(db)
  })
  assert.equal(await total(house), 1n)
  const differences = await ofBells(house)
  assert.deepEqual(
    differences.map(({ where, counted, recounted }) => ({ where, counted, recounted })),
    [{ where: 'kind big, score 5', counted: 1n, recounted: 2n }],
  )
})

test('a correction takes a count back, and nothing finer is kept than the figure says', async () => {
  const house = await aCompany()
  await house.run((db) => count(db, house.ben.at, bells, { kind: 'big', channel: 'phone', verdict: 'magic' }))
  await house.run((db) => count(db, house.ben.at, bells, { kind: 'big' }, -1n))
  assert.equal(await total(house), 0n)
  assert.deepEqual(await ofBells(house), [])
  const kept = await house.run((db) =>
    sql<{ channel: string | null }>`select distinct channel, verdict from figures_delta
      where company_id = ${house.company}`.execute(db),
  )
  assert.deepEqual(kept.rows, [{ channel: null, verdict: null }])
})
