import { z } from 'zod'
import { answers, dayShape, endpoint, idShape, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { one, out, policyOut, write } from './api-shapes.ts'
import { defend, reopen, scrap } from './word.ts'

const spoken = {
  because: textShape(2000).min(3),
  wait: idShape.optional().describe('The wait that this answers; of another one it is refused.'),
  anew: z
    .boolean()
    .optional()
    .describe('Decided on already, and now otherwise: `wait` names what was decided.'),
}
/** The owner’s word: it stays, because…; it goes; it is opened again. */
export const wordApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/defence',
      says: 'The rule stays: because…, and until when. Everybody may read who says so.',
      scope: write,
      input: one.extend({ ...spoken, until: dayShape }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, ...what }) => out(await defend(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/scrapping',
      says: 'The rule goes, today or from a day on. Whoever it stopped hears at once.',
      scope: write,
      input: one.extend({ ...spoken, from: dayShape.optional() }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, ...what }) => out(await scrap(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/reopening',
      says: 'Opens a scrapped rule again, with a reason: its owner’s word is awaited.',
      scope: write,
      input: one.extend({ reason: textShape(2000).min(3) }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, reason }) => out(await reopen(db, who, id, reason)),
  ),
]
