import type { TimeUnit } from './time.ts'

/**
 * What the models need to know of purchases, one row a customer (or many alike, by weight), columns of equal
 * length: `x` repeat purchase days, `recency` from the first to the last of them (0 where x is 0), `age` from
 * the first to the end of what was observed, both in `unit`. Recency is *not* the time since the last one.
 */
export type PurchaseTable = {
  unit: TimeUnit
  x: Float64Array
  recency: Float64Array
  age: Float64Array
  weight?: Float64Array
}

/** The same with equal rows made one, and each distinct time known by its place in `times`. */
export type Collapsed = {
  unit: TimeUnit
  x: Uint32Array
  recency: Float64Array
  age: Float64Array
  weight: Float64Array
  times: Float64Array
  recencyAt: Uint32Array
  ageAt: Uint32Array
  /** The row of each row of the table it was made from. */
  rowOf: Uint32Array
  /** Sum of the weights: how many customers. */
  n: number
  /** The weight of customers with 0, 1, 2 … repeats. */
  withRepeats: Float64Array
}

/** Throws a RangeError that names the first row that cannot be, from 1. */
export function checkTable(table: PurchaseTable): void {
  const { x, recency, age, weight } = table
  if (recency.length !== x.length || age.length !== x.length || (weight && weight.length !== x.length))
    throw new RangeError('The columns of a table of purchases have the same length.')
  for (let i = 0; i < x.length; i++) {
    const says = fault(x[i]!, recency[i]!, age[i]!, weight ? weight[i]! : 1)
    if (says) throw new RangeError(`Row ${i + 1}: ${says}`)
  }
}

function fault(x: number, recency: number, age: number, weight: number): string | undefined {
  if (!(Number.isInteger(x) && x >= 0 && x < 1e7)) return `repeats are a whole number, not ${x}.`
  if (!(age >= 0 && age < Infinity)) return `an age is 0 or more, not ${age}.`
  if (!(recency >= 0 && recency <= age))
    return `recency lies between 0 and the age ${age}, not at ${recency}.`
  if (x === 0 && recency !== 0) return `without a repeat recency is 0, not ${recency}.`
  if (!(weight > 0 && weight < Infinity)) return `a weight is above 0, not ${weight}.`
  return undefined
}
