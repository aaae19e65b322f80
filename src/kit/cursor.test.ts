import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageOf, readPlace, writePlace } from './cursor.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'

const at = new Date('2026-03-02T10:20:30.456Z')

test('a place is written as one opaque word of an address, and read back to the millisecond', () => {
  const place = { at, id: newId(at) }
  const word = writePlace(place)
  assert.match(word, /^[\w-]+$/)
  assert.deepEqual(readPlace(word), place)
  assert.equal(readPlace(undefined), undefined)
  assert.equal(readPlace(''), undefined)
})

test('what was never a place is refused with its field, whatever it is', () => {
  const word = (text: string) => Buffer.from(text).toString('base64url')
  const id = newId(at)
  for (const wrong of [
    'x',
    '%00',
    word('yesterday'),
    word(`yesterday ${id}`),
    word(`${at.toISOString()} 1 or 1=1`),
    word(at.toISOString()),
    word(`${at.toISOString()} ${'-'.repeat(36)}`),
    word(`+275760-09-13T00:00:00.000Z ${id}`),
    word(`-000001-01-01T00:00:00.000Z ${id}`),
    word(` ${id}`),
    word(`${at.toISOString()} ${id.slice(1)}`),
    '\u0000'.repeat(10_000),
  ])
    assert.throws(
      () => readPlace(wrong),
      (error: unknown) => error instanceof Refusal && error.code === 'cursor' && error.field === 'after',
      wrong.slice(0, 40),
    )
})

test('one more than asked for says that there is a next page, and where it begins', () => {
  const rows = [0, 1, 2].map((n) => ({ at: new Date(at.getTime() - n), id: newId(at) }))
  const page = pageOf(rows, 2, (row) => row)
  assert.deepEqual(page.items, rows.slice(0, 2))
  assert.deepEqual(readPlace(page.next ?? ''), rows[1])
  assert.deepEqual(
    pageOf(rows, 3, (row) => row),
    { items: rows, next: null },
  )
  assert.deepEqual(
    pageOf([], 3, () => ({ at, id: '' })),
    { items: [], next: null },
  )
})
