import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../kit/root.ts'
import { incidence } from './incidence.ts'
import { logRank } from './log-rank.ts'
import type { Lives } from './risk.ts'
import { kaplanMeier, survivalAt } from './survival.ts'

const digits = (x: number | undefined, n = 4) => x?.toFixed(n)

/** The rows of a collected data set, or undefined where it is absent. */
function rowsOf(name: string): string[][] | undefined {
  const file = join(root, '../shared/data', name)
  if (!existsSync(file)) return undefined
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => line.split(','))
}

const livesOf = (rows: string[][], gone = '1'): Lives => ({
  times: rows.map((row) => Number(row[0])),
  ends: rows.map((row) => (row[1] === gone ? 1 : 0)),
})

test('Kaplan-Meier of the two aml groups (Miller; R survival 3.5-3)', (t) => {
  const rows = rowsOf('survival_aml.csv')
  if (!rows) return t.skip('the shared data is absent')
  const kept = kaplanMeier(livesOf(rows.filter((row) => row[2] === 'Maintained')))
  assert.deepEqual(
    kept.steps.map((step) => [step.time, digits(step.survival, 3), digits(step.se)]),
    [
      [9, '0.909', '0.0867'],
      [13, '0.818', '0.1163'],
      [18, '0.716', '0.1397'],
      [23, '0.614', '0.1526'],
      [31, '0.491', '0.1642'],
      [34, '0.368', '0.1627'],
      [48, '0.184', '0.1535'],
    ],
  )
  assert.deepEqual(kept.median, { value: 31, low: 13, high: undefined })
  assert.deepEqual([kept.n, kept.gone], [11, 7])
  const other = kaplanMeier(livesOf(rows.filter((row) => row[2] === 'Nonmaintained')))
  assert.deepEqual(
    other.steps.map((step) => [step.time, digits(step.survival)]),
    [
      [5, '0.8333'],
      [8, '0.6667'],
      [12, '0.5833'],
      [23, '0.4861'],
      [27, '0.3889'],
      [30, '0.2917'],
      [33, '0.1944'],
      [43, '0.0972'],
      [45, '0.0000'],
    ],
  )
  assert.equal(other.median.value, 23)
  assert.deepEqual([other.steps.at(-1)!.se, other.steps.at(-1)!.high], [undefined, undefined])
  const nine = kaplanMeier(livesOf(rows)).steps.find((step) => step.time === 9)!
  assert.deepEqual(
    [nine.survival, nine.low, Math.exp(-nine.hazard)].map((x) => digits(x, 6)),
    ['0.782609', '0.554212', '0.790708'],
  )
  assert.equal(digits(nine.high, 5), '0.90321')
})

test('Kaplan-Meier of rossi and of lung', (t) => {
  const [rossi, lung] = [rowsOf('survival_rossi.csv'), rowsOf('survival_lung.csv')]
  if (!rossi || !lung) return t.skip('the shared data is absent')
  const { steps } = kaplanMeier(livesOf(rossi))
  assert.deepEqual(
    [10, 20, 30, 40, 52].map((week) => digits(survivalAt(steps, week))),
    ['0.9653', '0.9074', '0.8611', '0.8032', '0.7361'],
  )
  assert.deepEqual(kaplanMeier(livesOf(lung, '2')).median, { value: 310, low: 284, high: 361 })
})

test('log-rank of aml and of lung by sex', (t) => {
  const [aml, lung] = [rowsOf('survival_aml.csv'), rowsOf('survival_lung.csv')]
  if (!aml || !lung) return t.skip('the shared data is absent')
  const found = logRank(
    livesOf(aml),
    aml.map((row) => row[2]!),
  )!
  assert.deepEqual([digits(found.chiSquare, 7), digits(found.p, 7), found.df], ['3.3963887', '0.0653393', 1])
  assert.deepEqual(
    found.groups.map(({ group, n, gone, expected }) => [group, n, gone, digits(expected, 6)]),
    [
      ['Maintained', 11, 7, '10.689336'],
      ['Nonmaintained', 12, 11, '7.310664'],
    ],
  )
  const sexes = lung.map((row) => row[3]!)
  const sex = logRank(livesOf(lung, '2'), sexes)!
  assert.equal(digits(sex.chiSquare, 6), '10.326742')
  // Neither the order of the rows nor the names of the groups matter.
  const turnedRound = logRank(
    livesOf(lung.toReversed(), '2'),
    sexes.toReversed().map((x) => (x === '1' ? 'b' : 'a')),
  )!
  assert.equal(digits(turnedRound.chiSquare, 9), digits(sex.chiSquare, 9))
})

