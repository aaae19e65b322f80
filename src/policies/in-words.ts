import { formatDay } from '../kit/moments.ts'
import { formatMoney, type Money, parseMoney } from '../kit/money.ts'
import { firstName } from '../people/people.ts'
import type { Policy } from './policy.ts'

const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')
const figures = new Intl.NumberFormat('en')
/** "five", and from thirteen on in figures. */
export const inWords = (n: number): string => WORDS[n] ?? figures.format(n)
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
export const customersInWords = (n: number): string => `${inWords(n)} ${n === 1 ? 'customer' : 'customers'}`

const list = new Intl.ListFormat('en', { type: 'conjunction' })
/** "€66", "€66 and CHF 12"; nothing where there is none. */
export const moneyInWords = (all: readonly Money[]): string =>
  list.format(all.map((one) => formatMoney(one, 'en')))
export const namesInWords = (names: readonly string[]): string => list.format(names)

/** "Stopped Ben and two others": by first name who said so first, and never who said so most. */
export function stoppedSentence(one: Pick<Policy, 'stopped'>): string {
  const [first, ...others] = one.stopped
  if (!first) return 'Nobody has reported it yet'
  if (others.length === 0) return `Stopped ${firstName(first.name)}`
  if (others.length === 1) return `Stopped ${firstName(first.name)} and ${firstName(others[0]?.name ?? '')}`
  return `Stopped ${firstName(first.name)} and ${inWords(others.length)} others`
}

/** "five customers hurt", with what it took from them. */
export function hurtSentence(one: Pick<Policy, 'hurt'>): string {
  const { all, money } = one.hurt
  const took = money.length > 0 ? `, ${moneyInWords(money)} taken from them` : ''
  return all === 0 ? 'nobody hurt that we know of' : `${customersInWords(all)} hurt${took}`
}

/** "Decide by Friday", or that the day is over. */
export function decideSentence(one: Policy, now: Date, zone: string): string {
  if (!one.wait) return ''
  const day = formatDay(one.wait.decide_by, now, 'en', zone)
  return one.wait.decide_by >= now
    ? `Decide by ${day}`
    : `It was to be decided ${day === 'yesterday' ? day : `on ${day}`}`
}

/** "on Monday", "today", "on 4 December": a day that was, or is to come. */
export function onDay(at: Date, now: Date, zone: string): string {
  const ago = now.getTime() - at.getTime()
  const day = formatDay(at, now, 'en', zone)
  if (/^(yesterday|today|tomorrow)$/.test(day)) return day
  return ago > 0 && ago < 6.5 * 86_400_000
    ? `on ${new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: zone }).format(at)}`
    : `on ${day}`
}

/** What somebody typed as an amount; nothing typed is no amount. */
export const typedMoney = (
  text: string | undefined,
  currency: string,
  language: string,
): Money | undefined =>
  text === undefined || text.trim() === '' ? undefined : parseMoney(text, currency, language)
