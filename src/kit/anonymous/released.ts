import { companyOf, type Db } from '../db.ts'
import type { Id } from '../ids.ts'
import { type Counts, type Told, toldOf } from './cells.ts'
import { FEWEST_FOR_WORDS } from './fewest.ts'
import { findRound } from './round.ts'

/** What anybody may know of a round. `n` is how many answers are out; each is one of those who were asked. */
export type Shown = {
  n: number
  of: Record<string, Told>
  /** Shuffled, and none before ten have answered. */
  words: string[]
  asked: number
  over: boolean
}

/**
 * What is out of a round: of everybody, or of some of its groups. Undefined where that is fewer than k. A group that
 * was let out without its name belongs to everybody and to no group, so no two questions differ by fewer than k.
 */
export async function released(
  db: Db,
  round: Id,
  only?: { groups: readonly Id[] },
): Promise<Shown | undefined> {
  const [open, rows, asked, last] = await Promise.all([
    findRound(db, round),
    countRows(db, round),
    countAsked(db, round),
    isOver(db, round),
  ])
  if (!open) return undefined
  const counts: Counts = Object.fromEntries(open.choices.map((choice) => [choice, 0]))
  for (const { group_id, choice, n } of rows)
    if (!only || (group_id !== null && only.groups.includes(group_id)))
      counts[choice] = (counts[choice] ?? 0) + Number(n)
  const told = toldOf(counts, open.k)
  if (!told) return undefined
  const words = !only && told.n >= FEWEST_FOR_WORDS ? await selectWords(db, round) : []
  return { ...told, words, asked, over: last }
}

/** The groups of a round of which something is out by itself. */
export async function groupsReleased(db: Db, round: Id): Promise<{ id: Id; name: string }[]> {
  return db
    .selectFrom('kit_anonymous_group as g')
    .select(['g.id', 'g.name'])
    .where('g.company_id', '=', companyOf(db))
    .where('g.round_id', '=', round)
    .where((row) =>
      row.exists(
        row
          .selectFrom('kit_anonymous_answer as a')
          .select('a.id')
          .where('a.company_id', '=', companyOf(db))
          .whereRef('a.round_id', '=', 'g.round_id')
          .whereRef('a.group_id', '=', 'g.id'),
      ),
    )
    .orderBy('g.name')
    .execute()
}

const countRows = (db: Db, round: Id) =>
  db
    .selectFrom('kit_anonymous_answer')
    .select((row) => ['group_id', 'choice', row.fn.countAll<bigint>().as('n')])
    .where('company_id', '=', companyOf(db))
    .where('round_id', '=', round)
    .groupBy(['group_id', 'choice'])
    .execute()

async function countAsked(db: Db, round: Id): Promise<number> {
  const { n } = await db
    .selectFrom('kit_anonymous_invited')
    .select((row) => row.fn.countAll<bigint>().as('n'))
    .where('company_id', '=', companyOf(db))
    .where('round_id', '=', round)
    .executeTakeFirstOrThrow()
  return Number(n)
}

async function isOver(db: Db, round: Id): Promise<boolean> {
  const last = await db
    .selectFrom('kit_anonymous_release')
    .select('batch')
    .where('company_id', '=', companyOf(db))
    .where('round_id', '=', round)
    .where('last', '=', true)
    .executeTakeFirst()
  return last !== undefined
}

async function selectWords(db: Db, round: Id): Promise<string[]> {
  const rows = await db
    .selectFrom('kit_anonymous_words')
    .select('words')
    .where('company_id', '=', companyOf(db))
    .where('round_id', '=', round)
    // By a random id: the same for every reader, and no order of coming.
    .orderBy('id')
    .execute()
  return rows.map((row) => row.words)
}
