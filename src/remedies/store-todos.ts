import { sql } from 'kysely'
import type { Place } from '../kit/cursor.ts'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Family } from './remedies.ts'

type Row = { entry_id: Id; what: string; team_id: Id | null; person_id: Id | null; due_on: string }

declare module '../kit/db.ts' {
  interface Tables {
    remedies_todo: Row & { company_id: Id }
    remedies_tick: { company_id: Id; entry_id: Id; at: Date; by_id: Id | null }
  }
}

/** Something to be done for a customer. It names the team that does it; who gave it is told by the case. */
export type Todo = Row & {
  case_id: Id
  number: number
  customer_id: Id
  customer: string | null
  family: Family
  kind: string
  amount: bigint
  currency: string
  given_at: Date
  team: string | null
  person: string | null
  ticked_at: Date | null
  taken_back: boolean
}

export const insertTodo = (db: Db, todo: Row) =>
  db
    .insertInto('remedies_todo')
    .values({ company_id: companyOf(db), ...todo })
    .execute()

const todoRows = (db: Db) => sql`
  select t.entry_id, t.what, t.team_id, t.person_id, t.due_on, e.case_id, c.number, e.customer_id,
    coalesce(canonical.name, known.name) as customer, e.family, k.name as kind, e.amount, e.currency, e.at as given_at,
    team.name as team, person.name as person, tick.at as ticked_at,
    exists (select from remedies_entry b where b.company_id = e.company_id and b.takes_back_id = e.id) as taken_back
  from remedies_todo t
  join remedies_entry e on e.company_id = t.company_id and e.id = t.entry_id
  join remedies_kind k on k.company_id = e.company_id and k.id = e.kind_id
  join cases_case c on c.company_id = e.company_id and c.id = e.case_id
  join customers_customer known on known.company_id = e.company_id and known.id = e.customer_id
  left join customers_merge m on m.company_id = e.company_id and m.from_id = e.customer_id
  left join customers_customer canonical on canonical.company_id = m.company_id and canonical.id = m.into_id
  left join people_team team on team.company_id = t.company_id and team.id = t.team_id
  left join people_person person on person.company_id = t.company_id and person.id = t.person_id
  left join remedies_tick tick on tick.company_id = t.company_id and tick.entry_id = t.entry_id
  where t.company_id = ${companyOf(db)}`

export async function selectTodo(db: Db, entry: Id): Promise<Todo | undefined> {
  const { rows } = await sql<Todo>`${todoRows(db)} and t.entry_id = ${entry}`.execute(db)
  return rows[0]
}

export async function selectTodos(
  db: Db,
  of: { done?: boolean | undefined; team?: Id | undefined; after?: Place | undefined; most: number },
): Promise<Todo[]> {
  const day = of.after?.at.toISOString().slice(0, 10) ?? null
  const team = of.team ? sql`and t.team_id = ${of.team}` : sql``
  const open = sql`and tick.entry_id is null
    and not exists (select from remedies_entry b where b.company_id = e.company_id and b.takes_back_id = e.id)
    and (${day}::date is null or (t.due_on, t.entry_id) > (${day}::date, ${of.after?.id ?? null}::uuid))
    order by t.due_on, t.entry_id`
  const done = sql`and tick.entry_id is not null
    and (${day}::date is null or (t.due_on, t.entry_id) < (${day}::date, ${of.after?.id ?? null}::uuid))
    order by t.due_on desc, t.entry_id desc`
  const { rows } = await sql<Todo>`${todoRows(db)} ${team} ${of.done ? done : open} limit ${of.most}`.execute(
    db,
  )
  return rows
}

/** How many are open, up to a hundred, and how many of them are late. */
export async function countTodos(db: Db, today: string): Promise<{ open: number; late: number }> {
  const { rows } = await sql<{ open: bigint; late: bigint }>`
    select count(*) as open, count(*) filter (where due_on < ${today}::date) as late from (
      select t.due_on from remedies_todo t
      where t.company_id = ${companyOf(db)}
        and not exists (select from remedies_tick k where k.company_id = t.company_id and k.entry_id = t.entry_id)
        and not exists (select from remedies_entry b where b.company_id = t.company_id and b.takes_back_id = t.entry_id)
      order by t.due_on limit 100) open_ones`.execute(db)
  return { open: Number(rows[0]?.open ?? 0), late: Number(rows[0]?.late ?? 0) }
}

export async function isTicked(db: Db, entry: Id): Promise<boolean> {
  const row = await db
    .selectFrom('remedies_tick')
    .select('entry_id')
    .where('company_id', '=', companyOf(db))
    .where('entry_id', '=', entry)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertTick(db: Db, entry_id: Id, at: Date, by_id: Id): Promise<boolean> {
  const row = await db
    .insertInto('remedies_tick')
    .values({ company_id: companyOf(db), entry_id, at, by_id })
    .onConflict((clash) => clash.doNothing())
    .returning('entry_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteTick(db: Db, entry: Id): Promise<boolean> {
  const row = await db
    .deleteFrom('remedies_tick')
    .where('company_id', '=', companyOf(db))
    .where('entry_id', '=', entry)
    .returning('entry_id')
    .executeTakeFirst()
  return row !== undefined
}
