import { z } from 'zod'
import { readCase } from '../cases/cases.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import {
  answers,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  pageInput,
  pageOutput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import { hoursShape } from '../people/hours.ts'
import { type Staff, team } from '../people/people.ts'
import { answerRequest, replyToTeam } from './answer.ts'
import { askTeam } from './ask.ts'
import { finishRequest, withdrawRequest } from './end.ts'
import { handOn } from './hand-on.ts'
import { sayHelped } from './helped.ts'
import { type Request, readRequest } from './request.ts'
import { selectAskedOf, selectEnded, selectWaitingRequests } from './store.ts'
import { letGo, takeUp } from './take-up.ts'
import { setUsual, usualOf } from './usual.ts'
import { howItWent } from './went.ts'

const requestShape = z.object({
  id: z.string(),
  case_id: z.string(),
  what: z.string(),
  at: momentOut,
  needed_by: momentOut.nullable(),
  from_team_id: z.string().nullable().describe('The team that waits.'),
  team_id: z.string().describe('The team that is asked now.'),
  asked_at: momentOut.describe('Since when that team is asked.'),
  for_id: z.string().nullable().describe('The request for whose sake this one was made.'),
  due_at: momentOut.nullable().describe('What is owed next; null once it has ended.'),
  promise: z.object({ what: z.string(), due_at: momentOut, at: momentOut }).nullable(),
  question: z.object({ text: z.string(), at: momentOut }).nullable(),
  taken: z.boolean().describe('Whether somebody of the team does it.'),
  end: z.object({ how: z.enum(['done', 'cannot', 'withdrawn']), word: z.string(), at: momentOut }).nullable(),
  helped: z.object({ helped: z.boolean(), word: z.string() }).nullable(),
})

/** Teams, and no persons. */
const shown = ({ from: _, asker: __, asker_id, team: ___, asked_id, taken, question, ...one }: Request) => ({
  ...one,
  taken: taken !== null,
  question: question && { text: question.text, at: question.at },
})

const one = z.object({ id: idShape })
const sentence = textShape(400).min(1)
const word = textShape(400).default('')
const write = 'requests:write'
const read = 'requests:read'

const list = endpoint({
  method: 'get',
  path: '/requests',
  says: 'Lists what teams wait for from each other: what is due first on top or, of those that ended, the latest.',
  scope: read,
  input: z.object({
    ...pageInput,
    team: idShape.optional().describe('The team that is asked.'),
    from_team: idShape.optional().describe('The team that waits.'),
    case: idShape.optional(),
    ended: z.enum(['yes', 'no']).default('no'),
  }),
  output: pageOutput(requestShape),
})
const went = endpoint({
  method: 'get',
  path: '/request-results',
  says: 'Tells how often what a team did has helped, with its interval, and how soon it answers. Teams too small are left out.',
  scope: read,
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        team_id: z.string(),
        helped: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
        judged: z.int(),
        median_minutes: z.int().nullable(),
        answered: z.int(),
      }),
    ),
  }),
})
const get = endpoint({
  method: 'get',
  path: '/requests/{id}',
  says: 'Reads a request with the teams that it went to.',
  scope: read,
  input: one,
  output: requestShape.extend({
    went_to: z.array(z.object({ team_id: z.string(), at: momentOut, reason: z.string().nullable() })),
  }),
})
const ask = endpoint({
  method: 'post',
  path: '/cases/{id}/requests',
  says: 'Asks another team for something that a customer waits for; the brief goes along.',
  scope: write,
  input: one.extend({
    team: idShape,
    what: sentence,
    due_at: momentShape.optional().describe('By when it is needed.'),
    for: idShape.optional().describe('What your team is asked on the same case, for whose sake you ask.'),
  }),
  output: requestShape,
  status: 201,
})
const deed = <S extends z.ZodRawShape>(
  method: 'post' | 'put' | 'delete',
  path: `/${string}`,
  says: string,
  input: S,
) => endpoint({ method, path, says, scope: write, input: one.extend(input), output: requestShape })

const take = deed('put', '/requests/{id}/taking', 'You do it, so that no colleague does it too.', {})
const free = deed('delete', '/requests/{id}/taking', 'It goes back to the team.', {})
const promise = deed(
  'post',
  '/requests/{id}/promises',
  'The asked team promises it by a moment; a quarter of an hour before, both are warned.',
  { due_at: momentShape, what: word },
)
const cannot = deed('post', '/requests/{id}/cannot', 'The asked team cannot, and says why.', {
  because: sentence,
})
const askBack = deed('post', '/requests/{id}/questions', 'The asked team asks something back.', {
  question: textShape(1000).min(1),
})
const reply = deed('post', '/requests/{id}/replies', 'Answers what the asked team asked back.', {
  reply: textShape(1000).min(1),
})
const done = deed('post', '/requests/{id}/done', 'It is done.', { word })
const withdraw = deed('post', '/requests/{id}/withdraw', 'It is not needed any more.', { word })
const on = deed('post', '/requests/{id}/hand-on', 'Another team is the right one: it goes there.', {
  team: idShape,
  reason: sentence,
})
const judge = deed(
  'put',
  '/requests/{id}/helped',
  'Says whether it helped: of the team, and of nobody by name.',
  {
    helped: z.boolean(),
    word,
  },
)