test('three groups by hand, and groups of whom there is nothing to ask', () => {
  const lives = { times: [1, 2, 3, 4, 5, 6], ends: [1, 1, 1, 1, 1, 1] }
  const three = logRank(lives, ['a', 'a', 'b', 'b', 'c', 'c'])!
  assert.deepEqual(
    [three.df, digits(three.chiSquare, 9), digits(three.p, 9)],
    [2, '7.250423533', '0.026643455'],
  )
  const expected = [1 / 3 + 1 / 5, 1 / 3 + 2 / 5 + 1 / 2 + 1 / 3, 1 / 3 + 2 / 5 + 1 / 2 + 2 / 3 + 2]
  assert.deepEqual(
    three.groups.map((group) => digits(group.expected, 9)),
    expected.map((x) => digits(x, 9)),
  )
  assert.equal(logRank(lives, ['a', 'a', 'a', 'a', 'a', 'a']), undefined)
  assert.equal(logRank({ times: [1, 2], ends: [0, 0] }, ['a', 'b']), undefined)
  assert.equal(logRank({ times: [], ends: [] }, []), undefined)
  assert.throws(() => logRank(lives, ['a']), RangeError)
})

// Three go by the first reason at 1, 4 and 4, two by the second at 2 and 5, two are seen until 3 and 6.
const TWO_REASONS = { times: [1, 2, 3, 4, 4, 5, 6], ends: [1, 2, 0, 1, 1, 2, 0] }

test('Aalen-Johansen by hand: what goes and what stays add up to one', () => {
  const found = incidence(TWO_REASONS)
  const share = (reason: number) => found[reason - 1]!.steps.map((s) => [s.time, digits(s.incidence, 9)])
  const fourth = (5 / 7) * (2 / 4)
  assert.deepEqual(share(1), [
    [1, digits(1 / 7, 9)],
    [4, digits(1 / 7 + fourth, 9)],
  ])
  assert.deepEqual(share(2), [
    [2, digits(1 / 7, 9)],
    [5, digits(1 / 7 + fourth / 2, 9)],
  ])
  const { steps } = kaplanMeier(TWO_REASONS)
  const gone = found.reduce((sum, { steps }) => sum + steps.at(-1)!.incidence, 0)
  assert.ok(Math.abs(gone + steps.at(-1)!.survival - 1) < 1e-12)
  // One less Kaplan-Meier for the second reason alone says more than there were.
  const alone = kaplanMeier({ ...TWO_REASONS, ends: TWO_REASONS.ends.map((end) => (end === 2 ? 1 : 0)) })
  assert.ok(1 - alone.steps.at(-1)!.survival > found[1]!.steps.at(-1)!.incidence + 0.05)
})

test('with one reason, incidence is one less survival and has its error', (t) => {
  const rows = rowsOf('survival_aml.csv')
  if (!rows) return t.skip('the shared data is absent')
  const lives = livesOf(rows)
  const [only] = incidence(lives)
  for (const [i, step] of kaplanMeier(lives).steps.entries()) {
    assert.ok(Math.abs(1 - step.survival - only!.steps[i]!.incidence) < 1e-12)
    if (step.se !== undefined) assert.ok(Math.abs(step.se - only!.steps[i]!.se) < 1e-12, `${step.time}`)
  }
})

test('nobody, nobody gone, all gone at once, and lives that cannot have been', () => {
  assert.deepEqual(kaplanMeier({ times: [], ends: [] }).steps, [])
  assert.deepEqual(kaplanMeier({ times: [3, 4], ends: [0, 0] }), {
    n: 2,
    gone: 0,
    median: { value: undefined, low: undefined, high: undefined },
    steps: [],
  })
  const once = kaplanMeier({ times: [2, 2, 2], ends: [1, 1, 1] })
  assert.deepEqual([once.steps.length, once.steps[0]!.survival, once.median.value], [1, 0, 2])
  assert.equal(kaplanMeier({ times: [1, 2, 3, 4], ends: [1, 1, 1, 1] }).median.value, 2)
  assert.deepEqual(incidence({ times: [1], ends: [0] }), [])
  assert.equal(survivalAt([], 5), 1)
  for (const lives of [
    { times: [Number.NaN], ends: [1] },
    { times: [-1], ends: [1] },
    { times: [1], ends: [0.5] },
    { times: [1], ends: [1, 0] },
  ])
    assert.throws(() => kaplanMeier(lives), RangeError)
})
