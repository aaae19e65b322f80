import { formatMoney, type Money, parseMoney } from '../kit/money.ts'

export const inMoney = (minor: bigint, currency: string): string => formatMoney({ minor, currency }, 'en')

/** How long somebody waited, as one would say it: "90 seconds", "7 minutes". */
export function howLong(from: Date, to: Date): string {
  const seconds = Math.max(1, Math.round((to.getTime() - from.getTime()) / 1000))
  if (seconds < 120) return seconds === 1 ? 'a second' : `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

/** What somebody typed as an amount; nothing typed is no amount. */
export const typedMoney = (
  text: string | undefined,
  currency: string,
  language: string,
): Money | undefined =>
  text === undefined || text.trim() === '' ? undefined : parseMoney(text, currency, language)
