import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benjaminiHochberg } from './multiple.ts'
import { hiddenGroups, mayShowPart } from './suppress.ts'

const [HIDE, SHOW] = [true, false]

test('small groups are hidden, and enough besides that subtracting tells nothing', () => {
  assert.deepEqual(hiddenGroups([1, 1, 1, 7, 9], 5), [HIDE, HIDE, HIDE, HIDE, SHOW])
  assert.deepEqual(hiddenGroups([4, 9], 5), [HIDE, HIDE])
  assert.deepEqual(hiddenGroups([4, 9], 5, false), [HIDE, SHOW])
  assert.deepEqual(hiddenGroups([9, 4, 2, 30], 5), [SHOW, HIDE, HIDE, SHOW])
  assert.deepEqual(hiddenGroups([9, 0, 7], 5), [SHOW, SHOW, SHOW])
  assert.deepEqual(hiddenGroups([9, 0, 4, 7], 5), [SHOW, SHOW, HIDE, HIDE])
  assert.deepEqual(hiddenGroups([1, 0, 2], 5), [HIDE, SHOW, HIDE])
  assert.deepEqual(hiddenGroups([], 5), [])
})

test('in every small list the hidden add up to nothing or to k, and no shown one is below it', () => {
  const k = 3
  for (let code = 0; code < 6 ** 4; code++) {
    const counts = [0, 1, 2, 3].map((place) => Math.floor(code / 6 ** place) % 6)
    const hidden = hiddenGroups(counts, k)
    const remainder = counts.reduce((sum, count, i) => sum + (hidden[i] ? count : 0), 0)
    const total = counts.reduce((sum, count) => sum + count, 0)
    assert.ok(remainder === 0 || remainder >= k || remainder === total, `${counts}`)
    assert.ok(
      counts.every((count, i) => hidden[i] || count === 0 || count >= k),
      `${counts}`,
    )
  }
})

test('a part of a shown total', () => {
  assert.equal(mayShowPart(9, 13, 5), false)
  assert.equal(mayShowPart(9, 15, 5), true)
  assert.equal(mayShowPart(4, 40, 5), false)
  assert.equal(mayShowPart(9, 9, 5), true)
})

test('Benjamini & Hochberg 1995, their fifteen p values', () => {
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  ]
  const all = [...ps, 0.759, 1]
  const adjusted = benjaminiHochberg(all)
  assert.equal(adjusted.filter((p) => p <= 0.05).length, 4)
  assert.equal(all.filter((p) => p <= 0.05 / all.length).length, 3)
  assert.deepEqual([adjusted[3]!.toFixed(4), adjusted[4]!.toFixed(4)], ['0.0356', '0.0603'])
  assert.deepEqual(benjaminiHochberg(all.toReversed()), adjusted.toReversed())
  assert.deepEqual(benjaminiHochberg([0.04, 0.04, 0.04]), [0.04, 0.04, 0.04])
  assert.deepEqual(benjaminiHochberg([]), [])
  assert.throws(() => benjaminiHochberg([-0.1]), RangeError)
})
