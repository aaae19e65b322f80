import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { AnswerPromise, Hours } from './hours.ts'
import type { Company, Level, Person, Team } from './people.ts'

declare module '../kit/db.ts' {
  interface Tables {
    people_company: {
      id: Id
      slug: string
      name: string
      currency: string
      country: string
      zone: string
      language: string
      hours: unknown
      phone: string | null
      answer: unknown
      sample: boolean
      small: boolean
      founded_at: Date
    }
    people_setting: { company_id: Id; name: string; value: unknown }
    people_team: { company_id: Id; id: Id; parent_id: Id | null; name: string }
    people_person: {
      company_id: Id
      id: Id
      identity_id: Id | null
      name: string
      email: string | null
      team_id: Id | null
      level: Level
      language: string
      works: unknown
      joined_on: string
    }
    people_administrator: { company_id: Id; person_id: Id; at: Date; by_id: Id | null }
    people_leaving: { company_id: Id; person_id: Id; at: Date; by_id: Id | null }
    people_absence: {
      company_id: Id
      id: Id
      person_id: Id
      from_at: Date
      until_at: Date
      stand_in_id: Id | null
    }
    people_invitation: { company_id: Id; person_id: Id; ticket_id: Id; at: Date; by_id: Id | null }
  }
}

export async function selectCompany(db: Db): Promise<Company> {
  const row = await db
    .selectFrom('people_company')
    .selectAll()
    .where('id', '=', companyOf(db))
    .executeTakeFirstOrThrow()
  return { ...row, hours: row.hours as Hours, answer: row.answer as AnswerPromise }
}

export const insertCompany = (db: Db, company: Company) =>
  db
    .insertInto('people_company')
    .values({ ...company, hours: JSON.stringify(company.hours), answer: JSON.stringify(company.answer) })
    .execute()

export const updateCompany = (db: Db, change: Partial<Omit<Company, 'id' | 'founded_at' | 'slug'>>) =>
  db
    .updateTable('people_company')
    .set({
      ...change,
      ...(change.hours ? { hours: JSON.stringify(change.hours) } : {}),
      ...(change.answer ? { answer: JSON.stringify(change.answer) } : {}),
    })
    .where('id', '=', companyOf(db))
    .execute()

export const selectTeams = (db: Db): Promise<Team[]> =>
  db
    .selectFrom('people_team')
    .select(['id', 'parent_id', 'name'])
    .where('company_id', '=', companyOf(db))
    .orderBy(sql`name collate "und-x-icu"`)
    .execute()

export const insertTeam = (db: Db, team: Team) =>
  db
    .insertInto('people_team')
    .values({ company_id: companyOf(db), ...team })
    .execute()

export const updateTeam = (db: Db, id: Id, change: Partial<Omit<Team, 'id'>>) =>
  db
    .updateTable('people_team')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

function persons(db: Db) {
  return db
    .selectFrom('people_person as p')
    .leftJoin('people_administrator as a', (join) =>
      join.onRef('a.company_id', '=', 'p.company_id').onRef('a.person_id', '=', 'p.id'),
    )
    .leftJoin('people_leaving as l', (join) =>
      join.onRef('l.company_id', '=', 'p.company_id').onRef('l.person_id', '=', 'p.id'),
    )
    .select([
      'p.id',
      'p.name',
      'p.email',
      'p.team_id',
      'p.level',
      'p.language',
      'p.works',
      'p.joined_on',
      'p.identity_id',
    ])
    .select((row) => [row('a.person_id', 'is not', null).as('admin'), 'l.at as left_at'])
    .where('p.company_id', '=', companyOf(db))
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof persons>['executeTakeFirstOrThrow']>>
const personOf = (row: PersonRow): Person => ({
  ...row,
  admin: Boolean(row.admin),
  works: row.works as Hours | null,
})

export async function selectPerson(db: Db, id: Id): Promise<Person | undefined> {
  const row = await persons(db).where('p.id', '=', id).executeTakeFirst()
  return row && personOf(row)
}

export async function selectPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const row = await persons(db).where(sql<boolean>`lower(p.email) = lower(${email})`).executeTakeFirst()
  return row && personOf(row)
}

/** Everybody who has not left, by name. */
export async function selectPersons(db: Db, of: { team?: Id; left?: boolean } = {}): Promise<Person[]> {
  let query = persons(db)
  if (!of.left) query = query.where('l.at', 'is', null)
  if (of.team) query = query.where('p.team_id', '=', of.team)
  return (await query.orderBy(sql`p.name collate "und-x-icu"`).execute()).map(personOf)
}

