// For tests: 2,357 customers of CDNOW, their purchases of 1997 and the first half of 1998, read where they lie
// beside the repository.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Purchases } from './purchases.ts'

const DAY = 86_400_000

/** A file of the shared data, or undefined where they are absent. */
export function sharedData(name: string): string | undefined {
  const file = resolve('../shared/data', name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** A day's number, from 1970. */
export const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / DAY

/** The purchases, customers numbered from 0 in the order of their ids. */
export function cdnow(): Purchases | undefined {
  const rows = sharedData('CDNOW_sample.txt')
    ?.split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((parts) => parts.length === 5)
  if (!rows) return undefined
  return {
    customer: Uint32Array.from(rows, ([, id]) => Number(id) - 1),
    day: Int32Array.from(rows, ([, , d]) => dayOf(`${d!.slice(0, 4)}-${d!.slice(4, 6)}-${d!.slice(6, 8)}`)),
    amount: Float64Array.from(rows, ([, , , , dollars]) => Number(dollars)),
  }
}
