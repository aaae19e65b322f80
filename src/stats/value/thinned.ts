import type { Collapsed } from './table.ts'

// Rows of as many customers as this stay: they weigh too much to be left to chance.
const HEAVY = 10

/** Every heavy row, and one of `every` of the others with that many times its weight. */
export function thinned(table: Collapsed, every: number): Collapsed {
  const kept: number[] = []
  for (let i = 0; i < table.x.length; i++) if (table.weight[i]! >= HEAVY || i % every === 0) kept.push(i)
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!)
  const places = (column: Uint32Array) => Uint32Array.from(kept, (i) => column[i]!)
  const weight = Float64Array.from(kept, (i) => table.weight[i]! * (table.weight[i]! >= HEAVY ? 1 : every))
  const withRepeats = new Float64Array(table.withRepeats.length)
  let n = 0
  kept.forEach((i, row) => {
    withRepeats[table.x[i]!] = withRepeats[table.x[i]!]! + weight[row]!
    n += weight[row]!
  })
  return {
    ...table,
    x: places(table.x),
    recency: pick(table.recency),
    age: pick(table.age),
    weight,
    recencyAt: places(table.recencyAt),
    ageAt: places(table.ageAt),
    rowOf: new Uint32Array(0),
    n,
    withRepeats,
  }
}
