import { DateTime } from 'luxon'

export const PERIODS = ['day', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

/** When the day, the week (from Monday) or the month of that moment began, on the calendar of the time zone. */
export const startOfPeriod = (at: Date, period: Period, zone: string): Date =>
  DateTime.fromJSDate(at, { zone }).startOf(period).toJSDate()
