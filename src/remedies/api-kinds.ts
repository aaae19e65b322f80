import { z } from 'zod'
import { answers, endpoint, idShape, moneyOut, moneyShape, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { byId, family, nothing, read, write } from './api-shapes.ts'
import { kinds, makeKind, retireKind } from './kinds.ts'
import type { Kind } from './remedies.ts'

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

/** The company’s own ways of putting it right. */
export const kindsApi: Route<Staff>[] = [
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
