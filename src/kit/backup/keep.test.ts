import assert from 'node:assert/strict'
import { test } from 'node:test'
import { days, later } from '../clock.ts'
import { lastMoment, nextMoment } from './daily.ts'
import { backupName, tooMany } from './keep.ts'
import { progressOf, sizeInWords, stepInWords } from './progress.ts'

/** One a night, the newest first. The first of them is of Sunday, 22 November 2026. */
const nights = (howMany: number) =>
  Array.from({ length: howMany }, (_, n) => backupName(later(new Date(2026, 10, 22, 2, 10), -days(n)), false))
const dayOf = (name: string) => name.slice(9, 19)
const stays = (names: string[], gone: string[]) => names.filter((name) => !gone.includes(name)).map(dayOf)

test('seven days and four weeks are kept: of each the newest', () => {
  const names = nights(60)
  assert.equal(names[0], 'makegood-2026-11-22-0210.tar')
  assert.deepEqual(stays(names, tooMany(names, { days: 7, weeks: 4 }, new Set())), [
    '2026-11-22',
    '2026-11-21',
    '2026-11-20',
    '2026-11-19',
    '2026-11-18',
    '2026-11-17',
    '2026-11-16',
    // Sundays, with which a week ends.
    '2026-11-15',
    '2026-11-08',
    '2026-11-01',
  ])
})

test('the newest and the newest that was rehearsed stay, whatever is to be kept; nothing of another name is touched', () => {
  const names = nights(30)
  const good = names[20] ?? ''
  assert.deepEqual(stays(names, tooMany(names, { days: 1, weeks: 0 }, new Set([good, names[25] ?? '']))), [
    '2026-11-22',
    dayOf(good),
  ])
  const others = [
    'makegood.tar',
    'before-the-upgrade.tar',
    'makegood-2020-01-01-0210.tar.part',
    'makegood-2020-01-01-0210.tar.gz',
  ]
  assert.deepEqual(tooMany([...others, ...names.slice(0, 1)], { days: 1, weeks: 0 }, new Set()), [])
  const twice = ['makegood-2026-11-22-0210.tar', 'makegood-2026-11-22-1455.tar.age']
  assert.deepEqual(tooMany(twice, { days: 7, weeks: 4 }, new Set()), ['makegood-2026-11-22-0210.tar'])
})

test('the time of the day is that of the machine, on days of 23 and of 25 hours, too', () => {
  for (let n = 0; n < 800; n++) {
    const now = later(new Date(2026, 2, 20, 1, 30), n * 1_800_000 * 11)
    for (const at of [
      { hour: 2, minute: 10 },
      { hour: 23, minute: 59 },
    ]) {
      const [last, next] = [lastMoment(at, now), nextMoment(at, now)]
      assert.ok(last <= now && now < next, `${last} ≤ ${now} < ${next}`)
      assert.ok(next.getTime() - last.getTime() <= days(1) + 3_600_000)
    }
  }
})

test('how far it is, in words', () => {
  let now = 0
  const [a, b] = [
    { name: 'a', weight: 300, about: 1000 },
    { name: 'b', weight: 700, about: 0 },
  ]
  const progress = progressOf([a, b], () => now)
  now = 1000
  assert.equal(
    stepInWords(progress.at(a, { rows: 500, bytes: 1_234_567 })),
    '500 rows, 1.2 MB, 15 %, about 6 s left',
  )
  now = 3000
  assert.equal(
    stepInWords(progress.past(a, { rows: 1204, bytes: 14_000_000 })),
    '1,204 rows, 14 MB, 30 %, about 7 s left',
  )
  // An estimate that is too low never tells more than all.
  assert.equal(progress.at(b, { rows: 10, bytes: 1 }).share, 1)
  assert.equal(stepInWords(progress.past(b, { rows: 10, bytes: 1 })), '1,214 rows, 14 MB, 100 %')
  assert.deepEqual([0, 999, 1000, 999_499, 999_600, 9_940_000, 2.5e9].map(sizeInWords), [
    '0 bytes',
    '999 bytes',
    '1 kB',
    '999 kB',
    '1.0 MB',
    '9.9 MB',
    '2.5 GB',
  ])
})
