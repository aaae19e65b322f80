import { Refusal } from '../kit/refusal.ts'
import { rank, type Staff } from '../people/people.ts'
import type { Loss } from './loss.ts'

/** A day that was: nobody is lost, or back, tomorrow. */
export function mustHavePassed(day: string, today: string, field: string): void {
  if (day > today)
    throw new Refusal('invalid', 'churn-day', 'This day is still to come: write the day as it was.', {
      field,
    })
}

export function mayTakeBack(who: Staff, by: string | null): void {
  if (by === who.id || who.admin || rank(who.level) >= rank('supervisor')) return
  throw new Refusal(
    'forbidden',
    'churn-theirs',
    'Whoever wrote it down takes it back, or somebody who leads a team.',
  )
}

/** Two people read why somebody left, each for themselves; more would be a vote. */
export function mayRead(who: Staff, readers: readonly string[]): void {
  if (readers.includes(who.id))
    throw new Refusal(
      'conflict',
      'churn-read',
      'You have said already how you read it: now a colleague does.',
    )
  if (readers.length >= 2)
    throw new Refusal('conflict', 'churn-read-twice', 'Two people have read it already.')
}

export function mustKeepList(who: Staff): void {
  if (who.admin || rank(who.level) >= rank('manager')) return
  throw new Refusal('forbidden', 'churn-list', 'A manager or an administrator changes this list.')
}

export function mustBeGone(loss: Loss): void {
  if (loss.back) throw new Refusal('conflict', 'churn-back', 'They are back already.')
}
