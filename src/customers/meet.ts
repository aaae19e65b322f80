import { DateTime } from 'luxon'
import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { type Company, company } from '../people/people.ts'
import { type Read, readAddresses, type Written } from './addresses.ts'
import { allIdsOf } from './canonical.ts'
import type { Address, Customer } from './customer.ts'
import { insertAddresses, insertCustomer, selectAddresses, selectMet, updateCustomer } from './store.ts'

export type Meeting = {
  name?: string | null | undefined
  kind?: Customer['kind'] | undefined
  language?: string | null | undefined
  /** The day since when they are a customer, where it is known. */
  since?: string | undefined
  addresses: readonly Written[]
}

/**
 * The customer whom one of these addresses identifies, else a new one. What was not known is filled in, what is
 * known is never overwritten; an address that belongs to another customer stays with them.
 */
export async function meet(db: Db, who: Who, what: Meeting): Promise<Customer> {
  const house = await houseOf(db, who)
  const addresses = readAddresses(what.addresses, house.country)
  const name = tidy(what.name)
  if (!name && addresses.length === 0)
    throw new Refusal('invalid', 'customer-empty', 'A customer needs a name or an address.', {
      field: 'name',
    })
  const telling = addresses.filter((one) => one.met_by !== null)
  const known = await met(db, telling)
  if (known) return better(db, who, known, what, addresses)
  // Two who meet the same stranger at once: the second waits, looks again and finds whom the first has made.
  return oneAtATime(db, telling, async () => {
    const found = await met(db, telling)
    return found ? better(db, who, found, what, addresses) : make(db, who, house, what, addresses)
  })
}

async function met(db: Db, telling: readonly Read[]): Promise<Customer | undefined> {
  return telling.length === 0 ? undefined : (await selectMet(db, telling))[0]
}

/** The locks are taken in one order everywhere, so that no two wait for each other. */
function oneAtATime<T>(db: Db, telling: readonly Read[], deed: () => Promise<T>): Promise<T> {
  const keys = telling.map((one) => `customers.meet ${one.kind} ${one.met_by}`).sort()
  return keys.reduceRight((inner, key) => () => atomically(db, key, inner), deed)()
}

async function make(
  db: Db,
  who: Who,
  house: Company,
  what: Meeting,
  addresses: readonly Read[],
): Promise<Customer> {
  const one: Customer = {
    id: newId(who.at),
    name: tidy(what.name),
    kind: what.kind ?? 'person',
    language: what.language || null,
    since: what.since ?? today(who.at, house.zone),
    made_at: who.at,
  }
  await insertCustomer(db, one)
  await insertAddresses(db, rows(who, one.id, addresses))
  await record(db, who, 'customers.met', one.id, { addresses: addresses.map((address) => address.kind) })
  return one
}

async function better(
  db: Db,
  who: Who,
  known: Customer,
  what: Meeting,
  addresses: readonly Read[],
): Promise<Customer> {
  const name = known.name === null ? tidy(what.name) : null
  const language = known.language === null ? what.language || null : null
  const change = { ...(name ? { name } : {}), ...(language ? { language } : {}) }
  if (Object.keys(change).length > 0) await updateCustomer(db, known.id, change)
  const fresh = await addNew(db, who, known.id, addresses)
  if (Object.keys(change).length > 0 || fresh.length > 0)
    await record(db, who, 'customers.better-known', known.id, {
      filled: Object.keys(change),
      addresses: fresh.map((address) => address.kind),
    })
  return { ...known, ...change }
}

/** Adds what this customer does not have yet. One address alone is how they were met, and known. */
async function addNew(db: Db, who: Who, id: Id, addresses: readonly Read[]): Promise<Address[]> {
  if (addresses.length < 2) return []
  return addAddresses(db, who, id, addresses)
}

export async function addAddresses(db: Db, who: Who, id: Id, addresses: readonly Read[]): Promise<Address[]> {
  const had = await selectAddresses(db, await allIdsOf(db, id))
  const has = (one: Read) =>
    had.some(
      (other) => other.kind === one.kind && (other.met_by ?? other.written) === (one.met_by ?? one.written),
    )
  return insertAddresses(
    db,
    rows(
      who,
      id,
      addresses.filter((one) => !has(one)),
    ),
  )
}

const rows = (who: Who, customer: Id, addresses: readonly Read[]): Address[] =>
  addresses.map((one) => ({ id: newId(who.at), customer_id: customer, ...one, at: who.at }))

const tidy = (name: string | null | undefined): string | null =>
  name?.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 200) || null

const today = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toISODate() ?? at.toISOString().slice(0, 10)

/** Staff bring their company along; for others it is read. */
export const houseOf = async (db: Db, who: Who): Promise<Company> =>
  'house' in who ? (who.house as Company) : company(db)
