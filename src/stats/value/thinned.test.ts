import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../random.ts'
import { collapse } from './collapse.ts'
import { dropoutSlope, fitDropout } from './dropout.ts'
import { near } from './near.ts'
import { thinned } from './thinned.ts'
import { logGamma, poisson } from './variates.ts'

test('many rows: found by way of a sample, and still the place of the whole', () => {
  const size = 220_000
  const random = randomOf(2)
  const [x, recency, age] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (let i = 0; i < size; i++) {
    age[i] = 20 + 40 * random()
    const stays = Math.min(age[i]!, -60 * Math.log(1 - random()))
    x[i] = poisson((Math.exp(logGamma(1.2, random)) / 9) * stays, random)
    recency[i] = x[i]! > 0 ? stays * Math.max(...Array.from({ length: x[i]! }, random)) : 0
  }
  const table = collapse({ unit: 'week', x, recency, age })
  assert.ok(table.x.length > 100_000)
  near(thinned(table, 7).n / size, 1, 1e-4)
  const fit = fitDropout(table, 'mbg-nbd')
  assert.ok(fit.converged && fit.evaluations < 20, `${fit.evaluations} evaluations`)
  const { r, alpha, a, b } = fit.parameters
  const gradient = [0, 0, 0, 0]
  dropoutSlope(table, 1)([r, alpha, a, b].map(Math.log), gradient)
  for (const slope of gradient) near(slope, 0, 1e-7)
})
