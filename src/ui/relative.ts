/** Shared by the server and by the elements that keep a time right: both must print the same text. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const day = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)

const clock = (at: Date, lang: string, zone: string): string =>
  new Intl.DateTimeFormat(lang, { timeZone: zone, timeStyle: 'short' }).format(at)

function date(at: Date, now: Date, lang: string, zone: string): string {
  const sameYear = day(at, zone).slice(0, 4) === day(now, zone).slice(0, 4)
  const year = sameYear ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(lang, { timeZone: zone, day: 'numeric', month: 'short', ...year }).format(at)
}

/**
 * Minutes within the hour ("in 38 min."), the clock within the day, "tomorrow, 12:00" or "yesterday, 12:00"
 * beside it, otherwise the date.
 */
export function relative(at: Date, now: Date, lang: string, zone: string): string {
  const ahead = at.getTime() - now.getTime()
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' })
  if (Math.abs(ahead) < HOUR) return words.format(Math.round(ahead / MINUTE) || 0, 'minute')
  const days = Math.round((Date.parse(day(at, zone)) - Date.parse(day(now, zone))) / DAY)
  if (days === 0) return clock(at, lang, zone)
  if (Math.abs(days) === 1) return `${words.format(days, 'day')}, ${clock(at, lang, zone)}`
  return date(at, now, lang, zone)
}

/** Date and time in full, for a title or where the present moment is unknown. */
export const absolute = (at: Date, lang: string, zone: string): string =>
  new Intl.DateTimeFormat(lang, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(at)

/** Late is a last hour that runs, or one that is over. */
export const isLate = (at: Date, now: Date): boolean => at.getTime() - now.getTime() < HOUR

/** What was promised for `at`: as relative(), and "due 12 min. ago" once it is over. */
export function due(at: Date, now: Date, lang: string, zone: string, overdue: string): string {
  const text = relative(at, now, lang, zone)
  return at < now ? overdue.replace('{ago}', text) : text
}
