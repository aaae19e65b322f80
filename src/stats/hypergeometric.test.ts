import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gauss2F1, gauss2F1WithOne } from './hypergeometric.ts'

const near = (x: number, known: number, within = 1e-13) =>
  assert.ok(Math.abs(x - known) <= within * Math.max(1, Math.abs(known)), `${x} is not ${known}`)

test('₂F₁ where it has a closed form', () => {
  for (const z of [0, 0.1, 0.5, 0.9, 0.99]) {
    near(gauss2F1(1, 1, 2, z), z ? -Math.log1p(-z) / z : 1)
    near(gauss2F1(-0.4, 3, 3, z), (1 - z) ** 0.4)
    near(gauss2F1WithOne(1, 2, z), z ? -Math.log1p(-z) / z : 1)
    near(gauss2F1WithOne(2.5, 2.5, z), 1 / (1 - z))
  }
  near(gauss2F1(-2, 3, 4, 0.5), 1 - 3 / 4 + 3 / 20)
  near(gauss2F1WithOne(1, 2, 0.999999), -Math.log(1e-6) / 0.999999, 1e-9)
})

test('the series and the continued fraction agree', () => {
  for (const b of [0, 0.3, 1.6, 8, 40])
    for (const c of [1.2, 2.7, 15, 90].filter((c) => c >= b))
      for (const z of [0.01, 0.4, 0.93]) near(gauss2F1WithOne(b, c, z), gauss2F1(1, b, c, z), 1e-12)
})

test('out of range is refused, not guessed', () => {
  assert.throws(() => gauss2F1(1, 1, 2, 1), RangeError)
  assert.throws(() => gauss2F1(1, 1, 0, 0.5), RangeError)
  assert.throws(() => gauss2F1WithOne(1, 1, 0.5), RangeError)
  assert.throws(() => gauss2F1WithOne(40, 1.2, 0.5), RangeError)
})
