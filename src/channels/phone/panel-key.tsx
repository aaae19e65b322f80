import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { z } from 'zod'
import type { Database } from '../../kit/db.ts'
import { form, type House, type Key, type Leaf, page } from '../../kit/doors.ts'
import { findTicket } from '../../kit/tickets.ts'
import { companyBySlug, companyIds } from '../../people/founding.ts'
import { dress, refusedAround } from '../../people/frame.tsx'
import { baseUrl } from '../../people/pages-door.tsx'
import { company } from '../../people/people.ts'
import { staff } from '../../people/staff.tsx'
import { PageTitle, PanelShell } from '../../ui/index.ts'
import { holdPanel, PANEL_LASTS, type Panelist } from './code.ts'
import { desks } from './desks.ts'
import { strangerPage } from './panel-stranger.tsx'

declare module 'hono' {
  interface ContextVariableMap {
    /** Who may show this answer in a frame, as the policy says it; without it nobody may. */
    ancestors: string
  }
}

/** Browsers keep what a frame sets only where nobody on the way can read it: by https, or on this very machine. */
const under = () => new URL(baseUrl())
export const canBeKept = (): boolean =>
  under().protocol === 'https:' || ['localhost', '127.0.0.1'].includes(under().hostname)
const cookieName = () => (under().protocol === 'https:' ? '__Host-makegood-panel' : 'makegood-panel')

/** The cookie belongs to this frame in this program's pages alone: another site's frame has none (CHIPS). */
export function keepPanel(c: Context, token: string): void {
  setCookie(c, cookieName(), token, {
    httpOnly: true,
    secure: true,
    sameSite: 'None',
    partitioned: true,
    path: '/',
    maxAge: PANEL_LASTS / 1000,
  })
}
export const dropPanel = (c: Context): void =>
  void deleteCookie(c, cookieName(), { path: '/', secure: true, sameSite: 'None', partitioned: true })

export const framedBy = (c: Context, origins: readonly string[]) => {
  if (origins.length > 0) c.set('ancestors', origins.join(' '))
}

/** Whoever has opened a panel in another program's frame; else somebody signed in, who looks at it by itself. */
export const panelist: Key<Panelist> = {
  async find(c, database) {
    const token = getCookie(c, cookieName())
    const found = token && /^[\w-]{20,80}$/.test(token) ? await findTicket(database, token) : undefined
    if (found)
      return {
        company: found.company,
        async hold(db, at) {
          const who = await holdPanel(db, found.ticket, at)
          // Bound to the program that it was opened in: another one, though listed, cannot show it.
          if (who?.origin) framedBy(c, [who.origin])
          return who
        },
      }
    const held = await staff.find(c, database)
    return (
      held && {
        company: held.company,
        async hold(db, at) {
          const who = await held.hold(db, at, c)
          if (who && isFramed(c)) framedBy(c, await desks(db))
          return who && { ...who, origin: null }
        },
      }
    )
  },
  none: (c) => c.redirect('/sign-in', 303),
  frame: ({ refused, who }, { title, body }) => (
    <PanelShell
      assets={dress()}
      title={title}
      company={who.house.name}
      now={who.at}
      zone={who.house.zone}
      lang={`en-${who.house.country}`}
    >
      {refusedAround(
        refused,
        (typeof body === 'string' ? <PageTitle lead={body}>{title}</PageTitle> : body) as never,
      )}
    </PanelShell>
  ),
}

export const isFramed = (c: Context): boolean =>
  ['iframe', 'frame', 'object', 'embed'].includes(c.req.header('sec-fetch-dest') ?? '')

/** A stranger is shown, in a frame, how to become somebody; elsewhere they sign in, and come back. */
const keyIn = (house: House): Key<Panelist> => ({
  ...panelist,
  none: (c) => (isFramed(c) ? stranger(c, house) : staff.none(c)),
})

export const panelPage = (path: string, show: Parameters<typeof page<Panelist>>[2]): Leaf => ({
  ...page(panelist, path, show),
  handle: (c, house) => page(keyIn(house), path, show).handle(c, house),
})

/** The company that an address names; where there is only one here, that. */
export async function companyNamed(
  database: Database,
  slug: string | undefined,
): Promise<string | undefined> {
  if (slug) return companyBySlug(database, slug.toLowerCase())
  const all = await companyIds(database)
  return all.length === 1 ? all[0] : undefined
}

export async function stranger(c: Context, { database }: House): Promise<Response> {
  const id = await companyNamed(database, c.req.query('company'))
  const known = id
    ? await database.inCompany(id, async (db) => ({ house: await company(db), origins: await desks(db) }))
    : undefined
  framedBy(c, known?.origins ?? [])
  return strangerPage(c, known?.house, canBeKept())
}

type Deed<S extends z.ZodObject> = Parameters<typeof form<Panelist, S>>[3]

export const panelForm = <S extends z.ZodObject>(
  path: string,
  shape: S,
  deed: Deed<S>,
  again: Parameters<typeof form>[4],
): Leaf => ({
  ...form(panelist, path, shape, deed, again),
  handle: (c, house) => form(keyIn(house), path, shape, deed, again).handle(c, house),
})
