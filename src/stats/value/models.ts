import { type DropoutModel, type DropoutParameters, fitDropout, meanAge } from './dropout.ts'
import type { Fit, Prior } from './fit.ts'
import { fitPareto, type ParetoParameters } from './pareto.ts'
import type { Collapsed } from './table.ts'
import type { TimeUnit } from './time.ts'

export type Model = DropoutModel | 'pareto-nbd'

/** A model with its parameters, and the unit in which they are meant. */
export type Fitted = { unit: TimeUnit; facts: Facts } & (
  | { model: DropoutModel; fit: Fit<keyof DropoutParameters> }
  | { model: 'pareto-nbd'; fit: Fit<keyof ParetoParameters> }
)

/** What was seen, without any model. `perUnit` is all repeats over all time. */
export type Facts = { customers: number; repeaters: number; repeats: number; perUnit: number }

/** Why there is no estimate: `n` of what is needed, and how many would do. The facts can still be told. */
export type Refused = {
  refused: { code: 'too-few-repeaters' | 'no-stable-estimate'; n: number; needed: number }
  facts: Facts
}

/** Fewer customers who ever came back than this say nothing about those who will. */
export const REPEATERS_NEEDED = 30
/** Below so many customers plain likelihood runs away in every second sample: a prior holds it. */
export const CUSTOMERS_FOR_LIKELIHOOD = 500
// Likelihoods nearer than this are alike; MBG/NBD is then the more sensible to show.
const ALIKE = 0.1

/** The plain facts of a table. */
export function factsOf(table: Collapsed): Facts {
  let repeats = 0
  for (let x = 0; x < table.withRepeats.length; x++) repeats += x * table.withRepeats[x]!
  const time = meanAge(table) * table.n
  const repeaters = table.n - (table.withRepeats[0] ?? 0)
  return { customers: table.n, repeaters, repeats, perUnit: table.n ? repeats / time : 0 }
}

/**
 * Fits a model of free purchases, or refuses: under 30 repeaters, and where the parameters run away. `estimate`
 * left out: with a prior (`map`) under 500 customers, by likelihood (`mle`) above. `auto` takes the model of the
 * highest likelihood, MBG/NBD where that is within 0.1 of it.
 * Source of the gates: 300 samples each of 30–1,000 customers of CDNOW, fitted and compared with what came.
 */
export function fitPurchases(
  table: Collapsed,
  model: Model | 'auto',
  estimate?: 'mle' | 'map',
): Fitted | Refused {
  const facts = factsOf(table)
  const refuse = (code: Refused['refused']['code'], n: number, needed: number): Refused => ({
    refused: { code, n, needed },
    facts,
  })
  if (facts.repeaters < REPEATERS_NEEDED)
    return refuse('too-few-repeaters', facts.repeaters, REPEATERS_NEEDED)
  const how = estimate ?? (facts.customers < CUSTOMERS_FOR_LIKELIHOOD ? 'map' : 'mle')
  const wanted: Model[] = model === 'auto' ? ['mbg-nbd', 'bg-nbd', 'pareto-nbd'] : [model]
  const found = wanted.map((one) => fitOne(table, one, how, facts)).filter(({ fit }) => !fit.degenerate)
  const best = Math.max(...found.map(({ fit }) => fit.logLikelihood))
  const chosen =
    found.find((one) => one.model === 'mbg-nbd' && one.fit.logLikelihood >= best - ALIKE) ??
    found.find((one) => one.fit.logLikelihood === best)
  return chosen ?? refuse('no-stable-estimate', facts.customers, CUSTOMERS_FOR_LIKELIHOOD)
}

function fitOne(table: Collapsed, model: Model, how: 'mle' | 'map', facts: Facts): Fitted {
  const prior = how === 'map' ? priorOf(model, meanAge(table)) : undefined
  if (model === 'pareto-nbd') return { unit: table.unit, facts, model, fit: fitPareto(table, prior) }
  return { unit: table.unit, facts, model, fit: fitDropout(table, model, prior) }
}

/**
 * The model whose chance of being alive may be shown beside this one: BG/NBD calls everybody alive who bought
 * once, so MBG/NBD stands in for it; undefined where that cannot be fitted.
 */
export function aliveModelOf(fitted: Fitted, table: Collapsed): Fitted | undefined {
  if (fitted.model !== 'bg-nbd') return fitted
  const beside = fitPurchases(table, 'mbg-nbd', fitted.fit.estimate)
  return 'refused' in beside ? undefined : beside
}

/** Weak, and free of scale: rates are guessed against the mean age, so that another unit changes nothing. */
function priorOf(model: Model, age: number): Prior {
  if (model === 'pareto-nbd')
    return { mean: [0.5, 0.3 * age, 0.6, 0.3 * age].map(Math.log), sd: [1, 1.5, 0.7, 1.5] }
  return { mean: [0.5, 0.3 * age, 1, 2.5].map(Math.log), sd: [1, 1.5, 0.7, 0.7] }
}
