import { sql } from 'kysely'
import { later, minutes } from '../clock.ts'
import { companyOf, type Db } from '../db.ts'
import type { Id } from '../ids.ts'
import { offer, type Reaction, tell } from '../offer.ts'
import { type Due, due, setTimer } from '../timers.ts'
import type { Who } from '../who.ts'
import { type Counts, groupsTold } from './cells.ts'
import { findRound, type Round } from './round.ts'

/** Something was let out, or the round is over: the only thing of which a line is kept. */
export type Released = { round: Round; batch: number; n: number; last: boolean }
export const roundReleased = offer<Reaction<Db, Who, Released>>('anonymous.released')

/** Whoever took part in the last second still gives their answer. */
const GRACE = minutes(1)

/** The fixed moments of a round, in their order; the last is its end, with a minute for who is just answering. */
export const momentsOf = (closesAt: Date, before: readonly Date[] = []): Date[] => [
  ...before.filter((at) => at < closesAt).sort((a, b) => a.getTime() - b.getTime()),
  later(closesAt, GRACE),
]

export const releaseDue: Due<{ later: (Date | string)[] }> = due({
  kind: 'anonymous.release',
  async run(db, who, round, { later: [next, ...rest] }) {
    await release(db, who, round, next === undefined)
    if (next !== undefined) await setTimer(db, releaseDue, round, new Date(next), { later: rest })
  },
})

type Held = { g: Id; c: string; w?: string }

/**
 * Lets answers out in one insert, in an order drawn by lot. Before the end only groups that may be told by themselves
 * go, and the others wait; at the end the others go together without their group. What would be fewer than k then is
 * forgotten, and so are the marks. Of several at the same time one does it.
 */
export async function release(db: Db, who: Who, id: Id, last: boolean): Promise<void> {
  const round = await findRound(db, id)
  const company = companyOf(db)
  const { rows } = await sql<{ answers: Held[] }>`
    select answers from kit_anonymous_held where company_id = ${company} and round_id = ${id} for update`.execute(
    db,
  )
  const { rows: before } = await sql<{ batch: number; last: boolean }>`
    select batch, last from kit_anonymous_release where company_id = ${company} and round_id = ${id}
    order by batch desc limit 1`.execute(db)
  if (!round || before[0]?.last) return
  const held = rows[0]?.answers ?? []
  const told = groupsTold(countsOf(held), round.k)
  const out = told ? held.filter((one) => last || told.has(one.g)) : []
  if (out.length === 0 && !last) return
  const batch = (before[0]?.batch ?? 0) + 1
  await db
    .insertInto('kit_anonymous_release')
    .values({ company_id: company, round_id: id, batch, at: who.at, last })
    .execute()
  if (out.length > 0) await letOut(db, id, batch, out, told ?? new Set())
  await keepBack(db, id, last ? null : held.filter((one) => !out.includes(one)))
  await tell(roundReleased, db, who, { round, batch, n: out.length, last })
}

function countsOf(held: readonly Held[]): Map<Id, Counts> {
  const groups = new Map<Id, Counts>()
  for (const { g, c } of held) {
    const counts = groups.get(g) ?? {}
    counts[c] = (counts[c] ?? 0) + 1
    groups.set(g, counts)
  }
  return groups
}

async function letOut(db: Db, round: Id, batch: number, out: readonly Held[], told: Set<Id>): Promise<void> {
  const company = companyOf(db)
  const answers = out.map(({ g, c }) => ({ g: told.has(g) ? g : null, c }))
  await sql`
    insert into kit_anonymous_answer (company_id, id, round_id, batch, group_id, choice)
    select ${company}, gen_random_uuid(), ${round}, ${batch}, g, c
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as a (g uuid, c text)
    order by gen_random_uuid()`.execute(db)
  const words = out.flatMap(({ w }) => w ?? [])
  if (words.length === 0) return
  await sql`
    insert into kit_anonymous_words (company_id, id, round_id, words)
    select ${company}, gen_random_uuid(), ${round}, w
    from jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) as w order by gen_random_uuid()`.execute(
    db,
  )
}

/** What waits on; null at the end, when nothing is kept of who took part either. */
async function keepBack(db: Db, round: Id, waiting: readonly Held[] | null): Promise<void> {
  const company = companyOf(db)
  if (waiting) {
    await sql`
      update kit_anonymous_held set answers = (
        select coalesce(jsonb_agg(a order by gen_random_uuid()), '[]')
        from jsonb_array_elements(${JSON.stringify(waiting)}::jsonb) as a)
      where company_id = ${company} and round_id = ${round}`.execute(db)
    return
  }
  for (const table of ['kit_anonymous_held', 'kit_anonymous_roll'] as const)
    await db.deleteFrom(table).where('company_id', '=', company).where('round_id', '=', round).execute()
}
