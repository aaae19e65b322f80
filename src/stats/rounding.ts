/**
 * `part` of `n` in whole per cent, halves away from zero. Round last: give it raw counts, also for a group
 * ("positive" is one count, not the sum of two rounded per cents). Undefined when n is 0.
 */
export function percent(part: number, n: number): number | undefined {
  return n === 0 ? undefined : roundHalfAway((100 * part) / n)
}

/** Each count in whole per cent of their sum. The per cents need not add up to 100, and are not bent to. */
export function roundShares(counts: readonly number[]): number[] {
  const n = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => percent(count, n) ?? 0)
}

/**
 * To `decimals` places, halves away from zero, so that a difference and its opposite show the same digits.
 */
export function roundHalfAway(x: number, decimals = 0): number {
  const scale = 10 ** decimals
  return (Math.sign(x) * Math.round(Math.abs(x) * scale)) / scale || 0
}
