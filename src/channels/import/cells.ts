import { asciiDigits, plainDecimal } from '../../kit/numerals.ts'

/** How a column writes 03/04/2026: the day first, or the month. */
export type DateOrder = 'day' | 'month'
/**
 * An ISO date or date-time, with an offset only where the text has one; or two, when only the writer
 * knows.
 */
export type ReadDate = string | { either: [day: string, month: string] }

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?`
const CLOCK = String.raw`(?:[T ,]+${TIME} ?([ap]\.?m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})${CLOCK}$`, 'i')
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${CLOCK}$`, 'i')

/**
 * Reads YYYYMMDD, ISO dates and date-times, DD.MM.YYYY, and dates with slashes or dashes whose order
 * `order` tells. Without it 03/04/2026 could be two days and both are returned. Undefined when it is no
 * date of the calendar.
 */
export function readDate(text: string, order?: DateOrder): ReadDate | undefined {
  const written = asciiDigits(text.trim())
  const early = YEAR_FIRST.exec(written)
  if (early) {
    const [, year, sign, month, day, ...clock] = early
    const packed = sign === '' && (month!.length < 2 || day!.length < 2)
    return packed ? undefined : iso(year, month, day, clock)
  }
  const [, first, sign, second, shortYear, ...clock] = YEAR_LAST.exec(written) ?? []
  if (first === undefined) return undefined
  const year = shortYear!.length === 4 ? shortYear : `${Number(shortYear) < 70 ? '20' : '19'}${shortYear}`
  const dayFirst = iso(year, second, first, clock)
  if (sign === '.' || order === 'day') return dayFirst
  const monthFirst = iso(year, first, second, clock)
  if (order === 'month') return monthFirst
  return dayFirst && monthFirst && dayFirst !== monthFirst
    ? { either: [dayFirst, monthFirst] }
    : (dayFirst ?? monthFirst)
}

const HOUR = new RegExp(String.raw`^${TIME} ?([ap]\.?m\.?)?$`, 'i')

/** Reads the time of a day, 16:00, 4:30 pm or 16.30, as HH:MM. Undefined when there is no such time. */
export function readHour(text: string): string | undefined {
  const [, ...clock] = HOUR.exec(asciiDigits(text.trim()).replace(/^(\d{1,2})\.(\d{2})/, '$1:$2')) ?? []
  return clock.length > 0 ? isoTime(clock)?.slice(1, 6) : undefined
}

/** The order that a column's values prove. Undefined: they prove none, or both; ask whoever imports it. */
export function dateOrderOf(values: Iterable<string>): DateOrder | undefined {
  const proven = new Set<DateOrder>()
  for (const value of values) {
    const [, first, second] = /^(\d{1,2})[-/](\d{1,2})[-/]/.exec(asciiDigits(value.trim())) ?? []
    if (Number(first) > 12) proven.add('day')
    if (Number(second) > 12) proven.add('month')
  }
  return proven.size === 1 ? [...proven][0] : undefined
}

/** A number as people of that language write it; for money use parseMoney, which stays exact. */
export function readNumber(text: string, language: string): number | undefined {
  const decimal = plainDecimal(text, language)
  return decimal === undefined ? undefined : Number(decimal)
}

/**
 * True when this first row can be names: some text, all different, and no number, date or address among
 * them.
 */
export function looksLikeHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim()).filter(Boolean)
  const isData = (cell: string) =>
    readNumber(cell, 'en') !== undefined ||
    readDate(cell) !== undefined ||
    cell.includes('@') ||
    cell.length > 80
  return names.length > 0 && new Set(names).size === names.length && !names.some(isData)
}

function iso(year = '', month = '', day = '', clock: (string | undefined)[] = []): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  // The calendar itself says whether the day exists: 30 February comes back as 2 March.
  const moment = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== date) return undefined
  const time = isoTime(clock)
  return time === undefined ? undefined : date + time
}

/** '' without a time, undefined when there is no such time. */
function isoTime([hourText, minute, second = '00', half, offset = '']: (string | undefined)[]):
  | string
  | undefined {
  if (hourText === undefined) return ''
  let hour = Number(hourText)
  if (half) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
  }
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return `T${String(hour).padStart(2, '0')}:${minute}:${second}${offset.toUpperCase()}`
}
