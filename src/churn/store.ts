import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Loss, Reading, Reason, Size } from './loss.ts'

declare module '../kit/db.ts' {
  interface Tables {
    churn_loss: {
      company_id: Id
      id: Id
      customer_id: Id
      lost_on: string
      size: Size
      over: string
      why: string
      could_have_kept: string
      touchpoint_id: Id | null
      last_id: Id | null
      at: Date
      by_id: Id | null
    }
    churn_reason: { company_id: Id; id: Id; name: string; at: Date }
    churn_reason_end: { company_id: Id; reason_id: Id; at: Date; by_id: Id | null }
    churn_reading: { company_id: Id; loss_id: Id; person_id: Id; reason_id: Id; at: Date }
    churn_return: {
      company_id: Id
      loss_id: Id
      back_on: string
      how: string
      said: string
      cost: bigint | null
      currency: string | null
      at: Date
      by_id: Id | null
    }
  }
}

const losses = (db: Db) =>
  db
    .selectFrom('churn_loss as l')
    .leftJoin('churn_return as r', (join) =>
      join.onRef('r.company_id', '=', 'l.company_id').onRef('r.loss_id', '=', 'l.id'),
    )
    .select(['l.id', 'l.customer_id', 'l.lost_on', 'l.size', 'l.over', 'l.why', 'l.could_have_kept'])
    .select(['l.touchpoint_id', 'l.last_id', 'l.at', 'l.by_id'])
    .select(['r.back_on', 'r.how', 'r.said', 'r.cost', 'r.currency', 'r.at as back_at', 'r.by_id as back_by'])
    .where('l.company_id', '=', companyOf(db))
    .orderBy('l.lost_on', 'desc')
    .orderBy('l.id', 'desc')

type Row = Awaited<ReturnType<ReturnType<typeof losses>['execute']>>[number]

function lossOfRow({ back_on, how, said, cost, currency, back_at, back_by, ...loss }: Row): Loss {
  const money = cost !== null && currency !== null ? { minor: cost, currency } : null
  const back =
    back_on === null || back_at === null
      ? null
      : { on: back_on, how: how ?? '', said: said ?? '', cost: money, at: back_at, by_id: back_by }
  return { ...loss, back }
}

export async function selectLoss(db: Db, id: Id): Promise<Loss | undefined> {
  const row = await losses(db).where('l.id', '=', id).executeTakeFirst()
  return row && lossOfRow(row)
}

export async function selectLossesOf(db: Db, customers: readonly Id[]): Promise<Loss[]> {
  if (customers.length === 0) return []
  return (
    await losses(db)
      .where('l.customer_id', 'in', [...customers])
      .execute()
  ).map(lossOfRow)
}

export async function selectLastLost(db: Db): Promise<Loss | undefined> {
  const row = await losses(db).where('r.loss_id', 'is', null).limit(1).executeTakeFirst()
  return row && lossOfRow(row)
}

export type Page = { since?: string | undefined; after?: { day: string; id: Id } | undefined; most: number }

export async function selectLosses(db: Db, { since, after, most }: Page): Promise<Loss[]> {
  let query = losses(db).limit(most)
  if (since) query = query.where('l.lost_on', '>=', since)
  if (after) query = query.where(sql<boolean>`(l.lost_on, l.id) < (${after.day}::date, ${after.id}::uuid)`)
  return (await query.execute()).map(lossOfRow)
}

/** How many were lost in [since, until), and over something small. */
export async function countLosses(
  db: Db,
  since: string,
  until?: string,
): Promise<{ n: number; small: number }> {
  const row = await db
    .selectFrom('churn_loss')
    .select((one) => [
      one.fn.countAll<bigint>().as('n'),
      one.fn.countAll<bigint>().filterWhere('size', '=', 'small').as('small'),
    ])
    .where('company_id', '=', companyOf(db))
    .where('lost_on', '>=', since)
    .$if(until !== undefined, (query) => query.where('lost_on', '<', until ?? since))
    .executeTakeFirstOrThrow()
  return { n: Number(row.n), small: Number(row.small) }
}

export const insertLoss = (db: Db, { back: _, ...loss }: Loss) =>
  db
    .insertInto('churn_loss')
    .values({ company_id: companyOf(db), ...loss })
    .execute()

export async function deleteLoss(db: Db, id: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('churn_loss')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}

