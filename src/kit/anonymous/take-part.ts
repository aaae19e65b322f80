import { sql } from 'kysely'
import { companyOf, type Db } from '../db.ts'
import type { Id } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { findRound, type Round } from './round.ts'

/** The right to one answer, in memory only: it knows the group and no person. */
export type Slip = { company: Id; round: Id; group: Id }

/**
 * The first of two transactions: marks that the holder takes part, once and for good, and gives out the slip for the
 * second. The mark is a bit in one row for all, so that it has no moment and no order of its own. Of several at the
 * same time one gets the slip; the others, whoever was not asked, and whoever comes after the end are refused.
 */
export async function takePart(db: Db, who: { id: Id; at: Date }, round: Id): Promise<Slip> {
  const company = companyOf(db)
  const [open, place] = await Promise.all([findRound(db, round), placeOf(db, round, who.id)])
  if (!open || !place)
    throw new Refusal('not-found', 'round', 'You are not asked this: there is nothing to answer here.')
  if (open.closes_at <= who.at)
    throw new Refusal('gone', 'round-over', 'This question is over; no more answers are taken.')
  await begin(db, round)
  const { rows } = await sql`
    update kit_anonymous_roll set taken = set_bit(taken, ${place.place}, 1)
    where company_id = ${company} and round_id = ${round} and get_bit(taken, ${place.place}) = 0
    returning 1`.execute(db)
  if (rows.length === 0)
    throw new Refusal('conflict', 'answered', 'You have answered this already: each of us answers once.')
  return { company, round, group: place.group_id }
}

/** The two rows of a round, written with the first mark. No backup holds what is in them: two would tell it apart. */
async function begin(db: Db, round: Id): Promise<void> {
  const company = companyOf(db)
  await sql`
    insert into kit_anonymous_roll (company_id, round_id, taken)
    select ${company}, ${round}, decode(repeat('00', (count(*)::int + 7) / 8), 'hex')
    from kit_anonymous_invited where company_id = ${company} and round_id = ${round}
    on conflict do nothing`.execute(db)
  await sql`insert into kit_anonymous_held (company_id, round_id) values (${company}, ${round})
    on conflict do nothing`.execute(db)
}

const placeOf = (db: Db, round: Id, holder: Id) =>
  db
    .selectFrom('kit_anonymous_invited')
    .select(['place', 'group_id'])
    .where('company_id', '=', companyOf(db))
    .where('round_id', '=', round)
    .where('holder_id', '=', holder)
    .executeTakeFirst()

/** The rounds that are open to this holder and wait for their answer, the oldest first. */
export async function waitingFor(db: Db, who: { id: Id; at: Date }, kind: string): Promise<Round[]> {
  const company = companyOf(db)
  const { rows } = await sql<Round>`
    select r.id, r.kind, r.about_id, r.k, r.choices, r.words, r.opened_at, r.closes_at
    from kit_anonymous_invited i
    join kit_anonymous_round r on r.company_id = i.company_id and r.id = i.round_id
    left join kit_anonymous_roll l on l.company_id = i.company_id and l.round_id = i.round_id
    where i.company_id = ${company} and i.holder_id = ${who.id} and r.company_id = ${company}
      and r.kind = ${kind} and r.closes_at > ${who.at} and coalesce(get_bit(l.taken, i.place), 0) = 0
    order by r.opened_at, r.id`.execute(db)
  return rows
}
