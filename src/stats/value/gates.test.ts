import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../random.ts'
import { aliveOf, expectedOf, worthOf } from './ahead.ts'
import { collapse } from './collapse.ts'
import { fitPurchases, type Model } from './models.ts'
import { bestHiatus, meanRate } from './naive.ts'
import { near } from './near.ts'
import { tableOf } from './purchases.ts'
import type { PurchaseTable } from './table.ts'
import { DEFAULT_HORIZON, discountRate, lengthIn } from './time.ts'
import { logGamma, poisson } from './variates.ts'

/** Made-up customers: rates of a gamma(0.8, 10), ages of 20 to 60 weeks, gone after 40 on average. */
function made(size: number, seed = 5): PurchaseTable {
  const random = randomOf(seed)
  const [x, recency, age] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (let i = 0; i < size; i++) {
    const rate = Math.exp(logGamma(0.8, random)) / 10
    const observed = 20 + Math.floor(40 * random())
    const lives = Math.min(observed, -Math.log(1 - random()) * 40)
    const days = new Set(
      Array.from({ length: poisson(rate * lives, random) }, () => Math.ceil(random() * lives * 7)),
    )
    age[i] = observed
    x[i] = days.size
    recency[i] = Math.min(observed, Math.max(0, ...days) / 7)
  }
  return { unit: 'week', x, recency, age }
}

const MODELS: Model[] = ['bg-nbd', 'mbg-nbd', 'pareto-nbd']

test('under 30 repeaters there are facts and no estimate', () => {
  const few = made(40)
  few.x.fill(0, 25)
  few.recency.fill(0, 25)
  for (const model of [...MODELS, 'auto'] as const) {
    const said = fitPurchases(collapse(few), model)
    assert.ok('refused' in said)
    assert.deepEqual([said.refused.code, said.refused.needed], ['too-few-repeaters', 30])
    assert.ok(said.refused.n < 30 && said.facts.customers === 40 && !('fit' in said))
  }
})

test('under 500 customers a prior, above likelihood; asked for, either', () => {
  const how = (size: number, estimate?: 'mle' | 'map') => {
    const said = fitPurchases(collapse(made(size)), 'mbg-nbd', estimate)
    return 'refused' in said ? said.refused.code : said.fit.estimate
  }
  assert.deepEqual([how(120), how(800), how(800, 'map')], ['map', 'mle', 'map'])
})

test('equal rows are weights, order is nothing, another unit is the same fit', () => {
  const table = made(600)
  const turned = {
    unit: table.unit,
    x: table.x.toReversed(),
    recency: table.recency.toReversed(),
    age: table.age.toReversed(),
  }
  const distinct = collapse(table)
  const days = {
    unit: 'day' as const,
    x: table.x,
    recency: table.recency.map((t) => t * 7),
    age: table.age.map((t) => t * 7),
  }
  for (const model of MODELS) {
    const fit = (one: PurchaseTable) => {
      const said = fitPurchases(collapse(one), model, 'map')
      assert.ok(!('refused' in said))
      return said
    }
    const first = fit(table)
    const weights = { ...distinct, x: Float64Array.from(distinct.x) }
    for (const other of [fit(turned), fit(weights)])
      near(other.fit.logLikelihood, first.fit.logLikelihood, 1e-5)
    const daily = fit(days)
    near(daily.fit.parameters.alpha / 7 / first.fit.parameters.alpha, 1, 1e-3)
    const year = { length: 12, unit: 'month' as const }
    const [byWeek, byDay] = [expectedOf(first, table, year), expectedOf(daily, days, year)]
    for (const [i, value] of byWeek.entries()) near(byDay[i]!, value, 1e-3 * (1 + value))
    assert.throws(() => aliveOf(first, days), RangeError)
  }
})

test('worth: within what the horizon can bring, less with a discount', () => {
  const table = made(600)
  const said = fitPurchases(collapse(table), 'mbg-nbd')
  assert.ok(!('refused' in said))
  const rows = { ...table, mean: table.x.map((x) => (x > 0 ? 40 : 0)) }
  const spend = { p: 6.25, q: 3.74, v: 15.44 }
  const horizon = { length: 156, unit: 'week' as const }
  const plain = worthOf(said, spend, rows, { horizon })
  const later = worthOf(said, spend, rows, { horizon, margin: 0.5, discountPerYear: 0.1 })
  // Three years at ten per cent: the whole is between 1/1.331 and 1 of the plain one.
  for (const [i, value] of plain.entries()) assert.ok(later[i]! < value / 2 && later[i]! > value / 2 / 1.331)
  assert.ok(Number.isNaN(worthOf(said, { ...spend, q: 0.9 }, rows, { horizon })[0]))
})

test('units of time', () => {
  near(lengthIn({ length: 12, unit: 'month' }, 'week'), 52.17857, 1e-5)
  near(discountRate(0.1, 'week') * 52.17857, Math.log(1.1), 1e-7)
  assert.deepEqual(DEFAULT_HORIZON.week, { length: 52, unit: 'week' })
  assert.throws(() => lengthIn({ length: -1, unit: 'day' }, 'week'), RangeError)
})

test('purchases to rows: one day is one, the first is no repeat, the end is included', () => {
  const purchases = {
    customer: Uint32Array.from([3, 1, 1, 1, 1, 1, 3, 4]),
    day: Int32Array.from([105, 107, 100, 100, 114, 121, 114, 115]),
    amount: Float64Array.from([5, 20, 9, 9, 30, 99, 8, 1]),
  }
  const table = tableOf(purchases, 114, 'week', 121)
  assert.deepEqual([...table.customer], [1, 3])
  assert.deepEqual([...table.x, ...table.recency, ...table.age], [2, 1, 2, 9 / 7, 2, 9 / 7])
  assert.deepEqual([...table.spend, ...table.later], [25, 8, 1, 0])
  assert.deepEqual(
    [...meanRate(table, { length: 1, unit: 'week' })].map((y) => y.toFixed(3)),
    ['1.000', '0.778'],
  )
  assert.equal(tableOf(purchases, 50, 'day').x.length, 0)
})

test('the best hiatus parts those who came from those who did not', () => {
  const rows = { unit: 'week' as const, x: [1, 1, 1, 1], recency: [9, 8, 5, 1], age: [10, 10, 10, 10] }
  const typed = { ...rows, recency: Float64Array.from(rows.recency), age: Float64Array.from(rows.age) }
  assert.deepEqual(bestHiatus(typed, [2, 1, 0, 0]), { length: 2, unit: 'week' })
})

test('a row that cannot be is named', () => {
  const column = (value: number) => Float64Array.from([0, value])
  const row = (x: number, recency: number, age: number) => ({
    unit: 'day' as const,
    x: column(x),
    recency: column(recency),
    age: column(age),
  })
  for (const bad of [row(0, 1, 5), row(1, 6, 5), row(1.5, 1, 5), row(1, Number.NaN, 5)])
    assert.throws(() => collapse(bad), /Row 2/)
})
