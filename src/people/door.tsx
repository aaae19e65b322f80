import type { Context } from 'hono'
import type { z } from 'zod'
import { asRefusal, type House, htmlResponse, type Leaf, type Refused } from '../kit/doors.ts'
import { httpStatus, refusalOf } from '../kit/problem.ts'
import { Refusal } from '../kit/refusal.ts'
import { Shell } from '../ui/index.ts'
import { dress, refusedAround } from './frame.tsx'

/** Pages before anybody has signed in: no menu, no company. */
export function doorPage(
  path: string,
  show: (c: Context, house: House) => Promise<{ title: string; body: unknown } | Response>,
): Leaf {
  return {
    method: 'get',
    path,
    async handle(c, house) {
      const refused = (c.env as { refused?: Refused } | undefined)?.refused
      let shown: { title: string; body: unknown } | Response
      let status = refused?.status ?? 200
      try {
        shown = await show(c, house)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        status = httpStatus(error.kind)
        shown = { title: 'Not here', body: <p class="big">{error.sentence}</p> }
      }
      if (shown instanceof Response) return shown
      return htmlResponse(
        (
          <Shell assets={dress()} title={shown.title} company="Makegood" lang="en">
            {refusedAround(refused, shown.body as never)}
          </Shell>
        ) as never,
        status,
      )
    },
  }
}

export function doorForm<S extends z.ZodObject>(
  path: string,
  shape: S,
  deed: (c: Context, house: House, input: z.output<S>) => Promise<Response>,
  again?: string,
): Leaf {
  return {
    method: 'post',
    path,
    shape,
    async handle(c, house) {
      const sent: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
      try {
        const input = shape.safeParse(sent)
        if (!input.success) throw refusalOf(input.error)
        return await deed(c, house, input.data)
      } catch (error) {
        const refusal = asRefusal(error)
        const values = Object.fromEntries(
          // What was typed comes back, but never a password.
          Object.entries(sent).flatMap(([name, value]) =>
            typeof value === 'string' && name !== 'password' ? [[name, value]] : [],
          ),
        )
        const at = new URL(c.req.url).pathname
        return house.again(c, again ?? at, {
          sentence: refusal.sentence,
          field: refusal.field,
          values,
          action: at,
          status: httpStatus(refusal.kind),
        })
      }
    },
  }
}
