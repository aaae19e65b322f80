import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slices } from './station.tsx'

const ROOM = { length: 200, least: 24 }

test('slices are as long as their shares and follow each other', () => {
  const all = slices({ gold: 0.5, grey: 0.3, plum: 0.2 }, ROOM)
  assert.deepEqual(
    all.map(({ from, to, label }) => [from, to, label].map(Math.round)),
    [
      [0, 100, 50],
      [100, 160, 130],
      [160, 200, 180],
    ],
  )
})

test('a thin slice keeps its length and lends its number to the neighbour, which makes room', () => {
  const [, grey, plum] = slices({ gold: 0.6, grey: 0.36, plum: 0.04 }, ROOM)
  assert.ok(grey && plum)
  assert.equal(Math.round(plum.to - plum.from), 8)
  assert.equal(Math.round(plum.label), 180)
  assert.ok(plum.label - grey.label >= ROOM.least)
})
