import { type Customer, nameOf } from '../customers/customers.ts'
import { howLong } from './how-long.ts'
import type { Loss } from './loss.ts'

/** "over €6"; where nobody said over what, whether it was small or big. */
export const overWhat = ({ over, size }: Pick<Loss, 'over' | 'size'>): string =>
  `over ${over || `something ${size}`}`

/** "Mrs Ito", "nine years, over €6" */
export function inShort(one: Loss, customer: Customer | undefined): { name: string; rest: string } {
  const long = customer && howLong(customer.since, one.lost_on)
  return { name: nameOf(customer), rest: [long, overWhat(one)].filter(Boolean).join(', ') }
}
