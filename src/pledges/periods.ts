import { DateTime } from 'luxon'
import type { Span } from './pledge.ts'

/**
 * One week, month or quarter of a pledge. `part`: the pledge held for a part of it only; `away`: its person was away
 * for half of it or more and did not keep it. Neither counts, for or against.
 */
export type Period = {
  from: string
  to: string
  done: number
  state: 'kept' | 'broken' | 'away' | 'part' | 'running'
}
export type Days = { from: string; to: string }

type Kept = { times: number; per: Span; from_day: string; last_day?: string | undefined }

/** The periods of a pledge up to today, the newest last, at most so many. Days are ISO dates of one calendar. */
export function periodsOf(
  pledge: Kept,
  deeds: readonly string[],
  away: readonly Days[],
  today: string,
  most = 400,
): Period[] {
  const last = pledge.last_day && pledge.last_day < today ? pledge.last_day : today
  const found: Period[] = []
  let start = DateTime.fromISO(last).startOf(pledge.per)
  while (found.length < most) {
    const from = day(start)
    const to = day(start.endOf(pledge.per))
    if (to < pledge.from_day) break
    const done = deeds.filter((one) => one >= from && one <= to).length
    found.unshift({ from, to, done, state: stateOf(pledge, { from, to }, done, away, today) })
    start = start.minus({ [pledge.per]: 1 })
  }
  return found
}

function stateOf(
  pledge: Kept,
  span: Days,
  done: number,
  away: readonly Days[],
  today: string,
): Period['state'] {
  if (span.to >= today && !(pledge.last_day && pledge.last_day < today)) return 'running'
  if (pledge.from_day > span.from || (pledge.last_day && pledge.last_day < span.to)) return 'part'
  if (done >= pledge.times) return 'kept'
  return 2 * daysAway(span, away) >= length(span) ? 'away' : 'broken'
}

/** How many days of a span somebody was away; two absences on one day are one. */
function daysAway(span: Days, away: readonly Days[]): number {
  let n = 0
  for (let at = DateTime.fromISO(span.from); day(at) <= span.to; at = at.plus({ days: 1 }))
    if (away.some((one) => one.from <= day(at) && one.to >= day(at))) n++
  return n
}

const length = ({ from, to }: Days) => DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days + 1
const day = (at: DateTime): string => at.toISODate() ?? ''

export type Tally = { kept: number; n: number; away: number; running: Period | undefined; periods: Period[] }

/** How it stands: so many kept of so many whole ones; those that were half away are said, and count for nothing. */
export function tallyOf(periods: readonly Period[]): Tally {
  const kept = periods.filter((one) => one.state === 'kept').length
  return {
    kept,
    n: kept + periods.filter((one) => one.state === 'broken').length,
    away: periods.filter((one) => one.state === 'away').length,
    running: periods.find((one) => one.state === 'running'),
    periods: [...periods],
  }
}
