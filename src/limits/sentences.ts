import { formatMoney } from '../kit/money.ts'
import { levelNames } from '../people/people.ts'
import type { Ceiling, Limit, Silence } from './limits.ts'
import type { Period } from './periods.ts'

export const levelTitle = (level: Limit['level']): string =>
  level === 'agent' ? 'An automatic agent' : capital(levelNames[level])

/** A small house has an owner and everybody. */
export const isRung = (level: Limit['level'], { small }: { small: boolean }): boolean =>
  !small || (level !== 'supervisor' && level !== 'manager')

/** In a small house everybody has one limit, so it needs no level’s name. */
export const rungTitle = (level: Limit['level'], house: { small: boolean }): string =>
  house.small && level === 'front-line'
    ? 'Everybody'
    : house.small && level === 'leader'
      ? 'Owner'
      : levelTitle(level)

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const PER: Record<Period, string> = { day: 'a day', week: 'a week', month: 'a month' }

/** "€100 a case, €100 to one customer in 30 days and €1,000 a month, without asking". */
export function limitSentence(limit: Limit, language: string): string {
  const say = (minor: bigint) => formatMoney({ minor, currency: limit.currency }, language)
  const parts = [
    limit.per_case === null ? undefined : `${say(limit.per_case)} a case`,
    limit.per_customer === null
      ? undefined
      : `${say(limit.per_customer)} to one customer in ${limit.customer_days} days`,
    limit.per_period === null ? undefined : `${say(limit.per_period)} ${PER[limit.period]}`,
  ].filter((part) => part !== undefined)
  if (parts.length === 0) return 'may give what the company’s ceiling leaves, without asking'
  if ([limit.per_case, limit.per_customer, limit.per_period].includes(0n))
    return 'may give nothing without asking'
  const last = parts.pop()
  return `may give ${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${last} without asking`
}

export function owedSentence(limit: Limit, language: string): string {
  if (limit.owed_per_case === null) return 'and pay back all that is owed'
  const amount = formatMoney({ minor: limit.owed_per_case, currency: limit.currency }, language)
  return `and pay back ${amount} a case that is owed`
}

export const ceilingSentence = (ceiling: Ceiling, language: string): string =>
  `All together ${formatMoney({ minor: ceiling.per_period, currency: ceiling.currency }, language)} ${PER[ceiling.period]}, and no further`

export const silenceSentence = (silence: Silence | undefined): string =>
  silence?.minutes
    ? `No answer in ${minutesInWords(silence.minutes)} means yes, ${timesInWords(silence.per_week)} a week for one who asks`
    : 'No answer is no yes: the question goes on to the next person above'

const WORDS = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const timesInWords = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${WORDS[n] || n} times`)
export const minutesInWords = (minutes: number): string =>
  `${WORDS[minutes] || minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
