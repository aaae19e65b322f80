import { type RawBuilder, sql } from 'kysely'
import { companyOf, type Database, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Counted, Day, Dimension, Dims } from './figures.ts'

declare module '../kit/db.ts' {
  interface Tables {
    figures_delta: Row & { id: bigint }
    figures_daily: Row
  }
}

type Row = {
  company_id: Id
  day: Day
  figure: string
  touchpoint_id: Id | null
  team_id: Id | null
  channel: string | null
  kind: string | null
  score: number | null
  verdict: string | null
  n: bigint
}

export async function insertDelta(
  db: Db,
  at: Date,
  figure: string,
  dims: Required<Dims>,
  n: bigint,
): Promise<void> {
  const company = companyOf(db)
  await sql`
    insert into figures_delta (company_id, day, figure, touchpoint_id, team_id, channel, kind, score, verdict, n)
    select ${company}, (${at}::timestamptz at time zone c.zone)::date, ${figure}, ${dims.touchpoint}, ${dims.team},
      ${dims.channel}, ${dims.kind}, ${dims.score}, ${dims.verdict}, ${n}
    from people_company c where c.id = ${company}`.execute(db)
}

/** Whose deltas wait, told by the finder: this looks before a company is known. */
export async function companiesToFold(database: Database): Promise<Id[]> {
  const { rows } = await database.outside((db) =>
    sql<{ id: Id }>`select figures_unfolded() as id`.execute(db),
  )
  return rows.map((row) => row.id)
}

const KEY = sql.raw('company_id, figure, day, touchpoint_id, team_id, channel, kind, score, verdict')

/**
 * Moves deltas into the counters: what is deleted is what is added, in one statement, so that none is lost
 * or taken twice however many write meanwhile. Returns how many were moved; none while another process folds.
 */
export async function foldDeltas(db: Db, most: number): Promise<number> {
  const company = companyOf(db)
  const { rows } = await sql<{ moved: bigint }>`
    with mine as (
      select pg_try_advisory_xact_lock(${FOLDING}, hashtext(${company})) as free
    ), taken as (
      delete from figures_delta d
      where d.company_id = ${company} and d.id in (
        select w.id from figures_delta w where w.company_id = ${company} and (select free from mine)
        order by w.id limit ${most})
      returning d.*
    ), added as (
      insert into figures_daily (${KEY}, n)
      select ${KEY}, sum(n)::bigint from taken group by ${KEY}
      on conflict (${KEY}) do update set n = figures_daily.n + excluded.n
    )
    select count(*) as moved from taken`.execute(db)
  return Number(rows[0]?.moved ?? 0n)
}
const FOLDING = 4403

const both = (company: Id, figure: string) => sql`(
  select * from (
    select ${KEY}, n from figures_daily
    union all
    select ${KEY}, n from figures_delta
  ) b where b.company_id = ${company} and b.figure = ${figure}) c`

/** Counters and what is not folded yet, read by one statement: a fold in between changes nothing. */
export async function selectCounts(db: Db, figure: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select day, touchpoint_id as touchpoint, team_id as team, channel, kind, score, verdict, sum(n)::bigint as n
    from ${both(companyOf(db), figure)}
    group by day, touchpoint_id, team_id, channel, kind, score, verdict`.execute(db)
  return rows
}

export const COLUMN: Record<Dimension, string> = {
  touchpoint: 'touchpoint_id',
  team: 'team_id',
  channel: 'channel',
  kind: 'kind',
  score: 'score',
  verdict: 'verdict',
}
export const SPAN = {
  day: sql`c.day`,
  /** The Monday that the week begins with. */
  week: sql`date_trunc('week', c.day::timestamp)::date`,
  month: sql`date_trunc('month', c.day::timestamp)::date`,
} as const

export type Grouping = Dimension | keyof typeof SPAN

export async function selectTally(
  db: Db,
  figure: string,
  of: { from: Day; to: Day; by: readonly Grouping[]; where: Dims },
): Promise<Record<string, unknown>[]> {
  const columns = of.by.map(
    (name) =>
      sql`${name in SPAN ? SPAN[name as keyof typeof SPAN] : column(name as Dimension)} as ${sql.ref(name)}`,
  )
  const dims = Object.entries(of.where).filter(([, value]) => value !== undefined)
  const conditions = dims.map(
    ([name, value]) => sql`and ${column(name as Dimension)} is not distinct from ${value}`,
  )
  const wanted = sql`${both(companyOf(db), figure)}
    where c.day between ${of.from}::date and ${of.to}::date ${sql.join(conditions, sql` `)}`
  const places = of.by.map((_, at) => sql.raw(String(at + 1)))
  const { rows } = await sql<Record<string, unknown>>`
    select ${columns.length > 0 ? sql`${sql.join(columns)}, ` : sql``}coalesce(sum(c.n), 0)::bigint as n
    from ${of.by.some((name) => name in SPAN) ? daily(of.by, wanted) : wanted}
    ${places.length > 0 ? sql`group by ${sql.join(places)} having sum(c.n) <> 0 order by ${sql.join(places)}` : sql``}`.execute(
    db,
  )
  return rows
}

/** By day first: in which week or month a day is, is asked once a day and not for every count of it. */
function daily(by: readonly Grouping[], counts: RawBuilder<unknown>) {
  const dims = by.flatMap((name) => (name in SPAN ? [] : [column(name as Dimension)]))
  const each = sql.join([sql.ref('c.day'), ...dims])
  return sql`(select ${each}, sum(c.n)::bigint as n from ${counts} group by ${each}) c`
}

const column = (name: Dimension) => sql.ref(`c.${COLUMN[name]}`)
