import { z } from 'zod'
import { answers, endpoint, idShape, type Route } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { byEmployeeApi } from './by-employee.ts'
import { readFives } from './fives.ts'
import { readBoard } from './journey.ts'
import { PERIODS } from './period.ts'
import { LEAST, type Told } from './told.ts'

const periodShape = z
  .enum(PERIODS)
  .default('quarter')
  .describe('The last month, three months or twelve months, up to today.')
const shareOut = z
  .object({ share: z.number(), low: z.number(), high: z.number() })
  .nullable()
  .describe(`0 to 1, with its 95 % interval (Wilson); null where there are fewer than ${LEAST} answers.`)
const toldOut = z.object({ fives: z.int(), answers: z.int(), share: shareOut })
const spanOut = { from: z.string(), to: z.string() }

const fivesRead = endpoint({
  method: 'get',
  path: '/results/fives',
  says: 'Reads the share of fives: in all, a year ago, over time, by touchpoint and by team. Never by person.',
  scope: 'results:read',
  input: z.object({ period: periodShape, team: idShape.optional(), touchpoint: idShape.optional() }),
  output: z.object({
    ...spanOut,
    ...toldOut.shape,
    year_ago: toldOut,
    by: z.enum(['week', 'month']),
    line: z.array(toldOut.extend({ from: z.string() })),
    touchpoints: z.array(toldOut.extend({ id: z.string(), name: z.string() })),
    teams: z.array(
      toldOut.partial().extend({
        id: z.string(),
        name: z.string(),
        hidden: z.boolean().describe('So few work there that the figure would be about a person.'),
      }),
    ),
  }),
})

const journeyRead = endpoint({
  method: 'get',
  path: '/results/journey',
  says: 'Reads what each touchpoint was for customers: magic, mediocre or misery, and the worst where it can be told.',
  scope: 'results:read',
  input: z.object({ period: periodShape }),
  output: z.object({
    ...spanOut,
    worst: z.string().nullable(),
    touchpoints: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        answers: z.int(),
        counts: z.object({ magic: z.int(), mediocre: z.int(), misery: z.int() }),
        magic: shareOut,
        mediocre: shareOut,
        misery: shareOut,
        guess: z.int().nullable().describe('How many in 100 staff think find it magic.'),
      }),
    ),
  }),
})

const bare = (told: Told) => ({ fives: told.part, answers: told.n, share: told.share ?? null })

export const resultsApi: Route<Staff>[] = [
  byEmployeeApi,
  answers(fivesRead, async (db, who, asked) => {
    const found = await readFives(db, who, asked)
    return {
      ...found.span,
      ...bare(found.told),
      year_ago: bare(found.yearAgo),
      by: found.by,
      line: found.line.map((step) => ({ from: step.day, ...bare(step) })),
      touchpoints: found.touchpoints.map(({ touchpoint: { id, name }, told }) => ({
        id,
        name,
        ...bare(told),
      })),
      teams: found.teams.map(({ team: { id, name }, told }) => ({
        id,
        name,
        hidden: told === undefined,
        ...(told && bare(told)),
      })),
    }
  }),
  answers(journeyRead, async (db, who, { period }) => {
    const board = await readBoard(db, who, await touchpoints(db), period)
    return {
      ...board.span,
      worst: board.worst?.touchpoint.id ?? null,
      touchpoints: board.places.map(({ touchpoint, n, counts, shares }) => ({
        id: touchpoint.id,
        name: touchpoint.name,
        answers: n,
        counts,
        magic: shares?.magic ?? null,
        mediocre: shares?.mediocre ?? null,
        misery: shares?.misery ?? null,
        guess: touchpoint.guess,
      })),
    }
  }),
]
