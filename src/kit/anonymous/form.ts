import type { Context } from 'hono'
import type { z } from 'zod'
import { type Ask, askOf, asRefusal, inside, type Key, type Leaf, refusedForm } from '../doors.ts'
import type { Id } from '../ids.ts'
import { leaveUnlogged } from '../log.ts'
import { refusalOf } from '../problem.ts'
import type { Who } from '../who.ts'
import { type Answer, answer, clearAway } from './answer.ts'
import { type Slip, takePart } from './take-part.ts'

type Asked<S extends z.ZodObject> = {
  /** Which round; it may refuse. Read only: what is written here would bear the person and the moment. */
  round(ask: Ask<Who & { id: Id }>, input: z.output<S>): Promise<Id>
  says(input: z.output<S>): Answer
  to: string
}

/**
 * A form that is answered anonymously: who it is and that they take part in one transaction, the answer in another
 * that knows nobody. `key` must be one that writes nothing down, not even that somebody was here. No line of a log.
 */
export function anonymousForm<W extends Who & { id: Id }, S extends z.ZodObject>(
  key: Key<W>,
  path: string,
  shape: S,
  { round, says, to }: Asked<S>,
  again: string,
): Leaf {
  return {
    method: 'post',
    path,
    shape,
    async handle(c: Context, house) {
      leaveUnlogged(c)
      const sent: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
      try {
        const input = shape.safeParse(sent)
        if (!input.success) throw refusalOf(input.error)
        let slip: Slip | undefined
        const stranger = await inside(key, c, house, async (db, who) => {
          slip = await takePart(db, who, await round(askOf(db, who, c), input.data))
          return c.body(null, 204)
        })
        const kept = slip
        if (!kept) return stranger
        await house.database.inCompany(kept.company, (db) => answer(db, kept, says(input.data)))
        await house.database.inCompany(kept.company, (db) => clearAway(db, kept.round))
        return c.redirect(to, 303)
      } catch (error) {
        return refusedForm(c, house, again, sent, asRefusal(error))
      }
    },
  }
}
