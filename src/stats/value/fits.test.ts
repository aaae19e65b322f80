import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cdnow, dayOf, sharedData } from './cdnow.ts'
import { collapse } from './collapse.ts'
import { fitDropout } from './dropout.ts'
import { near } from './near.ts'
import { fitPareto } from './pareto.ts'
import { tableOf } from './purchases.ts'
import { expectedSpend, fitSpend } from './spend.ts'

const ABSENT = 'CDNOW: the shared data is absent'
const log = cdnow()
const table = log && tableOf(log, dayOf('1997-09-30'), 'week', dayOf('1998-06-30'))

/** Every value of `found` beside the published one. */
function agree<Name extends string>(
  found: Record<Name, number | null>,
  known: Record<Name, number>,
  within: number,
) {
  for (const name of Object.keys(known) as Name[]) near(found[name] ?? Number.NaN, known[name], within, name)
}

test('CDNOW: the purchases become the published table', (t) => {
  if (!table) return t.skip(ABSENT)
  const known = sharedData('cdnow_cbs_weeks_exact.csv')!.trim().split('\n').slice(1)
  assert.equal(table.x.length, 2357)
  known.forEach((line, i) => {
    const [cust, x, recency, age, later, spend] = line.split(',').map(Number) as number[]
    assert.equal(table.customer[i], cust! - 1)
    assert.deepEqual([table.x[i], table.later[i]], [x, later])
    near(table.recency[i]!, recency!, 1e-12)
    near(table.age[i]!, age!, 1e-12)
    near(table.spend[i]!, spend!, 1e-6)
  })
  const sum = (column: Float64Array) => column.reduce((a, b) => a + b, 0)
  assert.deepEqual([sum(table.x), sum(table.later)], [2457, 1882])
  const collapsed = collapse(table)
  assert.deepEqual([collapsed.x.length, new Set(collapsed.age).size, collapsed.n], [1016, 84, 2357])
})

test('BG/NBD on CDNOW: Fader, Hardie & Lee 2005, to the digits of an exact optimum', (t) => {
  if (!table) return t.skip(ABSENT)
  const fit = fitDropout(collapse(table), 'bg-nbd')
  agree(fit.parameters, { r: 0.2425945243, alpha: 4.41360209, a: 0.7929220362, b: 2.425906898 }, 1e-6)
  agree(fit.standardErrors, { r: 0.012557, alpha: 0.378224, a: 0.185734, b: 0.705414 }, 1e-5)
  near(fit.logLikelihood, -9582.429207, 1e-6)
  assert.deepEqual([fit.converged, fit.degenerate, fit.estimate], [true, false, 'mle'])
})

test('MBG/NBD on CDNOW: BTYDplus', (t) => {
  if (!table) return t.skip(ABSENT)
  const fit = fitDropout(collapse(table), 'mbg-nbd')
  agree(fit.parameters, { r: 0.524843, alpha: 6.183086, a: 0.891359, b: 1.614002 }, 2e-6)
  agree(fit.standardErrors, { r: 0.083264, alpha: 0.695597, a: 0.154785, b: 0.537472 }, 1e-4)
  near(fit.logLikelihood, -9582.135716, 1e-6)
})

test('Pareto/NBD on CDNOW: Fader, Hardie & Lee 2005 and CLVTools', (t) => {
  if (!table) return t.skip(ABSENT)
  const fit = fitPareto(collapse(table))
  agree(fit.parameters, { r: 0.553277, alpha: 10.577682, s: 0.60624, beta: 11.668751 }, 2e-4)
  agree(fit.standardErrors, { r: 0.047628, alpha: 0.842722, s: 0.187282, beta: 6.211125 }, 1e-3)
  near(fit.logLikelihood, -9594.976179, 1e-6)
})

test('Gamma–Gamma on the 946 repeaters of CDNOW: Fader & Hardie 2013, note 025', (t) => {
  if (!table) return t.skip(ABSENT)
  const fit = fitSpend({ x: table.x, mean: table.spend })!
  assert.equal(fit.n, 946)
  agree(fit.parameters, { p: 6.249571, q: 3.744225, v: 15.443526 }, 1e-4)
  agree(fit.standardErrors, { p: 1.19, q: 0.29, v: 4.16 }, 1e-3)
  near(fit.logLikelihood, -4055.91769, 1e-5)
  const first = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
  for (const [i, known] of first.entries())
    near(expectedSpend(fit.parameters, table.x[i]!, table.spend[i]!)!, known, 0.005)
})
