// For tests: numbers that must agree to the digits given.
import assert from 'node:assert/strict'

/** Fails where `found` is not `known` within an absolute `within`. */
export function near(found: number, known: number, within: number, what = ''): void {
  assert.ok(Math.abs(found - known) <= within, `${what} ${found} is not ${known} within ${within}`)
}
