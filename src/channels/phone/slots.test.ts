import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDateTime } from '../../kit/moments.ts'
import type { Hours } from '../../people/hours.ts'
import { openTimes } from './slots.ts'

const shop: Hours = {
  zone: 'Europe/Berlin',
  week: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '14:10'],
    ],
    tue: [['09:00', '10:00']],
    fri: [['22:00', '01:00']],
  },
  closed: ['2026-11-24'],
}
const times = (hours: Hours, now: string) =>
  openTimes(hours, new Date(now)).map((at) => formatDateTime(at, 'en', hours.zone))

test('the half hours in which somebody is there, on the next three open days', () => {
  // Monday 10:40 in Berlin: the first is 11:30, as somebody must see it; Tuesday is closed.
  assert.deepEqual(times(shop, '2026-11-23T09:40:00Z').slice(0, 5), [
    '23 November 2026, 11:30',
    '23 November 2026, 13:00',
    '23 November 2026, 13:30',
    '27 November 2026, 22:00',
    '27 November 2026, 22:30',
  ])
  // Past midnight it is Saturday, and the third day.
  assert.equal(times(shop, '2026-11-23T09:40:00Z').at(-1), '28 November 2026, 00:30')
})

test('no hours, no times; in a zone of odd minutes on its own wall clock; not in the hour that does not exist', () => {
  assert.deepEqual(times({ zone: 'Europe/Berlin', week: {}, closed: [] }, '2026-11-23T09:40:00Z'), [])
  const nepal: Hours = { zone: 'Asia/Kathmandu', week: { mon: [['09:00', '10:00']] }, closed: [] }
  assert.deepEqual(times(nepal, '2026-11-23T00:00:00Z').slice(0, 2), [
    '23 November 2026, 09:00',
    '23 November 2026, 09:30',
  ])
  const night: Hours = { zone: 'Europe/Berlin', week: { sun: [['01:00', '04:00']] }, closed: [] }
  assert.deepEqual(times(night, '2026-03-28T12:00:00Z').slice(0, 4), [
    '29 March 2026, 01:00',
    '29 March 2026, 01:30',
    '29 March 2026, 03:00',
    '29 March 2026, 03:30',
  ])
  const always: Hours = {
    zone: 'UTC',
    week: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    ),
    closed: [],
  }
  assert.equal(openTimes(always, new Date('2026-11-23T09:40:00Z')).length, 40)
})
