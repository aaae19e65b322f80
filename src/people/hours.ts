import { DateTime } from 'luxon'
import { z } from 'zod'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]
/**
 * From and to on the wall clock. To "24:00" is midnight; a to at or before the from is on the next
 * morning.
 */
export type Period = [from: string, to: string]
/**
 * When a company is open, or a team or a person works: in the wall time of `zone`. `closed` are whole
 * dates.
 */
export type Hours = { zone: string; week: Partial<Record<Weekday, Period[]>>; closed: string[] }
/** By when somebody answers: after so many open hours, or at a time of the next open day. */
export type AnswerPromise = { openHours: number } | { nextOpenDayAt: string }

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30')
const period = z.tuple([time, z.union([time, z.literal('24:00')])])
const date = z.string().refine((text) => /^\d{4}-/.test(text) && DateTime.fromISO(text).isValid, 'a date')

/** Checks hours that come from a form, the API or the database. */
export const hoursShape = z.object({
  zone: z
    .string()
    .refine((zone) => DateTime.utc().setZone(zone).isValid, 'a time zone such as Europe/Berlin'),
  week: z.partialRecord(z.enum(WEEKDAYS), z.array(period)),
  closed: z.array(date).default([]),
})

// How far ahead an opening is looked for: past this it counts as none.
const DAYS_AHEAD = 800

type Span = { from: DateTime; to: DateTime }

export function isOpen(hours: Hours, at: Date): boolean {
  const [span] = spansFrom(hours, at)
  return span !== undefined && span.from.toMillis() <= at.getTime()
}

/** When it opens next after `at`; while it is open that is the opening after this one. None: undefined. */
export function nextOpening(hours: Hours, at: Date): Date | undefined {
  let until = at.getTime()
  for (const { from, to } of spansFrom(hours, at)) {
    if (from.toMillis() > until) return from.toJSDate()
    until = Math.max(until, to.toMillis())
  }
  return undefined
}

/**
 * The moment at which so many open minutes have passed since `from`. Undefined when there are no hours at
 * all.
 */
export function afterWorkingMinutes(hours: Hours, from: Date, minutes: number): Date | undefined {
  let left = minutes * 60_000
  let counted = from.getTime()
  for (const span of spansFrom(hours, from)) {
    const start = Math.max(span.from.toMillis(), counted)
    const length = span.to.toMillis() - start
    if (length <= 0) continue
    if (left <= length) return new Date(start + left)
    left -= length
    counted = start + length
  }
  return undefined
}

/** By when what came in `at` that moment is answered. Undefined when there are no hours at all. */
export function answerBy(hours: Hours, at: Date, promise: AnswerPromise): Date | undefined {
  if ('openHours' in promise) return afterWorkingMinutes(hours, at, promise.openHours * 60)
  const opening = firstSpanAfterToday(hours, at)
  if (!opening) return undefined
  const stated = wallTime(opening.from, promise.nextOpenDayAt)
  // Nobody is there to answer before the day's opening: then its first stretch of work.
  return (stated > opening.from ? stated : opening.to).toJSDate()
}

function firstSpanAfterToday(hours: Hours, at: Date): Span | undefined {
  const midnight = DateTime.fromJSDate(at, { zone: hours.zone }).endOf('day')
  for (const span of spansFrom(hours, at)) if (span.from > midnight) return span
  return undefined
}

/** Stretches of open time that end after `at`, by their beginning. They may touch or overlap. */
function* spansFrom(hours: Hours, at: Date): Generator<Span, undefined> {
  if (Object.values(hours.week).every((periods) => periods.length === 0)) return
  const today = DateTime.fromJSDate(at, { zone: hours.zone }).startOf('day')
  // Yesterday's evening may reach into today.
  for (let day = -1; day < DAYS_AHEAD; day++) {
    for (const span of spansOf(hours, today.plus({ days: day }))) {
      if (span.to.toMillis() > at.getTime()) yield span
    }
  }
}

function spansOf({ week, closed }: Hours, day: DateTime): Span[] {
  if (closed.includes(day.toISODate() ?? '')) return []
  return (week[WEEKDAYS[day.weekday - 1]!] ?? [])
    .map(([from, to]) => ({
      from: wallTime(day, from),
      to: wallTime(to > from ? day : day.plus({ days: 1 }), to),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from.toMillis() - b.from.toMillis())
}

/**
 * That time of that day: on the night when the clock jumps, the hour that does not exist is the one after.
 */
function wallTime(day: DateTime, text: string): DateTime {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour === 24
    ? day.startOf('day').plus({ days: 1 })
    : day.set({ hour, minute, second: 0, millisecond: 0 })
}
