import { z } from 'zod'
import { readCase } from '../cases/cases.ts'
import { allIdsOf, customer } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Route } from '../kit/endpoint.ts'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  moneyOut,
  moneyShape,
  pageInput,
  pageOutput,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { answerAsk } from './answer.ts'
import { ask, withdraw } from './ask.ts'
import { type AskState, askState, asksFor } from './asks.ts'
import { give, giveAsked } from './give.ts'
import { kinds, makeKind, retireKind } from './kinds.ts'
import { mayGive } from './may-give.ts'
import { type Entry, FAMILIES, type Given, type Kind } from './remedies.ts'
import { selectEntries } from './store.ts'
import { takeBack } from './take-back.ts'
import { type Todo, tick, todos, untick } from './todos.ts'

const family = z.enum(FAMILIES)
const reason = textShape(400).min(1).describe('Why, in a few words.')
const nothing = z.object({})
const byId = z.object({ id: idShape })

const kindShape = z.object({
  id: idShape,
  family,
  name: z.string(),
  cost: moneyOut.nullable(),
  todo: z.string(),
  todo_days: z.int(),
  todo_team_id: idShape.nullable(),
})
const kindOut = ({ cost, currency, at: _, ...kind }: Kind) => ({
  ...kind,
  cost: cost === null || currency === null ? null : { minor: cost, currency },
})

const remedyShape = z.object({
  id: idShape,
  at: momentOut,
  case_id: idShape,
  customer_id: idShape,
  kind_id: idShape,
  family,
  amount: moneyOut,
  reason: z.string(),
  purchase_id: idShape.nullable(),
  limit_id: idShape.nullable().describe('The limit that held at that moment.'),
  ask_id: idShape.nullable(),
  takes_back_id: idShape.nullable(),
})
const remedyOut = (one: Entry) => ({ ...one, amount: { minor: one.amount, currency: one.currency } })
const givenShape = remedyShape.extend({
  kind: z.string(),
  taken_back_at: momentOut.nullable(),
  done_at: momentOut.nullable(),
})
const givenOut = (one: Given) => ({
  ...remedyOut(one),
  kind: one.kind,
  taken_back_at: one.taken_back_at,
  done_at: one.done_at,
})

const askShape = z.object({
  id: idShape,
  case_id: idShape,
  customer_id: idShape,
  kind: z.string(),
  amount: moneyOut,
  reason: z.string(),
  asked_id: idShape.describe('The person who is asked now.'),
  asked: z.string(),
  at: momentOut,
  silence_at: momentOut.nullable().describe('When no answer becomes a yes; null where it does not.'),
  answer: z.enum(['yes', 'less', 'no', 'withdrawn']).nullable(),
  answered: moneyOut.nullable(),
  word: z.string().nullable(),
  by_clock: z.boolean().nullable(),
  reserved_until: momentOut.nullable(),
  remedy_id: idShape.nullable(),
})
const askOut = (one: AskState) => ({
  ...one,
  amount: { minor: one.amount, currency: one.currency },
  asked_id: one.asked_person_id,
  answered: one.answered_amount === null ? null : { minor: one.answered_amount, currency: one.currency },
  remedy_id: one.entry_id,
})

const gesture = z.object({
  id: idShape,
  kind: idShape,
  amount: moneyShape.optional().describe('Not for saying sorry, nor for a kind with a price of its own.'),
  purchase: idShape.optional().describe('For money owed: what it was paid for.'),
  reason,
})
const gestureOf = ({ id, ...rest }: z.output<typeof gesture>) => ({ ...rest, case: id })

const todoShape = z.object({
  id: idShape,
  what: z.string(),
  due_on: dayShape,
  team_id: idShape.nullable(),
  case_id: idShape,
  customer_id: idShape,
  kind: z.string(),
  amount: moneyOut,
  done_at: momentOut.nullable(),
})
const todoOut = (one: Todo) => ({
  ...one,
  id: one.entry_id,
  amount: { minor: one.amount, currency: one.currency },
  done_at: one.ticked_at,
})

const read = 'remedies:read'
const write = 'remedies:write'

