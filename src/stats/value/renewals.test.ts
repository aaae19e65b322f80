import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceAlive, chanceExpected, fitChances } from './chances.ts'
import { near } from './near.ts'
import { expectedRenewals, fitDuration, fitRenewals, survival } from './renewals.ts'

// Fader & Hardie 2007, table 1: of 1,000 customers, years 0–7.
const HIGH = [1000, 869, 743, 653, 593, 551, 517, 491]
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]

test('sBG: Fader & Hardie 2007', () => {
  const known = [
    { alive: HIGH, alpha: 0.668088, beta: 3.806095, ll: -1611.1581, errors: [0.1037, 0.7855] },
    { alive: REGULAR, alpha: 0.704077, beta: 1.182043, ll: -1680.2652, errors: [0.0656, 0.1525] },
    { alive: HIGH.slice(0, 5), alpha: 1.280977, beta: 7.79039, ll: -1225.1349 },
    { alive: REGULAR.slice(0, 5), alpha: 0.763665, beta: 1.29583, ll: -1401.5594 },
  ]
  for (const { alive, alpha, beta, ll, errors } of known) {
    const { parameters, standardErrors, logLikelihood } = fitRenewals(alive)
    near(parameters.alpha, alpha, 2e-6)
    near(parameters.beta, beta, 1e-5)
    near(logLikelihood, ll, 5e-5)
    if (errors) near(standardErrors.alpha!, errors[0]!, 5.1e-5)
    if (errors) near(standardErrors.beta!, errors[1]!, 5.1e-5)
  }
})

test('beta-discrete-Weibull: the same customers', () => {
  const known = [
    { alive: HIGH, alpha: 0.214253, beta: 1.426575, c: 1.723565, ll: -1605.3142 },
    { alive: REGULAR, alpha: 0.455614, beta: 0.779326, c: 1.283451, ll: -1679.6028 },
    { alive: HIGH.slice(0, 5), alpha: 0.259336, beta: 1.722552, c: 1.584361, ll: -1222.7493 },
    { alive: REGULAR.slice(0, 5), alpha: 0.523029, beta: 0.894283, c: 1.196399, ll: -1401.3831 },
  ]
  for (const { alive, alpha, beta, c, ll } of known) {
    const { parameters, logLikelihood } = fitDuration(alive)
    near(parameters.alpha, alpha, 1e-4)
    near(parameters.beta, beta, 5e-4)
    near(parameters.c, c, 1e-4)
    near(logLikelihood, ll, 5.1e-5)
  }
})

test('sBG projected: survival, retention, discounted life', () => {
  const high = fitRenewals(HIGH).parameters
  const regular = fitRenewals(REGULAR).parameters
  const shown = (values: number[]) => values.map((value) => (100 * value).toFixed(2))
  assert.deepEqual(shown(survival(high, 12).slice(8)), ['46.04', '43.58', '41.42', '39.51', '37.80'])
  assert.deepEqual(shown(survival(regular, 12).slice(8)), ['22.01', '20.44', '19.12', '17.99', '17.00'])
  const retained = (curve: number[]) => curve.slice(1).map((now, i) => (now / curve[i]!).toFixed(4))
  assert.deepEqual(retained(survival(high, 4)), ['0.8507', '0.8780', '0.8968', '0.9106'])
  assert.deepEqual(retained(survival(regular, 4)), ['0.6267', '0.7560', '0.8188', '0.8559'])
  near(expectedRenewals(high, 0, 0.1), 5.922254, 2e-6)
  near(expectedRenewals(regular, 0, 0.1), 3.694908, 2e-6)
  const residual: [number, number, number][] = [
    [1, 5.414479, 2.964399],
    [2, 5.901378, 4.10314],
    [4, 6.61992, 5.442058],
    [8, 7.529628, 6.842315],
  ]
  for (const [n, ofHigh, ofRegular] of residual) {
    near(expectedRenewals(high, n, 0.1), ofHigh, 3e-6)
    near(expectedRenewals(regular, n, 0.1), ofRegular, 3e-6)
  }
})

test('a cohort that cannot be is refused', () => {
  for (const alive of [[100], [100, 110], [0, 0], [100, -1], [100, Number.NaN]])
    assert.throws(() => fitRenewals(alive), RangeError)
})

// Fader, Hardie & Shang 2010, table 1: 11,104 donors by gifts, the year of the last one, of six.
const DONORS =
  `6 6 1203;5 6 728;4 6 512;3 6 357;2 6 234;1 6 129;5 5 335;4 5 284;3 5 225;2 5 173;1 5 119;4 4 240
3 4 181;2 4 155;1 4 78;3 3 322;2 3 255;1 3 129;2 2 613;1 2 277;1 1 1091;0 0 3464`
    .split(/[;\n]/)
    .map((row) => row.split(' ').map(Number) as [number, number, number])

test('BG/BB: Fader, Hardie & Shang 2010', () => {
  const column = (place: 0 | 1 | 2) => DONORS.map((row) => row[place])
  const table = { x: column(0), recency: column(1), periods: DONORS.map(() => 6), weight: column(2) }
  const fit = fitChances(table)
  assert.equal(fit.n, 11104)
  near(fit.parameters.alpha, 1.204, 5.1e-4)
  near(fit.parameters.beta, 0.75, 5.1e-4)
  near(fit.parameters.gamma, 0.657, 5.1e-4)
  near(fit.parameters.delta, 2.783, 5.1e-4)
  near(fit.logLikelihood, -33225.6, 0.06)
  // Gone one chance later is less sure than now, and never sure.
  const alive = chanceAlive(fit.parameters, 6, 6, 6)
  assert.ok(alive > 0.9 && alive < 1)
  assert.ok(chanceAlive(fit.parameters, 1, 1, 6) < 0.1)
  const five = chanceExpected(fit.parameters, 6, 6, 6, 5)
  near(five, 3.75, 0.02, 'the paper expects 3.75 gifts in five years of a donor of six')
  assert.throws(() => fitChances({ x: [2], recency: [1], periods: [6] }), RangeError)
})
