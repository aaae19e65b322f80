import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curvature, inverseOf, minimise, withDifferences } from './minimise.ts'

const banana = ([x, y]: readonly number[]) => 100 * (y! - x! * x!) ** 2 + (1 - x!) ** 2

test("Rosenbrock's valley, with and without slopes", () => {
  const slopes = minimise(
    (at, gradient) => {
      const [x, y] = at as [number, number]
      gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x)
      gradient[1] = 200 * (y - x * x)
      return banana(at)
    },
    [-1.2, 1],
  )
  const differences = minimise(withDifferences(banana), [-1.2, 1], 1e-8)
  for (const { at, converged } of [slopes, differences]) {
    assert.ok(converged)
    for (const x of at) assert.ok(Math.abs(x - 1) < 1e-6, `${at}`)
  }
})

test('a slope without an end does not pass for a minimum', () => {
  assert.equal(
    minimise(
      withDifferences(([x]) => -x!),
      [0],
    ).converged,
    false,
  )
})

test('curvature and its inverse', () => {
  const bowl = withDifferences(([x, y]) => 2 * x! * x! + x! * y! + y! * y!)
  const second = curvature(bowl, [0.3, -0.2])
  for (const [i, row] of [
    [4, 1],
    [1, 2],
  ].entries())
    for (const [j, known] of row.entries()) assert.ok(Math.abs(second[i]![j]! - known) < 1e-5)
  const inverse = inverseOf([
    [4, 1],
    [1, 2],
  ])!
  assert.deepEqual(
    inverse.flat().map((x) => x.toFixed(6)),
    ['0.285714', '-0.142857', '-0.142857', '0.571429'],
  )
  assert.equal(
    inverseOf([
      [1, 2],
      [2, 1],
    ]),
    undefined,
  )
})
