import { record } from '../history/history.ts'
import { badTries, hasSucceeded, noteTry } from '../kit/attempts.ts'
import { clock, days, later, minutes } from '../kit/clock.ts'
import { companyOf, type Database, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { mailGoesOut, post } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { beginSession } from '../kit/session.ts'
import { endTickets, findTicket, makeTicket, readTicket, useTicket } from '../kit/tickets.ts'
import type { Who } from '../kit/who.ts'
import {
  checkPassword,
  endSessionsElsewhere,
  findIdentity,
  hasPassword,
  isPasswordOf,
  joinIdentity,
  makeIdentity,
  membershipsOf,
  proveIdentity,
  setPassword,
} from './identity.ts'
import { company, findPerson, type Person } from './people.ts'
import { deleteInvitation, updatePerson } from './store.ts'

export type Peer = { address: string; agent: string }

const WITHIN = minutes(15)
const BY_PAIR = 10
const BY_PEER = 50
const BY_ACCOUNT = 40

/**
 * Bad tries are counted by address and peer, by peer, and by address. The last two stop only pairs that never got
 * in: whoever hammers somebody's address, or shares their line, does not lock that person out.
 */
async function mayTry(database: Database, email: string, peer: string, at: Date): Promise<void> {
  const [pair, whole, account, known] = await Promise.all([
    badTries(database, `pair ${email} ${peer}`, WITHIN, at),
    badTries(database, `peer ${peer}`, WITHIN, at),
    badTries(database, `account ${email}`, WITHIN, at),
    hasSucceeded(database, `pair ${email} ${peer}`, days(30), at),
  ])
  if (pair >= BY_PAIR || ((whole >= BY_PEER || account >= BY_ACCOUNT) && !known))
    throw new Refusal(
      'too-many',
      'sign-in',
      'Too many tries. Wait a quarter of an hour, or have a link sent to you by mail.',
    )
}

const keysOf = (email: string, peer: Peer) => [
  `pair ${email} ${peer.address}`,
  `peer ${peer.address}`,
  `account ${email}`,
]

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
  await noteTry(database, keysOf(email, peer), Boolean(session), at)
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
  // The answer comes after the same time whatever was done for it.
  await Promise.all([
    sendIfKnown(database, given, peer, base),
    new Promise((go) => setTimeout(go, STEADY_MS)),
  ])
}

const STEADY_MS = 60

async function sendIfKnown(database: Database, given: string, peer: Peer, base: string): Promise<void> {
  const at = clock.now()
  const email = given.trim().toLowerCase()
  const asked = [`link ${email}`, `link-peer ${peer.address}`]
  const [toOne, fromOne] = await Promise.all(asked.map((key) => badTries(database, key, WITHIN, at)))
  await noteTry(database, asked, false, at)
  if ((toOne ?? 0) >= 5 || (fromOne ?? 0) >= 30) return
  const identity = await database.outside((db) => findIdentity(db, email))
  for (const member of identity ? await membershipsOf(database, identity) : [])
    if (await database.inCompany(member.company, (db) => postLink(db, member.person, email, base, at))) return
}

/** To the address that the human signs in by, never to one that somebody else may have written down since. */
async function postLink(db: Db, id: Id, email: string, base: string, at: Date): Promise<boolean> {
  const person = await findPerson(db, id)
  if (!person || person.left_at) return false
  const token = await signInTicket(db, person, at)
  await post(db, {
    recipient: email,
    subject: 'Your link to sign in',
    text: `Open this link within 20 minutes and press the button there:\n\n${base}/sign-in/${token}\n\nIf you did not ask for it, nothing happens.`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  return true
}

export async function signInTicket(db: Db, person: Person, at: Date, lasts = minutes(20)): Promise<string> {
  await endTickets(db, 'sign-in', person.id)
  const { token } = await makeTicket(db, { kind: 'sign-in', about: person.id, at, endsAt: later(at, lasts) })
  return token
}

const GONE = () =>
  new Refusal('gone', 'link', 'This link was used already or is too old. Have a new one sent to you.')

type LinkKind = 'sign-in' | 'invitation'

/** Who would be signed in by the link: for the page that a GET shows. It decides nothing. */
export async function lookAtLink(database: Database, token: string, kind: LinkKind) {
  const found = await findTicket(database, token)
  if (!found) throw GONE()
  return database.inCompany(found.company, async (db) => {
    const ticket = await readTicket(db, found.ticket, kind, clock.now())
    const person = ticket && (await findPerson(db, ticket.about))
    if (!person || person.left_at) throw GONE()
    return { person, company: await company(db) }
  })
}

/** Uses the link up and begins a session; of many who press at once, one gets in. */
export async function useSignInLink(database: Database, token: string, peer: Peer): Promise<string> {
  const found = await findTicket(database, token)
  if (!found) throw GONE()
  return database.inCompany(found.company, async (db) =>
    begin(db, await useUp(db, found.ticket, 'sign-in'), peer.agent),
  )
}

async function useUp(db: Db, id: Id, kind: LinkKind): Promise<Person> {
  const at = clock.now()
  const ticket = await readTicket(db, id, kind, at)
  const person = ticket && (await findPerson(db, ticket.about))
  if (!person || person.left_at || !(await useTicket(db, id, at))) throw GONE()
  return person
}

/**
 * Accepts an invitation: the link proves the address, so only now does the person become the human who reads mail
 * there. Where mails do not go out, the link proves nothing: a human who is known already gives their password.
 */
export async function join(
  database: Database,
  token: string,
  peer: Peer,
  password?: string,
): Promise<string> {
  const found = await findTicket(database, token)
  if (!found) throw GONE()
  const { person } = await lookAtLink(database, token, 'invitation')
  const [email, at] = [(person.email ?? '').toLowerCase(), clock.now()]
  await mayTry(database, email, peer.address, at)
  try {
    const { session, identity, anew } = await database.inCompany(found.company, (db) =>
      accept(db, found.ticket, peer, password),
    )
    if (anew) await endSessionsElsewhere(database, identity, found.company)
    return session
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'forbidden')
      await noteTry(database, keysOf(email, peer), false, at)
    throw error
  }
}

async function accept(db: Db, ticket: Id, peer: Peer, password: string | undefined) {
  const at = clock.now()
  const person = await useUp(db, ticket, 'invitation')
  const identity = await makeIdentity(db, person.email ?? '', at)
  const anew = await enter(db, identity, password, at)
  await joinIdentity(db, identity, person.id)
  await updatePerson(db, person.id, { identity_id: identity })
  await deleteInvitation(db, person.id)
  const who: Who = { company: companyOf(db), by: 'person', id: person.id, at }
  await record(db, who, 'people.joined', person.id)
  return { session: await begin(db, person, peer.agent), identity, anew }
}

/** True where what was open under this address elsewhere must end. */
async function enter(db: Db, identity: Id, password: string | undefined, at: Date): Promise<boolean> {
  if (!mailGoesOut() && (await hasPassword(db, identity))) {
    if (password && (await isPasswordOf(db, identity, password))) return false
    throw new Refusal(
      'forbidden',
      'password',
      'You sign in here already: give the password that you sign in by.',
      { field: 'password' },
    )
  }
  const first = await proveIdentity(db, identity, at)
  if (password) await setPassword(db, identity, password)
  else if (!mailGoesOut())
    throw new Refusal('invalid', 'password', 'No mail goes out from here yet: choose a password.', {
      field: 'password',
    })
  return first || Boolean(password)
}
