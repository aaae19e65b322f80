import { sql } from 'kysely'
import { companyOf, type Db } from '../db.ts'
import { type Id, newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { setTimer } from '../timers.ts'
import type { Who } from '../who.ts'
import { FEWEST } from './fewest.ts'
import { momentsOf, releaseDue } from './release.ts'
import './tables.ts'

export type Group = { id: Id; name: string }
export type Round = {
  id: Id
  kind: string
  about_id: Id
  k: number
  choices: string[]
  words: boolean
  opened_at: Date
  closes_at: Date
}
export type Opening = {
  kind: string
  about: Id
  /** At least five; frozen with the round. */
  k: number
  /** What one may say, by name. */
  choices: readonly string[]
  /** Whether one may add words. */
  words?: boolean
  /** As things stand now: nobody is added later, nobody moves. */
  groups: readonly Group[]
  invited: readonly { holder: Id; group: Id }[]
  closesAt: Date
  /** Fixed moments before the end at which answers are let out, by k or more; none unless given. */
  releasesAt?: readonly Date[]
}

/**
 * Opens a round of anonymous answers and sets the moments of its release. Throws where fewer than k are asked: they
 * could never be told. The caller writes the round's history line; nothing after it leaves one.
 */
export async function openRound(db: Db, who: Who, what: Opening): Promise<Round> {
  const { k, closesAt, words = false } = what
  if (!Number.isInteger(k) || k < FEWEST)
    throw new Refusal('invalid', 'k', `Answers of fewer than ${FEWEST} are never told apart.`, { field: 'k' })
  const invited = [...new Map(what.invited.map((one) => [one.holder, one])).values()]
  if (invited.length < k)
    throw new Refusal(
      'conflict',
      'too-few',
      `Fewer than ${k} would be asked: their answers could never be told.`,
    )
  const round = {
    id: newId(who.at),
    kind: what.kind,
    about_id: what.about,
    k,
    words,
    opened_at: who.at,
    closes_at: closesAt,
  }
  const company_id = companyOf(db)
  await db
    .insertInto('kit_anonymous_round')
    .values({ ...round, company_id, choices: sql`${[...what.choices]}::text[]` })
    .execute()
  await db
    .insertInto('kit_anonymous_group')
    .values(what.groups.map((group) => ({ company_id, round_id: round.id, ...group })))
    .execute()
  await sql`
    insert into kit_anonymous_invited (company_id, round_id, holder_id, group_id, place)
    select ${company_id}, ${round.id}, holder, team, row_number() over (order by gen_random_uuid()) - 1
    from unnest(${invited.map((one) => one.holder)}::uuid[], ${invited.map((one) => one.group)}::uuid[]) as i (holder, team)
    order by gen_random_uuid()`.execute(db)
  const [first] = momentsOf(closesAt, what.releasesAt)
  const later = momentsOf(closesAt, what.releasesAt).slice(1)
  await setTimer(db, releaseDue, round.id, first!, { later })
  return { ...round, choices: [...what.choices] }
}

export async function findRound(db: Db, id: Id): Promise<Round | undefined> {
  return rounds(db).where('id', '=', id).executeTakeFirst()
}

/** Rounds of a kind about these things, the newest first. */
export function roundsAbout(db: Db, kind: string, about: readonly Id[]): Promise<Round[]> {
  if (about.length === 0) return Promise.resolve([])
  return rounds(db)
    .where('kind', '=', kind)
    .where('about_id', 'in', [...about])
    .orderBy('opened_at', 'desc')
    .execute()
}

/** Who was asked anything of a kind since a moment: nobody need be asked again so soon. */
export async function askedSince(db: Db, kind: string, since: Date): Promise<Set<Id>> {
  const asked = await db
    .selectFrom('kit_anonymous_invited as i')
    .innerJoin('kit_anonymous_round as r', (on) =>
      on.onRef('r.company_id', '=', 'i.company_id').onRef('r.id', '=', 'i.round_id'),
    )
    .select('i.holder_id')
    .where('i.company_id', '=', companyOf(db))
    .where('r.company_id', '=', companyOf(db))
    .where('r.kind', '=', kind)
    .where('r.opened_at', '>', since)
    .execute()
  return new Set(asked.map((one) => one.holder_id))
}

const rounds = (db: Db) =>
  db
    .selectFrom('kit_anonymous_round')
    .select(['id', 'kind', 'about_id', 'k', 'choices', 'words', 'opened_at', 'closes_at'])
    .where('company_id', '=', companyOf(db))
