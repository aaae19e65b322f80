import { z } from 'zod'
import { answers, endpoint, idShape, momentOut, type Route, textShape } from '../../kit/endpoint.ts'
import type { Staff } from '../../people/people.ts'
import {
  bringCalendar,
  type Calendar,
  calendar,
  calendars,
  endCalendar,
  followAgain,
  followCalendar,
  lookNow,
  sayWhose,
  unsayWhose,
  waitingDates,
} from './calendar.ts'

const calendarOut = z.object({
  id: z.string(),
  name: z.string(),
  followed: z.boolean(),
  meets: z.boolean(),
  touchpoint_id: z.string().nullable(),
  team_id: z.string().nullable(),
  ended_at: momentOut.nullable(),
  looked_at: momentOut.nullable(),
  good_at: momentOut.nullable().describe('When it could last be read.'),
  trouble: z.string().nullable(),
  dates: z.int().nullable().describe('Dates that are still to come.'),
  past: z.int().nullable(),
  odd: z.array(z.object({ what: z.string(), sentence: z.string() })),
})
/** The address is as good as a password: it comes in and never goes out. */
const out = ({ url, ...one }: Calendar) => ({ ...one, followed: url !== null })
const one = z.object({ id: idShape })
const entry = textShape(500).min(1).describe('The name of the entry in its calendar.')
const about = {
  meets: z.boolean().default(false).describe('It holds bookings: whoever is new becomes a customer.'),
  touchpoint: idShape.optional(),
  team: idShape.optional(),
}

const bring = endpoint({
  method: 'post',
  path: '/calendars',
  says: 'Brings a calendar as a file. The same file twice brings nothing twice.',
  scope: 'calendars:write',
  input: z.object({ name: textShape(200).min(1), calendar: z.string().min(1).max(900_000), ...about }),
  output: calendarOut,
  status: 202,
})
const follow = endpoint({
  method: 'post',
  path: '/calendars/followed',
  says: 'Follows a calendar at its address, which is looked at every half hour.',
  scope: 'calendars:write',
  input: z.object({ name: textShape(200).min(1), url: textShape(2000).min(1), ...about }),
  output: calendarOut,
  status: 202,
})
const list = endpoint({
  method: 'get',
  path: '/calendars',
  says: 'Lists the calendars, and how the last look at each went.',
  scope: 'calendars:read',
  input: z.object({}),
  output: z.object({ items: z.array(calendarOut) }),
})
const look = endpoint({
  method: 'post',
  path: '/calendars/{id}/look',
  says: 'Looks at a calendar now.',
  scope: 'calendars:write',
  input: one,
  output: calendarOut,
  status: 202,
})
const end = endpoint({
  method: 'delete',
  path: '/calendars/{id}',
  says: 'Follows a calendar no more; whoever is expected by it alone is called off.',
  scope: 'calendars:write',
  input: one,
  output: calendarOut,
})
const again = endpoint({
  method: 'put',
  path: '/calendars/{id}/again',
  says: 'Follows it again, and expects whom it tells.',
  scope: 'calendars:write',
  input: one,
  output: calendarOut,
})
const waiting = endpoint({
  method: 'get',
  path: '/calendar-entries',
  says: 'Lists entries of which nobody knows yet who comes.',
  scope: 'calendars:read',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        entry: z.string(),
        what: z.string(),
        calendar: z.string(),
        day: z.string().nullable(),
        at: momentOut.nullable(),
        dates: z.int(),
        over: z.boolean(),
        names: z.array(z.string()),
        emails: z.array(z.string()),
        phones: z.array(z.string()),
      }),
    ),
  }),
})
const whose = endpoint({
  method: 'post',
  path: '/calendar-entries/whose',
  says: 'Says who comes, on all dates of an entry; null: it is nobody’s visit.',
  scope: 'calendars:write',
  input: z.object({ entry, customer: idShape.nullable() }),
  output: z.object({}),
})
const unsay = endpoint({
  method: 'post',
  path: '/calendar-entries/unsay',
  says: 'Takes back who comes.',
  scope: 'calendars:write',
  input: z.object({ entry }),
  output: z.object({}),
})

const MOST = 200

export const calendarApi: Route<Staff>[] = [
  answers(bring, async (db, who: Staff, { name, calendar: text, ...more }) =>
    out(await bringCalendar(db, who, { name, bytes: Buffer.from(text) }, more)),
  ),
  answers(follow, async (db, who: Staff, { url, ...more }) => out(await followCalendar(db, who, url, more))),
  answers(list, async (db, _who: Staff) => ({ items: (await calendars(db)).map(out) })),
  answers(look, async (db, who: Staff, { id }) => {
    await lookNow(db, who, id)
    return out(await calendar(db, id))
  }),
  answers(end, async (db, who: Staff, { id }) => {
    await endCalendar(db, who, (await calendar(db, id)).id)
    return out(await calendar(db, id))
  }),
  answers(again, async (db, who: Staff, { id }) => {
    await followAgain(db, who, id)
    return out(await calendar(db, id))
  }),
  answers(waiting, async (db, who: Staff) => ({
    items: (await waitingDates(db, who, MOST)).map(({ uid, told, ...rest }) => ({
      entry: uid,
      ...told,
      ...rest,
    })),
  })),
  answers(whose, async (db, who: Staff, { entry: uid, customer }) => {
    await sayWhose(db, who, uid, customer)
    return {}
  }),
  answers(unsay, async (db, who: Staff, { entry: uid }) => {
    await unsayWhose(db, who, uid)
    return {}
  }),
]
