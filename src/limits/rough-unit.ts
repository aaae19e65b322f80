import { decimalsOf } from '../kit/money.ts'

/**
 * What a sensible first amount is counted in: the minor units of one main unit, or of a hundred where the
 * currency has no smaller coin, as with yen. For suggestions only.
 */
export function roughUnit(currency: string): bigint {
  const decimals = decimalsOf(currency)
  return decimals === 0 ? 100n : 10n ** BigInt(decimals)
}
