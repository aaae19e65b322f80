import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { CardPart, Drafted, Huddle, Part } from './card.ts'

declare module '../kit/db.ts' {
  interface Tables {
    today_card: { company_id: Id; id: Id; team_id: Id | null; day: string; at: Date }
    today_card_part: {
      company_id: Id
      card_id: Id
      part: Part
      text: string
      beside: string
      href: string | null
      source: string | null
    }
    today_card_change: { company_id: Id; card_id: Id; part: Part; text: string; at: Date; by_id: Id }
    today_huddle: { company_id: Id; card_id: Id; there: number; at: Date; by_id: Id }
  }
}

export type CardRow = { id: Id; team_id: Id | null; day: string; at: Date }

const ofTeam = (team: Id | null) => sql<boolean>`team_id is not distinct from ${team}::uuid`

export const selectCard = (db: Db, team: Id | null, day: string): Promise<CardRow | undefined> =>
  db
    .selectFrom('today_card')
    .select(['id', 'team_id', 'day', 'at'])
    .where('company_id', '=', companyOf(db))
    .where('day', '=', day)
    .where(ofTeam(team))
    .executeTakeFirst()

/** The days of which there is a card, the latest first. */
export async function selectCardDays(
  db: Db,
  team: Id | null,
  before: string,
  most: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('today_card')
    .select('day')
    .where('company_id', '=', companyOf(db))
    .where(ofTeam(team))
    .where('day', '<', before)
    .orderBy('day', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => row.day)
}

/** False where somebody was quicker. */
export async function insertCard(db: Db, row: CardRow): Promise<boolean> {
  const made = await db
    .insertInto('today_card')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export const insertParts = (db: Db, card: Id, parts: Record<Part, Drafted>) =>
  db
    .insertInto('today_card_part')
    .values(
      Object.entries(parts).map(([part, one]) => ({
        company_id: companyOf(db),
        card_id: card,
        part: part as Part,
        ...one,
      })),
    )
    .execute()

export async function selectParts(db: Db, card: Id): Promise<CardPart[]> {
  const rows = await db
    .selectFrom('today_card_part as p')
    .leftJoin('today_card_change as c', (join) =>
      join
        .onRef('c.company_id', '=', 'p.company_id')
        .onRef('c.card_id', '=', 'p.card_id')
        .onRef('c.part', '=', 'p.part'),
    )
    .select(['p.part', 'p.text', 'p.beside', 'p.href', 'p.source'])
    .select(['c.text as changed_text', 'c.at', 'c.by_id'])
    .where('p.company_id', '=', companyOf(db))
    .where('p.card_id', '=', card)
    .execute()
  return rows.map(({ changed_text, at, by_id, ...part }) => ({
    ...part,
    changed: changed_text !== null && at && by_id ? { text: changed_text, at, by_id } : null,
  }))
}

/** What this team's cards were drafted from since a day, the latest first. */
export async function selectSources(db: Db, team: Id | null, since: string, part?: Part): Promise<string[]> {
  const rows = await db
    .selectFrom('today_card_part as p')
    .innerJoin('today_card as k', (join) =>
      join.onRef('k.company_id', '=', 'p.company_id').onRef('k.id', '=', 'p.card_id'),
    )
    .select(['p.source'])
    .where('p.company_id', '=', companyOf(db))
    .where('k.day', '>=', since)
    .where(sql<boolean>`k.team_id is not distinct from ${team}::uuid`)
    .where('p.source', 'is not', null)
    .$if(part !== undefined, (query) => query.where('p.part', '=', part ?? 'try'))
    .orderBy('k.day', 'desc')
    .execute()
  return rows.flatMap((row) => row.source ?? [])
}

export const upsertChange = (db: Db, row: { card_id: Id; part: Part; text: string; at: Date; by_id: Id }) =>
  db
    .insertInto('today_card_change')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['company_id', 'card_id', 'part'])
        .doUpdateSet({ text: row.text, at: row.at, by_id: row.by_id }),
    )
    .execute()

export async function deleteChange(db: Db, card: Id, part: Part): Promise<boolean> {
  const gone = await db
    .deleteFrom('today_card_change')
    .where('company_id', '=', companyOf(db))
    .where('card_id', '=', card)
    .where('part', '=', part)
    .returning('part')
    .executeTakeFirst()
  return gone !== undefined
}

export const selectHuddle = (db: Db, card: Id): Promise<Huddle | undefined> =>
  db
    .selectFrom('today_huddle')
    .select(['there', 'at', 'by_id'])
    .where('company_id', '=', companyOf(db))
    .where('card_id', '=', card)
    .executeTakeFirst()

export const upsertHuddle = (db: Db, card_id: Id, huddle: Huddle) =>
  db
    .insertInto('today_huddle')
    .values({ company_id: companyOf(db), card_id, ...huddle })
    .onConflict((conflict) => conflict.columns(['company_id', 'card_id']).doUpdateSet(huddle))
    .execute()

export async function deleteHuddle(db: Db, card: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('today_huddle')
    .where('company_id', '=', companyOf(db))
    .where('card_id', '=', card)
    .returning('card_id')
    .executeTakeFirst()
  return gone !== undefined
}
