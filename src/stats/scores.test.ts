import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engagementIndex, engagementIndexOfCounts, recommendScore } from './scores.ts'

test('recommend score with the adjusted Wald interval', () => {
  const known: [number, number, number, string[]][] = [
    [15, 12, 9, ['16.67', '-9.53', '40.30']],
    [10, 0, 0, ['100.00', '47.50', '100.00']],
    [3, 1, 1, ['40.00', '-29.78', '79.78']],
  ]
  for (const [promoters, passives, detractors, expected] of known) {
    const { score, low, high } = recommendScore(promoters, passives, detractors)!
    assert.deepEqual(
      [score, low, high].map((x) => x.toFixed(2)),
      expected,
    )
  }
  const { low } = recommendScore(0, 0, 10)!
  assert.equal(low, -100)
  assert.equal(recommendScore(0, 0, 0), undefined)
  assert.throws(() => recommendScore(-1, 2, 3), RangeError)
})

test('engagement index of the UK Civil Service 2018 technical guide', () => {
  assert.equal(engagementIndex([100, 75, 75, 50, 25]), 65)
  assert.equal(engagementIndex([65, 25, 70, 35, 50, 100, 90, 40, 20, 35]), 53)
  assert.equal(engagementIndex([]), undefined)
  assert.throws(() => engagementIndex([101]), RangeError)
})

test('the same per cent positive, another index', () => {
  assert.equal(engagementIndexOfCounts([10, 40, 10, 16, 24]), 49)
  assert.equal(engagementIndexOfCounts([22, 28, 34, 12, 4]), 63)
  assert.equal(engagementIndexOfCounts([0, 0, 0]), undefined)
})
