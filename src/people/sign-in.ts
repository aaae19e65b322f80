import { record } from '../history/history.ts'
import { badTries, hasSucceeded, noteTry } from '../kit/attempts.ts'
import { clock, days, later, minutes } from '../kit/clock.ts'
import type { Database, Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { post } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { beginSession } from '../kit/session.ts'
import { endTickets, findTicket, makeTicket, readTicket, useTicket } from '../kit/tickets.ts'
import { program } from '../kit/who.ts'
import { checkPassword, findIdentity, membershipsOf, setPassword } from './identity.ts'
import { company, findPerson, type Person } from './people.ts'

export type Peer = { address: string; agent: string }

const WITHIN = minutes(15)
const BY_PAIR = 10
const BY_PEER = 50
const BY_ACCOUNT = 40

/**
 * Bad tries are counted by address and peer, by peer, and by address. The count of an address stops only peers
 * that never got in: whoever hammers somebody's address from elsewhere does not lock that person out.
 */
async function mayTry(database: Database, email: string, peer: string, at: Date): Promise<void> {
  const [pair, whole, account, known] = await Promise.all([
    badTries(database, `pair ${email} ${peer}`, WITHIN, at),
    badTries(database, `peer ${peer}`, WITHIN, at),
    badTries(database, `account ${email}`, WITHIN, at),
    hasSucceeded(database, `pair ${email} ${peer}`, days(30), at),
  ])
  if (pair >= BY_PAIR || whole >= BY_PEER || (account >= BY_ACCOUNT && !known))
    throw new Refusal(
      'too-many',
      'sign-in',
      'Too many tries. Wait a quarter of an hour, or have a link sent to you by mail.',
    )
}

/** Signs in by password and returns the token of a session in the first company of that human. */
export async function signIn(
  database: Database,
  given: { email: string; password: string },
  peer: Peer,
): Promise<string> {
  const at = clock.now()
  const email = given.email.trim().toLowerCase()
  await mayTry(database, email, peer.address, at)
  const identity = await database.outside((db) => findIdentity(db, email))
  const good = await checkPassword(database, identity, given.password)
  const session = good && identity ? await beginAnywhere(database, identity, peer.agent) : undefined
  await noteTry(
    database,
    [`pair ${email} ${peer.address}`, `peer ${peer.address}`, `account ${email}`],
    Boolean(session),
    at,
  )
  if (!session)
    throw new Refusal('forbidden', 'sign-in', 'That address and password do not belong together.', {
      field: 'password',
    })
  return session
}

async function beginAnywhere(database: Database, identity: Id, agent: string): Promise<string | undefined> {
  for (const { company: id, person: personId } of await membershipsOf(database, identity)) {
    const token = await database.inCompany(id, async (db) => {
      const person = await findPerson(db, personId)
      return person && !person.left_at ? begin(db, person, agent) : undefined
    })
    if (token) return token
  }
  return undefined
}

async function begin(db: Db, person: Person, agent: string): Promise<string> {
  return beginSession(db, person.id, agent, clock.now())
}

/** Sends a link of one use to a known address. To whoever asks, a known and an unknown one look the same. */
export async function sendSignInLink(
  database: Database,
  given: string,
  peer: Peer,
  base: string,
): Promise<void> {
  const at = clock.now()
  const email = given.trim().toLowerCase()
  const asked = [`link ${email}`, `link-peer ${peer.address}`]
  const [toOne, fromOne] = await Promise.all(asked.map((key) => badTries(database, key, WITHIN, at)))
  await noteTry(database, asked, false, at)
  if ((toOne ?? 0) >= 5 || (fromOne ?? 0) >= 30) return
  const identity = await database.outside((db) => findIdentity(db, email))
  const first = identity ? (await membershipsOf(database, identity))[0] : undefined
  if (!first) return
  await database.inCompany(first.company, async (db) => {
    const person = await findPerson(db, first.person)
    if (!person?.email || person.left_at) return
    const token = await signInTicket(db, person, at)
    await post(db, {
      recipient: person.email,
      subject: 'Your link to sign in',
      text: `Open this link within 20 minutes and press the button there:\n\n${base}/sign-in/${token}\n\nIf you did not ask for it, nothing happens.`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  })
}

export async function signInTicket(db: Db, person: Person, at: Date, lasts = minutes(20)): Promise<string> {
  await endTickets(db, 'sign-in', person.id)
  const { token } = await makeTicket(db, { kind: 'sign-in', about: person.id, at, endsAt: later(at, lasts) })
  return token
}

const GONE = () =>
  new Refusal('gone', 'link', 'This link was used already or is too old. Have a new one sent to you.')

/** Who would be signed in by the link: for the page that a GET shows. It decides nothing. */
export async function lookAtLink(database: Database, token: string, kind: 'sign-in' | 'invitation') {
  const found = await findTicket(database, token)
  if (!found) throw GONE()
  return database.inCompany(found.company, async (db) => {
    const ticket = await readTicket(db, found.ticket, kind, clock.now())
    const person = ticket && (await findPerson(db, ticket.about))
    if (!person || person.left_at) throw GONE()
    return { person, company: await company(db) }
  })
}

/** Uses the link up and begins a session. An invitation proves the address and may set the first password. */
export async function useLink(
  database: Database,
  token: string,
  kind: 'sign-in' | 'invitation',
  peer: Peer,
  password?: string,
): Promise<string> {
  const found = await findTicket(database, token)
  if (!found) throw GONE()
  return database.inCompany(found.company, async (db) => {
    const at = clock.now()
    const ticket = await readTicket(db, found.ticket, kind, at)
    const person = ticket && (await findPerson(db, ticket.about))
    if (!person || person.left_at || !(await useTicket(db, found.ticket, at))) throw GONE()
    if (kind === 'invitation') {
      if (password && person.identity_id) await setPassword(db, person.identity_id, password)
      await record(db, program(found.company, at), 'people.joined', person.id)
    }
    return begin(db, person, peer.agent)
  })
}
