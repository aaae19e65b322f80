import { record } from '../history/history.ts'
import { type Database, type Db, isDatabaseError } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { program } from '../kit/who.ts'
import type { Hours } from './hours.ts'
import { findIdentity, isPasswordOf, joinIdentity, makeIdentity, setPassword } from './identity.ts'
import { type Company, company, findPerson, foundingSteps, type Staff, staffOf } from './people.ts'
import { insertAdministrator, insertCompany, insertPerson } from './store.ts'
import { callCompanyFind, callCompanyIds } from './store-identity.ts'

export type Founding = {
  name: string
  slug: string
  currency: string
  country: string
  zone: string
  language: string
  phone?: string | undefined
  sample?: boolean
  /** How many work here; under ten it is a small house. */
  people?: number | undefined
  hours?: Hours
  founder: { name: string; email: string; password?: string | undefined }
}

/** Words that an address of the product begins with, or will: no company can be called so. */
const RESERVED = new Set(
  [
    'account api asks assets card cases company customers digest expected favicon files find follow healthz heard help interactions',
    'join journey links live loss-reasons losses mail panel people pledges policies remedies requests results rules sample set-up setup shifts',
    'sign-in sign-out surveys thanks today wall yes',
  ].flatMap((line) => line.split(' ')),
)

export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')

/** Where fewer than ten work, nobody needs teams to be told apart, or somebody above to be asked. */
export const isSmall = (people: number | undefined): boolean => people !== undefined && people < 10

const shopHours = (zone: string): Hours => ({
  zone,
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])),
  closed: [],
})

/** A new company with its first person, who leads it and administers it. Every word brings what it begins with. */
export async function foundCompany(database: Database, what: Founding, at: Date): Promise<Staff> {
  if (RESERVED.has(what.slug) || !/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(what.slug))
    throw new Refusal(
      'invalid',
      'slug',
      'Choose a short name of letters, digits and hyphens that is not a word of the product.',
      { field: 'slug' },
    )
  const id = newId(at)
  try {
    return await database.inCompany(id, (db) => found(db, id, what, at))
  } catch (error) {
    if (isDatabaseError(error, '23505'))
      throw new Refusal(
        'conflict',
        'slug-taken',
        `${what.slug} is taken here already: choose another short name.`,
        { field: 'slug' },
      )
    throw error
  }
}

async function found(db: Db, id: Id, what: Founding, at: Date): Promise<Staff> {
  const house: Company = {
    id,
    slug: what.slug,
    name: what.name,
    currency: what.currency,
    country: what.country,
    zone: what.zone,
    language: what.language,
    hours: what.hours ?? shopHours(what.zone),
    phone: what.phone || null,
    answer: { nextOpenDayAt: '12:00' },
    sample: what.sample ?? false,
    small: isSmall(what.people),
    founded_at: at,
  }
  await insertCompany(db, house)
  const person = newId(at)
  const identity = await identityOf(db, what.founder, at)
  await insertPerson(db, {
    id: person,
    identity_id: identity,
    name: what.founder.name,
    email: what.founder.email,
    team_id: null,
    level: 'leader',
    language: what.language,
    works: null,
    joined_on: at.toISOString().slice(0, 10),
  })
  await joinIdentity(db, identity, person)
  await insertAdministrator(db, person, at, null)
  await record(db, program(id, at), 'people.founded', id, {})
  await tell(foundingSteps, db, program(id, at), house)
  const founder = await findPerson(db, person)
  return staffOf(await company(db), founder!, at)
}

/** A founder who works for another company here already says so by that password: an address alone is no proof. */
async function identityOf(db: Db, founder: Founding['founder'], at: Date): Promise<Id> {
  const known = await findIdentity(db, founder.email)
  if (known) {
    if (!founder.password || !(await isPasswordOf(db, known, founder.password)))
      throw new Refusal(
        'conflict',
        'address-taken',
        'Somebody signs in here by this address already: give the password that belongs to it.',
        { field: 'password' },
      )
    return known
  }
  const identity = await makeIdentity(db, founder.email, at)
  if (founder.password) await setPassword(db, identity, founder.password)
  return identity
}

/** The companies of this server: the finder tells their ids and nothing more. */
export const companyIds = (database: Database): Promise<Id[]> => database.outside(callCompanyIds)

export async function companyBySlug(database: Database, slug: string): Promise<Id | undefined> {
  if (!/^[a-z0-9-]{1,40}$/.test(slug)) return undefined
  return database.outside((db) => callCompanyFind(db, slug))
}
