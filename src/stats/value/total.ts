import { quantileOfSorted } from '../bootstrap.ts'
import { type Random, randomOf } from '../random.ts'
import { type Drawing, drawPurchases } from './draws.ts'
import type { Fit } from './fit.ts'
import type { Fitted } from './models.ts'
import type { Collapsed } from './table.ts'
import { lengthIn, type Span } from './time.ts'
import { normal } from './variates.ts'

/**
 * The 5th and 95th percentile of the purchases of all customers together within the horizon. Other than with one
 * customer the doubt of the parameters counts here: each draw has its own. Undefined where the fit has no standard
 * errors. What neither knows is a change of the times: see the back-test. Costs customers × draws.
 */
export function totalRangeOf(
  fitted: Fitted,
  table: Collapsed,
  horizon: Span,
  { draws, seed }: Drawing,
): { low: number; high: number } | undefined {
  if (!fitted.fit.spread) return undefined
  if (!(Number.isInteger(draws) && draws >= 20)) throw new RangeError('A range needs 20 draws or more.')
  if (fitted.unit !== table.unit) throw new RangeError(`A fit in ${fitted.unit}s cannot draw ${table.unit}s.`)
  const ahead = lengthIn(horizon, fitted.unit)
  const random = randomOf(seed)
  const totals = new Float64Array(draws)
  for (let k = 0; k < draws; k++) {
    const one = anotherOf(fitted, random)
    for (let i = 0; i < table.x.length; i++)
      for (let alike = 0; alike < table.weight[i]!; alike++)
        totals[k] =
          totals[k]! + drawPurchases(one, table.x[i]!, table.recency[i]!, table.age[i]!, ahead, random)
  }
  totals.sort()
  return { low: quantileOfSorted(totals, 0.05), high: quantileOfSorted(totals, 0.95) }
}

/** The same model with parameters drawn about those found: normal in their logarithms. */
function anotherOf(fitted: Fitted, random: Random): Fitted {
  return fitted.model === 'pareto-nbd'
    ? { ...fitted, fit: drawn(fitted.fit, random) }
    : { ...fitted, fit: drawn(fitted.fit, random) }
}

function drawn<Name extends string>(fit: Fit<Name>, random: Random): Fit<Name> {
  const names = Object.keys(fit.parameters) as Name[]
  const lower = factor(fit.spread!)
  const z = names.map(() => normal(random))
  const parameters = { ...fit.parameters }
  names.forEach((name, i) => {
    parameters[name] *= Math.exp(lower[i]!.reduce((sum, value, j) => sum + value * z[j]!, 0))
  })
  return { ...fit, parameters }
}

/** Cholesky's lower factor. */
function factor(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!
      lower[i]![j] = i === j ? Math.sqrt(Math.max(0, rest)) : rest / lower[j]![j]! || 0
    }
  return lower
}
