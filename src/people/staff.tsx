import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config.ts'
import { peerKey } from '../kit/attempts.ts'
import type { Database, Db } from '../kit/db.ts'
import { form as formLeaf, type Held, type Key, page as pageLeaf } from '../kit/doors.ts'
import { clientOf, type Networks, networksOf } from '../kit/peer.ts'
import { endSessions, holdSession, recallSession, type Session, sessionHolds } from '../kit/session.ts'
import { frame } from './frame.tsx'
import { company, findPerson, type Staff, staffOf } from './people.ts'
import type { Peer } from './sign-in.ts'

/** Set once at the start by the app: under https the cookie bears the prefix that pins it to this host. */
let secure = false
let proxies: Networks = []
export function trust(config: Config): void {
  secure = config.url?.startsWith('https:') ?? false
  proxies = networksOf(config.trustedProxies)
}
const cookieName = () => (secure ? '__Host-makegood' : 'makegood')

export function keepSession(c: Context, token: string): void {
  setCookie(c, cookieName(), token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure,
    maxAge: 30 * 86_400,
  })
}
export function dropSession(c: Context): void {
  deleteCookie(c, cookieName(), { path: '/', secure })
}
export const sessionToken = (c: Context): string | undefined => getCookie(c, cookieName())

/** Somebody signed in, from the cookie. */
export const staff: Key<Staff & { session: string }> = {
  find: (c, database) =>
    heldBy(c, database, async (db, session, at) => {
      const [holds, house, person] = await Promise.all([
        holdSession(db, session.session, at),
        company(db),
        findPerson(db, session.holder),
      ])
      if (!holds || !person) return undefined
      if (person.left_at) {
        await endSessions(db, person.id)
        return undefined
      }
      return { ...staffOf(house, person, at), session: session.session }
    }),
  none: toSignIn,
  frame,
}

/** The same, for what is answered anonymously: nothing is written down, not even that the session was seen. */
export const quietStaff: Key<Staff & { session: string }> = {
  find: (c, database) =>
    heldBy(c, database, async (db, session, at) => {
      const [holds, house, person] = await Promise.all([
        sessionHolds(db, session.session, at),
        company(db),
        findPerson(db, session.holder),
      ])
      if (!holds || !person || person.left_at) return undefined
      return { ...staffOf(house, person, at), session: session.session }
    }),
  none: toSignIn,
  frame,
}

async function heldBy(
  c: Context,
  database: Database,
  hold: (db: Db, session: Session, at: Date) => Promise<Signed | undefined>,
): Promise<Held<Signed> | undefined> {
  const token = sessionToken(c)
  const session = token ? await recallSession(database, token) : undefined
  return session && { company: session.company, hold: (db, at) => hold(db, session, at) }
}

function toSignIn(c: Context): Response {
  const to = new URL(c.req.url)
  const back =
    c.req.method === 'GET' && to.pathname !== '/' ? `?to=${encodeURIComponent(to.pathname + to.search)}` : ''
  return c.redirect(`/sign-in${back}`, 303)
}

type Signed = Staff & { session: string }
export const page = (path: string, show: Parameters<typeof pageLeaf<Signed>>[2]) =>
  pageLeaf(staff, path, show)
export const form: FormOf = (path, shape, deed, again) => formLeaf(staff, path, shape, deed, again)
type FormOf = <S extends Parameters<typeof formLeaf>[2]>(
  path: string,
  shape: S,
  deed: Parameters<typeof formLeaf<Signed, S>>[3],
  again: Parameters<typeof formLeaf>[4],
) => ReturnType<typeof formLeaf>

/** The peer of a request: the socket's own, or whom a proxy that we trust names. */
export function peerOf(c: Context): Peer {
  const socket =
    (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
      ?.remoteAddress ?? '127.0.0.1'
  const address = clientOf(socket, c.req.header('x-forwarded-for'), proxies)
  return { address: peerKey(address), agent: (c.req.header('user-agent') ?? '').slice(0, 200) }
}
