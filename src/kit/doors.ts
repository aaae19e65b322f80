import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { z } from 'zod'
import { clock } from './clock.ts'
import { type Database, type Db, isDatabaseError } from './db.ts'
import type { Id } from './ids.ts'
import { httpStatus, refusalOf } from './problem.ts'
import { Refusal } from './refusal.ts'
import type { Who } from './who.ts'

/** What is rendered: JSX of hono, awaited before it goes out. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString> | string

export type Page = { title: string; body: unknown; on?: string; status?: number; bare?: boolean }

/** The form that was refused, so that the page shows it again with all that was typed. */
export type Refused = {
  sentence: string
  code?: string | undefined
  field?: string | undefined
  values: Typed
  action: string
  status: number
}

/** What was typed and ticked, by name; a list where a name was sent more than once. */
export type Typed = Record<string, string | string[]>

/** One request for a page, inside of its transaction. */
export type Ask<W> = {
  db: Db
  who: W
  c: Context
  param(name: string): string
  query(name: string): string | undefined
  refused: Refused | undefined
}

/** How somebody proves who they are. `find` runs before the company is known, `hold` inside of its transaction. */
export type Key<W extends Who> = {
  find(c: Context, database: Database): Promise<Held<W> | undefined>
  /** What a stranger gets. */
  none(c: Context): Response | Promise<Response>
  frame(ask: Ask<W>, page: Page): Html | Promise<Html>
}
export type Held<W extends Who> = { company: Id; hold(db: Db, at: Date, c: Context): Promise<W | undefined> }

/** A page or a form at a path: data, which the app serves and tests can list. */
export type Leaf = {
  method: 'get' | 'post'
  path: string
  /** What a form takes, for whoever lists the forms. */
  shape?: z.ZodObject
  handle(c: Context, house: House): Promise<Response>
}
export type House = {
  database: Database
  again(c: Context, path: string, refused: Refused): Promise<Response>
}

class Gone extends Error {}

/** Runs something for whoever holds the key, in one transaction; for a stranger it gives the key's own answer. */
export async function inside<W extends Who>(
  key: Key<W>,
  c: Context,
  house: House,
  deed: (db: Db, who: W) => Promise<Response>,
): Promise<Response> {
  const held = await key.find(c, house.database)
  if (!held) return key.none(c)
  try {
    return await house.database.inCompany(held.company, async (db) => {
      const who = await held.hold(db, clock.now(), c)
      if (!who) throw new Gone()
      return deed(db, who)
    })
  } catch (error) {
    if (error instanceof Gone) return key.none(c)
    throw error
  }
}

export const askOf = <W extends Who>(db: Db, who: W, c: Context): Ask<W> => ({
  db,
  who,
  c,
  param: (name) => c.req.param(name) ?? '',
  query: (name) => c.req.query(name),
  refused: (c.env as { refused?: Refused } | undefined)?.refused,
})

export function page<W extends Who>(
  key: Key<W>,
  path: string,
  show: (ask: Ask<W>) => Promise<Page | Response>,
): Leaf {
  return {
    method: 'get',
    path,
    async handle(c, house) {
      const draw = (what: (ask: Ask<W>) => Promise<Page | Response>) =>
        inside(key, c, house, async (db, who) => {
          const ask = askOf(db, who, c)
          const shown = await what(ask)
          if (shown instanceof Response) return shown
          return htmlResponse(await key.frame(ask, shown), shown.status ?? ask.refused?.status ?? 200)
        })
      try {
        return await draw(show)
      } catch (error) {
        const refusal = asRefusal(error)
        // In a transaction of its own: that of the page may have failed.
        return draw(async () => notHere(refusal))
      }
    },
  }
}

/** What a page that refuses shows instead of itself; the frame draws it, as the body is a plain sentence. */
const notHere = (refusal: Refusal): Page => ({
  title: refusal.kind === 'not-found' ? 'Not here' : 'Not for now',
  body: refusal.sentence,
  status: httpStatus(refusal.kind),
})

/**
 * A refusal as it is; something in an address that is no id is an address of nothing; U+0000, which nobody can type
 * and the database does not know, is refused; all else is a fault.
 */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isDatabaseError(error, '22P02'))
    return new Refusal('not-found', 'address', 'There is nothing at this address.')
  // In a text, or written as JSON.
  if (isDatabaseError(error, '22021') || isDatabaseError(error, '22P05'))
    return new Refusal('invalid', 'characters', 'This has characters that no text has.')
  throw error
}

/** Renders a tree, whose parts may be waiting for something, to the end. */
export async function htmlResponse(tree: Html, status = 200): Promise<Response> {
  const text = await (await tree).toString()
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
  })
}

/** Where to go after a deed, or an answer of its own. */
export type Then = string | Response

/**
 * A form: what it sends is checked by its shape, the deed runs, the browser goes on to a page. A refusal shows
 * the page it came from once more (`again`), with the sentence and with all that was typed.
 */
export function form<W extends Who, S extends z.ZodObject>(
  key: Key<W>,
  path: string,
  shape: S,
  deed: (ask: Ask<W>, input: z.output<S>) => Promise<Then>,
  again: string | ((c: Context, values: Typed) => string),
): Leaf {
  return {
    method: 'post',
    path,
    shape,
    async handle(c, house) {
      // A body that cannot be read is a form in which nothing was filled in.
      const sent: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
      try {
        return await inside(key, c, house, async (db, who) => {
          const input = shape.safeParse(sent)
          if (!input.success) throw refusalOf(input.error)
          const then = await deed(askOf(db, who, c), input.data)
          return then instanceof Response ? then : c.redirect(then, 303)
        })
      } catch (error) {
        return refusedForm(c, house, again, sent, asRefusal(error))
      }
    },
  }
}

/** The page that a form came from, with the sentence of the refusal and with all that was typed. */
export function refusedForm(
  c: Context,
  house: House,
  again: string | ((c: Context, values: Typed) => string),
  sent: Record<string, unknown>,
  refusal: Refusal,
): Promise<Response> {
  const values = written(sent)
  const path = typeof again === 'string' ? fill(again, c) : again(c, values)
  return house.again(c, path, {
    sentence: refusal.sentence,
    code: refusal.code,
    field: refusal.field,
    values,
    action: new URL(c.req.url).pathname,
    status: httpStatus(refusal.kind),
  })
}

const fill = (path: string, c: Context) =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(c.req.param(name) ?? ''))

const MOST_LETTERS = 20_000

/** Without files, which no page can fill in again. */
const written = (sent: Record<string, unknown>): Typed =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]): [string, string | string[]][] => {
      const texts = [value].flat().filter((one) => typeof one === 'string')
      const kept = texts.map((one) => one.slice(0, MOST_LETTERS))
      return kept[0] === undefined ? [] : [[name, Array.isArray(value) ? kept : kept[0]]]
    }),
  )
