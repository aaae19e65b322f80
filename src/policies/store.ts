import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { AnswerKind, LimitName, Policy, State, Which, Why } from './policy.ts'

declare module '../kit/db.ts' {
  interface Tables {
    policies_policy: {
      company_id: Id
      id: Id
      name: string
      sentence: string
      touchpoint_id: Id | null
      limit_of: LimitName['of'] | null
      limit_level: string | null
      limit_currency: string | null
      last_on: string
      at: Date
      by_id: Id | null
    }
    policies_owner: { company_id: Id; id: Id; policy_id: Id; person_id: Id; at: Date; by_id: Id | null }
  }
}

/** A rule as its rows say it, without what has to be summed up. */
export type PolicyRow = Omit<Policy, 'hurt' | 'kind' | 'earned' | 'lifetime' | 'stopped'>

type Raw = {
  id: Id
  name: string
  sentence: string
  touchpoint_id: Id | null
  limit_of: LimitName['of'] | null
  limit_level: string | null
  limit_currency: string | null
  last_on: string
  at: Date
  owner_id: Id | null
  owner: string | null
  wait_id: Id
  why: Why
  reason: string
  since: Date
  asked_id: Id
  asked: string
  decide_by: Date
  open: boolean
  word_wait: Id | null
  answer: AnswerKind | null
  because: string
  word_at: Date
  word_by: Id | null
  word_name: string | null
  from_on: string | null
  until_on: string | null
}

const read = (row: Raw): PolicyRow => ({
  id: row.id,
  name: row.name,
  sentence: row.sentence,
  touchpoint_id: row.touchpoint_id,
  limit: limitOfRow(row),
  at: row.at,
  owner_id: row.owner_id,
  owner: row.owner,
  last_on: row.last_on,
  state: stateOf(row),
  wait: row.open
    ? {
        id: row.wait_id,
        why: row.why,
        reason: row.reason,
        since: row.since,
        asked_id: row.asked_id,
        asked: row.asked,
        decide_by: row.decide_by,
      }
    : null,
  word:
    row.answer && row.word_wait
      ? {
          wait_id: row.word_wait,
          answer: row.answer,
          because: row.because,
          at: row.word_at,
          by_id: row.word_by,
          by: row.word_name,
          from_on: row.from_on,
          until_on: row.until_on,
        }
      : null,
})

function stateOf(row: Raw): State {
  if (row.open || !row.answer) return 'awaiting'
  return row.answer === 'lapsed' ? 'scrapped' : row.answer
}

function limitOfRow(row: Raw): LimitName | null {
  if (row.limit_of === 'silence') return { of: 'silence' }
  if (row.limit_of === 'ceiling') return { of: 'ceiling', currency: row.limit_currency ?? '' }
  if (row.limit_of === 'ladder')
    return { of: 'ladder', level: row.limit_level ?? '', currency: row.limit_currency ?? '' }
  return null
}

/** Each rule with its owner, its newest wait, whose word that is, and the last word that was said. */
async function select(db: Db, where: ReturnType<typeof sql>, most: number): Promise<PolicyRow[]> {
  const company = companyOf(db)
  const { rows } = await sql<Raw>`
    select p.id, p.name, p.sentence, p.touchpoint_id, p.limit_of, p.limit_level, p.limit_currency,
      coalesce(kept.until_on, p.last_on) as last_on, p.at,
      owner.id as owner_id, owner.name as owner,
      w.id as wait_id, w.why, w.reason, w.at as since, now_a.wait_id is null as open,
      h.person_id as asked_id, asked.name as asked, h.decide_by,
      a.wait_id as word_wait, a.answer, coalesce(a.because, '') as because, a.at as word_at, a.by_id as word_by,
      speaker.name as word_name, a.from_on, a.until_on
    from policies_policy p
    join lateral (select * from policies_wait w where w.company_id = p.company_id and w.policy_id = p.id
      order by w.at desc, w.id desc limit 1) w on true
    join lateral (select * from policies_asked h where h.company_id = p.company_id and h.wait_id = w.id
      order by h.at desc, h.id desc limit 1) h on true
    join people_person asked on asked.company_id = p.company_id and asked.id = h.person_id
    left join policies_answer now_a on now_a.company_id = p.company_id and now_a.wait_id = w.id
    left join lateral (select a.* from policies_answer a
      join policies_wait x on x.company_id = a.company_id and x.id = a.wait_id
      where x.company_id = p.company_id and x.policy_id = p.id order by a.at desc, a.wait_id desc limit 1) a on true
    left join people_person speaker on speaker.company_id = p.company_id and speaker.id = a.by_id
    left join lateral (select k.until_on from policies_answer k
      join policies_wait x on x.company_id = k.company_id and x.id = k.wait_id
      where x.company_id = p.company_id and x.policy_id = p.id and k.answer = 'defended'
      order by k.at desc limit 1) kept on true
    left join lateral (select o.person_id from policies_owner o
      where o.company_id = p.company_id and o.policy_id = p.id order by o.at desc, o.id desc limit 1) o on true
    left join people_person owner on owner.company_id = p.company_id and owner.id = o.person_id
    where p.company_id = ${company} and ${where}
    order by (now_a.wait_id is null) desc, case when now_a.wait_id is null then h.decide_by end,
      a.at desc nulls last, p.id desc
    limit ${most}`.execute(db)
  return rows.map(read)
}

