import type { Least } from './minimise.ts'

type Corner = { at: number[]; value: number }

/**
 * The least value near `start` of a function that has no slope: kinks, counts, quantiles. Slower and less
 * sharp than `minimise`, for a few parameters of a like size. Where the function cannot be told (NaN) it
 * counts as endlessly high. Converged when the corners of the simplex are all within `tolerance` of each
 * other, in place and in value, and a new simplex begun there finds nothing lower.
 * Source: Nelder & Mead (1965), Computer J. 7, 308–313, in the form of Lagarias, Reeds, Wright & Wright
 * (1998), SIAM J. Optim. 9, 112–147; begun anew as Kelley (1999) advises.
 */
export function nelderMead(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  tolerance = 1e-8,
  most = 20_000,
): Omit<Least, 'gradient'> {
  let evaluations = 0
  const corner = (at: number[]): Corner => {
    evaluations++
    const value = f(at)
    return { at, value: Number.isNaN(value) ? Infinity : value }
  }
  let best = corner([...start])
  if (best.value === Infinity) return { ...best, evaluations, converged: false }
  while (evaluations < most) {
    const found = descend(simplexAround(best, corner), corner, tolerance, () => evaluations < most)
    const better = best.value - found.value
    if (found.value <= best.value) best = found
    if (evaluations < most && better <= tolerance * (1 + Math.abs(best.value)))
      return { ...best, evaluations, converged: true }
  }
  return { ...best, evaluations, converged: false }
}

function simplexAround(best: Corner, corner: (at: number[]) => Corner): Corner[] {
  const others = best.at.map((x, i) => corner(best.at.with(i, x === 0 ? 0.1 : x * 1.05)))
  return [best, ...others]
}

function descend(
  corners: Corner[],
  corner: (at: number[]) => Corner,
  tolerance: number,
  mayGoOn: () => boolean,
): Corner {
  const n = corners.length - 1
  for (;;) {
    corners.sort((a, b) => a.value - b.value)
    const [best, worst] = [corners[0]!, corners[n]!]
    if (!mayGoOn() || isSmall(corners, tolerance)) return best
    const centre = best.at.map((_, i) => corners.slice(0, n).reduce((sum, c) => sum + c.at[i]!, 0) / n)
    const along = (by: number) => corner(centre.map((x, i) => x + by * (x - worst.at[i]!)))
    const mirrored = along(1)
    let next: Corner | undefined = mirrored
    if (mirrored.value < best.value) {
      const further = along(2)
      if (further.value < mirrored.value) next = further
    } else if (mirrored.value >= corners[n - 1]!.value) {
      const outside = mirrored.value < worst.value
      next = along(outside ? 0.5 : -0.5)
      if (!(next.value < Math.min(mirrored.value, worst.value))) next = undefined
    }
    if (next) corners[n] = next
    else
      for (let i = 1; i <= n; i++)
        corners[i] = corner(corners[i]!.at.map((x, j) => best.at[j]! + (x - best.at[j]!) / 2))
  }
}

function isSmall(corners: readonly Corner[], tolerance: number): boolean {
  const [best, worst] = [corners[0]!, corners.at(-1)!]
  if (worst.value - best.value > tolerance * (1 + Math.abs(best.value))) return false
  return corners.every((c) =>
    c.at.every((x, i) => Math.abs(x - best.at[i]!) <= tolerance * (1 + Math.abs(best.at[i]!))),
  )
}
