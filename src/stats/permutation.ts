import { checkFinite } from './checks.ts'
import { type Random, randomOf, shuffled } from './random.ts'

/** A figure, and how often chance alone gives one as far from 0: p from `draws` drawn orders. */
export type Permutation = { observed: number; p: number; draws: number }
export type PermutationOptions = { seed: number; draws?: number }

/**
 * The p value on two sides of a figure that is about 0 where nothing is to be found, against `drawn`, the
 * same figure of data in an order drawn by chance (see shuffledWithin and turned for orders that keep blocks
 * or a rhythm). The order observed counts among the drawn ones, so p is never 0.
 * Source: Phipson & Smyth (2010), Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9.
 */
export function permutation(
  observed: number,
  drawn: (random: Random) => number,
  { seed, draws = 9999 }: PermutationOptions,
): Permutation {
  checkFinite([observed], 'The figure to be tested')
  if (!(Number.isInteger(draws) && draws >= 1))
    throw new RangeError(`A permutation test needs a draw or more, not ${draws}.`)
  const random = randomOf(seed)
  // The same sum in another order is another float.
  const far = Math.abs(observed) * (1 - 1e-12)
  let further = 1
  for (let i = 0; i < draws; i++) {
    const figure = drawn(random)
    checkFinite([figure], 'The figure of a drawn order')
    if (Math.abs(figure) >= far) further++
  }
  return { observed, p: further / (draws + 1), draws }
}

/**
 * The difference of the means of two groups, first less second, tested by dealing their values anew.
 * Undefined when a group is empty.
 * Source: Fisher (1935), The Design of Experiments, §21; Pitman (1937).
 */
export function permutedMeans(
  first: readonly number[],
  second: readonly number[],
  options: PermutationOptions,
): Permutation | undefined {
  if (first.length === 0 || second.length === 0) return undefined
  const all = [...first, ...second]
  const total = all.reduce((sum, x) => sum + x, 0)
  const difference = (values: readonly number[]) => {
    let sum = 0
    for (let i = 0; i < first.length; i++) sum += values[i]!
    return sum / first.length - (total - sum) / second.length
  }
  return permutation(difference(all), (random) => difference(shuffled(all, random)), options)
}
