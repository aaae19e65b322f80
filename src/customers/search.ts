import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { company } from '../people/people.ts'
import { metBy } from './addresses.ts'
import { customersById } from './canonical.ts'
import type { Customer } from './customer.ts'
import { searchIds, selectMet } from './store.ts'

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

async function byAddress(db: Db, asked: string): Promise<Customer[]> {
  const country = /\d{3}/.test(asked.replace(/[\s/.()-]/g, '')) ? (await company(db)).country : ''
  const ways = (['phone', 'email', 'number', 'handle'] as const).flatMap((kind) => {
    const met_by = kind === 'phone' && country === '' ? null : metBy(kind, asked, country)
    return met_by === null ? [] : [{ kind, met_by }]
  })
  return selectMet(db, ways)
}
