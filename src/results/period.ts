import { DateTime } from 'luxon'
import type { Day } from '../figures/figures.ts'

export const PERIODS = ['month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]
/** Both days belong to it. */
export type Span = { from: Day; to: Day }

const MONTHS: Record<Period, number> = { month: 1, quarter: 3, year: 12 }

export const periodNames: Record<Period, string> = {
  month: 'the last month',
  quarter: 'the last three months',
  year: 'the last twelve months',
}

export const isPeriod = (text: string | undefined): text is Period =>
  (PERIODS as readonly (string | undefined)[]).includes(text)

/** The months up to today, on the company's calendar. */
export function spanOf(period: Period, at: Date, zone: string): Span {
  const today = DateTime.fromJSDate(at, { zone })
  return days(today.minus({ months: MONTHS[period] }).plus({ days: 1 }), today)
}

/** The same days of the year before. */
export function yearBefore({ from, to }: Span): Span {
  const [first, last] = [from, to].map((day) => DateTime.fromISO(day, { zone: 'utc' }).minus({ years: 1 }))
  return days(first!, last!)
}

export type Step = { day: Day; label: string }

const COUNT = 13

/** What a line over time is drawn by: the thirteen weeks or months that end with the present one. */
export function stepsOf(period: Period, at: Date, zone: string): { by: 'week' | 'month'; steps: Step[] } {
  const by = period === 'month' ? 'week' : 'month'
  const last = DateTime.fromJSDate(at, { zone }).startOf(by)
  const steps = Array.from({ length: COUNT }, (_, place) => {
    const begin = last.minus({ [by]: COUNT - 1 - place })
    // The first month has the name of the last one: its year tells them apart.
    const label = by === 'week' ? 'd LLL' : place === 0 || begin.month === 1 ? 'LLL yy' : 'LLL'
    return { day: begin.toISODate() ?? '', label: begin.setLocale('en').toFormat(label) }
  })
  return { by, steps }
}

const days = (from: DateTime, to: DateTime): Span => ({
  from: from.toISODate() ?? '',
  to: to.toISODate() ?? '',
})
