import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayShape, momentShape } from './endpoint.ts'

test('a day and a moment are those of a calendar that the database knows too', () => {
  for (const day of ['0001-01-01', '2024-02-29', '9999-12-31'])
    assert.ok(dayShape.safeParse(day).success, day)
  for (const day of ['0000-01-01', '2026-02-29', '10000-01-01', '-0001-01-01', '2026-1-1', ''])
    assert.ok(!dayShape.safeParse(day).success, day)
  for (const moment of ['0001-01-01T00:00:00Z', '2026-11-21T12:00:00+01:00', '9999-12-31T23:59:59Z'])
    assert.ok(momentShape.safeParse(moment).success, moment)
  for (const moment of [
    '0000-12-31T23:59:59Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-14:00',
    '2026-11-21',
  ])
    assert.ok(!momentShape.safeParse(moment).success, moment)
})
