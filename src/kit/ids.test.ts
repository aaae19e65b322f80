import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashToken, isId, newId, randomToken } from './ids.ts'

const at = new Date('2026-07-04T08:30:00.123Z')

test('an id is a UUID version 7 of its moment', () => {
  const id = newId(at)
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), at.getTime())
  assert.ok(isId(id))
})

test('ids of one millisecond ascend and differ; a later moment is always after', () => {
  const ids = Array.from({ length: 100_000 }, () => newId(at))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(newId(new Date(at.getTime() + 1)) > ids.at(-1)!)
})

test('going back to a moment makes no id twice', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => newId(new Date(at.getTime() + (i % 2))))
  assert.equal(new Set(ids).size, ids.length)
})

test('no moment, no id', () => {
  assert.throws(() => newId(new Date(Number.NaN)), RangeError)
  assert.throws(() => newId(new Date(-1)), RangeError)
})

test('what is no id', () => {
  for (const text of ['', 'x', undefined, 7, `${newId(at)} `, newId(at).toUpperCase(), `{${newId(at)}}`]) {
    assert.equal(isId(text), false)
  }
})

test('tokens are random and fit for a link; their hash is SHA-256', () => {
  assert.match(randomToken(), /^[\w-]{32}$/)
  assert.match(randomToken(32), /^[\w-]{43}$/)
  assert.equal(new Set(Array.from({ length: 1000 }, () => randomToken())).size, 1000)
  assert.equal(hashToken('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
