import { z } from 'zod'
import { pageOf, readPlace } from '../kit/cursor.ts'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  moneyOut,
  pageInput,
  pageOutput,
  type Route,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { byId, read, write } from './api-shapes.ts'
import { type Todo, tick, todos, untick } from './todos.ts'

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

/** What is still to be done for what was given. */
export const todosApi: Route<Staff>[] = [
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
]
