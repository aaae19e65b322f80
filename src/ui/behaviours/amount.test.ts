import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountIn } from './amount.ts'

test('an amount is read as it was most likely meant', () => {
  const cases: [string, number | undefined][] = [
    ['40', 40],
    ['40,50', 40.5],
    ['€ 40.5', 40.5],
    ['1.234,50', 1234.5],
    ['1,234', 1234],
    ['1 234.50', 1234.5],
    ['.5', 0.5],
    ['0', undefined],
    ['', undefined],
    ['a lot', undefined],
  ]
  for (const [text, amount] of cases) assert.equal(amountIn(text), amount, text)
})
