import assert from 'node:assert/strict'
import { test } from 'node:test'
import { due, isLate, relative } from './relative.ts'

const NOW = new Date('2026-03-13T11:22:00Z')

const CASES: [string, string, string, string][] = [
  ['2026-03-13T12:00:00Z', 'en', 'Europe/Berlin', 'in 38 min.'],
  ['2026-03-13T11:22:10Z', 'en', 'Europe/Berlin', 'this minute'],
  ['2026-03-13T11:10:00Z', 'en', 'Europe/Berlin', '12 min. ago'],
  ['2026-03-13T15:00:00Z', 'en', 'Europe/Berlin', '4:00 PM'],
  ['2026-03-13T15:00:00Z', 'de', 'Europe/Berlin', '16:00'],
  ['2026-03-14T11:00:00Z', 'de', 'Europe/Berlin', 'morgen, 12:00'],
  // The day is the reader's: 23:30 in London is tomorrow in Berlin.
  ['2026-03-13T23:30:00Z', 'de', 'Europe/Berlin', 'morgen, 00:30'],
  ['2026-03-13T23:30:00Z', 'de', 'Europe/London', '23:30'],
  ['2026-03-20T11:00:00Z', 'en', 'UTC', 'Mar 20'],
  ['2025-03-20T11:00:00Z', 'en', 'UTC', 'Mar 20, 2025'],
]

test('a time is told as one would say it', () => {
  // ICU sets a narrow no-break space before PM.
  for (const [at, lang, zone, text] of CASES)
    assert.equal(relative(new Date(at), NOW, lang, zone).replace(/\u202f/g, ' '), text)
})

test('a clock that went forward does not move a day', () => {
  const before = new Date('2026-03-28T12:00:00Z')
  assert.equal(relative(new Date('2026-03-29T21:30:00Z'), before, 'de', 'Europe/Berlin'), 'morgen, 23:30')
})

test('late is the last hour and what is over', () => {
  assert.equal(isLate(new Date('2026-03-13T12:22:00Z'), NOW), false)
  assert.equal(isLate(new Date('2026-03-13T12:21:59Z'), NOW), true)
  assert.equal(due(new Date('2026-03-13T11:10:00Z'), NOW, 'en', 'UTC', 'due {ago}'), 'due 12 min. ago')
})
