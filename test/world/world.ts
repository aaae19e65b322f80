import { sql } from 'kysely'
import { figures } from '../../src/figures/figures.ts'
import { clock } from '../../src/kit/clock.ts'
import type { Database, Db } from '../../src/kit/db.ts'
import type { Id } from '../../src/kit/ids.ts'
import { companyBySlug } from '../../src/people/founding.ts'
import { fillCrowd } from './crowd.ts'
import { randomBy } from './random.ts'
import { type Stage, setStage } from './stage.ts'
import { TOLD, tellStory } from './story.ts'

export type World = Pick<Stage, 'company' | 'slug' | 'staff' | 'touchpoints' | 'teams'>

/**
 * Halden Cycles: four shops, 31 people, 1,500 customers, two years, relative to now. The same seed makes the same
 * world. Tests, the demonstration and the pictures share it.
 */
export async function makeWorld(
  database: Database,
  options: { slug?: string; now?: Date } = {},
): Promise<World> {
  const now = options.now ?? clock.now()
  const stage = await setStage(database, now, options.slug ?? 'halden')
  await database.inCompany(stage.company, (db) => fillCrowd(db, now, randomBy(1926), stage, TOLD))
  await tellStory(database, stage, now)
  await database.inCompany(stage.company, setCounters)
  return stage
}

/** The world on this database, made at the first call. */
export async function worldOn(database: Database, slug = 'halden'): Promise<Id> {
  return (await companyBySlug(database, slug)) ?? (await makeWorld(database, { slug })).company
}

/** The crowd was poured in, so its counters are set from a recount. */
async function setCounters(db: Db): Promise<void> {
  await sql`delete from figures_delta`.execute(db)
  await sql`delete from figures_daily`.execute(db)
  const { rows } = await sql<{ company: Id }>`select current_setting('app.company')::uuid as company`.execute(
    db,
  )
  for (const figure of figures()) {
    const counts = await figure.recount(db)
    for (let at = 0; at < counts.length; at += 400)
      await db
        .insertInto('figures_daily')
        .values(
          counts.slice(at, at + 400).map((one) => ({
            company_id: rows[0]!.company,
            day: one.day,
            figure: figure.name,
            touchpoint_id: one.touchpoint ?? null,
            team_id: one.team ?? null,
            channel: one.channel ?? null,
            kind: one.kind ?? null,
            score: one.score ?? null,
            verdict: one.verdict ?? null,
            n: one.n,
          })),
        )
        .execute()
  }
}
