import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Spent } from '../limits/limits.ts'
import type { Entry, Given, Kind } from './remedies.ts'

declare module '../kit/db.ts' {
  interface Tables {
    remedies_kind: Kind & { company_id: Id }
    remedies_retired_kind: { company_id: Id; kind_id: Id; at: Date; by_id: Id | null }
    remedies_entry: Entry & { company_id: Id }
  }
}

const kindColumns = [
  'id',
  'family',
  'name',
  'cost',
  'currency',
  'todo',
  'todo_days',
  'todo_team_id',
  'at',
] as const
const entryColumns = [
  'id',
  'at',
  'case_id',
  'customer_id',
  'kind_id',
  'family',
  'by_id',
  'team_id',
  'amount',
  'currency',
  'reason',
  'purchase_id',
  'limit_id',
  'limit_of_id',
  'ask_id',
  'takes_back_id',
  'key',
] as const

/** The kinds in use, in the order in which they were made. */
export const selectKinds = (db: Db): Promise<Kind[]> =>
  db
    .selectFrom('remedies_kind')
    .select(kindColumns)
    .where('company_id', '=', companyOf(db))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('remedies_retired_kind as r')
            .select('r.kind_id')
            .whereRef('r.company_id', '=', 'remedies_kind.company_id')
            .whereRef('r.kind_id', '=', 'remedies_kind.id'),
        ),
      ),
    )
    .orderBy('at')
    .orderBy('id')
    .execute()

export const insertKinds = (db: Db, kinds: Kind[]) =>
  db
    .insertInto('remedies_kind')
    .values(kinds.map((kind) => ({ company_id: companyOf(db), ...kind })))
    .execute()

export async function retire(db: Db, kind_id: Id, at: Date, by_id: Id): Promise<boolean> {
  const row = await db
    .insertInto('remedies_retired_kind')
    .values({ company_id: companyOf(db), kind_id, at, by_id })
    .onConflict((clash) => clash.doNothing())
    .returning('kind_id')
    .executeTakeFirst()
  return row !== undefined
}

export type SpentOf = {
  /** Whose limit. */
  person: Id
  currency: string
  case: Id
  /** All ids of the customer, those of merged ones included. */
  customers: readonly Id[]
  customerSince: Date
  periodSince: Date
  companySince: Date
  at: Date
  /** An ask whose own reservation does not count: it is being given now. */
  but?: Id | undefined
}

/** What is not taken back of the ledger, and what a yes has reserved and nobody has given yet. */
const used = (db: Db, currency: string, at: Date, but: Id | undefined) => sql`
  select e.case_id, e.customer_id, e.limit_of_id, e.team_id, e.purchase_id, e.family, e.amount, e.at
  from remedies_entry e
  where e.company_id = ${companyOf(db)} and e.currency = ${currency} and e.takes_back_id is null
    and not exists (select from remedies_entry b where b.company_id = e.company_id and b.takes_back_id = e.id)
  union all
  select a.case_id, a.customer_id, r.limit_of_id, null, a.purchase_id, k.family, r.amount, r.at
  from remedies_reply r
  join remedies_ask a on a.company_id = r.company_id and a.id = r.ask_id
  join remedies_kind k on k.company_id = a.company_id and k.id = a.kind_id
  where r.company_id = ${companyOf(db)} and r.reserved_until > ${at} and a.currency = ${currency}
    and a.id is distinct from ${but ?? null}::uuid
    and not exists (select from remedies_entry e where e.company_id = r.company_id and e.ask_id = r.ask_id)`

/** What each bound of a limit counts. Read it under the lock of the currency, or it is old when it comes. */
export async function selectSpent(db: Db, of: SpentOf): Promise<Spent> {
  const earliest = new Date(
    Math.min(of.customerSince.getTime(), of.periodSince.getTime(), of.companySince.getTime()),
  )
  const { rows } = await sql<Spent>`
    with used as (${used(db, of.currency, of.at, of.but)}),
    counted as (select * from used where at >= ${earliest} or case_id = ${of.case})
    select
      coalesce(sum(amount) filter (where family <> 'owed' and limit_of_id = ${of.person} and case_id = ${of.case}), 0)::bigint as "onCase",
      coalesce(sum(amount) filter (where family <> 'owed' and limit_of_id = ${of.person}
        and customer_id = any(${[...of.customers]}::uuid[]) and at > ${of.customerSince}), 0)::bigint as "toCustomer",
      coalesce(sum(amount) filter (where family <> 'owed' and limit_of_id = ${of.person} and at >= ${of.periodSince}), 0)::bigint as "inPeriod",
      coalesce(sum(amount) filter (where family <> 'owed' and at >= ${of.companySince}), 0)::bigint as "byCompany",
      coalesce(sum(amount) filter (where family = 'owed' and limit_of_id = ${of.person} and case_id = ${of.case}), 0)::bigint as "owedOnCase"
    from counted`.execute(db)
  return rows[0]!
}

