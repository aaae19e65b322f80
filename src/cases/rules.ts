import type { Interaction } from '../interactions/interactions.ts'
import { days, minutes, seconds } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Person } from '../people/people.ts'
import type { Case } from './case.ts'

export const SHORTEST_BRIEF = 20
const MOST_TITLE = 90
const MOST_HAPPENED = 4000

/** A complaint, or a score of one or two on our own scale. */
export const needsCase = (one: Interaction): boolean =>
  one.direction === 'in' && (one.kind === 'complaint' || (one.score !== null && one.score <= 2))

/** What was said more than a month ago comes in by an import, and waits for nobody any more. */
export const isHistory = (said: Date, now: Date): boolean => said.getTime() < now.getTime() - days(30)

/** The first sentence, cut at a word where it is long. */
export function titleOf(text: string): string {
  const line = text.trim().split(/\n/)[0]?.trim() ?? ''
  const sentence = (/^.*?[.!?…。؟](?=\s|$)/u.exec(line)?.[0] ?? line).replace(/[.。]$/, '')
  if (sentence.length <= MOST_TITLE) return sentence || 'Something went wrong'
  const cut = [...sentence].slice(0, MOST_TITLE - 1).join('')
  return `${cut.replace(/\s+\S*$/u, '') || cut}…`
}

/** The story as it stands in the brief: all of it, within reason. */
export function happenedIn(text: string): string {
  const trimmed = text.trim()
  const letters = [...trimmed]
  return letters.length <= MOST_HAPPENED ? trimmed : `${letters.slice(0, MOST_HAPPENED - 1).join('')}…`
}

export function mustWait(one: Case): void {
  if (!one.waiting)
    throw new Refusal(
      'conflict',
      'case-put-right',
      'This was put right already: nothing waits here any more.',
    )
}

export function mustBeFree(one: Case, holder: Person | undefined): void {
  if (one.holder_id)
    throw new Refusal(
      'conflict',
      'case-held',
      `${holder?.name ?? 'A colleague'} holds this case. Take it over with a brief, so that nobody asks the customer twice.`,
      { about: { holder: one.holder_id } },
    )
}

/** No hand-over without a brief: the customer never repeats the story. */
export function mustBeBrief(brief: string): string {
  const text = brief.trim()
  if (text.length < SHORTEST_BRIEF)
    throw new Refusal(
      'invalid',
      'brief-too-short',
      'Write a brief of a sentence or two, so that the customer need not tell it again.',
      { field: 'brief' },
    )
  return text
}

export function mustBeAhead(due: Date, now: Date): void {
  if (!(due.getTime() > now.getTime()))
    throw new Refusal('invalid', 'promise-past', 'Promise a moment that is still to come.', { field: 'when' })
  if (due.getTime() > now.getTime() + days(366))
    throw new Refusal('invalid', 'promise-far', 'Promise something within a year.', { field: 'when' })
}

export function mustSay(text: string, field: string, sentence: string): string {
  const said = text.trim()
  if (said === '') throw new Refusal('invalid', `${field}-empty`, sentence, { field })
  return said
}

/** So long a deed can be taken back before the customer hears of it. */
export const TAKE_BACK = seconds(10)
/** So long before a promise is due its holder is reminded. */
export const WARNS_BEFORE = minutes(15)
