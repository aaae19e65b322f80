import type { PurchaseTable } from './table.ts'
import { DAYS_IN, type TimeUnit } from './time.ts'

/** One row a purchase, in any order: `customer` a number from 0, `day` counted from any day, `amount` in any money. */
export type Purchases = { customer: Uint32Array; day: Int32Array; amount?: Float64Array }

/** A table with whose rows they are, what they spent on a repeat day (mean), and what they bought later. */
export type CustomerTable = PurchaseTable & {
  customer: Uint32Array
  /** The mean of the repeat days' sums; 0 where there is no repeat. Empty without amounts. */
  spend: Float64Array
  /** Purchase days after `until`, up to `later`: what a back-test compares with. Empty without `later`. */
  later: Float64Array
}

/**
 * The table of everybody who bought on or before the day `until`, ordered by customer. Purchases of one day are
 * one; the first day is no repeat and its amount is left out of the spend.
 */
export function tableOf(purchases: Purchases, until: number, unit: TimeUnit, later?: number): CustomerTable {
  const { customer, day, amount } = purchases
  const order = byCustomerAndDay(customer, day)
  const made = rowsFor(customer, day, until, unit, amount !== undefined, later !== undefined)
  let row = -1
  for (let at = 0; at < order.length; ) {
    const who = customer[order[at]!]!
    const first = day[order[at]!]!
    if (first <= until) {
      made.customer[++row] = who
      made.age[row] = (until - first) / DAYS_IN[unit]
    }
    let spent = 0
    while (at < order.length && customer[order[at]!] === who) {
      const today = day[order[at]!]!
      let sum = 0
      for (; at < order.length && customer[order[at]!] === who && day[order[at]!] === today; at++)
        sum += amount ? amount[order[at]!]! : 0
      if (today === first || first > until) continue
      if (today <= until) {
        made.x[row] = made.x[row]! + 1
        made.recency[row] = (today - first) / DAYS_IN[unit]
        spent += sum
        if (amount) made.spend[row] = spent / made.x[row]!
      } else if (later !== undefined && today <= later) made.later[row] = made.later[row]! + 1
    }
  }
  return made
}

/** The purchases' places ordered by customer and day: two counting sorts, the second stable. */
function byCustomerAndDay(customer: Uint32Array, day: Int32Array): Uint32Array {
  let [least, most, last] = [Infinity, -Infinity, 0]
  for (let i = 0; i < day.length; i++) {
    if (day[i]! < least) least = day[i]!
    if (day[i]! > most) most = day[i]!
    if (customer[i]! > last) last = customer[i]!
  }
  if (day.length === 0) return new Uint32Array(0)
  if (most - least > 1e6 || last > 1e8) throw new RangeError('Days or customer numbers lie too far apart.')
  const days = counting(day.length, most - least + 1, (i) => day[i]! - least)
  return counting(day.length, last + 1, (i) => customer[i]!, days)
}

function counting(
  size: number,
  kinds: number,
  key: (i: number) => number,
  before?: Uint32Array,
): Uint32Array {
  const ends = new Uint32Array(kinds + 1)
  for (let i = 0; i < size; i++) ends[key(i) + 1]!++
  for (let k = 0; k < kinds; k++) ends[k + 1] = ends[k + 1]! + ends[k]!
  const order = new Uint32Array(size)
  for (let place = 0; place < size; place++) {
    const i = before ? before[place]! : place
    order[ends[key(i)]!++] = i
  }
  return order
}

function rowsFor(
  customer: Uint32Array,
  day: Int32Array,
  until: number,
  unit: TimeUnit,
  spend: boolean,
  later: boolean,
): CustomerTable {
  let last = -1
  for (const who of customer) if (who > last) last = who
  const seen = new Uint8Array(last + 1)
  let count = 0
  for (let i = 0; i < day.length; i++)
    if (day[i]! <= until && seen[customer[i]!] === 0) {
      seen[customer[i]!] = 1
      count++
    }
  const column = (wanted = true) => new Float64Array(wanted ? count : 0)
  return {
    unit,
    customer: new Uint32Array(count),
    x: column(),
    recency: column(),
    age: column(),
    spend: column(spend),
    later: column(later),
  }
}
