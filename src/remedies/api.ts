import { z } from 'zod'
import { readCase } from '../cases/cases.ts'
import { allIdsOf, customer } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import { answers, endpoint, moneyOut, pageInput, pageOutput, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { asksApi } from './api-asks.ts'
import { kindsApi } from './api-kinds.ts'
import {
  byId,
  gesture,
  gestureOf,
  givenOut,
  givenShape,
  read,
  remedyOut,
  remedyShape,
  write,
} from './api-shapes.ts'
import { todosApi } from './api-todos.ts'
import { give } from './give.ts'
import { mayGive } from './may-give.ts'
import { selectEntries } from './store.ts'
import { takeBack } from './take-back.ts'

const giveApi: Route<Staff>[] = [
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
]

export const remediesApi: Route<Staff>[] = [giveApi, asksApi, todosApi, kindsApi].flat()