const usualShape = z.object({
  answer_minutes: z.int(),
  done_minutes: z.int(),
  hours: hoursShape.nullable().describe('The team’s own; null where the company’s hold.'),
})
const usual = endpoint({
  method: 'get',
  path: '/teams/{id}/usual-times',
  says: 'Reads in how many minutes of its hours a team usually answers a request, and has it done.',
  scope: read,
  input: one,
  output: usualShape,
})
const setIt = endpoint({
  method: 'put',
  path: '/teams/{id}/usual-times',
  says: 'Says how long your team usually takes.',
  scope: write,
  input: one.extend({
    answer_minutes: z.int(),
    done_minutes: z.int(),
    hours: hoursShape.nullable().default(null),
  }),
  output: usualShape,
})
const usualOut = (of: Awaited<ReturnType<typeof usualOf>>) => ({
  answer_minutes: of.answer,
  done_minutes: of.done,
  hours: of.hours,
})

export const requestsApi: Route<Staff>[] = [
  answers(
    list,
    async (db, _who: Staff, { after, most, team: asked, from_team: from, case: about, ended }) => {
      if (asked) await team(db, asked)
      if (from) await team(db, from)
      if (about) await readCase(db, about)
      const where = {
        asked: asked ? [asked] : undefined,
        from: from ? [from] : undefined,
        case: about,
      }
      const find = ended === 'yes' ? selectEnded : selectWaitingRequests
      const { items, next } = pageOf(await find(db, where, most + 1, readPlace(after)), most, (row) => ({
        at: row.end?.at ?? row.due_at ?? row.at,
        id: row.id,
      }))
      return { items: items.map(shown), next }
    },
  ),
  answers(went, async (db, who: Staff) => ({
    items: (await howItWent(db, who.at)).shown.map(({ team: of, helped, answered, median }) => ({
      team_id: of.id,
      helped: helped.share
        ? { share: helped.share.share, low: helped.share.low, high: helped.share.high }
        : null,
      judged: helped.n,
      median_minutes: median ?? null,
      answered,
    })),
  })),
  answers(get, async (db, _who: Staff, { id }) => ({
    ...shown(await readRequest(db, id)),
    went_to: (await selectAskedOf(db, [id])).map(({ team_id, at, reason }) => ({ team_id, at, reason })),
  })),
  answers(ask, async (db, who: Staff, { id, team: asked, what, due_at, for: sake }) =>
    shown(await askTeam(db, who, { case: id, team: asked, what, dueAt: due_at, for: sake })),
  ),
  answers(take, async (db, who: Staff, { id }) => shown(await takeUp(db, who, id))),
  answers(free, async (db, who: Staff, { id }) => shown(await letGo(db, who, id))),
  answers(promise, async (db, who: Staff, { id, due_at, what }) =>
    shown(await answerRequest(db, who, id, { promise: due_at, what })),
  ),
  answers(cannot, async (db, who: Staff, { id, because }) =>
    shown(await answerRequest(db, who, id, { cannot: because })),
  ),
  answers(askBack, async (db, who: Staff, { id, question }) =>
    shown(await answerRequest(db, who, id, { question })),
  ),
  answers(reply, async (db, who: Staff, { id, reply: said }) => shown(await replyToTeam(db, who, id, said))),
  answers(done, async (db, who: Staff, { id, word: said }) => shown(await finishRequest(db, who, id, said))),
  answers(withdraw, async (db, who: Staff, { id, word: said }) =>
    shown(await withdrawRequest(db, who, id, said)),
  ),
  answers(on, async (db, who: Staff, { id, team: to, reason }) =>
    shown(await handOn(db, who, id, { team: to, reason })),
  ),
  answers(judge, async (db, who: Staff, { id, ...said }) => shown(await sayHelped(db, who, id, said))),
  answers(usual, async (db, _who: Staff, { id }) => usualOut(await usualOf(db, (await team(db, id)).id))),
  answers(setIt, async (db, who: Staff, { id, answer_minutes, done_minutes, hours }) =>
    usualOut(await setUsual(db, who, id, { answer: answer_minutes, done: done_minutes, hours })),
  ),
]
