import { DateTime } from 'luxon'
import { days, hours } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { firstName, type Person, rank, type Staff } from '../people/people.ts'
import type { Limit } from './limits.ts'
import type { PlannedShift } from './shift.ts'

const SHORTEST = 0.25
const LONGEST = 8

/** One works beside somebody who stands nearer to the customers than oneself, and who is a human being. */
export function mayWorkBeside(who: Staff, beside: Person, agent: boolean): void {
  if (beside.id === who.id)
    throw new Refusal('invalid', 'shift-self', 'A shift is worked beside somebody else.', { field: 'beside' })
  if (beside.left_at)
    throw new Refusal('conflict', 'left', `${beside.name} has left the company.`, { field: 'beside' })
  if (agent)
    throw new Refusal('invalid', 'shift-agent', 'A shift is worked beside a person, not a program.', {
      field: 'beside',
    })
  if (rank(who.level) <= rank(beside.level))
    throw new Refusal(
      'forbidden',
      'shift-level',
      `A shift is worked with the limit of somebody who stands nearer to the customers: ${firstName(beside.name)} does not.`,
      { field: 'beside' },
    )
}

export function mustFit(what: { planned: Date; hours?: number | undefined }, at: Date): void {
  if (what.planned.getTime() < at.getTime() - hours(12))
    throw new Refusal('invalid', 'shift-past', 'Plan a day that is still to come.', { field: 'planned' })
  if (what.planned.getTime() > at.getTime() + days(366))
    throw new Refusal('invalid', 'shift-far', 'Plan a day within a year.', { field: 'planned' })
  if (what.hours !== undefined && !(what.hours >= SHORTEST && what.hours <= LONGEST))
    throw new Refusal(
      'invalid',
      'shift-hours',
      'A shift lasts between a quarter of an hour and eight hours.',
      {
        field: 'hours',
      },
    )
}

export function mustBeAsked(who: Staff, one: PlannedShift): void {
  if (who.id !== one.beside)
    throw new Refusal(
      'forbidden',
      'shift-not-asked',
      `${firstName(one.beside_name)} is asked: only they can answer.`,
    )
}

export function mustBeOpen(one: PlannedShift): void {
  if (one.ended_at) throw new Refusal('conflict', 'shift-called-off', 'This shift was called off.')
  if (one.from) throw new Refusal('conflict', 'shift-taken', 'This shift was taken already.')
}

/** Whether it is planned for this very day, on the company's calendar. */
export function isToday(one: Pick<PlannedShift, 'planned_at'>, who: Staff): boolean {
  const day = (at: Date) => DateTime.fromJSDate(at, { zone: who.house.zone }).toISODate()
  return day(one.planned_at) === day(who.at)
}

/**
 * Both limits at once: bound by bound the smaller, over the longer of two spans. So a shift never allows more than
 * one's own limit does, whosever limit it borrows.
 */
export function tighter(own: Limit | undefined, theirs: Limit | undefined): Limit | undefined {
  if (!own || !theirs) return undefined
  return {
    ...theirs,
    per_case: smaller(own.per_case, theirs.per_case),
    per_customer: smaller(own.per_customer, theirs.per_customer),
    customer_days:
      own.per_customer === null ? theirs.customer_days : Math.max(own.customer_days, theirs.customer_days),
    per_period: smaller(own.per_period, theirs.per_period),
    period: own.per_period === null ? theirs.period : longer(own.period, theirs.period),
    owed_per_case: smaller(own.owed_per_case, theirs.owed_per_case),
  }
}

const smaller = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null ? b : b === null ? a : a < b ? a : b
const SPANS: Limit['period'][] = ['day', 'week', 'month']
const longer = (a: Limit['period'], b: Limit['period']): Limit['period'] =>
  SPANS.indexOf(a) > SPANS.indexOf(b) ? a : b
