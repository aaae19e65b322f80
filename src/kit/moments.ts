import { DateTime } from 'luxon'
import { type Language, languages } from './language.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** "21 November 2026" on the calendar of that time zone. */
export function formatDate(at: Date, language: Language, zone: string): string {
  return write(at, language, zone, 'date', { day: 'numeric', month: 'long', year: 'numeric' })
}

/** "17:40", on 24 hours in every language. */
export function formatTime(at: Date, language: Language, zone: string): string {
  return write(at, language, zone, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** "21 November 2026, 17:40" */
export function formatDateTime(at: Date, language: Language, zone: string): string {
  return `${formatDate(at, language, zone)}${comma(language)} ${formatTime(at, language, zone)}`
}

/**
 * A moment near now as one would say it, fit to follow "by": "17:40 today", "12:00 tomorrow", "Friday,
 * 12:00", else with the date; "heute, 17:40", "el viernes, 12:00".
 */
export function formatWhen(at: Date, now: Date, language: Language, zone: string): string {
  const time = formatTime(at, language, zone)
  const day = formatDay(at, now, language, zone)
  const near = Math.abs(daysBetween(now, at, zone)) <= 1
  return language === 'en' && near ? `${time} ${day}` : `${day}${comma(language)} ${time}`
}

/**
 * "yesterday", "today", "tomorrow", a weekday within the coming six days, else "4 December", or with its
 * year.
 */
export function formatDay(at: Date, now: Date, language: Language, zone: string): string {
  const days = daysBetween(now, at, zone)
  if (Math.abs(days) <= 1) return relativeIn(language, 'auto').format(days, 'day')
  // Spanish says a day with its article.
  const article = language === 'es' ? 'el ' : ''
  if (days > 1 && days < 7) return article + write(at, language, zone, 'weekday', { weekday: 'long' })
  const [year, thisYear] = [at, now].map((date) => DateTime.fromJSDate(date, { zone }).year)
  if (year !== thisYear) return article + formatDate(at, language, zone)
  return article + write(at, language, zone, 'day', { day: 'numeric', month: 'long' })
}

/** How long ago or ahead in the largest unit that fits: "5 minutes ago", "1 day ago", "in 3 hours", "now". */
export function formatRelative(at: Date, now: Date, language: Language): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const [unit, length] = UNITS.find(([, unitLength]) => Math.abs(seconds) >= unitLength) ?? []
  if (!unit || !length) return relativeIn(language, 'auto').format(0, 'second')
  // 47 hours are "1 day ago" and need not be yesterday, so never a name.
  return relativeIn(language, 'always').format(Math.trunc(seconds / length), unit)
}

const relatives = new Map<string, Intl.RelativeTimeFormat>()
function relativeIn(language: Language, numeric: 'auto' | 'always'): Intl.RelativeTimeFormat {
  const key = `${language} ${numeric}`
  const format = relatives.get(key) ?? new Intl.RelativeTimeFormat(locale(language), { numeric })
  relatives.set(key, format)
  return format
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

const comma = (language: Language) => (language === 'ar' ? '،' : ',')

const locale = (language: Language) => languages[language].locale

function daysBetween(from: Date, to: Date, zone: string): number {
  const [start, end] = [from, to].map((date) => DateTime.fromJSDate(date, { zone }).startOf('day'))
  return Math.round(end!.diff(start!, 'days').days)
}

function write(
  at: Date,
  language: Language,
  zone: string,
  name: string,
  options: Intl.DateTimeFormatOptions,
) {
  const key = `${language} ${zone} ${name}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale(language), { ...options, timeZone: zone })
    formats.set(key, format)
  }
  return format.format(at)
}
