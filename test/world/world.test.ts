import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { checkFigures } from '../../src/figures/figures.ts'
import { clock, days, later } from '../../src/kit/clock.ts'
import { company, person, staffOf } from '../../src/people/people.ts'
import { listOf, youSaidYouDid } from '../../src/pledges/pledges.ts'
import { ground } from '../ground.ts'
import { COUNTED } from './crowd.ts'
import { makeWorld } from './world.ts'

test('Halden Cycles stands in under twenty seconds, with the numbers of its story', async () => {
  const { database } = await ground()
  const begun = performance.now()
  const world = await makeWorld(database, { slug: 'halden-test' })
  const took = performance.now() - begun
  assert.ok(took < 20_000, `${Math.round(took)} ms`)
  const one = async (question: ReturnType<typeof sql<{ n: number }>>) =>
    (await database.inCompany(world.company, (db) => question.execute(db))).rows[0]?.n
  assert.equal(await one(sql`select count(*)::int as n from people_person`), 31)
  assert.equal(await one(sql`select count(*)::int as n from customers_customer`), 1500)
  const collect = world.touchpoints.get('collect')
  const scored = (score: number, from: number, to: number) => sql<{ n: number }>`
    select count(*)::int as n from interactions_interaction
    where touchpoint_id = ${collect} and score >= ${score}
      and at between ${later(clock.now(), -days(from))} and ${later(clock.now(), -days(to))}`
  assert.equal(await one(scored(5, 30, 0)), COUNTED.now[0])
  assert.equal(await one(scored(1, 30, 0)), COUNTED.now[1])
  assert.equal(await one(scored(5, 395.2, 364.8)), COUNTED.aYearAgo[0])
  assert.equal(await one(scored(1, 395.2, 364.8)), COUNTED.aYearAgo[1])
  assert.deepEqual(await database.inCompany(world.company, (db) => checkFigures(db)), [])
  const said = (name: string) =>
    database.inCompany(world.company, async (db) => {
      const who = staffOf(await company(db), await person(db, world.staff.get(name) ?? ''), clock.now())
      return (await youSaidYouDid(db, who)).map((one) => `${one.said} · ${one.did}`).sort()
    })
  assert.deepEqual(await said('Mara Halden'), [
    'One shift a month · 2 of 3 months',
    'Three calls a week · 12 of 13 weeks',
  ])
  assert.deepEqual(await said('Victor Stahl'), ['Four calls a month · none of 3 months'])
  const list = (name: string) =>
    database.inCompany(world.company, async (db) => {
      const who = staffOf(await company(db), await person(db, world.staff.get(name) ?? ''), clock.now())
      return (await listOf(db, who))?.places.map((one) => one.name) ?? []
    })
  assert.deepEqual((await list('Mara Halden')).sort(), ['Clara Ferreira', 'Mrs Ito', 'Tom Baker'])
  // Jonas waits for Ben, and is not rung by lot.
  assert.deepEqual(await list('Victor Stahl'), ['Petra Vogel'])
})
