import { type Least, minimise, type Slope } from './minimise.ts'

/** What a parameter may be: any number, above 0, or strictly between two. */
export type Bound = 'free' | 'positive' | { low: number; high: number }

/** A way from bounded parameters to free ones and back; `slope` is how fast the bounded one moves. */
type Way = { toFree: (x: number) => number; toBound: (free: number) => number; slope: (x: number) => number }

/**
 * The least value of a smooth function whose parameters have bounds, by searching in logarithms (above 0) or
 * log odds (between two). `at` and `gradient` are those of the parameters themselves. A least value at a
 * bound itself is approached and never reached: look at `at`, not only at `converged`. A RangeError for a
 * start outside the bounds.
 * Source: change of variable; Gill, Murray & Wright (1981), Practical Optimization, §7.4.
 */
export function minimiseWithin(
  f: Slope,
  start: readonly number[],
  bounds: readonly Bound[],
  tolerance?: number,
): Least {
  const ways = waysOf(start, bounds)
  const least = minimise(
    (free, gradient) => {
      const at = free.map((x, i) => ways[i]!.toBound(x))
      const value = f(at, gradient)
      for (const [i, way] of ways.entries()) gradient[i]! *= way.slope(at[i]!)
      return value
    },
    start.map((x, i) => ways[i]!.toFree(x)),
    tolerance,
  )
  const at = least.at.map((x, i) => ways[i]!.toBound(x))
  return { ...least, at, gradient: least.gradient.map((d, i) => d / ways[i]!.slope(at[i]!)) }
}

/** The same for a function that is searched without slopes: to be given to nelderMead with `toFree(start)`. */
export function freed(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  bounds: readonly Bound[],
): {
  f: (free: readonly number[]) => number
  start: number[]
  toBound: (free: readonly number[]) => number[]
} {
  const ways = waysOf(start, bounds)
  const toBound = (free: readonly number[]) => free.map((x, i) => ways[i]!.toBound(x))
  return { f: (free) => f(toBound(free)), start: start.map((x, i) => ways[i]!.toFree(x)), toBound }
}

function waysOf(start: readonly number[], bounds: readonly Bound[]): Way[] {
  if (start.length !== bounds.length)
    throw new RangeError(`Every parameter has a bound: ${start.length} are not ${bounds.length}.`)
  return bounds.map((bound, i) => {
    const way = wayOf(bound)
    if (!Number.isFinite(way.toFree(start[i]!)))
      throw new RangeError(`The start ${start[i]} lies outside its bounds.`)
    return way
  })
}

function wayOf(bound: Bound): Way {
  if (bound === 'free') return { toFree: (x) => x, toBound: (x) => x, slope: () => 1 }
  if (bound === 'positive') return { toFree: Math.log, toBound: Math.exp, slope: (x) => x }
  const { low, high } = bound
  if (!(low < high && Number.isFinite(high - low)))
    throw new RangeError(`A parameter lies between two finite numbers, not ${low} and ${high}.`)
  return {
    toFree: (x) => Math.log((x - low) / (high - x)),
    toBound: (free) => low + (high - low) / (1 + Math.exp(-free)),
    slope: (x) => ((x - low) * (high - x)) / (high - low),
  }
}
