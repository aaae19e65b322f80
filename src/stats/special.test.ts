import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digamma, lgamma, logBeta, logRising, trigamma } from './gamma.ts'
import { gauss2F1, logHypergeometric } from './hypergeometric.ts'
import { incompleteBeta, incompleteGamma } from './incomplete.ts'
import { betaQuantile, gammaQuantile } from './quantiles.ts'
import {
  chiSquareAbove,
  erf,
  erfc,
  fAbove,
  normalBelow,
  normalBothSides,
  studentBothSides,
  studentQuantile,
} from './tails.ts'

/** Relative nearness; the expected numbers are mpmath's with 40 digits unless said otherwise. */
function near(found: number, expected: number, tolerance = 1e-13, what = ''): void {
  const error = Math.abs(found - expected) / Math.abs(expected || 1)
  assert.ok(error <= tolerance, `${what} ${found} is not ${expected} (off by ${error})`)
}

test('ln Γ, ψ and ψ′', () => {
  const known: [number, number, number, number][] = [
    [1e-10, 23.025850929882736, -10000000000.577215, 1e20],
    [0.1, 2.252712651734206, -10.423754940411076, 101.43329915079275],
    [0.5, 0.5723649429247001, -1.9635100260214235, 4.934802200544679],
    [0.9999, 5.7729791561193866e-5, -0.5773801703298691, 1.6451745107027036],
    [1.4, -0.1196129141723713, -0.06138454458511624, 1.0253565905295976],
    [2.001, 0.000423106734800117, 0.42342906719069845, 0.6445301998639841],
    [3.3, 0.9870985778947344, 1.0348224890596216, 0.3535015418410618],
    [9.99, 12.779315214350193, 2.250700372831201, 0.10527695014824179],
    [10.5, 13.940625219403763, 2.3030010342976865, 0.09991695605912673],
    [123.25, 468.6144829505166, 4.810152531964819, 0.008146594456080266],
    [1e6, 12815504.569147611, 13.815510057964191, 1.0000005000001667e-6],
    [1e15, 3.3538776394910668e16, 34.538776394910684, 1.0000000000000005e-15],
  ]
  for (const [x, logGamma, psi, bend] of known) {
    near(lgamma(x), logGamma, 1e-14, `ln Γ(${x})`)
    near(digamma(x), psi, 3e-14, `ψ(${x})`)
    near(trigamma(x), bend, 1e-14, `ψ′(${x})`)
  }
  assert.deepEqual([lgamma(1), lgamma(2)], [0, 0])
  for (const x of [0, -1, Number.NaN, Infinity])
    for (const f of [lgamma, digamma, trigamma]) assert.throws(() => f(x), RangeError)
})

test('a rising product keeps the digits that the difference of two ln Γ loses', () => {
  near(logRising(0.2426, 3), lgamma(3.2426) - lgamma(0.2426), 1e-14)
  near(logRising(1e12, 3), 3 * Math.log(1e12) + 3e-12, 1e-15)
  assert.ok(Math.abs(lgamma(1e12 + 3) - lgamma(1e12) - logRising(1e12, 3)) > 1e-6, 'a control that fails')
  assert.equal(logRising(4, 0), 0)
  assert.throws(() => logRising(4, 1.5), RangeError)
})

test('ln B', () => {
  const known: [number, number, number][] = [
    [0.5, 0.5, 1.1447298858494002],
    [2, 3, -2.4849066497880004],
    [1e-5, 4.4, 11.512906056028239],
    [12, 0.7, -1.4698680871645362],
    [15, 1e8, -251.11899102654675],
    [1e6, 1e6, -1386300.003362921],
    [30, 40, -48.30174909591612],
  ]
  for (const [a, b, log] of known) {
    near(logBeta(a, b), log, 1e-14, `ln B(${a}, ${b})`)
    assert.equal(logBeta(b, a), logBeta(a, b))
  }
  assert.throws(() => logBeta(0, 3), RangeError)
})

test('incomplete beta and its inverse (mpmath; SciPy where both shapes are large)', () => {
  const known: [number, number, number, number, number][] = [
    [0.5, 0.5, 0.1, 0.20483276469913345, 0.7951672353008665],
    [2, 3, 0.4, 0.5248, 0.4752],
    [10, 2, 0.99, 0.9948202825096849, 0.00517971749031507],
    [50, 60, 0.45, 0.4642352914306036, 0.5357647085693964],
    [1e-3, 2, 0.3, 0.9994959094063246, 0.0005040905936754246],
    [1e5, 2e5, 0.3335, 0.5769368018947587, 0.42306319810523224],
    [5, 1e6, 1e-6, 0.003659885148265102, 0.9963401148517349],
    [0.3, 200, 0.02, 0.9980536683470763, 0.001946331652923694],
    [3e8, 7e8, 0.30001, 0.7549250351084031, 0.2450749648916082],
  ]
  for (const [a, b, x, below, above] of known) {
    const found = incompleteBeta(a, b, x)
    near(found.below, below, 1e-10, `I_${x}(${a}, ${b})`)
    near(found.above, above, 1e-10, `1 − I_${x}(${a}, ${b})`)
    if (below < 0.99) near(betaQuantile(found.below, a, b), x, 1e-10)
  }
  for (const [p, x] of [
    [0.025, 0.0432718682],
    [0.5, 0.2644499833],
    [0.999, 0.8186138742],
  ] as const)
    near(betaQuantile(p, 2, 5), x, 1e-7)
  near(betaQuantile(0.025, 1e-2, 3), 1.3971959345401447e-161, 1e-9)
  assert.deepEqual([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)], [0, 1])
  assert.throws(() => incompleteBeta(1, 2, Number.NaN), RangeError)
  assert.throws(() => incompleteBeta(0, 2, 0.5), RangeError)
  assert.throws(() => betaQuantile(2, 1, 1), RangeError)
})

