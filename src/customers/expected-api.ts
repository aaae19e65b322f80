import { z } from 'zod'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  pageInput,
  pageOutput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { ADDRESS_KINDS } from './addresses.ts'
import {
  callOff,
  came,
  type Expected,
  expected,
  expectedFrom,
  expectVisit,
  notCome,
  onAgain,
  placeOf,
  SOURCES,
  type When,
} from './expected.ts'
import { dayOf } from './expected-rules.ts'
import { meet } from './meet.ts'

const expectedOut = z.object({
  id: z.string(),
  customer_id: z.string(),
  source: z.enum(SOURCES),
  key: z.string(),
  what: z.string(),
  day: z.string().nullable().describe('Some time on this day of the company’s calendar.'),
  at: momentOut.nullable().describe('Or exactly then.'),
  touchpoint_id: z.string().nullable(),
  team_id: z.string().nullable(),
  called_off_at: momentOut.nullable(),
  came_at: momentOut.nullable(),
})
const out = ({ off_at, ...one }: Expected) => ({ ...one, called_off_at: off_at })
const one = z.object({ id: idShape })

const tell = endpoint({
  method: 'post',
  path: '/expected',
  says: 'Expects a customer on a day or at a moment. The same key again tells what is true now: it is moved, never doubled.',
  scope: 'customers:write',
  input: z.object({
    key: textShape(500).min(1).describe('The number under which your program knows it.'),
    customer: idShape.optional().describe('Who comes; or who they are by their addresses.'),
    name: textShape(200).optional(),
    addresses: z
      .array(z.strictObject({ kind: z.enum(ADDRESS_KINDS), written: textShape(300).min(1) }))
      .max(20)
      .optional()
      .describe('Whoever is known by one of them, else somebody new.'),
    what: textShape(200).min(1),
    day: dayShape.optional(),
    at: momentShape.optional(),
    touchpoint: idShape.optional(),
    team: idShape.optional(),
  }),
  output: expectedOut.extend({ made: z.boolean() }),
})
const list = endpoint({
  method: 'get',
  path: '/expected',
  says: 'Lists who is expected from a day until a day, by the clock; today where none is given.',
  scope: 'customers:read',
  input: z.object({
    ...pageInput,
    from: dayShape.optional(),
    until: dayShape.optional().describe('The last day, as well.'),
    team: idShape.optional().describe('Of this team, and of no team in particular.'),
    customer: idShape.optional(),
    key: textShape(500).optional(),
    called_off: z.enum(['yes', 'no']).default('no').describe('With those that were called off.'),
  }),
  output: pageOutput(expectedOut),
})
const read = endpoint({
  method: 'get',
  path: '/expected/{id}',
  says: 'Reads one visit that is expected.',
  scope: 'customers:read',
  input: one,
  output: expectedOut,
})
const off = endpoint({
  method: 'delete',
  path: '/expected/{id}',
  says: 'Calls a visit off. Called off twice, nothing happens.',
  scope: 'customers:write',
  input: one,
  output: expectedOut,
})
const again = endpoint({
  method: 'put',
  path: '/expected/{id}/on',
  says: 'A visit that was called off is on again.',
  scope: 'customers:write',
  input: one,
  output: expectedOut,
})
const here = endpoint({
  method: 'put',
  path: '/expected/{id}/came',
  says: 'They have come.',
  scope: 'customers:write',
  input: one,
  output: expectedOut,
})
const notHere = endpoint({
  method: 'delete',
  path: '/expected/{id}/came',
  says: 'They have not come after all.',
  scope: 'customers:write',
  input: one,
  output: expectedOut,
})

const MOST_DAYS = 400

function spanOf(who: Staff, from: string | undefined, until: string | undefined): [string, string] {
  const first = from ?? dayOf(who.at, who.house.zone)
  const last = until ?? first
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000
  if (days < 0 || days > MOST_DAYS)
    throw new Refusal('invalid', 'expected-span', `Ask for 1 to ${MOST_DAYS} days at once.`, {
      field: 'until',
    })
  return [first, last]
}

function whenOf({ day, at }: { day?: string | undefined; at?: Date | undefined }): When {
  if (day && !at) return { day }
  if (at && !day) return { at }
  throw new Refusal('invalid', 'expected-when', 'Say either a day or a moment, and not both.', {
    field: 'day',
  })
}

type Guest = z.output<typeof tell.input>

async function guestOf(db: Db, who: Staff, { customer, name, addresses }: Guest): Promise<string> {
  if (customer) return customer
  if (addresses?.length) return (await meet(db, who, { name, addresses })).id
  throw new Refusal('invalid', 'expected-who', 'Say who comes: a customer’s id, or their addresses.', {
    field: 'customer',
  })
}

const doing =
  (deed: (db: Db, who: Staff, id: string) => Promise<void>) =>
  async (db: Db, who: Staff, { id }: { id: string }) => {
    await deed(db, who, id)
    return out(await expected(db, id))
  }

export const expectedApi: Route<Staff>[] = [
  answers(tell, async (db, who: Staff, what) => {
    const on = whenOf(what)
    const { key, touchpoint, team } = what
    const customer = await guestOf(db, who, what)
    const told = await expectVisit(db, who, {
      customer,
      what: what.what,
      on,
      touchpoint,
      team,
      source: 'api',
      key,
    })
    return { ...out(told.expected), made: told.made }
  }),
  answers(list, async (db, who: Staff, { from, until, team, customer, key, called_off, after, most }) => {
    const rows = await expectedFrom(db, who.house, spanOf(who, from, until), {
      teams: team ? [team] : undefined,
      customer,
      key,
      off: called_off === 'yes',
      after: readPlace(after),
      most: most + 1,
    })
    const { items, next } = pageOf(rows, most, (row) => placeOf(row, who.house.zone))
    return { items: items.map(out), next }
  }),
  answers(read, async (db, _who: Staff, { id }) => out(await expected(db, id))),
  answers(off, doing(callOff)),
  answers(again, doing(onAgain)),
  answers(here, doing(came)),
  answers(notHere, doing(notCome)),
]
