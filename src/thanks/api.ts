import { z } from 'zod'
import { answers, endpoint, idShape, momentOut, pageInput, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import {
  choose,
  passOn,
  putOnWall,
  takeOffWall,
  thankColleague,
  thankForKindness,
  thanks,
  thanksFor,
  thanksThisWeek,
  unclearFor,
  wall,
} from './thanks.ts'

const thanksOut = z.object({
  id: z.string(),
  at: momentOut,
  interaction_id: z.string().nullable().describe('What a customer said; null where a colleague thanks.'),
  by_id: z.string().nullable(),
  case_id: z.string().nullable(),
  kindness_id: z.string().nullable().describe('The kindness that a colleague is thanked for.'),
  words: z.string(),
  what_for: z.string(),
  people: z.array(z.string()),
  wall_at: momentOut.nullable(),
})
const listOut = z.object({ items: z.array(thanksOut) })
const one = z.object({ id: idShape })
const most = pageInput.most
const peopleShape = z.array(idShape).min(1).max(20)

const given = endpoint({
  method: 'post',
  path: '/thanks',
  says: 'Thanks colleagues, with the case behind it where there is one.',
  scope: 'thanks:write',
  input: z.object({ people: peopleShape, words: textShape(1000).min(1), case: idShape.optional() }),
  output: thanksOut,
  status: 201,
})
const passed = endpoint({
  method: 'post',
  path: '/interactions/{id}/thanks',
  says: 'Passes a customer’s words on to those whom they thank.',
  scope: 'thanks:write',
  input: one.extend({ people: peopleShape, what_for: textShape(400).default(''), case: idShape.optional() }),
  output: thanksOut,
  status: 201,
})
const forKindness = endpoint({
  method: 'post',
  path: '/kindnesses/{id}/thanks',
  says: 'Thanks a colleague for something kind that they did for a customer.',
  scope: 'thanks:write',
  input: one.extend({ words: textShape(1000).min(1) }),
  output: thanksOut,
  status: 201,
})
const own = endpoint({
  method: 'get',
  path: '/thanks',
  says: 'Lists what you were thanked for, the newest first. Nobody else can ask for it.',
  scope: 'thanks:read',
  input: z.object({ most }),
  output: listOut,
})
const hanging = endpoint({
  method: 'get',
  path: '/wall',
  says: 'Lists what hangs on the wall, the newest first, and how many thanks there were this week.',
  scope: 'thanks:read',
  input: z.object({ most }),
  output: listOut.extend({ this_week: z.int() }),
})
const up = endpoint({
  method: 'put',
  path: '/thanks/{id}/wall',
  says: 'Puts thanks on the wall.',
  scope: 'thanks:write',
  input: one,
  output: thanksOut,
})
const down = endpoint({
  method: 'delete',
  path: '/thanks/{id}/wall',
  says: 'Takes thanks off the wall: who is praised there may, and who put it up.',
  scope: 'thanks:write',
  input: one,
  output: thanksOut,
})
const unclear = endpoint({
  method: 'get',
  path: '/unclear-thanks',
  says: 'Lists thanks of which you are asked whom the customer meant.',
  scope: 'thanks:read',
  input: z.object({ most }),
  output: z.object({
    items: z.array(
      z.object({ thanks_id: z.string(), name: z.string(), candidates: z.array(z.string()), at: momentOut }),
    ),
  }),
})
const choice = endpoint({
  method: 'post',
  path: '/thanks/{id}/choice',
  says: 'Says whom the customer meant; an empty list is nobody in particular.',
  scope: 'thanks:write',
  input: one.extend({ people: z.array(idShape).max(20) }),
  output: thanksOut,
})

export const thanksApi: Route<Staff>[] = [
  answers(given, (db, who: Staff, what) => thankColleague(db, who, what)),
  answers(passed, async (db, who: Staff, what) => {
    const id = await passOn(db, who, {
      interaction: what.id,
      people: what.people,
      whatFor: what.what_for,
      case: what.case,
    })
    return thanks(db, id)
  }),
  answers(forKindness, (db, who: Staff, { id, words }) => thankForKindness(db, who, { kindness: id, words })),
  answers(own, async (db, who: Staff, asked) => ({ items: await thanksFor(db, who.id, asked.most) })),
  answers(hanging, async (db, who: Staff, asked) => ({
    items: await wall(db, asked.most),
    this_week: await thanksThisWeek(db, who.at, who.house.zone),
  })),
  answers(up, async (db, who: Staff, { id }) => {
    await putOnWall(db, who, id)
    return thanks(db, id)
  }),
  answers(down, async (db, who: Staff, { id }) => {
    await takeOffWall(db, who, id)
    return thanks(db, id)
  }),
  answers(unclear, async (db, who: Staff, asked) => ({ items: await unclearFor(db, who, asked.most) })),
  answers(choice, async (db, who: Staff, { id, people }) => {
    await choose(db, who, id, people)
    return thanks(db, id)
  }),
]