test('incomplete gamma and its inverse (SciPy)', () => {
  const known: [number, number, number, number][] = [
    [0.5, 0.1, 0.34527915398142317, 0.6547208460185768],
    [1, 1, 1 - Math.exp(-1), Math.exp(-1)],
    [5, 2, 0.052653017343711125, 0.9473469826562889],
    [5, 20, 0.9999830552560699, 1.694474393006737e-5],
    [100, 90, 0.15822098918643007, 0.84177901081357],
    [100, 140, 0.9998389428252874, 0.00016105717471255715],
    [1e6, 1.001e6, 0.8413447863683402, 0.15865521363165971],
    [1e6, 0.997e6, 0.0013381041673135986, 0.9986618958326864],
  ]
  for (const [a, x, below, above] of known) {
    const found = incompleteGamma(a, x)
    near(found.below, below, 2e-12, `P(${a}, ${x})`)
    near(found.above, above, 2e-12, `Q(${a}, ${x})`)
    if (below < 0.99) near(gammaQuantile(found.below, a), x, 1e-12)
  }
  for (const [p, x] of [
    [0.025, 0.41560581],
    [0.5, 2.1757301],
    [0.999, 10.25750283],
  ] as const)
    near(gammaQuantile(p, 2.5), x, 1e-7)
  near(gammaQuantile(0.01, 0.01), 5.660738147061307e-201, 1e-9)
  assert.deepEqual([gammaQuantile(0, 2), gammaQuantile(1, 2)], [0, Infinity])
  assert.deepEqual(incompleteGamma(2, Infinity), { below: 1, above: 0 })
  assert.throws(() => incompleteGamma(1, -1), RangeError)
})

test('the error function and the tails that p values are', () => {
  const known: [number, number, number][] = [
    [1e-9, 1.1283791670955127e-9, 0.9999999988716208],
    [0.3, 0.3286267594591274, 0.6713732405408726],
    [1, 0.8427007929497149, 0.15729920705028513],
    [2.5, 0.999593047982555, 0.0004069520174449589],
    [6, 1, 2.1519736712498913e-17],
  ]
  for (const [x, inside, outside] of known) {
    near(erf(x), inside, 1e-14)
    near(erfc(x), outside)
    assert.equal(erf(-x), -erf(x))
  }
  near(normalBelow(1.959963984540054), 0.975, 1e-15)
  near(normalBelow(-8), 6.220960574271785e-16)
  near(normalBothSides(-1.959963984540054), 0.05)
  near(chiSquareAbove(3.3963887, 1), 0.06533932200000037)
  near(chiSquareAbove(17.694, 7), 0.013429598308161308)
  near(chiSquareAbove(100, 3), 1.5541594313896026e-21)
  near(fAbove(4.2, 3, 17), 0.021437857852397057)
  near(studentBothSides(2.1, 3), 2 * 0.0632826012748423)
  near(studentBothSides(-2.1, 30), 2 * 0.022121235631161765)
  for (const [p, df, t] of [
    [0.975, 3, 3.1824463052837078],
    [0.975, 30, 2.0422724563012378],
    [0.995, 1, 63.656741162871526],
    [0.6, 2.5, 0.2814595127485477],
    [0.025, 3, -3.1824463052837078],
  ] as const)
    near(studentQuantile(p, df), t, 1e-11)
  assert.deepEqual([erf(Infinity), erfc(-Infinity), studentQuantile(0, 4)], [1, 2, -Infinity])
  for (const f of [erf, erfc, normalBelow, normalBothSides]) assert.throws(() => f(Number.NaN), RangeError)
  assert.throws(() => studentBothSides(Number.NaN, 3), RangeError)
  assert.throws(() => chiSquareAbove(Number.NaN, 3), RangeError)
  assert.throws(() => fAbove(2, 0, 3), RangeError)
})

test('₂F₁ where the textbook form overflows, near 1 and at no length', () => {
  const known: [number, number, number, number, number][] = [
    [2, 3, 4, 0.5, 1.003911545264653],
    [0.5, 0.5, 1.5, 0.9, 0.2750601355372529],
    [26.2426, 28.4259, 28.2188, 0.5, 18.326103168068105],
    [300.2, 310, 305, 0.95, 914.2226392390291],
    [-0.4, 0.2, 3.3, 0.999, -0.027343237872469617],
    [2, 1e-9, 4, 0.3, 1.6565414144579206e-10],
    [1000.5, 1200, 1201.7, 0.99, 4599.952445393717],
    [1, 1, 2, 0.9999, 2.2204268113681915],
    [40, 50, 60, 0.999, 211.8191301005779],
  ]
  for (const [a, b, c, z, log] of known)
    near(logHypergeometric(a, b, c, z), log, 1e-12, `${a} ${b} ${c} ${z}`)
  assert.equal(logHypergeometric(0, 3, 2, 0.5), 0)
  assert.equal(logHypergeometric(3, 4, 5, 0), 0)
  assert.equal(gauss2F1(300.2, 310, 305, 0.99), Infinity)
  near(Math.exp(logHypergeometric(-2, 3, 4, 0.5)), 1 - 3 / 4 + 3 / 20)
  assert.throws(() => logHypergeometric(1, 1, 2, 1), RangeError)
  assert.throws(() => logHypergeometric(-2, 30, 1, 0.1), RangeError)
  assert.throws(() => logHypergeometric(1, 1, 2, 1 - 1e-9), RangeError)
})
