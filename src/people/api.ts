import { z } from 'zod'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import { allLanguages } from '../kit/language.ts'
import { beAway, endAbsence } from './absence.ts'
import { switchesApi } from './api-switches.ts'
import { invite } from './invite.ts'
import { leave } from './leave.ts'
import { company, LEVELS, type Person, people, person, type Staff, teams } from './people.ts'
import { changeStanding } from './standing.ts'
import { addTeam, changeTeam } from './teams.ts'

const name = textShape(120).trim().min(1)
const level = z.enum(LEVELS)

const personOut = z.object({
  id: idShape,
  name: z.string(),
  email: z.string().nullable(),
  team: idShape.nullable(),
  level,
  administrator: z.boolean(),
  language: z.string(),
  joined_on: dayShape,
  left_at: momentOut.nullable(),
})
const outOf = (one: Person): z.input<typeof personOut> => ({
  id: one.id,
  name: one.name,
  email: one.email,
  team: one.team_id,
  level: one.level,
  administrator: one.admin,
  language: one.language,
  joined_on: one.joined_on,
  left_at: one.left_at,
})

const teamOut = z.object({ id: idShape, name: z.string(), parent: idShape.nullable() })

const readCompany = endpoint({
  method: 'get',
  path: '/company',
  says: 'Reads what the company says of itself.',
  scope: 'people:read',
  input: z.object({}),
  output: z.object({
    id: idShape,
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    country: z.string(),
    zone: z.string(),
    language: z.string(),
    phone: z.string().nullable(),
  }),
})

const listPeople = endpoint({
  method: 'get',
  path: '/people',
  says: 'Lists everybody who works here, by name.',
  scope: 'people:read',
  input: z.object({ team: idShape.optional() }),
  output: z.object({ items: z.array(personOut) }),
})

const readPerson = endpoint({
  method: 'get',
  path: '/people/{id}',
  says: 'Reads one person, also one who has left.',
  scope: 'people:read',
  input: z.object({ id: idShape }),
  output: personOut,
})

const invitePerson = endpoint({
  method: 'post',
  path: '/people',
  says: 'Invites somebody by mail; they belong here once they open the link.',
  scope: 'people:write',
  status: 201,
  input: z.object({
    name,
    email: z.email().max(200),
    level,
    team: idShape.nullable().default(null),
    language: z.enum(allLanguages).optional(),
  }),
  output: personOut,
})

const changePerson = endpoint({
  method: 'patch',
  path: '/people/{id}',
  says: 'Changes level, team and the right to administer.',
  scope: 'people:write',
  input: z.object({
    id: idShape,
    level: level.optional(),
    team: idShape.nullable().optional(),
    administrator: z.boolean().optional(),
  }),
  output: personOut,
})

const personLeaves = endpoint({
  method: 'post',
  path: '/people/{id}/leaving',
  says: 'Somebody leaves: what they have open ends at once, what they held is passed on.',
  scope: 'people:write',
  input: z.object({ id: idShape }),
  output: personOut,
})

const planAbsence = endpoint({
  method: 'post',
  path: '/people/{id}/absences',
  says: 'Plans a time away, with somebody who stands in.',
  scope: 'people:write',
  status: 201,
  input: z.object({
    id: idShape,
    from: momentShape,
    until: momentShape,
    stand_in: idShape.nullable().default(null),
  }),
  output: z.object({ id: idShape, from: momentOut, until: momentOut, stand_in: idShape.nullable() }),
})

const dropAbsence = endpoint({
  method: 'delete',
  path: '/people/{id}/absences/{absence}',
  says: 'Takes a time away back.',
  scope: 'people:write',
  input: z.object({ id: idShape, absence: idShape }),
  output: z.object({}),
})

const listTeams = endpoint({
  method: 'get',
  path: '/teams',
  says: 'Lists the teams; `parent` makes them a tree.',
  scope: 'people:read',
  input: z.object({}),
  output: z.object({ items: z.array(teamOut) }),
})

const makeTeam = endpoint({
  method: 'post',
  path: '/teams',
  says: 'Adds a team.',
  scope: 'people:write',
  status: 201,
  input: z.object({ name, parent: idShape.nullable().default(null) }),
  output: teamOut,
})

const patchTeam = endpoint({
  method: 'patch',
  path: '/teams/{id}',
  says: 'Renames a team, or moves it in the tree.',
  scope: 'people:write',
  input: z.object({ id: idShape, name: name.optional(), parent: idShape.nullable().optional() }),
  output: teamOut,
})

const teamOf = (one: { id: string; name: string; parent_id: string | null }) => ({
  id: one.id,
  name: one.name,
  parent: one.parent_id,
})

export const peopleApi: Route<Staff>[] = [
  answers(readCompany, (db) => company(db)),
  answers(listPeople, async (db, _who: Staff, { team }) => ({
    items: (await people(db, team ? { team } : {})).map(outOf),
  })),
  answers(readPerson, async (db, _who: Staff, { id }) => outOf(await person(db, id))),
  answers(invitePerson, async (db, who: Staff, what) => outOf(await invite(db, who, what))),
  answers(changePerson, async (db, who: Staff, { id, administrator, ...change }) =>
    outOf(await changeStanding(db, who, id, { ...change, admin: administrator })),
  ),
  answers(personLeaves, async (db, who: Staff, { id }) => {
    await leave(db, who, id)
    return outOf(await person(db, id))
  }),
  answers(planAbsence, async (db, who: Staff, { id, from, until, stand_in }) => {
    const away = await beAway(db, who, id, { from, until, standIn: stand_in })
    return { id: away.id, from: away.from_at, until: away.until_at, stand_in: away.stand_in_id }
  }),
  answers(dropAbsence, async (db, who: Staff, { id, absence }) => {
    await endAbsence(db, who, id, absence)
    return {}
  }),
  answers(listTeams, async (db) => ({ items: (await teams(db)).map(teamOf) })),
  answers(makeTeam, async (db, who: Staff, what) => teamOf(await addTeam(db, who, what))),
  answers(patchTeam, async (db, who: Staff, { id, ...change }) =>
    teamOf(await changeTeam(db, who, id, change)),
  ),
  ...switchesApi,
]
