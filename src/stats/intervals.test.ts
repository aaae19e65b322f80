import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootstrap, bootstrapGroups, quantileOfSorted } from './bootstrap.ts'
import { clopperPearson } from './exact.ts'
import {
  correlationInterval,
  neededForCorrelation,
  neededForMean,
  neededForShare,
  powerOfCorrelation,
} from './needed.ts'
import { shareInPopulation } from './population.ts'
import { randomOf, shuffled, shuffledWithin, turned } from './random.ts'
import { marginInPopulation, wilson } from './shares.ts'

const digits = (x: number, n = 4) => x.toFixed(n)

test('Clopper-Pearson intervals of Newcombe 1998, method 5, and of four in five', () => {
  const known: [number, number, string, string][] = [
    [81, 263, '0.2527', '0.3676'],
    [15, 148, '0.0578', '0.1617'],
    [0, 20, '0.0000', '0.1684'],
    [1, 29, '0.0009', '0.1776'],
  ]
  for (const [successes, n, low, high] of known) {
    const found = clopperPearson(successes, n)!
    assert.deepEqual([digits(found.low), digits(found.high)], [low, high])
  }
  const four = clopperPearson(4, 5)!
  assert.deepEqual([digits(four.low, 7), digits(four.high, 7)], ['0.2835821', '0.9949492'])
})

test('the exact interval at its ends, at nothing and at a thousand million', () => {
  assert.equal(clopperPearson(0, 0), undefined)
  assert.deepEqual([clopperPearson(0, 5)!.low, clopperPearson(5, 5)!.high], [0, 1])
  assert.equal(digits(clopperPearson(5, 5)!.low, 7), '0.4781762')
  const huge = clopperPearson(3e8, 1e9)!
  const like = wilson(3e8, 1e9)!
  assert.ok(Math.abs(huge.low - like.low) < 1e-8 && Math.abs(huge.high - like.high) < 1e-8)
  assert.throws(() => clopperPearson(2, 1), RangeError)
  assert.throws(() => clopperPearson(1, 2, 1), RangeError)
})

test('a share of a small population is surer, and certain when all answered', () => {
  const [few, many] = [shareInPopulation(52, 120, 200)!, shareInPopulation(52, 120, 1e12)!]
  const plain = wilson(52, 120)!
  assert.ok(Math.abs(many.low - plain.low) < 1e-10 && Math.abs(many.high - plain.high) < 1e-10)
  assert.ok(few.low > plain.low && few.high < plain.high)
  // Half its width is about the published ±6.
  assert.ok(Math.abs((few.high - few.low) / 2 - marginInPopulation(200, 120, 52 / 120)) < 0.001)
  assert.deepEqual(shareInPopulation(3, 4, 4), { share: 0.75, low: 0.75, high: 0.75, n: 4 })
  assert.equal(shareInPopulation(0, 5, 9)!.low, 0)
  assert.equal(shareInPopulation(5, 5, 9)!.high, 1)
  assert.equal(shareInPopulation(0, 0, 9), undefined)
  assert.throws(() => shareInPopulation(1, 10, 9), RangeError)
})

test('how many are needed', () => {
  assert.deepEqual([neededForShare(0.1), neededForShare(0.05)], [97, 385])
  assert.deepEqual([neededForMean(0.1, 0.6), neededForMean(0.05, 0.6)], [231, 922])
  assert.deepEqual(
    [0.5, 0.3, 0.2, 0.33, 0.17].map((r) => neededForCorrelation(r)),
    [30, 85, 194, 70, 270],
  )
  assert.equal(neededForCorrelation(0), Infinity)
  assert.equal(digits(powerOfCorrelation(0.33, 12), 2), '0.18')
  const { low, high } = correlationInterval(0.33, 12)
  assert.deepEqual([digits(low, 2), digits(high, 2)], ['-0.30', '0.76'])
  assert.throws(() => correlationInterval(0.3, 3), RangeError)
  assert.throws(() => neededForCorrelation(Number.NaN), RangeError)
  assert.throws(() => neededForShare(0), RangeError)
})

const variance = (sample: readonly number[]) => {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length
  return sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sample.length
}
// Efron & Tibshirani (1993), table 14.1: the spatial test, column A.
const SPATIAL = [
  48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
]

