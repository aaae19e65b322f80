import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptSentence, runningSentence, sentenceOf } from './in-words.ts'
import { periodsOf, tallyOf } from './periods.ts'

const three = { times: 3, per: 'week' as const, from_day: '2026-08-17' }
/** Three days of the week that begins on that Monday. */
const thrice = (monday: string) => [0, 1, 3].map((n) => add(monday, n))
const add = (day: string, n: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
const mondays = Array.from({ length: 13 }, (_, n) => add('2026-08-17', n * 7))

test('three calls a week: 12 of 13 weeks, and this week is under way', () => {
  const deeds = mondays.filter((_, n) => n !== 5).flatMap(thrice)
  const tally = tallyOf(periodsOf(three, [...deeds, '2026-11-16'], [], '2026-11-18'))
  assert.deepEqual([tally.kept, tally.n, tally.away, tally.running?.done], [12, 13, 0, 1])
  assert.equal(keptSentence(tally, 'week'), '12 of 13 weeks')
  assert.equal(runningSentence(tally, 3, 'week'), 'one of three so far this week')
  assert.equal(tally.periods[5]?.state, 'broken')
  assert.equal(sentenceOf('calls', 3, 'week'), 'Three calls a week')
  assert.equal(sentenceOf('shifts', 1, 'month'), 'One shift a month')
})

test('a week of which one was half away counts for nothing, and is said; one kept all the same is kept', () => {
  const away = [{ from: add(mondays[5]!, 0), to: add(mondays[5]!, 3) }]
  const deeds = mondays.filter((_, n) => n !== 5).flatMap(thrice)
  const tally = tallyOf(periodsOf(three, deeds, away, '2026-11-18'))
  assert.deepEqual([tally.kept, tally.n, tally.away], [12, 12, 1])
  assert.equal(keptSentence(tally, 'week'), '12 of 12 weeks; away for one')
  const kept = tallyOf(periodsOf(three, mondays.flatMap(thrice), away, '2026-11-18'))
  assert.deepEqual([kept.kept, kept.n, kept.away], [13, 13, 0])
  const short = [{ from: mondays[5]!, to: add(mondays[5]!, 2) }]
  assert.equal(
    tallyOf(periodsOf(three, deeds, short, '2026-11-18')).away,
    0,
    'three days are not half a week',
  )
  const twice = [...short, { from: mondays[5]!, to: add(mondays[5]!, 2) }]
  assert.equal(tallyOf(periodsOf(three, deeds, twice, '2026-11-18')).away, 0, 'nor are the same three twice')
})

test('none made is said, with how many there were; a pledge of today has no whole period yet', () => {
  const four = { times: 4, per: 'month' as const, from_day: '2026-08-01' }
  const tally = tallyOf(periodsOf(four, ['2026-11-21'], [], '2026-11-22'))
  assert.equal(keptSentence(tally, 'month'), 'none of 3 months')
  assert.equal(runningSentence(tally, 4, 'month'), 'one of four so far this month')
  const fresh = tallyOf(periodsOf({ ...four, from_day: '2026-11-22' }, [], [], '2026-11-22'))
  assert.equal(keptSentence(fresh, 'month'), 'no whole month yet')
})

test('a period that the pledge held for in part counts neither way, at its beginning and at its end', () => {
  const states = (from_day: string, last_day?: string) =>
    periodsOf({ times: 1, per: 'quarter', from_day, last_day }, [], [], '2026-11-22').map((one) => one.state)
  assert.deepEqual(states('2026-02-10'), ['part', 'broken', 'broken', 'running'])
  assert.deepEqual(states('2026-01-01', '2026-09-30'), ['broken', 'broken', 'broken'])
  assert.deepEqual(states('2026-01-01', '2026-08-10'), ['broken', 'broken', 'part'])
})
