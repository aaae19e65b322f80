import { companyOf, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    history_line: {
      company_id: Id
      id: Id
      at: Date
      kind: string
      by: 'person' | 'customer' | 'program'
      by_id: Id | null
      about_id: Id
      data: unknown
    }
  }
}

export type Line = {
  id: Id
  at: Date
  kind: string
  by: 'person' | 'customer' | 'program'
  by_id: Id | null
  about_id: Id
  data: unknown
}

export async function insertLine(db: Db, line: Line): Promise<void> {
  await db
    .insertInto('history_line')
    .values({ ...line, company_id: companyOf(db), data: JSON.stringify(line.data) })
    .execute()
}

const columns = ['id', 'at', 'kind', 'by', 'by_id', 'about_id', 'data'] as const

/** Lines in the order in which they were written, from after one on. */
export function selectLines(
  db: Db,
  from: {
    after?: Id | undefined
    kinds?: readonly string[] | undefined
    about?: Id | undefined
    most: number
  },
): Promise<Line[]> {
  let query = db.selectFrom('history_line').select(columns).where('company_id', '=', companyOf(db))
  if (from.after) query = query.where('id', '>', from.after)
  if (from.kinds) query = query.where('kind', 'in', [...from.kinds])
  if (from.about) query = query.where('about_id', '=', from.about)
  return query.orderBy('id').limit(from.most).execute()
}

export function selectLatest(db: Db, most: number): Promise<Line[]> {
  return db
    .selectFrom('history_line')
    .select(columns)
    .where('company_id', '=', companyOf(db))
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}

/** The lowest id of a moment: ids begin with their milliseconds. */
function floorId(at: Date): Id {
  const hex = Math.max(at.getTime(), 0).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** By the days alone: an index by person would cost every deed something, and is wanted here only. */
export function selectLinesBy(
  db: Db,
  person: Id,
  { from, until }: { from: Date; until: Date },
  most: number,
  after?: Id,
): Promise<Line[]> {
  const query = db
    .selectFrom('history_line')
    .select(columns)
    .where('company_id', '=', companyOf(db))
    .where('by', '=', 'person')
    .where('by_id', '=', person)
    .where('id', '>=', floorId(from))
    .where('id', '<', floorId(until))
  return (after ? query.where('id', '>', after) : query).orderBy('id').limit(most).execute()
}

/** The kinds of what was done since a moment. */
export async function selectKindsSince(db: Db, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('history_line')
    .select('kind')
    .distinct()
    .where('company_id', '=', companyOf(db))
    // The id begins with the moment, so its index serves; a deed under way then may have an older one.
    .where('id', '>', newId(new Date(Math.max(since.getTime() - 2000, 0))))
    .where('at', '>', since)
    .limit(50)
    .execute()
  return rows.map((row) => row.kind)
}
