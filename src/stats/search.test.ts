import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../kit/root.ts'
import { type Bound, freed, minimiseWithin } from './bounds.ts'
import { logBeta } from './gamma.ts'
import { withDifferences } from './minimise.ts'
import { nelderMead } from './nelder-mead.ts'

const near = (x: number, known: number, within: number) =>
  assert.ok(Math.abs(x - known) <= within, `${x} is not ${known}`)
const BOTH: Bound[] = ['positive', 'positive']

/** Minus the log-likelihood of contracts whose chance to end is spread as a beta distribution. */
function endings(shares: readonly number[]): (at: readonly number[]) => number {
  const went = shares.slice(1).map((share, i) => (shares[i]! - share) * 10)
  return ([a, b]) => {
    const whole = logBeta(a!, b!)
    const left = shares.at(-1)! * 10 * (logBeta(a!, b! + went.length) - whole)
    return -went.reduce((sum, count, i) => sum + count * (logBeta(a! + 1, b! + i) - whole), left)
  }
}

test('by either search the contracts of Fader & Hardie 2007, table 1, seven years', (t) => {
  const file = join(root, '../shared/data/sbg_retention_fader_hardie_2007_table1.csv')
  if (!existsSync(file)) return t.skip('the shared data is absent')
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const rows = lines.slice(0, 8).map((line) => line.split(',').map(Number))
  const known: [number, number, number, number][] = [
    [1, 0.704077, 1.182043, -1680.2652],
    [2, 0.668088, 3.806095, -1611.1581],
  ]
  for (const [column, alpha, beta, logLikelihood] of known) {
    const f = endings(rows.map((row) => row[column]!))
    const scaled = (at: readonly number[]) => f(at) / 1000
    const bySlope = minimiseWithin(withDifferences(scaled), [1, 1], BOTH, 1e-8)
    const free = freed(scaled, [1, 1], BOTH)
    const bySimplex = nelderMead(free.f, free.start, 1e-11)
    for (const { at, converged } of [bySlope, { ...bySimplex, at: free.toBound(bySimplex.at) }]) {
      assert.ok(converged)
      near(at[0]!, alpha, 2e-6)
      near(at[1]!, beta, 4e-6)
      near(-f(at), logLikelihood, 1e-4)
    }
  }
})

test('between two bounds, with slopes in the parameters themselves', () => {
  // x² + 2 (y − 3)² where x is in 1–5 (nearest: 1) and y in 0–10 (3).
  const least = minimiseWithin(
    ([x, y], gradient) => {
      gradient[0] = 2 * x!
      gradient[1] = 4 * (y! - 3)
      return x! ** 2 + 2 * (y! - 3) ** 2
    },
    [4, 9],
    [
      { low: 1, high: 5 },
      { low: 0, high: 10 },
    ],
  )
  near(least.at[0]!, 1, 1e-6)
  near(least.at[1]!, 3, 1e-6)
  near(least.gradient[0]!, 2, 1e-5)
  assert.ok(least.converged)
  for (const start of [0, 1, 6, Number.NaN])
    assert.throws(() => minimiseWithin(() => 0, [start], [{ low: 1, high: 5 }]), RangeError)
  assert.throws(() => minimiseWithin(() => 0, [-1], ['positive']), RangeError)
  assert.throws(() => minimiseWithin(() => 0, [1, 2], ['free']), RangeError)
  assert.throws(() => freed(() => 0, [1], [{ low: 5, high: 1 }]), RangeError)
})

test("Nelder-Mead: Rosenbrock's valley, a kink, Powell's singular place", () => {
  const banana = nelderMead(([x, y]) => 100 * (y! - x! * x!) ** 2 + (1 - x!) ** 2, [-1.2, 1])
  assert.ok(banana.converged)
  for (const x of banana.at) near(x, 1, 1e-6)
  const kink = nelderMead(([x, y]) => Math.abs(x! - 3) + 2 * Math.abs(y! + 1), [0, 0])
  near(kink.at[0]!, 3, 1e-6)
  near(kink.at[1]!, -1, 1e-6)
  const powell = nelderMead(
    ([a, b, c, d]) => (a! + 10 * b!) ** 2 + 5 * (c! - d!) ** 2 + (b! - 2 * c!) ** 4 + 10 * (a! - d!) ** 4,
    [3, -1, 0, 1],
  )
  near(powell.value, 0, 1e-8)
})

test('Nelder-Mead says when it has found nothing', () => {
  assert.equal(nelderMead(() => Number.NaN, [1]).converged, false)
  const endless = nelderMead(([x]) => -x!, [1], 1e-8, 500)
  assert.equal(endless.converged, false)
  assert.ok(endless.evaluations < 520)
  // Where it cannot be told it is avoided.
  near(nelderMead(([x]) => (x! < 2 ? Number.NaN : x! ** 2), [5]).at[0]!, 2, 1e-6)
})
