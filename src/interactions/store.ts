import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import type { Direction, Interaction, Kind } from './interactions.ts'
import { type Verdict, verdictOf } from './verdict.ts'

declare module '../kit/db.ts' {
  interface Tables {
    interactions_interaction: {
      company_id: Id
      id: Id
      at: Date
      kind: Kind
      channel: string
      direction: Direction
      customer_id: Id | null
      touchpoint_id: Id | null
      team_id: Id | null
      person_id: Id | null
      score: number | null
      own_score: string | number | null
      own_scale: string | null
      title: string
      text: string
      language: string | null
      key: string | null
    }
    interactions_verdict: { company_id: Id; interaction_id: Id; verdict: Verdict; at: Date; by_id: Id }
    interactions_attachment: {
      company_id: Id
      interaction_id: Id
      place: number
      hash: string
      name: string
      type: string
    }
  }
}

/** One statement; nothing comes back where the key is known. `borrowsTeam`: the touchpoint says which team. */
export function insertInteraction(
  db: Db,
  one: Interaction,
  key: string | null,
  borrowsTeam: boolean,
): Promise<{ team_id: Id | null } | undefined> {
  const { verdict: _, ...row } = one
  const company_id = companyOf(db)
  return db
    .insertInto('interactions_interaction')
    .values({
      company_id,
      ...row,
      key,
      ...(borrowsTeam && { team_id: sql<Id>`${teamOf(company_id, one.touchpoint_id)}` }),
    })
    .onConflict((on) => on.columns(['company_id', 'channel', 'key']).where('key', 'is not', null).doNothing())
    .returning('team_id')
    .executeTakeFirst()
}

const teamOf = (company: Id, touchpoint: Id | null) =>
  sql`(select t.team_id from touchpoints_touchpoint t where t.company_id = ${company} and t.id = ${touchpoint})`

function interactions(db: Db) {
  return db
    .selectFrom('interactions_interaction as i')
    .leftJoin('interactions_verdict as v', (join) =>
      join.onRef('v.company_id', '=', 'i.company_id').onRef('v.interaction_id', '=', 'i.id'),
    )
    .select([
      'i.id',
      'i.at',
      'i.kind',
      'i.channel',
      'i.direction',
      'i.customer_id',
      'i.touchpoint_id',
      'i.team_id',
    ])
    .select([
      'i.person_id',
      'i.score',
      'i.own_score',
      'i.own_scale',
      'i.title',
      'i.text',
      'i.language',
      'v.verdict',
    ])
    .where('i.company_id', '=', companyOf(db))
}

type Row = Awaited<ReturnType<ReturnType<typeof interactions>['executeTakeFirstOrThrow']>>
const read = (row: Row): Interaction => ({
  ...row,
  own_score: row.own_score === null ? null : Number(row.own_score),
  verdict: row.verdict ?? verdictOf(row.score),
})

export async function selectInteraction(db: Db, id: Id): Promise<Interaction | undefined> {
  const row = await interactions(db).where('i.id', '=', id).executeTakeFirst()
  return row && read(row)
}

export async function selectByKey(db: Db, channel: string, key: string): Promise<Interaction> {
  const row = await interactions(db)
    .where('i.channel', '=', channel)
    .where('i.key', '=', key)
    .executeTakeFirstOrThrow()
  return read(row)
}

export async function findByKey(
  db: Db,
  channels: readonly string[],
  key: string,
): Promise<Interaction | undefined> {
  const row = await interactions(db)
    .where('i.channel', '=', sql<string>`any(${[...channels]}::text[])`)
    .where('i.key', '=', key)
    .executeTakeFirst()
  return row && read(row)
}

