import { clock } from '../../kit/clock.ts'
import type { Database, Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { companyBySlug } from '../../people/founding.ts'
import type { Company } from '../../people/people.ts'
import { mailHouse } from './house.ts'
import { callInboxFind, type Inbox, selectInboxes } from './store-inbox.ts'
import { replyAddress, withoutToken } from './thread.ts'

/** The address that every company has from its first day. */
export const homeAddress = (house: Pick<Company, 'slug'>): string => `${house.slug}@${mailHouse().domain}`

/** As it is looked up: lower case, our token off. Other plus tags stay: they may be an address of their own. */
export const bareAddress = (address: string): string => withoutToken(address.trim().toLowerCase())
const withoutTag = (address: string): string => address.replace(/\+[^@]*(?=@)/, '')

/** An address and what it stands for without its plus tag. */
export const spellings = (address: string): string[] => {
  const bare = bareAddress(address)
  return [...new Set([bare, withoutTag(bare)])]
}

const KEEP_MS = 5_000
const known = new Map<string, { company: Id; until: number }>()

/** Whose mail it is. A company's own address counts before what another may have written down as theirs. */
export async function companyAt(database: Database, recipient: string): Promise<Id | undefined> {
  const now = clock.now().getTime()
  const key = bareAddress(recipient)
  const kept = known.get(key)
  if (kept && kept.until > now) return kept.company
  const company = await lookUp(database, recipient)
  if (known.size > 1_000) known.clear()
  if (company) known.set(key, { company, until: now + KEEP_MS })
  else known.delete(key)
  return company
}

/** An address was given up or taken: it is looked up anew. */
export const forgetAddresses = (): void => known.clear()

async function lookUp(database: Database, recipient: string): Promise<Id | undefined> {
  const ours = `@${mailHouse().domain}`
  for (const address of spellings(recipient)) {
    const company = address.endsWith(ours)
      ? await companyBySlug(database, address.slice(0, -ours.length))
      : await database.outside((db) => callInboxFind(db, address))
    if (company) return company
  }
  return undefined
}

/** Whom a letter is from, and where the answer to it comes in. */
export type Senders = { from: string; replyTo: string }

/**
 * Answers leave from the address that the customer wrote to, else from the company's first. They come back to an
 * address with the case's token: our own where mail can reach it, else that of a mailbox which is followed.
 */
export async function sendersFor(
  db: Db,
  house: Company,
  caseId: Id | undefined,
  wroteTo: readonly string[],
): Promise<Senders> {
  const { domain, listens, follows, from: program, secret } = mailHouse()
  const inboxes = await selectInboxes(db)
  const home = homeAddress(house)
  const from = (writtenTo(inboxes, wroteTo) ?? inboxes[0])?.address
  const reaches = listens || domain !== 'localhost'
  if (!from && !reaches && program !== 'makegood@localhost') return { from: program, replyTo: program }
  const own = inboxes.map((one) => one.address)
  const bases = follows?.company === house.slug && !listens ? [...own, home] : [home, ...own]
  const replies = bases.map((base) => (caseId ? replyAddress(base, secret, house.id, caseId) : base))
  // A long name leaves no room for the token: then another address of ours may have it.
  const sealed = replies.find((address, at) => address !== bases[at])
  return { from: from ?? home, replyTo: sealed ?? replies[0] ?? home }
}

const writtenTo = (inboxes: readonly Inbox[], wroteTo: readonly string[]): Inbox | undefined => {
  const names = new Set(wroteTo.flatMap(spellings))
  return inboxes.find((one) => names.has(one.address))
}
