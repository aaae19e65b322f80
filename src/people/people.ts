import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { offer, type Reaction } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import type { AnswerPromise, Hours } from './hours.ts'
import {
  selectAbsences,
  selectCompany,
  selectPerson,
  selectPersons,
  selectPersonsNamed,
  selectTeams,
} from './store.ts'

export const LEVELS = ['front-line', 'supervisor', 'manager', 'leader'] as const
export type Level = (typeof LEVELS)[number]
export const levelNames: Record<Level, string> = {
  'front-line': 'front line',
  supervisor: 'supervisor',
  manager: 'manager',
  leader: 'leader',
}

export type Company = {
  id: Id
  slug: string
  name: string
  currency: string
  country: string
  zone: string
  language: string
  hours: Hours
  phone: string | null
  answer: AnswerPromise
  sample: boolean
  /** Fewer than ten work here: no teams, budgets, asks or approvals are in sight. */
  small: boolean
  founded_at: Date
}
export type Team = { id: Id; parent_id: Id | null; name: string }
export type Person = {
  id: Id
  identity_id: Id | null
  name: string
  email: string | null
  team_id: Id | null
  level: Level
  language: string
  works: Hours | null
  joined_on: string
  admin: boolean
  left_at: Date | null
}
export type Absence = { id: Id; person_id: Id; from_at: Date; until_at: Date; stand_in_id: Id | null }

/** Somebody of the company, signed in: what a deed needs to know of them. */
export type Staff = Who & {
  readonly by: 'person'
  readonly id: Id
  readonly name: string
  readonly level: Level
  readonly team: Id | null
  readonly admin: boolean
  readonly language: string
  readonly house: Company
}

/** A step of leaving: each word that holds something for a person passes it on. In the deed's transaction. */
export const leavingSteps = offer<Reaction<Db, Staff, Person>>('people.leaving')
/** What a new company begins with: each word brings its own. */
export const foundingSteps = offer<Reaction<Db, Who, Company>>('people.founding')

export const company = (db: Db): Promise<Company> => selectCompany(db)
export const teams = (db: Db): Promise<Team[]> => selectTeams(db)
export const people = (db: Db, of: { team?: Id; left?: boolean } = {}): Promise<Person[]> =>
  selectPersons(db, of)
export const findPerson = (db: Db, id: Id): Promise<Person | undefined> => selectPerson(db, id)
/** Who is meant by a name as a customer would say it: the whole of it, or the first or last part. */
export const peopleNamed = (db: Db, name: string): Promise<Person[]> => selectPersonsNamed(db, name.trim())
/** Absences that last now or are to come. */
export const absences = (db: Db, at: Date): Promise<Absence[]> => selectAbsences(db, at)

export async function person(db: Db, id: Id): Promise<Person> {
  const found = await selectPerson(db, id)
  if (!found) throw new Refusal('not-found', 'person', 'There is no such person here.')
  return found
}

export async function team(db: Db, id: Id): Promise<Team> {
  const found = (await selectTeams(db)).find((one) => one.id === id)
  if (!found) throw new Refusal('not-found', 'team', 'There is no such team here.')
  return found
}

/** A team and all above it, from itself upward. */
export function chainOf(all: readonly Team[], id: Id | null): Id[] {
  const chain: Id[] = []
  for (let at = id; at && !chain.includes(at); at = all.find((one) => one.id === at)?.parent_id ?? null)
    chain.push(at)
  return chain
}

export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name

/** When this person works: their own hours, else the company's. */
export const worksAt = (house: Company, one: Person): Hours => one.works ?? house.hours
export const isLevel = (text: string): text is Level => (LEVELS as readonly string[]).includes(text)
export const rank = (level: Level): number => LEVELS.indexOf(level)

export function mustAdminister(who: Staff): void {
  if (!who.admin)
    throw new Refusal('forbidden', 'administrator', 'Only an administrator of the company may do that.')
}

/** A person as one who acts: for jobs and for answers by a link. */
export function staffOf(house: Company, one: Person, at: Date): Staff {
  return {
    company: house.id,
    by: 'person',
    id: one.id,
    at,
    name: one.name,
    level: one.level,
    team: one.team_id,
    admin: one.admin,
    language: one.language,
    house,
  }
}
