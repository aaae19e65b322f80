import { z } from 'zod'
import { answers, endpoint, idShape, momentOut, type Route, textShape } from '../kit/endpoint.ts'
import { council, endCouncil, nameCouncil } from './council.ts'
import type { Staff } from './people.ts'
import { type State, stateOf, switchOff, switchOn, switchTable } from './switches.ts'

const name = z
  .string()
  .regex(/^[a-z]+\.[a-z-]+$/)
  .max(80)
const switchOut = z.object({
  name: z.string(),
  title: z.string(),
  says: z.string().describe('What it would measure, of whom, and who would see it.'),
  built: z.boolean().describe('What is not built cannot be switched on.'),
  opens: z.array(z.string()).describe('What answers while it is on, and refuses while it is off.'),
  state: z.enum(['off', 'announced', 'on'] satisfies State[]),
  from_at: momentOut.nullable().describe('When it takes effect, or did.'),
  why: z.string().nullable(),
})
const tableOut = z.object({ items: z.array(switchOut) })
const councilOut = z.object({ items: z.array(z.object({ id: idShape, name: z.string() })) })

const list = endpoint({
  method: 'get',
  path: '/switches',
  says: 'Lists all that could measure people, and whether it is on.',
  scope: 'people:read',
  input: z.object({}),
  output: tableOut,
})
const on = endpoint({
  method: 'put',
  path: '/switches/{name}',
  says: 'Announces that something which measures people will be switched on; everybody is told, and it takes effect after the notice.',
  scope: 'people:write',
  input: z.object({
    name,
    why: textShape(1000).min(10),
    days: z.int().min(14).max(365).optional().describe('How long the notice runs; fourteen days at least.'),
  }),
  output: tableOut,
})
const off = endpoint({
  method: 'delete',
  path: '/switches/{name}',
  says: 'Switches it off, at once.',
  scope: 'people:write',
  input: z.object({ name }),
  output: tableOut,
})
const members = endpoint({
  method: 'get',
  path: '/council',
  says: 'Lists the staff council.',
  scope: 'people:read',
  input: z.object({}),
  output: councilOut,
})
const named = endpoint({
  method: 'put',
  path: '/council/{person}',
  says: 'Puts somebody on the staff council: they read the switches and the openings, and switch nothing.',
  scope: 'people:write',
  input: z.object({ person: idShape }),
  output: councilOut,
})
const ended = endpoint({
  method: 'delete',
  path: '/council/{person}',
  says: 'Somebody is no longer on the staff council.',
  scope: 'people:write',
  input: z.object({ person: idShape }),
  output: councilOut,
})

type Db = Parameters<typeof switchTable>[0]
const table = async (db: Db, at: Date) => ({
  items: (await switchTable(db)).map(({ is, done: [last] }) => {
    const state = stateOf(last, at)
    const shown = state === 'off' ? undefined : last
    return {
      ...{ name: is.name, title: is.title, says: is.says, state },
      built: is.opens.length > 0,
      opens: [...is.opens],
      from_at: shown?.from_at ?? null,
      why: shown?.why ?? null,
    }
  }),
})
const councilAll = async (db: Db) => ({ items: (await council(db)).map(({ id, name }) => ({ id, name })) })

// Openings of a history are no part of this: a second person is a human at a page, and no key of a program.
export const switchesApi: Route<Staff>[] = [
  answers(list, (db, who: Staff) => table(db, who.at)),
  answers(on, async (db, who: Staff, { name, why, days }) => {
    await switchOn(db, who, name, { why, noticeDays: days })
    return table(db, who.at)
  }),
  answers(off, async (db, who: Staff, { name }) => {
    await switchOff(db, who, name)
    return table(db, who.at)
  }),
  answers(members, (db) => councilAll(db)),
  answers(named, async (db, who: Staff, { person }) => {
    await nameCouncil(db, who, person)
    return councilAll(db)
  }),
  answers(ended, async (db, who: Staff, { person }) => {
    await endCouncil(db, who, person)
    return councilAll(db)
  }),
]
