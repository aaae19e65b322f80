import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mannWhitney, ranksOf } from './mann-whitney.ts'
import { permutation, permutedMeans } from './permutation.ts'
import { shuffledWithin } from './random.ts'
import { cochranArmitage } from './trend.ts'

const digits = (x: number, n = 4) => x.toFixed(n)

test('Cochran-Armitage: smokers among four groups of patients (Fleiss 1981; R prop.trend.test)', () => {
  const found = cochranArmitage([83, 90, 129, 70], [86, 93, 136, 82])!
  assert.deepEqual([digits(found.chiSquare), digits(found.p, 6)], ['8.2249', '0.004132'])
  assert.ok(found.z < 0)
  // Other places by the same steps tell the same; turned round, the opposite.
  const stretched = cochranArmitage([83, 90, 129, 70], [86, 93, 136, 82], [-10, 20, 50, 80])!
  assert.equal(digits(stretched.z, 10), digits(found.z, 10))
  const back = cochranArmitage([70, 129, 90, 83], [82, 136, 93, 86])!
  assert.equal(digits(back.z, 10), digits(-found.z, 10))
})

test('a trend where there is none to ask for, and counts that cannot be', () => {
  assert.equal(cochranArmitage([0, 0], [5, 9]), undefined)
  assert.equal(cochranArmitage([5, 9], [5, 9]), undefined)
  assert.equal(cochranArmitage([2], [5]), undefined)
  assert.equal(cochranArmitage([2, 0], [5, 0]), undefined)
  assert.equal(cochranArmitage([], []), undefined)
  assert.equal(cochranArmitage([1, 2], [5, 5], [3, 3]), undefined)
  assert.ok(cochranArmitage([4e8, 5e8], [1e9, 1e9])!.p === 0)
  assert.throws(() => cochranArmitage([3], [2]), RangeError)
  assert.throws(() => cochranArmitage([1, 1], [2, 2], [1, Number.NaN]), RangeError)
})

test('Mann-Whitney: tritium in tissue of Hollander & Wolfe 1973 (R wilcox.test), and without ties', () => {
  const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
  const found = mannWhitney(term, [1.15, 0.88, 0.9, 0.74, 1.21])!
  assert.deepEqual([found.u, found.effect, found.method], [35, 0.7, 'exact'])
  // They print 0.1272 for one side.
  assert.deepEqual([digits(found.p / 2), digits(found.p, 12)], ['0.1272', '0.254412254412'])
  const small = mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12])!
  assert.deepEqual([small.u, digits(small.p, 12)], [17, '0.111111111111'])
  const many = (n: number, step: number, round: number, away: number) =>
    Array.from({ length: n }, (_, i) => (((i + 1) * step) % round) + away)
  assert.equal(digits(mannWhitney(many(40, 1.37, 10, 0), many(45, 2.11, 9.3, 0.001))!.p, 9), '0.878192511')
})

test('Mann-Whitney with ties, as answers of 1–5 have them (SciPy, asymptotic)', () => {
  const found = mannWhitney([5, 5, 4, 3, 5, 2, 5], [3, 3, 4, 1, 5, 2, 2, 4])!
  assert.deepEqual([found.u, digits(found.p, 10), found.method], [42, '0.1076233129', 'normal'])
  const other = mannWhitney([3, 5, 4, 4, 5, 2, 5, 5, 1, 3, 4, 5], [2, 3, 3, 4, 1, 2, 4, 3, 5, 2])!
  assert.deepEqual([other.u, digits(other.p, 10)], [85.5, '0.0910289120'])
  assert.deepEqual(ranksOf([10, 20, 10, 30]), { ranks: [1.5, 3, 1.5, 4], ties: 6 })
})

test('Mann-Whitney at nothing, all alike, and at many', () => {
  assert.equal(mannWhitney([], [1]), undefined)
  assert.deepEqual(mannWhitney([2, 2], [2]), { u: 1, effect: 0.5, p: 1, method: 'normal' })
  const [low, high] = [1, 2].map((k) => Array.from({ length: 50000 }, (_, i) => (i % 5) * k))
  const found = mannWhitney(high!, low!)!
  assert.ok(found.effect > 0.5 && found.p === 0)
  assert.throws(() => mannWhitney([1, Number.NaN], [2]), RangeError)
})

test('permuted means: the mice of Efron & Tibshirani 1993', () => {
  const treated = [94, 197, 16, 38, 99, 141, 23]
  const control = [52, 104, 146, 10, 51, 30, 40, 27, 46]
  const found = permutedMeans(treated, control, { seed: 1 })!
  assert.equal(digits(found.observed, 2), '30.63')
  // All 11,440 ways to deal them give 0.2820 on two sides.
  assert.ok(Math.abs(found.p - 0.282) < 4 * Math.sqrt((0.282 * 0.718) / 9999), `${found.p}`)
  assert.deepEqual(permutedMeans(treated, control, { seed: 1 }), found)
  assert.notEqual(permutedMeans(treated, control, { seed: 2 })!.p, found.p)
})

test('a permuted p is never 0, and 1 where nothing differs', () => {
  const [low, high] = [1, 100].map((from) => Array.from({ length: 30 }, (_, i) => from + i))
  assert.equal(permutedMeans(low!, high!, { seed: 1, draws: 99 })!.p, 0.01)
  assert.equal(permutedMeans([0.1, 0.1, 0.1], [0.1, 0.1], { seed: 1, draws: 99 })!.p, 1)
  assert.equal(permutedMeans([], [1], { seed: 1 }), undefined)
  assert.throws(() => permutedMeans([Number.NaN], [1], { seed: 1 }), RangeError)
  assert.throws(() => permutation(1, () => 1, { seed: 1, draws: 0 }), RangeError)
})

test('a difference between sites is no difference within them', () => {
  const sites = Array.from({ length: 40 }, (_, i) => (i < 20 ? 'a' : 'b'))
  const asked = sites.map((site, i) => (site === 'a' ? i % 4 === 0 : i % 4 !== 0))
  const answers = sites.map((site, i) => (site === 'a' ? 2 : 5) + ((i * 7) % 5) / 10)
  const difference = (values: readonly number[]) => {
    const mean = (of: boolean) => {
      const those = values.filter((_, i) => asked[i] === of)
      return those.reduce((sum, x) => sum + x, 0) / those.length
    }
    return mean(true) - mean(false)
  }
  const everywhere = permutation(
    difference(answers),
    (random) =>
      difference(
        shuffledWithin(
          answers,
          answers.map(() => 0),
          random,
        ),
      ),
    { seed: 1, draws: 999 },
  )
  const overall = difference(answers)
  const middle = 1.5
  const within = permutation(
    overall - middle,
    (random) => difference(shuffledWithin(answers, sites, random)) - middle,
    { seed: 1, draws: 999 },
  )
  assert.ok(everywhere.p < 0.01, `${everywhere.p}`)
  assert.ok(within.p > 0.2, `${within.p}`)
})