export const selectPolicyRows = (db: Db, ids: readonly Id[]): Promise<PolicyRow[]> =>
  select(db, sql`p.id = any(${[...ids]}::uuid[])`, ids.length)

const IN_STATE: Record<State, ReturnType<typeof sql>> = {
  awaiting: sql`now_a.wait_id is null`,
  defended: sql`now_a.answer = 'defended'`,
  scrapped: sql`now_a.answer in ('scrapped', 'lapsed')`,
  changed: sql`now_a.answer = 'changed'`,
}

export function selectPolicies(db: Db, which: Which & { most: number }): Promise<PolicyRow[]> {
  const conditions = [sql`true`]
  if (which.state) conditions.push(IN_STATE[which.state])
  if (which.asked) conditions.push(sql`h.person_id = ${which.asked}`)
  if (which.touchpoints) conditions.push(sql`p.touchpoint_id = any(${[...which.touchpoints]}::uuid[])`)
  if (which.cases)
    conditions.push(sql`exists (select from policies_report r where r.company_id = p.company_id
      and r.policy_id = p.id and r.case_id = any(${[...which.cases]}::uuid[]))`)
  return select(db, sql`${sql.join(conditions, sql` and `)}`, which.most)
}

export type NewPolicy = {
  id: Id
  name: string
  sentence: string
  touchpoint_id: Id | null
  limit: LimitName | null
  last_on: string
  at: Date
  by_id: Id | null
}

/** False where there is a rule of this name, or of this limit, already. */
export async function insertPolicy(db: Db, { limit, ...row }: NewPolicy): Promise<boolean> {
  const made = await db
    .insertInto('policies_policy')
    .values({
      company_id: companyOf(db),
      ...row,
      limit_of: limit?.of ?? null,
      limit_level: limit?.of === 'ladder' ? limit.level : null,
      limit_currency: limit && limit.of !== 'silence' ? limit.currency : null,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export const updatePolicy = (
  db: Db,
  id: Id,
  change: { name?: string; sentence?: string; touchpoint_id?: Id | null },
) =>
  db
    .updateTable('policies_policy')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

export const deletePolicy = (db: Db, id: Id) =>
  db.deleteFrom('policies_policy').where('company_id', '=', companyOf(db)).where('id', '=', id).execute()

export async function selectIdByName(db: Db, name: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select id from policies_policy
    where company_id = ${companyOf(db)} and limit_of is null and plain_name = plain(${name})`.execute(db)
  return rows[0]?.id
}

export async function selectIdByLimit(db: Db, limit: LimitName): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select id from policies_policy
    where company_id = ${companyOf(db)} and limit_of = ${limit.of}
      and coalesce(limit_level, '') = ${limit.of === 'ladder' ? limit.level : ''}
      and coalesce(limit_currency, '') = ${limit.of === 'silence' ? '' : limit.currency}`.execute(db)
  return rows[0]?.id
}

/**
 * Rules by a few words, the nearest first: as words of a text, and by letters alike where they are misspelt. There
 * are hundreds of rules at most, so all of a company's are looked at.
 */
export async function searchPolicyIds(db: Db, words: string, most: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from (
      select p.id, greatest(
        word_similarity(plain(${words}), p.plain_words),
        word_similarity(p.plain_name, plain(${words})),
        case when to_tsvector('simple', p.plain_words) @@ websearch_to_tsquery('simple', plain(${words})) then 1 else 0 end,
        case when position(plain(${words}) in p.plain_words) > 0 then 0.9 else 0 end) as near
      from policies_policy p where p.company_id = ${companyOf(db)} and p.limit_of is null) found
    where near >= 0.45 order by near desc, id desc limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}

/** Names to choose from while one types, the newest first. */
export async function selectNames(db: Db, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('policies_policy')
    .select('name')
    .where('company_id', '=', companyOf(db))
    .where('limit_of', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => row.name)
}

export const insertOwner = (
  db: Db,
  row: { id: Id; policy_id: Id; person_id: Id; at: Date; by_id: Id | null },
) =>
  db
    .insertInto('policies_owner')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** Rules that are this person's, by the last row of each. */
export async function selectOwnedBy(db: Db, person: Id): Promise<Id[]> {
  const { rows } = await sql<{ policy_id: Id }>`
    select policy_id from (
      select distinct on (policy_id) policy_id, person_id from policies_owner
      where company_id = ${companyOf(db)} order by policy_id, at desc, id desc) last
    where person_id = ${person}`.execute(db)
  return rows.map((row) => row.policy_id)
}

/** Who owned it, and since when; the first first. */
export async function selectOwners(db: Db, policy: Id): Promise<{ person_id: Id; name: string; at: Date }[]> {
  const { rows } = await sql<{ person_id: Id; name: string; at: Date }>`
    select o.person_id, p.name, o.at from policies_owner o
    join people_person p on p.company_id = o.company_id and p.id = o.person_id
    where o.company_id = ${companyOf(db)} and o.policy_id = ${policy} order by o.at, o.id`.execute(db)
  return rows
}
