import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { company } from '../people/people.ts'
import { metBy } from './addresses.ts'
import { numbersOf } from './caller.ts'
import { customersById } from './canonical.ts'
import type { Customer } from './customer.ts'
import { searchIds, selectBehind, selectMet } from './store.ts'

/** Customers by a few letters of their name or address, or by a number as anybody would write it. The nearest first. */
export async function searchCustomers(db: Db, words: string, most: number): Promise<Customer[]> {
  const asked = words.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 200)
  if (asked === '') return []
  const exact = await byAddress(db, asked)
  // A whole number or email address means one customer: letters that look like it would only be in the way.
  if (exact.length > 0 && /^[+(\d][\d\s/+().-]+$|@/.test(asked)) return exact.slice(0, most)
  const near = await searchIds(db, asked, most)
  const canonical = await customersById(db, near)
  const found = new Map<Id, Customer>()
  for (const one of [...exact, ...near.flatMap((id) => canonical.get(id) ?? [])])
    if (!found.has(one.id)) found.set(one.id, one)
  return [...found.values()].slice(0, most)
}

const MOST_BEHIND = 20

/**
 * Who rings, by what a telephone system says of the caller, and the number as it was understood. A number with an
 * extension that nobody has is its switchboard's; a switchboard's is that of all behind it.
 */
export async function whoRings(
  db: Db,
  said: string,
): Promise<{ number: string | undefined; customers: Customer[] }> {
  const numbers = numbersOf(said, (await company(db)).country)
  for (const number of numbers) {
    const [base = number] = number.split(';')
    const met = await selectMet(db, phones(number === base ? [base] : [number]))
    const customers =
      met.length > 0 && number !== base ? met : await withAllBehind(db, base, number === base ? met : [])
    if (customers.length > 0) return { number, customers }
  }
  return { number: numbers[0], customers: [] }
}

const phones = (numbers: readonly string[]) => numbers.map((met_by) => ({ kind: 'phone' as const, met_by }))

async function withAllBehind(db: Db, base: string, met: readonly Customer[]): Promise<Customer[]> {
  const own = met.length > 0 ? met : await selectMet(db, phones([base]))
  const behind = await customersById(db, await selectBehind(db, base, MOST_BEHIND))
  return [...new Map([...own, ...behind.values()].map((one) => [one.id, one])).values()].slice(0, MOST_BEHIND)
}

/** The customer with this very email address. */
export async function whoWrites(db: Db, email: string): Promise<Customer[]> {
  const met_by = metBy(
    'email',
    email
      .normalize('NFC')
      .trim()
      .replace(/^mailto:/i, ''),
    '',
  )
  return met_by ? selectMet(db, [{ kind: 'email', met_by }]) : []
}

async function byAddress(db: Db, asked: string): Promise<Customer[]> {
  const country = /\d{3}/.test(asked.replace(/[\s/.()-]/g, '')) ? (await company(db)).country : ''
  const ways = (['phone', 'email', 'number', 'handle'] as const).flatMap((kind) => {
    const met_by = kind === 'phone' && country === '' ? null : metBy(kind, asked, country)
    return met_by === null ? [] : [{ kind, met_by }]
  })
  return selectMet(db, ways)
}
