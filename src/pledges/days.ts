import { DateTime } from 'luxon'
import { Refusal } from '../kit/refusal.ts'

/** The day of a moment on the calendar of the time zone, YYYY-MM-DD. */
export const dayOf = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate() ?? ''

/** The Monday of the week of that moment. */
export const weekOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).startOf('week').toISODate() ?? ''

/** Six o'clock on the Monday after that moment: this week's too, as long as it has not struck. */
export function nextDraw(at: Date, zone: string): Date {
  const now = DateTime.fromJSDate(at, { zone })
  const six = now.startOf('week').set({ hour: 6 })
  return (six > now ? six : six.plus({ weeks: 1 })).toJSDate()
}

/** A moment as a form writes it, "2026-11-21T12:00", on the wall clock of the house. */
export function momentOn(text: string | undefined, zone: string, field: string): Date {
  const at = DateTime.fromISO(text ?? '', { zone })
  if (!text || !at.isValid) throw new Refusal('invalid', 'moment', 'Choose a day and a time.', { field })
  return at.toJSDate()
}

/** The same moment, as a form shows it. */
export const onTheWall = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")
