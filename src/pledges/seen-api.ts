import { z } from 'zod'
import { answers, endpoint, idShape, momentOut, type Route } from '../kit/endpoint.ts'
import { Refusal } from '../kit/refusal.ts'
import { findPerson, type Staff } from '../people/people.ts'
import { pledge } from './pledge.ts'
import { sawOf } from './they-saw.ts'

const read = endpoint({
  method: 'get',
  path: '/pledges/{id}/seen',
  says: 'Reads whether staff saw what a leader pledged; null until five or more have answered and the question is over. Answers are given on the page alone: a key belongs to somebody.',
  scope: 'pledges:read',
  input: z.object({ id: idShape }),
  output: z.object({
    asked_until: momentOut.nullable().describe('While a question is under way.'),
    seen: z
      .object({
        until: momentOut,
        answers: z.int(),
        of: z.record(
          z.string(),
          z.object({
            n: z.int(),
            at_least: z.boolean().describe('Where the exact number would tell what everybody said.'),
          }),
        ),
      })
      .nullable(),
  }),
})

export const seenApi: Route<Staff>[] = [
  answers(read, async (db, who: Staff, { id }) => {
    const one = await pledge(db, id)
    // What somebody below leader pledges is theirs alone.
    if ((await findPerson(db, one.person_id))?.level !== 'leader')
      throw new Refusal('not-found', 'pledge', 'There is no such pledge here.')
    const { round, shown, now } = await sawOf(db, id, who.at)
    return {
      asked_until: now?.closes_at ?? null,
      seen:
        shown && round
          ? {
              until: round.closes_at,
              answers: shown.n,
              of: Object.fromEntries(
                Object.entries(shown.of).map(([choice, told]) => [
                  choice,
                  { n: told.n, at_least: told.atLeast },
                ]),
              ),
            }
          : null,
    }
  }),
]