/** In use, in the order in which they were written. */
export const selectReasons = (db: Db): Promise<Reason[]> =>
  db
    .selectFrom('churn_reason as r')
    .select(['r.id', 'r.name'])
    .where('r.company_id', '=', companyOf(db))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('churn_reason_end as e')
            .select('e.reason_id')
            .whereRef('e.company_id', '=', 'r.company_id')
            .whereRef('e.reason_id', '=', 'r.id'),
        ),
      ),
    )
    .orderBy('r.at')
    .orderBy('r.id')
    .execute()

export async function hasReasons(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('churn_reason')
    .select('id')
    .where('company_id', '=', companyOf(db))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** In this order: each a moment after the one before, the last at `at`. */
export const insertReasons = (db: Db, reasons: readonly Reason[], at: Date) =>
  db
    .insertInto('churn_reason')
    .values(
      reasons.map((one, place) => ({
        company_id: companyOf(db),
        ...one,
        at: new Date(at.getTime() - (reasons.length - 1 - place)),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** A reason that was ended, under its name: it is taken up again. */
export async function reviveReason(db: Db, name: string): Promise<Id | undefined> {
  const { rows } = await sql<{ reason_id: Id }>`
    delete from churn_reason_end e using churn_reason r
    where e.company_id = ${companyOf(db)} and r.company_id = e.company_id and r.id = e.reason_id
      and lower(r.name) = lower(${name})
    returning e.reason_id`.execute(db)
  return rows[0]?.reason_id
}

export async function insertReasonEnd(db: Db, reason_id: Id, at: Date, by_id: Id | null): Promise<boolean> {
  const made = await db
    .insertInto('churn_reason_end')
    .values({ company_id: companyOf(db), reason_id, at, by_id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('reason_id')
    .executeTakeFirst()
  return made !== undefined
}

export async function selectReadings(db: Db, losses: readonly Id[]): Promise<Reading[]> {
  if (losses.length === 0) return []
  return db
    .selectFrom('churn_reading as c')
    .innerJoin('churn_reason as r', (join) =>
      join.onRef('r.company_id', '=', 'c.company_id').onRef('r.id', '=', 'c.reason_id'),
    )
    .select(['c.loss_id', 'c.person_id', 'c.reason_id', 'r.name as reason'])
    .where('c.company_id', '=', companyOf(db))
    .where('c.loss_id', 'in', [...losses])
    .orderBy('c.at')
    .execute()
}

export const insertReading = (db: Db, row: { loss_id: Id; person_id: Id; reason_id: Id; at: Date }) =>
  db
    .insertInto('churn_reading')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** The newest loss that this person has not read, and of which a second reading is wanted. */
export async function selectUnread(db: Db, person: Id, since: string): Promise<Loss | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select l.id from churn_loss l
    left join churn_reading c on c.company_id = l.company_id and c.loss_id = l.id
    where l.company_id = ${companyOf(db)} and l.lost_on >= ${since}::date
    group by l.company_id, l.id, l.lost_on
    having count(c.person_id) < 2 and coalesce(bool_and(c.person_id <> ${person}::uuid), true)
    order by l.lost_on desc, l.id desc limit 1`.execute(db)
  return rows[0] && selectLoss(db, rows[0].id)
}

/** Of the losses since a day that two people read: how many they read alike. */
export async function countAgreed(db: Db, since: string): Promise<{ n: number; alike: number }> {
  const { rows } = await sql<{ n: bigint; alike: bigint }>`
    select count(*) as n, count(*) filter (where kinds = 1) as alike from (
      select count(*) as readers, count(distinct c.reason_id) as kinds from churn_reading c
      join churn_loss l on l.company_id = c.company_id and l.id = c.loss_id
      where c.company_id = ${companyOf(db)} and l.lost_on >= ${since}::date
      group by c.loss_id) each
    where readers = 2`.execute(db)
  return { n: Number(rows[0]?.n ?? 0n), alike: Number(rows[0]?.alike ?? 0n) }
}

export async function insertReturn(
  db: Db,
  row: {
    loss_id: Id
    back_on: string
    how: string
    said: string
    cost: bigint | null
    currency: string | null
    at: Date
    by_id: Id | null
  },
): Promise<boolean> {
  const made = await db
    .insertInto('churn_return')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('loss_id')
    .executeTakeFirst()
  return made !== undefined
}

export async function deleteReturn(db: Db, loss: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('churn_return')
    .where('company_id', '=', companyOf(db))
    .where('loss_id', '=', loss)
    .returning('loss_id')
    .executeTakeFirst()
  return gone !== undefined
}