test("the spatial test's variance, Efron & Tibshirani 1993, table 14.2", () => {
  const options = { seed: 1, draws: 20000, level: 0.9 }
  const plain = bootstrap(SPATIAL, variance, { ...options, method: 'percentile' })!
  const mended = bootstrap(SPATIAL, variance, options)!
  assert.equal(digits(mended.value, 1), '171.5')
  // Theirs were 2,000 draws, whose ends are sure to about 2.
  const near = (x: number, known: number) => assert.ok(Math.abs(x - known) < 4, `${x} is not near ${known}`)
  near(plain.low, 100.8)
  near(plain.high, 233.9)
  near(mended.low, 115.8)
  near(mended.high, 259.6)
  assert.deepEqual([plain.method, mended.method], ['percentile', 'bca'])
})

test('the same seed draws the same, another draws others, and one-sided draws fall back', () => {
  const draw = (seed: number) => bootstrap(SPATIAL, variance, { seed, draws: 200 })!
  assert.deepEqual(draw(1), draw(1))
  assert.notDeepEqual(draw(1), draw(2))
  const greatest = bootstrap(SPATIAL, (sample) => Math.max(...sample), { seed: 1, draws: 200 })!
  assert.equal(greatest.high, 48)
  const same = bootstrap([5, 5, 5], variance, { seed: 1, draws: 200 })!
  assert.deepEqual([same.low, same.value, same.high], [0, 0, 0])
  const one = bootstrap([5], (sample) => sample[0]!, { seed: 1, draws: 200 })!
  assert.deepEqual([one.low, one.high, one.method], [5, 5, 'percentile'])
  assert.equal(bootstrap([], variance, { seed: 1 }), undefined)
  assert.throws(() => bootstrap([1], () => Number.NaN, { seed: 1 }), RangeError)
  assert.throws(() => bootstrap([1], variance, { seed: 0.5 }), RangeError)
  assert.throws(() => bootstrap([1], variance, { seed: 1, draws: 10 }), RangeError)
})

test('answers of one customer are drawn together, and their interval is wider', () => {
  const groups = SPATIAL.map((x) => [x, x, x, x])
  const mean = (sample: readonly number[]) => sample.reduce((sum, x) => sum + x, 0) / sample.length
  const together = bootstrapGroups(groups, mean, { seed: 3, draws: 500 })!
  const apart = bootstrap(groups.flat(), mean, { seed: 3, draws: 500 })!
  assert.equal(together.n, 26)
  assert.equal(apart.n, 104)
  assert.ok(together.high - together.low > 1.7 * (apart.high - apart.low))
})

test('chance by a seed: even, reproducible, in place', () => {
  const random = randomOf(42)
  const draws = Array.from({ length: 20000 }, random)
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length
  assert.ok(Math.abs(mean - 0.5) < 4 * Math.sqrt(1 / 12 / draws.length))
  assert.ok(draws.every((x) => x >= 0 && x < 1))
  // The draws of a seed are part of every figure that was shown by it: they may not change.
  assert.deepEqual(draws.slice(0, 2), [0.4562558052254867, 0.5743777227769976])
  const again = randomOf(42)
  assert.deepEqual(Array.from({ length: 5 }, again), draws.slice(0, 5))
  const first = [0, 0, 0]
  for (let i = 0; i < 6000; i++) first[shuffled([0, 1, 2], random)[0]!]!++
  for (const count of first) assert.ok(Math.abs(count - 2000) < 160, `${first}`)
  const within = shuffledWithin([1, 2, 3, 10, 20, 30], ['a', 'a', 'a', 'b', 'b', 'b'], random)
  assert.deepEqual(
    [within.slice(0, 3).sort(), within.slice(3).sort()],
    [
      [1, 2, 3],
      [10, 20, 30],
    ],
  )
  assert.match('12345123451', new RegExp(turned([1, 2, 3, 4, 5], random).join('')))
  assert.throws(() => randomOf(Number.NaN), RangeError)
})

test('quantiles between neighbours', () => {
  assert.equal(quantileOfSorted([1, 2, 3, 4], 0.5), 2.5)
  assert.deepEqual([quantileOfSorted([1, 2], 0), quantileOfSorted([1, 2], 1)], [1, 2])
  assert.throws(() => quantileOfSorted([], 0.5), RangeError)
})
