import { record } from '../history/history.ts'
import { type Place, pageOf } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { readAddresses, type Written } from './addresses.ts'
import { allIdsOf, customer } from './canonical.ts'
import type { Address, Customer } from './customer.ts'
import { addAddresses, houseOf } from './meet.ts'
import { deleteAddress, selectAddresses, selectMet, selectNewest, updateCustomer } from './store.ts'

type Correction = { [K in 'name' | 'kind' | 'language' | 'since']?: Customer[K] | undefined }

/** Puts right what we know of a customer, by hand: unlike meeting them, this overwrites. */
export async function correct(db: Db, who: Who, id: Id, change: Correction): Promise<Customer> {
  const known = await customer(db, id)
  const fields = (['name', 'kind', 'language', 'since'] as const).filter(
    (field) => change[field] !== undefined && change[field] !== known[field],
  )
  if (fields.length === 0) return known
  await updateCustomer(db, known.id, Object.fromEntries(fields.map((field) => [field, change[field]])))
  await record(db, who, 'customers.corrected', known.id, { fields })
  return customer(db, known.id)
}

export const addressesOf = async (db: Db, id: Id): Promise<Address[]> =>
  selectAddresses(db, await allIdsOf(db, id))

/** One more address of a customer; refused where it is another's, who may then be the same human. */
export async function addAddress(db: Db, who: Who, id: Id, written: Written): Promise<void> {
  const one = await customer(db, id)
  const [address] = readAddresses([written], (await houseOf(db, who)).country)
  if (!address) throw new Refusal('invalid', 'address-empty', 'Write the address.', { field: 'written' })
  if (written.kind === 'email' && address.met_by === null)
    throw new Refusal('invalid', 'address-email', 'This is no email address.', { field: 'written' })
  const added = await addAddresses(db, who, one.id, [address])
  if (added.length > 0)
    return void (await record(db, who, 'customers.address-added', one.id, { kind: address.kind }))
  const [owner] = address.met_by === null ? [] : await selectMet(db, [address])
  if (owner && owner.id !== one.id)
    throw new Refusal(
      'conflict',
      'address-taken',
      `This is an address of ${owner.name ?? 'another customer'} already. Are they the same?`,
      {
        field: 'written',
        about: { customer: owner.id },
      },
    )
}

export async function removeAddress(db: Db, who: Who, id: Id, address: Id): Promise<void> {
  const ids = await allIdsOf(db, id)
  const kind = await deleteAddress(db, ids, address)
  if (!kind) throw new Refusal('not-found', 'address', 'There is no such address here.')
  await record(db, who, 'customers.address-removed', (await customer(db, id)).id, { kind })
}

/** Customers, the newest first. */
export async function newestCustomers(db: Db, from: { after?: Place | undefined; most: number }) {
  const rows = await selectNewest(db, { after: from.after, most: from.most + 1 })
  return pageOf(rows, from.most, (one) => ({ at: one.made_at, id: one.id }))
}
