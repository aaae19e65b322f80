import type { Id } from '../kit/ids.ts'
import { PERIODS, type Period } from './period.ts'

export type Kept = { period: Period; team?: Id | undefined; touchpoint?: Id | undefined }

const DEFAULT: Period = 'quarter'
export const periodOf = (text: string | undefined): Period =>
  PERIODS.find((period) => period === text) ?? DEFAULT

/** A page of results with its filters as a plain address, which one may send to a colleague. */
export function resultsAt(path: '/results' | '/results/journey', kept: Kept, end: '' | '.csv' = ''): string {
  const file = end && path === '/results' ? '/fives.csv' : end
  const query = new URLSearchParams(
    Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  return `${path}${file}?${query}`
}