export const remediesApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'get',
      path: '/cases/{id}/limit',
      says: 'What you may still give on this case without asking.',
      scope: read,
      input: byId.extend({
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional(),
      }),
      output: z.object({
        left: moneyOut,
        bound: z.enum(['case', 'customer', 'period', 'ceiling', 'none']),
        sentence: z.string(),
      }),
    }),
    async (db, who, { id, currency }) => {
      const may = await mayGive(db, who, await readCase(db, id), currency)
      return { left: { minor: may.amount, currency: may.currency }, bound: may.bound, sentence: may.sentence }
    },
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/cases/{id}/remedies',
      says: 'Puts it right within your own limit. Above it the answer is 409: ask.',
      scope: write,
      input: gesture,
      output: remedyShape,
      status: 201,
    }),
    async (db, who, input) => remedyOut((await give(db, who, gestureOf(input))).entry),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/cases/{id}/remedies',
      says: 'What was done on a case, the newest first.',
      scope: read,
      input: byId.extend(pageInput),
      output: pageOutput(givenShape),
    }),
    async (db, _who, { id, after, most }) => {
      const one = await readCase(db, id)
      const rows = await selectEntries(db, { caseId: one.id, after: readPlace(after), most: most + 1 })
      return pageOf(rows.map(givenOut), most, (row) => row)
    },
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/customers/{id}/remedies',
      says: 'What was done for a customer, on all cases, the newest first.',
      scope: read,
      input: byId.extend(pageInput),
      output: pageOutput(givenShape),
    }),
    async (db, _who, { id, after, most }) => {
      const customers = await allIdsOf(db, (await customer(db, id)).id)
      const rows = await selectEntries(db, { customers, after: readPlace(after), most: most + 1 })
      return pageOf(rows.map(givenOut), most, (row) => row)
    },
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/remedies/{id}/take-back',
      says: 'Takes a gesture back, whole and once.',
      scope: write,
      input: byId.extend({ reason: textShape(400).optional() }),
      output: remedyShape,
      status: 201,
    }),
    async (db, who, { id, reason: why }) => remedyOut(await takeBack(db, who, id, why)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/cases/{id}/asks',
      says: 'Asks one person above for what your own limit does not allow.',
      scope: write,
      input: gesture,
      output: askShape,
      status: 201,
    }),
    async (db, who, input) => askOut(await ask(db, who, gestureOf(input))),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/asks',
      says: 'What waits for your own answer.',
      scope: read,
      input: z.object({ most: pageInput.most }),
      output: z.object({ items: z.array(askShape) }),
    }),
    async (db, who, { most }) => ({ items: (await asksFor(db, who, most)).map(askOut) }),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/asks/{id}',
      says: 'A question, and what became of it.',
      scope: read,
      input: byId,
      output: askShape,
    }),
    async (db, _who, { id }) => askOut(await askState(db, id)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/asks/{id}/answer',
      says: 'Yes, less, or no with a word. Only whoever is asked may answer.',
      scope: write,
      input: byId.extend({
        answer: z.enum(['yes', 'less', 'no']),
        amount: moneyShape.optional(),
        word: textShape(400).optional(),
      }),
      output: askShape,
    }),
    async (db, who, { id, ...what }) => askOut(await answerAsk(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/asks/{id}/give',
      says: 'Gives what was said yes to, within a day of the yes.',
      scope: write,
      input: byId,
      output: remedyShape,
      status: 201,
    }),
    async (db, who, { id }) => remedyOut((await giveAsked(db, who, id)).entry),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/asks/{id}/withdraw',
      says: 'Takes your own question back while nobody has answered it.',
      scope: write,
      input: byId,
      output: askShape,
    }),
    async (db, who, { id }) => askOut(await withdraw(db, who, id)),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/todos',
      says: 'What is to be done after gestures, the most urgent first.',
      scope: read,
      input: z.object({ ...pageInput, done: z.enum(['yes', 'no']).default('no') }),
      output: pageOutput(todoShape),
    }),
    async (db, _who, { after, most, done }) => {
      const rows = await todos(db, { done: done === 'yes', after: readPlace(after), most: most + 1 })
      return pageOf(rows.map(todoOut), most, (row) => ({
        at: new Date(`${row.due_on}T00:00:00Z`),
        id: row.id,
      }))
    },
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/todos/{id}/tick',
      says: 'It is done.',
      scope: write,
      input: byId,
      output: todoShape,
    }),
    async (db, who, { id }) => todoOut(await tick(db, who, id)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/todos/{id}/untick',
      says: 'It is still to be done after all.',
      scope: write,
      input: byId,
      output: todoShape,
    }),
    async (db, who, { id }) => todoOut(await untick(db, who, id)),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/remedy-kinds',
      says: 'The ways of putting it right that are in use.',
      scope: read,
      input: nothing,
      output: z.object({ items: z.array(kindShape) }),
    }),
    async (db) => ({ items: (await kinds(db)).map(kindOut) }),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/remedy-kinds',
      says: 'Adds a way of putting it right.',
      scope: write,
      input: z.object({
        family,
        name: textShape(80).min(1),
        cost: moneyShape.optional(),
        todo: textShape(200).optional(),
        todo_days: z.int().min(0).max(365).optional(),
        todo_team: idShape.optional(),
      }),
      output: kindShape,
      status: 201,
    }),
    async (db, who, { todo_days, todo_team, ...what }) =>
      kindOut(await makeKind(db, who, { ...what, todoDays: todo_days, todoTeam: todo_team })),
  ),
  answers(
    endpoint({
      method: 'delete',
      path: '/remedy-kinds/{id}',
      says: 'Retires a way of putting it right; what was given so stays.',
      scope: write,
      input: byId,
      output: nothing,
    }),
    async (db, who, { id }) => {
      await retireKind(db, who, id)
      return {}
    },
  ),
]