export async function selectByIds(db: Db, ids: readonly Id[]): Promise<Interaction[]> {
  if (ids.length === 0) return []
  const rows = await interactions(db)
    .where('i.id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .execute()
  return rows.map(read)
}

export type Place = { at: Date; id: Id }
export type Of = {
  customers?: readonly Id[] | undefined
  touchpoint?: Id | undefined
  team?: Id | undefined
  kinds?: readonly Kind[] | undefined
  channel?: string | undefined
  direction?: Direction | undefined
  score?: number | undefined
  scoreBelow?: number | undefined
  /** Only where somebody said something. */
  inWords?: boolean | undefined
  since?: Date | undefined
  before?: Place | undefined
  most: number
}

/** The newest first. There is no asking for a person: nobody's share of complaints can be drawn from here. */
export async function selectInteractions(db: Db, of: Of): Promise<Interaction[]> {
  let query = interactions(db)
  if (of.customers) query = query.where('i.customer_id', '=', sql<Id>`any(${[...of.customers]}::uuid[])`)
  if (of.touchpoint) query = query.where('i.touchpoint_id', '=', of.touchpoint)
  if (of.team) query = query.where('i.team_id', '=', of.team)
  if (of.kinds) query = query.where('i.kind', '=', sql<Kind>`any(${[...of.kinds]}::text[])`)
  if (of.channel) query = query.where('i.channel', '=', of.channel)
  if (of.direction) query = query.where('i.direction', '=', of.direction)
  if (of.score !== undefined) query = query.where('i.score', '=', of.score)
  if (of.scoreBelow !== undefined) query = query.where('i.score', '<', of.scoreBelow)
  if (of.inWords) query = query.where('i.text', '<>', '')
  if (of.since) query = query.where('i.at', '>=', of.since)
  if (of.before) query = query.where(sql<boolean>`(i.at, i.id) < (${of.before.at}, ${of.before.id})`)
  return (await query.orderBy('i.at', 'desc').orderBy('i.id', 'desc').limit(of.most).execute()).map(read)
}

/** By the words, through a function: row-level security would keep the search from its index. */
export async function selectByWords(db: Db, words: string, most: number): Promise<Id[]> {
  const found = await sql<{ interaction: Id }>`
    select interaction from interactions_search(${companyOf(db)}, ${words}, ${most})`.execute(db)
  return found.rows.map((row) => row.interaction)
}

export const selectVerdict = (db: Db, id: Id) =>
  db
    .selectFrom('interactions_verdict')
    .select(['verdict', 'at', 'by_id'])
    .where('company_id', '=', companyOf(db))
    .where('interaction_id', '=', id)
    .executeTakeFirst()

export const upsertVerdict = (db: Db, id: Id, verdict: Verdict, who: Staff) =>
  db
    .insertInto('interactions_verdict')
    .values({ company_id: companyOf(db), interaction_id: id, verdict, at: who.at, by_id: who.id })
    .onConflict((on) =>
      on.columns(['company_id', 'interaction_id']).doUpdateSet({ verdict, at: who.at, by_id: who.id }),
    )
    .execute()

export async function deleteVerdict(db: Db, id: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('interactions_verdict')
    .where('company_id', '=', companyOf(db))
    .where('interaction_id', '=', id)
    .returning('interaction_id')
    .executeTakeFirst()
  return gone !== undefined
}

export const insertAttachments = (
  db: Db,
  interaction_id: Id,
  files: { place: number; hash: string; name: string; type: string }[],
) =>
  db
    .insertInto('interactions_attachment')
    .values(files.map((file) => ({ company_id: companyOf(db), interaction_id, ...file })))
    .execute()

export const selectAttachments = (db: Db, ids: readonly Id[]) =>
  db
    .selectFrom('interactions_attachment as a')
    .innerJoin('kit_file as f', (join) =>
      join.onRef('f.company_id', '=', 'a.company_id').onRef('f.hash', '=', 'a.hash'),
    )
    .select(['a.interaction_id', 'a.place', 'a.hash', 'a.name', 'a.type', 'f.size'])
    .where('a.company_id', '=', companyOf(db))
    .where('a.interaction_id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .orderBy('a.interaction_id')
    .orderBy('a.place')
    .execute()

/** The newest interaction of each of these customers, with all that were merged into them. */
export async function selectLastContacts(db: Db, customers: readonly Id[]): Promise<Map<Id, Date>> {
  const { rows } = await sql<{ asked: Id; at: Date }>`
    with recursive down(asked, id) as (
      select id, id from unnest(${[...customers]}::uuid[]) as id
      union
      select down.asked, m.from_id from down
      join customers_merge m on m.company_id = ${companyOf(db)} and m.into_id = down.id
    )
    select down.asked, max(last.at) as at from down
    cross join lateral (
      select i.at from interactions_interaction i
      where i.company_id = ${companyOf(db)} and i.customer_id = down.id order by i.at desc limit 1) last
    group by down.asked`.execute(db)
  return new Map(rows.map((row) => [row.asked, row.at]))
}
