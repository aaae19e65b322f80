import type { Db } from '../kit/db.ts'
import { readAddresses, type Written } from './addresses.ts'
import type { Customer } from './customer.ts'
import { selectMet } from './store.ts'

/** Everybody whom one of these addresses identifies, each once, in the order of the addresses. Nobody is added. */
export async function recognise(
  db: Db,
  house: { country: string },
  written: readonly Written[],
): Promise<Customer[]> {
  const telling = readAddresses(written, house.country).filter((one) => one.met_by !== null)
  const met = telling.length === 0 ? [] : await selectMet(db, telling)
  return [...new Map(met.map((one) => [one.id, one])).values()]
}
