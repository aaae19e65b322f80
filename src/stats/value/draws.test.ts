import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../random.ts'
import { expected } from './ahead.ts'
import { drawPurchases, drawSpend, rangesOf } from './draws.ts'
import type { Fitted } from './models.ts'
import { near } from './near.ts'
import { expectedSpend } from './spend.ts'
import { logGamma, poisson } from './variates.ts'

const about = { n: 2357, estimate: 'mle' as const, logLikelihood: 0, converged: true, degenerate: false }
const facts = { customers: 2357, repeaters: 946, repeats: 2457, perUnit: 0.03 }
const none = { evaluations: 0, spread: null }
const unknown = { r: null, alpha: null, a: null, b: null, s: null, beta: null }
const by = { unit: 'week' as const, facts }
const models: Fitted[] = [
  ...(['bg-nbd', 'mbg-nbd'] as const).map((model): Fitted => {
    const parameters = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }
    return { ...by, model, fit: { ...about, ...none, standardErrors: unknown, parameters } }
  }),
  {
    ...by,
    model: 'pareto-nbd',
    fit: {
      ...about,
      ...none,
      standardErrors: unknown,
      parameters: { r: 0.5533, alpha: 10.5776, s: 0.6062, beta: 11.6679 },
    },
  },
]

test('the mean of many futures is what the formula expects', () => {
  const n = 40_000
  for (const fitted of models)
    for (const [x, recency, age] of [
      [0, 0, 38.86],
      [2, 30.43, 38.86],
      [26, 30.86, 31],
    ] as const) {
      const random = randomOf(7)
      let [sum, squares] = [0, 0]
      for (let i = 0; i < n; i++) {
        const count = drawPurchases(fitted, x, recency, age, 52, random)
        sum += count
        squares += count * count
      }
      const error = Math.sqrt((squares / n - (sum / n) ** 2) / n)
      near(sum / n, expected(fitted, x, recency, age, 52), 4 * error, `${fitted.model} ${x}`)
    }
})

test('draws of amounts, counts and gammas have their means', () => {
  const note = { p: 6.25, q: 3.74, v: 15.44 }
  const mean = (draw: (random: () => number) => number, n = 40_000) => {
    const random = randomOf(3)
    let sum = 0
    for (let i = 0; i < n; i++) sum += draw(random)
    return sum / n
  }
  near(mean((random) => drawSpend(note, 2, 40, 3, random)) / (3 * expectedSpend(note, 2, 40)!), 1, 0.01)
  for (const m of [0.02, 5, 29, 31, 400])
    near(mean((random) => poisson(m, random)) / m, 1, m < 1 ? 0.15 : 0.01)
  for (const a of [0.05, 0.7, 9]) near(mean((random) => Math.exp(logGamma(a, random))) / a, 1, 0.1)
})

test('ranges: the same seed, the same range; another place, another draw', () => {
  const rows = {
    unit: 'week' as const,
    x: [2, 26, 2],
    recency: [30.43, 30.86, 30.43],
    age: [38.86, 31, 38.86],
  }
  const table = { ...rows, recency: Float64Array.from(rows.recency), age: Float64Array.from(rows.age) }
  const spend = { parameters: { p: 6.25, q: 3.74, v: 15.44 }, mean: [30, 20, 30] }
  for (const fitted of models) {
    const drawing = { draws: 400, seed: 11 }
    const year = { length: 52, unit: 'week' as const }
    const once = rangesOf(fitted, table, year, drawing, spend)
    assert.deepEqual(rangesOf(fitted, table, year, drawing, spend), once)
    assert.notEqual(once.high[0], once.high[2])
    for (let i = 0; i < 3; i++) assert.ok(once.low[i]! >= 0 && once.low[i]! < once.high[i]!)
    const counts = rangesOf(fitted, table, year, drawing)
    const ahead = expected(fitted, 26, 30.86, 31, 52)
    assert.ok(counts.low[1]! < ahead && ahead < counts.high[1]!)
    assert.throws(() => rangesOf(fitted, table, year, { draws: 5, seed: 1 }), RangeError)
  }
})
