/** Shared by the server and by the elements that keep a time right: both must print the same text. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const STYLES = {
  day: {},
  clock: { timeStyle: 'short' },
  date: { day: 'numeric', month: 'short' },
  dateAndYear: { day: 'numeric', month: 'short', year: 'numeric' },
  full: { dateStyle: 'medium', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

// Making a format costs a hundred times as much as using it, and a list says fifty times when something was.
const formats = new Map<string, Intl.DateTimeFormat>()
const wordings = new Map<string, Intl.RelativeTimeFormat>()

function written(at: Date, style: keyof typeof STYLES, lang: string, zone: string): string {
  const name = `${style} ${lang} ${zone}`
  let format = formats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat(lang, { ...STYLES[style], timeZone: zone })
    formats.set(name, format)
  }
  return format.format(at)
}

function wordsOf(lang: string): Intl.RelativeTimeFormat {
  let words = wordings.get(lang)
  if (!words) {
    words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' })
    wordings.set(lang, words)
  }
  return words
}

const day = (at: Date, zone: string): string => written(at, 'day', 'en-CA', zone)
const clock = (at: Date, lang: string, zone: string): string => written(at, 'clock', lang, zone)

function date(at: Date, now: Date, lang: string, zone: string): string {
  const sameYear = day(at, zone).slice(0, 4) === day(now, zone).slice(0, 4)
  return written(at, sameYear ? 'date' : 'dateAndYear', lang, zone)
}

/**
 * Minutes within the hour ("in 38 min."), the clock within the day, "tomorrow, 12:00" or "yesterday, 12:00"
 * beside it, otherwise the date.
 */
export function relative(at: Date, now: Date, lang: string, zone: string): string {
  const ahead = at.getTime() - now.getTime()
  const words = wordsOf(lang)
  if (Math.abs(ahead) < HOUR) return words.format(Math.round(ahead / MINUTE) || 0, 'minute')
  const days = Math.round((Date.parse(day(at, zone)) - Date.parse(day(now, zone))) / DAY)
  if (days === 0) return clock(at, lang, zone)
  if (Math.abs(days) === 1) return `${words.format(days, 'day')}, ${clock(at, lang, zone)}`
  return date(at, now, lang, zone)
}

/** Date and time in full, for a title or where the present moment is unknown. */
export const absolute = (at: Date, lang: string, zone: string): string => written(at, 'full', lang, zone)

/** Late is a last hour that runs, or one that is over. */
export const isLate = (at: Date, now: Date): boolean => at.getTime() - now.getTime() < HOUR

/** What was promised for `at`: as relative(), and "due 12 min. ago" once it is over. */
export function due(at: Date, now: Date, lang: string, zone: string, overdue: string): string {
  const text = relative(at, now, lang, zone)
  return at < now ? overdue.replace('{ago}', text) : text
}
