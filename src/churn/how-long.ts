import { DateTime } from 'luxon'

export const dayOf = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate() ?? ''

const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')
export const inWords = (n: number): string => WORDS[n] ?? String(n)

/** "nine years", "seven months": how long somebody was a customer; undefined for less than a month. */
export function howLong(since: string, until: string): string | undefined {
  const months = Math.floor(DateTime.fromISO(until).diff(DateTime.fromISO(since), 'months').months)
  if (!(months >= 1)) return undefined
  const years = Math.floor(months / 12)
  return years >= 1 ? counted(years, 'year') : counted(months, 'month')
}

const counted = (n: number, unit: string) => `${inWords(n)} ${unit}${n === 1 ? '' : 's'}`
