import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOrderOf, looksLikeHeader, readDate, readNumber } from './cells.ts'

test('dates whose order leaves no doubt', () => {
  const known: Record<string, string> = {
    '19970101': '1997-01-01',
    '2026-07-04': '2026-07-04',
    '2026/7/4': '2026-07-04',
    '04.07.2026': '2026-07-04',
    '4.7.26': '2026-07-04',
    '4.7.99': '1999-07-04',
    '13/07/2026': '2026-07-13',
    '07/13/2026': '2026-07-13',
    '05/05/2026': '2026-05-05',
    '٠٤.٠٧.٢٠٢٦': '2026-07-04',
    '29.02.2028': '2028-02-29',
    '2026-07-04T17:40:00Z': '2026-07-04T17:40:00Z',
    '2026-07-04 17:40': '2026-07-04T17:40:00',
    '2026-07-04T17:40:05.123+02:00': '2026-07-04T17:40:05+02:00',
    '04.07.2026, 9:05': '2026-07-04T09:05:00',
    '7/13/2026 5:40 PM': '2026-07-13T17:40:00',
    '7/13/2026 12:05 a.m.': '2026-07-13T00:05:00',
  }
  for (const [text, iso] of Object.entries(known)) assert.equal(readDate(text), iso, text)
})

test('a date that could be two asks', () => {
  assert.deepEqual(readDate('03/04/2026'), { either: ['2026-04-03', '2026-03-04'] })
  assert.deepEqual(readDate('3-4-26 10:00'), { either: ['2026-04-03T10:00:00', '2026-03-04T10:00:00'] })
  assert.equal(readDate('03/04/2026', 'day'), '2026-04-03')
  assert.equal(readDate('03/04/2026', 'month'), '2026-03-04')
  assert.equal(readDate('13/04/2026', 'month'), undefined)
})

test('a column proves its order, or does not', () => {
  assert.equal(dateOrderOf(['03/04/2026', '13/04/2026']), 'day')
  assert.equal(dateOrderOf(['03/04/2026', '03/14/2026']), 'month')
  assert.equal(dateOrderOf(['03/04/2026']), undefined)
  assert.equal(dateOrderOf(['13/04/2026', '04/13/2026']), undefined)
})

test('no dates', () => {
  const texts = [
    '',
    'x',
    '2026',
    '20260230',
    '30.02.2026',
    '2026-13-01',
    '1.1',
    '1997011',
    '202671',
    '10.20.30',
  ]
  for (const text of [
    ...texts,
    '2026-07/04',
    '2026-07-04 25:00',
    '2026-07-04 10:61',
    '2026-07-04 13:00 PM',
  ]) {
    assert.equal(readDate(text), undefined, text)
  }
})

test('numbers', () => {
  assert.equal(readNumber('1.234,5', 'en'), 1234.5)
  assert.equal(readNumber('-3', 'en'), -3)
  assert.equal(readNumber('٤٫٥', 'ar'), 4.5)
  for (const text of ['', 'x', '1e5', 'NaN', '5 stars']) assert.equal(readNumber(text, 'en'), undefined, text)
})

test('a first row of names', () => {
  assert.equal(looksLikeHeader(['', 'Clothing ID', 'Age']), true)
  for (const cells of [
    ['Name', 'Name'],
    ['', ' '],
    ['Name', '7'],
    ['a@b.c'],
    ['2026-01-01'],
    ['x'.repeat(81)],
  ]) {
    assert.equal(looksLikeHeader(cells), false, cells.join())
  }
})
