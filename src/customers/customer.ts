import type { Id } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'
import { firstName } from '../people/people.ts'
import type { AddressKind } from './addresses.ts'

export type Customer = {
  id: Id
  name: string | null
  kind: 'person' | 'organisation'
  language: string | null
  /** The day since when they are a customer. */
  since: string
  made_at: Date
}
export type Address = {
  id: Id
  customer_id: Id
  kind: AddressKind
  written: string
  met_by: string | null
  at: Date
}
/** Something good to know: "daughter loves the bell". */
export type Fact = { id: Id; customer_id: Id; fact: string; at: Date; by_id: Id | null }
/** A fact with the name of whoever noted it. */
export type Noted = Fact & { by: string | null }
export type Acquaintance = { id: Id; name: string; since: Date }
export type Purchase = {
  id: Id
  customer_id: Id
  key: string
  bought_at: Date
  what: string
  units: number | null
  amount: Money
  returned: Money
}

export const nameOf = (
  customer: Pick<Customer, 'name'> | undefined | null,
  fallback = 'A customer',
): string => customer?.name ?? fallback

/** As one calls them here: "Tom" for Tom Baker, "Mrs Ito" for Mrs Ito, the whole name of an organisation. */
export function shortNameOf(
  customer: Pick<Customer, 'name' | 'kind'> | undefined | null,
  fallback = 'the customer',
): string {
  const name = customer?.name
  if (!name) return fallback
  const whole = customer.kind === 'organisation' || /^(mrs?|ms|dr|herr|frau|mme)\.?\s/i.test(name)
  return whole ? name : firstName(name)
}
