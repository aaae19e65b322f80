import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { pino } from 'pino'
import { clock } from './clock.ts'
import { newId } from './ids.ts'

export type Log = ReturnType<typeof logTo>

/** A line a request and a line a trouble, as JSON; never an address, a name, a text or a token. */
export const logTo = (level: string, destination?: { write(line: string): void }) =>
  destination ? pino({ level, base: null }, destination) : pino({ level, base: null })

const unlogged = new WeakSet<Request>()

/** No line of this request: what was answered anonymously must not bear a moment anywhere. */
export const leaveUnlogged = (c: Context): void => void unlogged.add(c.req.raw)

/** The route's pattern is logged, not the path: a path may hold a token. */
export function logRequests(log: Log): MiddlewareHandler {
  return async (c, next) => {
    const begun = performance.now()
    await next()
    if (unlogged.has(c.req.raw)) return
    log.info({
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round((performance.now() - begun) * 10) / 10,
    })
  }
}

/** Logs what nobody expected, once, and returns the id that the person sees. */
export function logTrouble(log: Log, error: unknown): string {
  const id = newId(clock.now())
  const { message, stack, name } = error instanceof Error ? error : new Error(String(error))
  log.error({ id, name, message: message.slice(0, 500), stack })
  return id
}
