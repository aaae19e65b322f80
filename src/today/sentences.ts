import { DateTime } from 'luxon'
import { formatDay, formatTime } from '../kit/moments.ts'
import { firstName } from '../people/people.ts'

/** "Good morning, Ben." by the clock of the house; whoever is up at night is only greeted. */
export function greeting(at: Date, zone: string, name: string): string {
  const { hour } = DateTime.fromJSDate(at, { zone })
  if (hour < 4) return `Hello, ${firstName(name)}.`
  const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  return `Good ${part}, ${firstName(name)}.`
}

export type HowMany = {
  /** Whom this person holds. */
  mine: number
  /** Since when the first of them waits. */
  since: Date | undefined
  /** Whom nobody holds yet. */
  free: number
  asks: number
  /** What other teams wait for, and whose answer it is. */
  requests?: { many: number; whom: string } | undefined
}

/** How many wait, in a sentence; the good news comes first where there is some. */
export function waitSentence(many: HowMany, news: boolean, at: Date, zone: string): string {
  const { mine, since, free, asks, requests } = many
  const parts = [
    asks > 0 ? `${inWords(asks)} ${asks === 1 ? 'colleague waits' : 'colleagues wait'} for your yes` : '',
    mine > 0
      ? `${inWords(mine)} ${mine === 1 ? 'person waits' : 'people wait'} for you${sinceWhen(since, mine, at, zone)}`
      : '',
    free > 0
      ? `${inWords(free)} ${mine > 0 ? 'more ' : ''}${free === 1 ? 'waits' : 'wait'} for whoever takes care`
      : '',
    requests && requests.many > 0
      ? `${inWords(requests.many)} ${requests.many === 1 ? 'request waits' : 'requests wait'} for ${requests.whom}`
      : '',
  ].filter(Boolean)
  const first = news ? ' Good news first.' : ''
  return `${capital(parts.length > 0 ? listed(parts) : 'nobody waits for you')}.${first}`
}

function sinceWhen(since: Date | undefined, many: number, at: Date, zone: string): string {
  if (!since) return ''
  const today = formatDay(since, at, 'en', zone) === 'today'
  return `, ${many > 1 ? 'the first ' : ''}since ${today ? formatTime(since, 'en', zone) : formatDay(since, at, 'en', zone)}`
}

const WORDS = 'nobody one two three four five six seven eight nine ten eleven twelve'.split(' ')
/** "five", and from thirteen on in figures. */
const figures = new Intl.NumberFormat('en')
export const inWords = (n: number): string => WORDS[n] ?? figures.format(n)

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
