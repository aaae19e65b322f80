import { Refusal } from '../kit/refusal.ts'
import { rank, type Staff } from '../people/people.ts'
import type { Pledge } from './pledge.ts'

/** Those who lead pledge; nobody below is asked to, and nobody pledges for another. */
export function mayPledge(who: Staff): void {
  if (rank(who.level) < rank('manager'))
    throw new Refusal('forbidden', 'pledge-level', 'Those who lead pledge: managers and leaders.')
}

export function mustBeOwn(who: Staff, one: Pledge): void {
  if (one.person_id !== who.id)
    throw new Refusal('forbidden', 'not-your-pledge', 'Only whoever made a pledge may do that.')
}

export function mustHold(one: Pledge): void {
  if (one.end) throw new Refusal('conflict', 'pledge-ended', 'This pledge has ended.')
}

export function mustSay(text: string, field: string, most: number, sentence: string): string {
  const said = text.replace(/\s+/g, ' ').trim()
  if (said === '') throw new Refusal('invalid', `${field}-empty`, sentence, { field })
  if (said.length > most)
    throw new Refusal('invalid', `${field}-long`, `Say it in ${most} letters.`, { field })
  return said
}

export function mustBeTimes(times: number): void {
  if (!(Number.isInteger(times) && times >= 1 && times <= 100))
    throw new Refusal('invalid', 'pledge-times', 'Pledge a whole number, from one to a hundred.', {
      field: 'times',
    })
}
