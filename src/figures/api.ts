import { z } from 'zod'
import { answers, dayShape, endpoint, type Route } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { checkFigures } from './check.ts'
import { DIMENSIONS, figures } from './figures.ts'

const list = endpoint({
  method: 'get',
  path: '/figures',
  says: 'Lists every figure that is kept: what it asks, by what it is kept, who may see it, and what is withheld.',
  scope: 'figures:read',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        sentence: z.string(),
        unit: z.string().describe('What one is.'),
        dimensions: z.array(z.enum(DIMENSIONS)).describe('Nothing finer is kept, and never a person.'),
        audience: z.string(),
        owner: z.string(),
        review: dayShape.describe('When its owner says whether it stays.'),
        withheld: z.string().nullable().describe('What is not shown of it, and why.'),
      }),
    ),
  }),
})

const recount = endpoint({
  method: 'get',
  path: '/figures/differences',
  says: 'Counts every figure again from the rows, and says where what is shown differs; none is as it should be.',
  scope: 'figures:read',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        figure: z.string(),
        day: dayShape,
        where: z.string(),
        counted: z.bigint().transform(Number).pipe(z.int()),
        recounted: z.bigint().transform(Number).pipe(z.int()),
      }),
    ),
  }),
})

export const figuresApi: Route<Staff>[] = [
  answers(list, async () => ({
    items: figures().map(({ recount: _, dimensions, withheld = null, ...one }) => ({
      ...one,
      dimensions: [...dimensions],
      withheld,
    })),
  })),
  answers(recount, async (db) => ({ items: await checkFigures(db) })),
]
