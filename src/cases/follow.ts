import { record } from '../history/history.ts'
import {
  attachmentsOf,
  type Enclosure,
  hear,
  type Interaction,
  interactionsById,
} from '../interactions/interactions.ts'
import { clock, days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Language } from '../kit/language.ts'
import { offer } from '../kit/offer.ts'
import { makeTicket, type Ticket } from '../kit/tickets.ts'
import type { Who } from '../kit/who.ts'
import { baseUrl } from '../people/entrance.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { type Case, readCase } from './case.ts'
import { mustSay } from './rules.ts'
import { selectPromises } from './store-promises.ts'
import { selectChain } from './store-right.ts'
import { selectInteractionsOf } from './store-told.ts'

export const FOLLOW = 'follow'

/** What became of it beyond this one customer: "the fee is gone". Later words say it, in the reader's language. */
export const whatWeChanged =
  offer<(db: Db, cases: readonly Id[], language: Language) => Promise<string[]>>('cases.what-we-changed')

/** The customer's private link to follow their case, for a year. Only its hash is kept: each call makes a new one. */
export async function followLink(db: Db, id: Id): Promise<string> {
  const at = clock.now()
  const { token } = await makeTicket(db, {
    kind: FOLLOW,
    about: id,
    at,
    endsAt: later(at, days(366)),
    many: true,
  })
  return `${baseUrl()}/follow/${token}`
}

/** A link to give by hand. Whoever has it sees the case: so that it was made is a deed with its line. */
export async function makeFollowLink(db: Db, who: Staff, id: Id): Promise<string> {
  const one = await readCase(db, id)
  const link = await followLink(db, one.id)
  await record(db, who, 'cases.link-made', one.id)
  return link
}

export type Followed = {
  /** The newest of the chain: what is added or confirmed belongs to it. */
  one: Case
  heardAt: Date
  /** By first name; null while nobody holds it. */
  with: string | null
  /** By when somebody answers, or what else was promised. Null where nothing is open once it is put right. */
  promise: { what: string | null; dueAt: Date } | null
  putRight: { how: string; at: Date; by: string | null } | null
  confirmed: Case['confirmed']
  /** Oldest first; `by` is null for the customer's own words. */
  said: { at: Date; by: string | null; text: string; files: string[] }[]
  changed: string[]
}

/** What a customer sees who follows their case. Cases that follow one another are one to them. */
export async function readFollow(
  db: Db,
  ticket: Pick<Ticket, 'about'>,
  language: Language = 'en',
): Promise<Followed> {
  const first = await readCase(db, ticket.about)
  const chain = await selectChain(db, first.id)
  const one = await readCase(db, chain.at(-1) ?? first.id)
  const promised = (await selectPromises(db, [one.id])).find((promise) => !promise.end)
  return {
    one,
    heardAt: first.opened_at,
    with: await nameOf(db, one.holder_id),
    promise: promised
      ? { what: promised.what, dueAt: promised.due_at }
      : one.due_at && { what: null, dueAt: one.due_at },
    putRight: one.put_right && { ...one.put_right, by: await nameOf(db, one.put_right.by_id) },
    confirmed: one.confirmed,
    said: await conversation(db, chain),
    changed: (await Promise.all(whatWeChanged.taken.map((tell) => tell(db, chain, language)))).flat(),
  }
}

const nameOf = async (db: Db, id: Id | null): Promise<string | null> => {
  const found = id ? await findPerson(db, id) : undefined
  return found ? firstName(found.name) : null
}

async function conversation(db: Db, chain: readonly Id[]): Promise<Followed['said']> {
  const all = [...(await interactionsById(db, await selectInteractionsOf(db, chain))).values()]
  const heard = all
    .filter((one) => one.text !== '' && isTheirs(one))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  const files = await fileNamesOf(db, heard)
  const said: Followed['said'] = []
  for (const one of heard)
    said.push({
      at: one.at,
      by: one.direction === 'out' ? await nameOf(db, one.person_id) : null,
      text: one.text,
      files: files(one.id),
    })
  return said
}

/** What came with each of them, by the names that the files had. */
export async function fileNamesOf(db: Db, all: readonly Interaction[]): Promise<(id: Id) => string[]> {
  const files = await attachmentsOf(
    db,
    all.map((one) => one.id),
  )
  return (id) => files.filter((file) => file.interaction === id).map((file) => file.name)
}

/** What we noted for ourselves of a call or a visit is not for the customer's eyes. */
const isTheirs = (one: Interaction): boolean => one.kind !== 'call' && one.kind !== 'visit'

/** The customer adds something from their own page. */
export async function addToCase(
  db: Db,
  who: Who,
  id: Id,
  what: { text: string; files?: Enclosure[]; language?: string; key?: string },
): Promise<Interaction> {
  const one = await readCase(db, id)
  return hear(db, who, {
    kind: 'message',
    channel: 'page',
    customer: one.customer_id,
    touchpoint: one.touchpoint_id,
    team: one.team_id,
    text: mustSay(what.text, 'text', 'Write what you would like to add.'),
    language: what.language ?? null,
    key: what.key ?? null,
    files: what.files ?? [],
    beside: { case: id },
  })
}
