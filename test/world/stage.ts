import { days, later } from '../../src/kit/clock.ts'
import type { Database, Db } from '../../src/kit/db.ts'
import type { Id } from '../../src/kit/ids.ts'
import { newId } from '../../src/kit/ids.ts'
import { foundCompany } from '../../src/people/founding.ts'
import { joinIdentity, makeIdentity } from '../../src/people/identity.ts'
import { company, findPerson, person, type Staff, staffOf } from '../../src/people/people.ts'
import { insertPerson, insertTeam, updateCompany, updatePerson } from '../../src/people/store.ts'
import { addStage, addTouchpoint, guess } from '../../src/touchpoints/touchpoints.ts'
import type { Places } from './crowd.ts'
import { trustGrows } from './limits.ts'
import { CHAIN, STAFF } from './words.ts'

export type Stage = Places & {
  company: Id
  slug: string
  /** Somebody of the house by first or whole name, acting at a moment. */
  as(db: Db, name: string, at: Date): Promise<Staff>
}

export const HOURS = {
  zone: 'Europe/Berlin',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, [['08:00', '19:00']]]),
  ),
  closed: [],
}

const TEAMS: readonly [name: string, above: string | null][] = [
  ['Shops', null],
  ['Harbour', 'Shops'],
  ['Station', 'Shops'],
  ['Market', 'Shops'],
  ['Riverside', 'Shops'],
  ['Workshop', null],
  ['Phone desk', null],
  ['Office', null],
  ['Stores', null],
]

/** The house before anybody has come in: company, teams, 31 people, the journey, what may be given. */
export async function setStage(database: Database, now: Date, slug: string): Promise<Stage> {
  const founded = later(now, -days(735))
  const mara = await foundCompany(
    database,
    {
      name: 'Halden Cycles',
      slug,
      currency: 'EUR',
      country: 'DE',
      zone: 'Europe/Berlin',
      language: 'en',
      phone: '+49 40 555 0100',
      sample: true,
      hours: HOURS as never,
      founder: { name: 'Mara Halden', email: `mara@${slug}.example` },
    },
    founded,
  )
  return database.inCompany(mara.company, async (db) => {
    await updateCompany(db, { answer: { nextOpenDayAt: '12:00' } })
    const teams = await makeTeams(db, founded)
    const staff = await hireAll(db, now, slug, teams)
    staff.set('Mara Halden', mara.id)
    await updatePerson(db, mara.id, { team_id: teams.get('Office') ?? null })
    const touchpoints = await drawChain(db, { ...mara, at: founded }, teams, staff)
    await trustGrows(db, mara, founded, now)
    return {
      company: mara.company,
      slug,
      teams,
      staff,
      touchpoints,
      as: (at, name, when) => actAs(at, staff, name, when),
    }
  })
}

async function makeTeams(db: Db, at: Date): Promise<Map<string, Id>> {
  const teams = new Map<string, Id>()
  for (const [name, above] of TEAMS) {
    const id = newId(at)
    teams.set(name, id)
    await insertTeam(db, { id, name, parent_id: above ? (teams.get(above) ?? null) : null })
  }
  return teams
}

async function hireAll(db: Db, now: Date, slug: string, teams: Map<string, Id>): Promise<Map<string, Id>> {
  const staff = new Map<string, Id>()
  for (const [place, [name, team, level]] of STAFF.entries()) {
    // Ben has been here for eight months; the others longer, each by their place in the list.
    const joined = later(now, -days(name === 'Ben Okafor' ? 243 : 400 + place * 37))
    const id = newId(joined)
    const email = `${name.split(' ')[0]!.normalize('NFKD').replace(/\W/g, '').toLowerCase()}.${place}@${slug}.example`
    const identity = await makeIdentity(db, email, joined)
    await insertPerson(db, {
      id,
      identity_id: identity,
      name,
      email,
      team_id: teams.get(team) ?? null,
      level,
      language: 'en',
      works: null,
      joined_on: joined.toISOString().slice(0, 10),
    })
    await joinIdentity(db, identity, id)
    staff.set(name, id)
  }
  return staff
}

async function drawChain(
  db: Db,
  mara: Staff,
  teams: Map<string, Id>,
  staff: Map<string, Id>,
): Promise<Map<string, Id>> {
  const points = new Map<string, Id>()
  const stages = new Map<string, Id>()
  for (const one of CHAIN) {
    const stage = stages.get(one.stage) ?? (await addStage(db, mara, one.stage)).id
    stages.set(one.stage, stage)
    const team = one.code === 'wait' ? 'Workshop' : one.code === 'collect' ? 'Station' : 'Shops'
    const point = await addTouchpoint(db, mara, {
      stage,
      name: one.name,
      owner: staff.get(one.owner) ?? null,
      team: teams.get(team) ?? null,
      ideal: one.ideal,
    })
    await guess(db, { ...mara, at: later(mara.at, days(700)) }, point.id, one.guess)
    points.set(one.code, point.id)
  }
  return points
}

async function actAs(db: Db, staff: Map<string, Id>, name: string, at: Date): Promise<Staff> {
  const full = [...staff.keys()].find((one) => one === name || one.startsWith(`${name} `))
  const found = await findPerson(db, staff.get(full ?? '') ?? '')
  if (!found) throw new Error(`Nobody at Halden Cycles is called ${name}.`)
  return staffOf(await company(db), await person(db, found.id), at)
}
