/**
 * p values adjusted for looking at many at once, in the order given: those at or below q may be called
 * findings, and about the share q of such findings will be chance. For independent or positively dependent
 * tests.
 * Source: Benjamini & Hochberg (1995), Controlling the false discovery rate, J. R. Statist. Soc. B 57,
 * 289–300.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const m = pValues.length
  const largestFirst = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!)
  const adjusted = new Array<number>(m)
  let least = 1
  largestFirst.forEach((index, place) => {
    const p = pValues[index]!
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A p value lies between 0 and 1, not at ${p}.`)
    least = Math.min(least, (p * m) / (m - place))
    adjusted[index] = least
  })
  return adjusted
}
