import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fleissKappa } from './fleiss.ts'
import { agreementTable, cohenKappa } from './kappa.ts'

const digits = (x: number, n = 4) => x.toFixed(n)

// Two dermatologists on one skin condition, terrible to clear (SAS/STAT, PROC FREQ, getting started).
const SKIN = [
  [10, 4, 1, 0],
  [5, 10, 12, 2],
  [2, 4, 12, 5],
  [0, 2, 6, 13],
]

test('kappa plain and weighted, the skin condition of the SAS handbook', () => {
  const plain = cohenKappa(SKIN)!
  const linear = cohenKappa(SKIN, 'linear')!
  const told = ({ kappa, se, low, high }: typeof plain) => [kappa, se, low, high].map((x) => digits(x))
  assert.deepEqual(told(plain), ['0.3449', '0.0724', '0.2030', '0.4868'])
  assert.deepEqual(told(linear), ['0.5082', '0.0655', '0.3798', '0.6366'])
  assert.deepEqual(told(cohenKappa(SKIN, 'quadratic')!), ['0.6607', '0.0616', '0.5399', '0.7815'])
  assert.deepEqual([plain.n, plain.agreed], [88, 45 / 88])
})

test('kappa of Fleiss, Cohen & Everitt, from single cases too', () => {
  const table = [
    [75, 1, 4],
    [5, 4, 1],
    [0, 0, 10],
  ]
  assert.deepEqual(
    [cohenKappa(table)!.kappa, cohenKappa(table)!.se].map((x) => digits(x, 3)),
    ['0.676', '0.088'],
  )
  assert.equal(
    digits(
      cohenKappa([
        [20, 5],
        [10, 15],
      ])!.kappa,
      9,
    ),
    '0.400000000',
  )
  assert.deepEqual(agreementTable(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']), [
    [2, 0],
    [1, 1],
  ])
  assert.deepEqual(agreementTable([1], [2], [1, 2, 3])[0], [0, 1, 0])
})

test('all, none and nothing agreed', () => {
  const all = cohenKappa([
    [5, 0],
    [0, 5],
  ])!
  assert.deepEqual([all.kappa, all.se, all.high], [1, 0, 1])
  assert.equal(
    cohenKappa([
      [0, 5],
      [5, 0],
    ])!.kappa,
    -1,
  )
  assert.equal(
    cohenKappa([
      [9, 0],
      [0, 0],
    ]),
    undefined,
  )
  assert.equal(
    cohenKappa([
      [0, 0],
      [0, 0],
    ]),
    undefined,
  )
  assert.equal(cohenKappa([]), undefined)
  assert.ok(
    Math.abs(
      cohenKappa([
        [25e7, 25e7],
        [25e7, 25e7],
      ])!.kappa,
    ) < 1e-12,
  )
  assert.throws(() => cohenKappa([[1, 2]]), RangeError)
  assert.throws(() => cohenKappa([[Number.NaN]]), RangeError)
  assert.throws(() => agreementTable(['a'], []), RangeError)
  assert.throws(() => agreementTable(['a'], ['z'], ['a']), RangeError)
})

test("Fleiss's kappa: fourteen coders, ten cases, five codes", () => {
  const counts = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ]
  const found = fleissKappa(counts)!
  assert.deepEqual([digits(found.agreed, 3), digits(found.kappa, 3)], ['0.378', '0.210'])
  assert.deepEqual([found.n, found.coders], [10, 14])
  assert.ok(found.p < 1e-20)
})

test("Fleiss's kappa at its ends", () => {
  assert.equal(fleissKappa([]), undefined)
  assert.equal(
    fleissKappa([
      [3, 0],
      [3, 0],
    ]),
    undefined,
  )
  assert.equal(
    fleissKappa([
      [3, 0],
      [0, 3],
    ])!.kappa,
    1,
  )
  assert.throws(() => fleissKappa([[1, 0]]), RangeError)
  assert.throws(
    () =>
      fleissKappa([
        [3, 0],
        [2, 0],
      ]),
    RangeError,
  )
  assert.throws(() => fleissKappa([[3, 0], [3]]), RangeError)
})
