import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digamma, lgamma, logBeta } from './gamma.ts'

const near = (x: number, known: number, within = 4e-15) =>
  assert.ok(Math.abs(x - known) <= within * Math.max(1, Math.abs(known)), `${x} is not ${known}`)

test('ln Γ and ψ at places with a closed form', () => {
  near(lgamma(1), 0)
  near(lgamma(2), 0)
  near(lgamma(0.5), Math.log(Math.PI) / 2)
  near(lgamma(11), Math.log(3628800))
  near(lgamma(1e-5), Math.log(1e5) - 0.5772156649015329e-5 + 0.8224670334241e-10, 1e-14)
  near(lgamma(171), Math.log(7.257415615307999e306))
  near(digamma(1), -0.5772156649015329)
  near(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2)
  near(digamma(100), 4.600161852738087)
  for (const x of [0, -1, Number.NaN, Infinity]) assert.throws(() => lgamma(x), RangeError)
})

test('ln B keeps its digits where one side is large', () => {
  near(logBeta(2, 3), -Math.log(12))
  near(logBeta(1, 1e10), -Math.log(1e10))
  near(logBeta(2, 1e12), -Math.log(1e12) - Math.log(1e12 + 1))
  near(logBeta(1e8, 3), Math.LN2 - Math.log(1e8) - Math.log(1e8 + 1) - Math.log(1e8 + 2))
  near(logBeta(12, 15), lgamma(12) + lgamma(15) - lgamma(27))
})
