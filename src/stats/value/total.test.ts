import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedOf } from './ahead.ts'
import { cdnow, dayOf } from './cdnow.ts'
import { collapse } from './collapse.ts'
import { fitPurchases } from './models.ts'
import { tableOf } from './purchases.ts'
import { totalRangeOf } from './total.ts'

const log = cdnow()

test('CDNOW: the range of the whole holds what is expected, and is wider than chance alone', (t) => {
  if (!log) return t.skip('CDNOW: the shared data is absent')
  const table = collapse(tableOf(log, dayOf('1997-09-30'), 'week'))
  const fitted = fitPurchases(table, 'bg-nbd')
  assert.ok(!('refused' in fitted))
  const weeks = { length: 39, unit: 'week' as const }
  const expected = expectedOf(fitted, table, weeks).reduce((sum, one, i) => sum + one * table.weight[i]!, 0)
  const drawing = { draws: 120, seed: 4 }
  const range = totalRangeOf(fitted, table, weeks, drawing)!
  assert.deepEqual(totalRangeOf(fitted, table, weeks, drawing), range)
  assert.ok(range.low < expected && expected < range.high, JSON.stringify({ range, expected }))
  const sure = {
    ...fitted,
    fit: { ...fitted.fit, spread: fitted.fit.spread!.map((row) => row.map(() => 0)) },
  }
  const byChance = totalRangeOf(sure as typeof fitted, table, weeks, drawing)!
  assert.ok(byChance.high - byChance.low < range.high - range.low)
  const without = { ...fitted, fit: { ...fitted.fit, spread: null } }
  assert.equal(totalRangeOf(without as typeof fitted, table, weeks, drawing), undefined)
})
