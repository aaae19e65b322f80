import { z } from 'zod'
import {
  answers,
  endpoint,
  idShape,
  momentOut,
  moneyOut,
  moneyShape,
  pageInput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { answerAsk } from './answer.ts'
import { byId, gesture, gestureOf, read, remedyOut, remedyShape, write } from './api-shapes.ts'
import { ask, withdraw } from './ask.ts'
import { type AskState, askState, asksFor } from './asks.ts'
import { giveAsked } from './give.ts'

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

/** Above one’s limit: asked, answered, given, taken back. */
export const asksApi: Route<Staff>[] = [
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
]