/** How much of a purchase is promised or paid back already. */
export async function selectOwed(
  db: Db,
  purchase: { id: Id; currency: string },
  at: Date,
  but?: Id,
): Promise<bigint> {
  const { rows } = await sql<{ owed: bigint }>`
    with used as (${used(db, purchase.currency, at, but)})
    select coalesce(sum(amount), 0)::bigint as owed from used where family = 'owed' and purchase_id = ${purchase.id}`.execute(
    db,
  )
  return rows[0]?.owed ?? 0n
}

/** What a team has given since: goodwill only. */
export async function selectTeamSpent(
  db: Db,
  team: Id,
  currency: string,
  since: Date,
  at: Date,
): Promise<bigint> {
  const { rows } = await sql<{ spent: bigint }>`
    with used as (${used(db, currency, at, undefined)})
    select coalesce(sum(amount), 0)::bigint as spent from used
    where family <> 'owed' and team_id = ${team} and at >= ${since}`.execute(db)
  return rows[0]?.spent ?? 0n
}

export const insertEntry = (db: Db, entry: Entry) =>
  db
    .insertInto('remedies_entry')
    .values({ company_id: companyOf(db), ...entry })
    .execute()

const entries = (db: Db) =>
  db.selectFrom('remedies_entry').select(entryColumns).where('company_id', '=', companyOf(db))

export const entryById = (db: Db, id: Id): Promise<Entry | undefined> =>
  entries(db).where('id', '=', id).executeTakeFirst()

export const entryByKey = (db: Db, by: Id, key: string): Promise<Entry | undefined> =>
  entries(db).where('by_id', '=', by).where('key', '=', key).executeTakeFirst()

export const entryOfAsk = (db: Db, ask: Id): Promise<Entry | undefined> =>
  entries(db).where('ask_id', '=', ask).executeTakeFirst()

export const takingBack = (db: Db, entry: Id): Promise<Entry | undefined> =>
  entries(db).where('takes_back_id', '=', entry).executeTakeFirst()

export type EntryPlace = { at: Date; id: Id }

export async function selectEntries(
  db: Db,
  of: {
    customers?: readonly Id[] | undefined
    caseId?: Id | undefined
    after?: EntryPlace | undefined
    most: number
  },
): Promise<Given[]> {
  if (of.customers?.length === 0) return []
  const { rows } = await sql<Given>`
    select ${sql.join(entryColumns.map((one) => sql.ref(`e.${one}`)))}, k.name as kind, p.name as by,
      b.at as taken_back_at, t.at as done_at
    from remedies_entry e
    join remedies_kind k on k.company_id = e.company_id and k.id = e.kind_id
    join people_person p on p.company_id = e.company_id and p.id = e.by_id
    left join remedies_entry b on b.company_id = e.company_id and b.takes_back_id = e.id
    left join remedies_tick t on t.company_id = e.company_id and t.entry_id = e.id
    where e.company_id = ${companyOf(db)} and e.takes_back_id is null
      and (${of.caseId ?? null}::uuid is null or e.case_id = ${of.caseId ?? null}::uuid)
      and (${of.customers ? [...of.customers] : null}::uuid[] is null or e.customer_id = any(${of.customers ? [...of.customers] : null}::uuid[]))
      and (${of.after?.at ?? null}::timestamptz is null or (e.at, e.id) < (${of.after?.at ?? null}, ${of.after?.id ?? null}::uuid))
    order by e.at desc, e.id desc limit ${of.most}`.execute(db)
  return rows
}

/** What others gave these customers lately on other cases of the same touchpoint: the same cause, maybe. */
export async function selectLikeIt(
  db: Db,
  of: { case: Id; touchpoint: Id; customers: readonly Id[]; since: Date },
): Promise<{ by: string; amount: bigint; currency: string; kind: string; at: Date; number: number }[]> {
  const { rows } = await sql<{
    by: string
    amount: bigint
    currency: string
    kind: string
    at: Date
    number: number
  }>`
    select p.name as by, e.amount, e.currency, k.name as kind, e.at, c.number
    from remedies_entry e
    join cases_case c on c.company_id = e.company_id and c.id = e.case_id
    join remedies_kind k on k.company_id = e.company_id and k.id = e.kind_id
    join people_person p on p.company_id = e.company_id and p.id = e.by_id
    where e.company_id = ${companyOf(db)} and e.customer_id = any(${[...of.customers]}::uuid[]) and e.case_id <> ${of.case}
      and c.touchpoint_id = ${of.touchpoint} and e.at > ${of.since} and e.takes_back_id is null and e.amount > 0
      and not exists (select from remedies_entry b where b.company_id = e.company_id and b.takes_back_id = e.id)
    order by e.at desc limit 3`.execute(db)
  return rows
}
