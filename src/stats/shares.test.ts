import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalQuantile, zOfLevel } from './normal.ts'
import { percent, roundHalfAway, roundShares } from './rounding.ts'
import { differenceOfShares, marginInPopulation, wilson } from './shares.ts'

const digits = (x: number, n = 4) => x.toFixed(n)

test('normal quantiles to 14 digits (Python statistics.NormalDist)', () => {
  const known: [number, number][] = [
    [0.975, 1.9599639845400536],
    [0.995, 2.5758293035489],
    [0.9, 1.2815515655446008],
    [0.5, 0],
    [0.01, -2.3263478740408408],
    [1e-6, -4.753424308822899],
    [1e-20, -9.26234008979841],
  ]
  for (const [p, z] of known)
    assert.ok(Math.abs(normalQuantile(p) - z) < 1e-13 * Math.max(1, Math.abs(z)), `${p}`)
  assert.deepEqual([normalQuantile(0), normalQuantile(1)], [-Infinity, Infinity])
  assert.throws(() => normalQuantile(1.1), RangeError)
  assert.throws(() => zOfLevel(1), RangeError)
})

test('Wilson intervals of Newcombe 1998', () => {
  const known: [number, number, string, string][] = [
    [81, 263, '0.2553', '0.3662'],
    [15, 148, '0.0624', '0.1605'],
    [0, 20, '0.0000', '0.1611'],
    [1, 29, '0.0061', '0.1718'],
    [5, 5, '0.5655', '1.0000'],
  ]
  for (const [successes, n, low, high] of known) {
    const found = wilson(successes, n)!
    assert.deepEqual([digits(found.low), digits(found.high), found.n], [low, high, n])
    assert.equal(found.share, successes / n)
  }
})

test('the ends are exact, no answers say nothing, impossible counts are refused', () => {
  assert.equal(wilson(0, 7)?.low, 0)
  assert.equal(wilson(7, 7)?.high, 1)
  assert.equal(wilson(0, 0), undefined)
  for (const [a, n] of [
    [2, 1],
    [-1, 3],
    [0.5, 3],
    [Number.NaN, 3],
  ] as const)
    assert.throws(() => wilson(a, n), RangeError)
  const [narrow, wide] = [wilson(30, 100, 0.8)!, wilson(30, 100, 0.99)!]
  assert.ok(wide.low < narrow.low && narrow.high < wide.high)
})

test('differences of shares, Newcombe 1998 table II, method 10', () => {
  const known: [number, number, number, number, string, string][] = [
    [56, 70, 48, 80, '0.0524', '0.3339'],
    [9, 10, 3, 10, '0.1705', '0.8090'],
    [6, 7, 2, 7, '0.0582', '0.8062'],
    [5, 56, 0, 29, '-0.0381', '0.1926'],
    [0, 10, 0, 20, '-0.1611', '0.2775'],
    [0, 10, 0, 10, '-0.2775', '0.2775'],
    [10, 10, 0, 20, '0.6791', '1.0000'],
    [10, 10, 0, 10, '0.6075', '1.0000'],
  ]
  for (const [a, m, b, n, low, high] of known) {
    const found = differenceOfShares(wilson(a, m)!, wilson(b, n)!)
    assert.deepEqual([digits(found.low), digits(found.high)], [low, high], `${a}/${m} − ${b}/${n}`)
    assert.equal(found.difference, a / m - b / n)
  }
})

test('margins with the finite population correction', () => {
  const known: [number, number, number, number][] = [
    [200, 120, 0.43, 6],
    [150, 80, 0.5, 8],
    [50, 40, 0.3, 6],
    [500, 375, 0.6, 2],
  ]
  for (const [population, n, share, margin] of known) {
    assert.equal(Math.round(100 * marginInPopulation(population, n, share)), margin)
  }
  assert.equal(marginInPopulation(40, 40, 0.5), 0)
  assert.equal(marginInPopulation(1, 1, 1), 0)
  assert.throws(() => marginInPopulation(40, 41, 0.5), RangeError)
  assert.throws(() => marginInPopulation(40, 0, 0.5), RangeError)
})

test('round last', () => {
  const counts = [103, 166, 176, 96, 24]
  assert.deepEqual(roundShares(counts), [18, 29, 31, 17, 4])
  assert.equal(percent(103 + 166, 565), 48)
  assert.deepEqual(
    [52.952, 58.495, 52.952 - 58.495].map((x) => roundHalfAway(x)),
    [53, 58, -6],
  )
  assert.deepEqual([percent(1, 8), percent(0, 0), percent(23, 200)], [13, undefined, 12])
  assert.deepEqual(
    [0.5, -0.5, -0.4].map((x) => roundHalfAway(x)),
    [1, -1, 0],
  )
  assert.deepEqual(roundShares([0, 0]), [0, 0])
  assert.equal(roundHalfAway(2.345, 1), 2.3)
})