/** Persons who have not left and whose name, or the first word of it, is this one. */
export async function selectPersonsNamed(db: Db, name: string): Promise<Person[]> {
  const rows = await persons(db)
    .where('l.at', 'is', null)
    .where(
      sql<boolean>`plain(${name}) in (plain(p.name), plain(split_part(p.name, ' ', 1)), plain(regexp_replace(p.name, '^.* ', '')))`,
    )
    .orderBy('p.name')
    .execute()
  return rows.map(personOf)
}

export const insertPerson = (db: Db, person: Omit<Person, 'admin' | 'left_at'>) =>
  db
    .insertInto('people_person')
    .values({
      company_id: companyOf(db),
      ...person,
      works: person.works ? JSON.stringify(person.works) : null,
    })
    .execute()

export const updatePerson = (db: Db, id: Id, change: Partial<Omit<Person, 'id' | 'admin' | 'left_at'>>) =>
  db
    .updateTable('people_person')
    .set({
      ...change,
      ...(change.works === undefined ? {} : { works: change.works ? JSON.stringify(change.works) : null }),
    })
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

export const insertAdministrator = (db: Db, person_id: Id, at: Date, by_id: Id | null) =>
  db
    .insertInto('people_administrator')
    .values({ company_id: companyOf(db), person_id, at, by_id })
    .onConflict((row) => row.doNothing())
    .execute()

export const deleteAdministrator = (db: Db, person: Id) =>
  db
    .deleteFrom('people_administrator')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .execute()

export async function countAdministrators(db: Db): Promise<number> {
  const row = await persons(db).where('l.at', 'is', null).where('a.person_id', 'is not', null).execute()
  return row.length
}

export const insertLeaving = (db: Db, person_id: Id, at: Date, by_id: Id | null) =>
  db
    .insertInto('people_leaving')
    .values({ company_id: companyOf(db), person_id, at, by_id })
    .execute()

export const insertAbsence = (
  db: Db,
  absence: { id: Id; person_id: Id; from_at: Date; until_at: Date; stand_in_id: Id | null },
) =>
  db
    .insertInto('people_absence')
    .values({ company_id: companyOf(db), ...absence })
    .execute()

export const deleteAbsence = (db: Db, person: Id, id: Id) =>
  db
    .deleteFrom('people_absence')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .where('id', '=', id)
    .execute()

export const selectAbsences = (db: Db, at: Date) =>
  db
    .selectFrom('people_absence')
    .select(['id', 'person_id', 'from_at', 'until_at', 'stand_in_id'])
    .where('company_id', '=', companyOf(db))
    .where('until_at', '>', at)
    .orderBy('from_at')
    .execute()

/** Nobody stands in for anybody any more by this person. */
export const updateStandInGone = (db: Db, person: Id) =>
  db
    .updateTable('people_absence')
    .set({ stand_in_id: null })
    .where('company_id', '=', companyOf(db))
    .where('stand_in_id', '=', person)
    .execute()

export const deleteLeaving = (db: Db, person: Id) =>
  db
    .deleteFrom('people_leaving')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .execute()

export type Invitation = { person_id: Id; ticket_id: Id; at: Date; by_id: Id | null }

/** One invitation for each person: a new one takes the place of the old. */
export const upsertInvitation = (db: Db, { person_id, ...sent }: Invitation) =>
  db
    .insertInto('people_invitation')
    .values({ company_id: companyOf(db), person_id, ...sent })
    .onConflict((row) => row.columns(['company_id', 'person_id']).doUpdateSet(sent))
    .execute()

export async function deleteInvitation(db: Db, person: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('people_invitation')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .returning('person_id')
    .executeTakeFirst()
  return gone !== undefined
}

export const selectInvitations = (db: Db): Promise<Invitation[]> =>
  db
    .selectFrom('people_invitation')
    .select(['person_id', 'ticket_id', 'at', 'by_id'])
    .where('company_id', '=', companyOf(db))
    .execute()

export async function selectSetting(db: Db, name: string): Promise<unknown> {
  const row = await db
    .selectFrom('people_setting')
    .select('value')
    .where('company_id', '=', companyOf(db))
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

export const upsertSetting = (db: Db, name: string, value: unknown) =>
  db
    .insertInto('people_setting')
    .values({ company_id: companyOf(db), name, value: JSON.stringify(value) })
    .onConflict((row) => row.columns(['company_id', 'name']).doUpdateSet({ value: JSON.stringify(value) }))
    .execute()
