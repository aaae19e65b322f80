/** Draws evenly from 0 ≤ x < 1. */
export type Random = () => number

/**
 * A generator that gives the same draws for the same whole seed, everywhere. Not for secrets.
 * Source: sfc32 of Doty-Humphrey's PractRand, seeded by the steps of splitmix32.
 */
export function randomOf(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is a whole number, not ${seed}.`)
  let state = (seed ^ Math.floor(seed / 2 ** 32)) | 0
  const mixed = () => {
    state = (state + 0x9e3779b9) | 0
    let x = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
    return x ^ (x >>> 15)
  }
  let [a, b, c, count] = [mixed(), mixed(), mixed(), 1]
  const bits = () => {
    const sum = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) bits()
  return () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53
}

/** A whole number 0 ≤ x < n. */
export const below = (random: Random, n: number): number => Math.floor(random() * n)

/** The same values in an order drawn by chance; the list given stays as it is. Source: Fisher & Yates. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const order = [...values]
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(random, i + 1)
    const moved = order[i]!
    order[i] = order[j]!
    order[j] = moved
  }
  return order
}

/** The values in each block (equal in `blocks`) change places among themselves only. */
export function shuffledWithin<T, B>(values: readonly T[], blocks: readonly B[], random: Random): T[] {
  const places = new Map<B, number[]>()
  blocks.forEach((block, i) => {
    const those = places.get(block)
    if (those) those.push(i)
    else places.set(block, [i])
  })
  const order = [...values]
  for (const those of places.values()) {
    const drawn = shuffled(those, random)
    those.forEach((place, i) => {
      order[place] = values[drawn[i]!]!
    })
  }
  return order
}

/** A series turned by a number of steps drawn by chance: its own rhythm stays, its place in time does not. */
export function turned<T>(series: readonly T[], random: Random): T[] {
  const by = below(random, series.length)
  return [...series.slice(by), ...series.slice(0, by)]
}
