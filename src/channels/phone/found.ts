import { type Customer, customer, whoRings, whoWrites } from '../../customers/customers.ts'
import type { Db } from '../../kit/db.ts'
import { isId } from '../../kit/ids.ts'
import type { Company } from '../../people/people.ts'
import { readableNumber } from './number.ts'

/** Who is meant by what another program knows of them. */
export type Found = {
  customers: Customer[]
  /** The number as one reads it, or the address; empty where the caller did not say. A number that is none stands as it came. */
  by: string
  phone: string
  email: string
}

/** Asked by a number, an address, or the customer themselves; what names nobody finds nobody. */
export async function found(
  db: Db,
  house: Company,
  query: (name: string) => string | undefined,
): Promise<Found> {
  const id = query('customer')
  const phone = (query('phone') ?? query('number') ?? query('tel') ?? '').slice(0, 200)
  const email = (query('email') ?? '')
    .trim()
    .replace(/^mailto:/i, '')
    .slice(0, 254)
  if (isId(id)) return { customers: [await customer(db, id)], by: '', phone, email }
  const rings = await whoRings(db, phone)
  if (rings.number) {
    const by = readableNumber(rings.number, house.country)
    return { customers: rings.customers, by, phone: rings.number, email }
  }
  // What cannot be a number is shown as it came: that nothing was said would be untrue.
  const odd = /\p{Nd}/u.test(phone) ? phone.trim() : ''
  return { customers: email ? await whoWrites(db, email) : [], by: email || odd, phone: odd, email }
}
