import { numbersInWords } from './numbers.ts'
import type { Tally } from './periods.ts'
import type { Kind, Span } from './pledge.ts'

const THINGS: Record<Exclude<Kind, 'other'>, [one: string, many: string]> = {
  calls: ['call', 'calls'],
  shifts: ['shift', 'shifts'],
}

/** "Three calls a week", "One shift a month" */
export function sentenceOf(kind: Exclude<Kind, 'other'>, times: number, per: Span): string {
  const words = `${numbersInWords(times)} ${THINGS[kind][times === 1 ? 0 : 1]} a ${per}`
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "12 of 13 weeks; away for one" */
export function keptSentence({ kept, n, away }: Tally, per: Span): string {
  const spans = n === 1 ? per : `${per}s`
  const count =
    n === 0 ? `no whole ${per} yet` : kept === 0 ? `none of ${n} ${spans}` : `${kept} of ${n} ${spans}`
  return away > 0 ? `${count}; away for ${numbersInWords(away)}` : count
}

/** "one of three so far this week": a period that runs is neither kept nor broken. */
export function runningSentence({ running }: Tally, times: number, per: Span): string | undefined {
  if (!running) return undefined
  if (running.done >= times) return `done for this ${per}`
  const done = running.done === 0 ? 'none' : numbersInWords(running.done)
  return `${done} of ${numbersInWords(times)} so far this ${per}`
}
