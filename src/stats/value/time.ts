/** The unit in which ages, rates, horizons and discounts of a model are counted. A fit keeps its own. */
export type TimeUnit = 'day' | 'week' | 'month'

/** A length of time that cannot be taken for one in another unit. */
export type Span = { readonly length: number; readonly unit: TimeUnit }

/** A month is the twelfth part of 365.25 days. */
export const DAYS_IN: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: 30.4375 }

const YEAR = 365.25

/** A horizon of about a year, when none is asked for. */
export const DEFAULT_HORIZON: Readonly<Record<TimeUnit, Span>> = {
  day: { length: 365, unit: 'day' },
  week: { length: 52, unit: 'week' },
  month: { length: 12, unit: 'month' },
}

/** The length of a span in another unit; a RangeError where it is not a length of 0 or more. */
export function lengthIn(span: Span, unit: TimeUnit): number {
  if (!(span.length >= 0 && span.length < Infinity))
    throw new RangeError(`A span of time is 0 or longer, not ${span.length}.`)
  return span.unit === unit ? span.length : (span.length * DAYS_IN[span.unit]) / DAYS_IN[unit]
}

/**
 * The continuous rate per unit of a discount per year: 0.1 (money in a year is worth 1/1.1) → ln 1.1 / 52.18 a
 * week. The most used library takes it per unit of time, and is then wrong by a factor of ten.
 */
export function discountRate(perYear: number, unit: TimeUnit): number {
  if (!(perYear >= 0 && perYear < Infinity))
    throw new RangeError(`A discount per year is 0 or more, not ${perYear}.`)
  return (Math.log1p(perYear) * DAYS_IN[unit]) / YEAR
}
