import { currencyDecimals, withoutSign } from './currencies.ts'
import { plainDecimal } from './numerals.ts'
import { Refusal } from './refusal.ts'

/** An exact amount: whole minor units (cents, fils, yen) of an ISO 4217 currency. Never a float. */
export type Money = { readonly minor: bigint; readonly currency: string }

// Keeps an amount exact where JSON makes a number of it, and far inside the database's bigint.
const LARGEST = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * `money('40.00', 'EUR')`: plain digits with a point, not negative. Refuses all else; for people's writing
 * see parseMoney.
 */
export function money(decimal: string, currency: string): Money {
  const decimals = decimalsOf(currency)
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(decimal) ?? refuseShape()
  if (fraction.length > decimals) refuseDecimals(currency, decimals)
  const minor = BigInt(whole! + fraction.padEnd(decimals, '0'))
  if (minor > LARGEST) throw new Refusal('invalid', 'money.too-large', 'This amount is too large.')
  return { minor, currency }
}

/**
 * An amount as people write it in that language: "40", "40,00", "€ 1.234,50", "1'000.50", "40,-", "٤٠". The
 * currency may be named before or after. Refuses what is negative, no number, in another currency, too
 * large, or has more decimals than the currency; never rounds.
 */
export function parseMoney(text: string, currency: string, language: string): Money {
  decimalsOf(currency)
  if (text.length > 60) refuseShape()
  const bare = text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '').trim()
  const amount = withoutSign(bare, currency, language).replace(/[.,][-–—]+$/, '')
  if (/^[-−(]/.test(amount)) refuse('money.negative', 'Please write an amount above zero.')
  return money(plainDecimal(amount, language) ?? refuseShape(), currency)
}

/** From minor units as the database or an API hands them over (4000 → €40.00); they may be negative. */
export function moneyOfMinor(minor: bigint | number | string, currency: string): Money {
  decimalsOf(currency)
  return { minor: BigInt(minor), currency }
}

/**
 * The exact decimal with all of the currency's decimals: "40.00", "-0.50", "1000" (JPY). `money` reads it
 * back.
 */
export function toDecimal(m: Money): string {
  const decimals = decimalsOf(m.currency)
  const digits = abs(m.minor)
    .toString()
    .padStart(decimals + 1, '0')
  const split = digits.length - decimals
  const fraction = decimals === 0 ? '' : `.${digits.slice(split)}`
  return `${m.minor < 0n ? '-' : ''}${digits.slice(0, split)}${fraction}`
}

/**
 * As people of that language write it; a whole amount without decimals: "€40", "€40.50", "40,50 €",
 * "¥1,000".
 */
export function formatMoney(m: Money, language: string): string {
  const decimals = decimalsOf(m.currency)
  const whole = m.minor % 10n ** BigInt(decimals) === 0n
  return formatter(language, m.currency, whole ? 0 : decimals).format(toDecimal(m) as `${number}`)
}

export function add(a: Money, b: Money): Money {
  return { minor: a.minor + same(a, b).minor, currency: a.currency }
}

export function subtract(a: Money, b: Money): Money {
  return { minor: a.minor - same(a, b).minor, currency: a.currency }
}

/** Below, at or above zero as a is less than, equal to or more than b: fit for sort. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  const { minor } = same(a, b)
  return a.minor < minor ? -1 : a.minor > minor ? 1 : 0
}

/** The sum of amounts that are all of `currency`; of none it is zero. */
export function sum(amounts: Iterable<Money>, currency: string): Money {
  let total = moneyOfMinor(0n, currency)
  for (const amount of amounts) total = add(total, amount)
  return total
}

export function smaller(a: Money, b: Money): Money {
  return compare(a, b) <= 0 ? a : b
}

/** The currency's decimals, or a Refusal when there is no such currency. */
export function decimalsOf(currency: string): number {
  return (
    currencyDecimals(currency) ??
    refuse('money.unknown-currency', `There is no currency with the code “${currency}”.`)
  )
}

function refuseDecimals(currency: string, decimals: number): never {
  const count = decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`
  refuse('money.too-many-decimals', `An amount in ${currency} has ${count}.`)
}

function refuseShape(): never {
  refuse('money.not-an-amount', 'Please write an amount, such as 40 or 40.50.')
}

function refuse(code: string, sentence: string): never {
  throw new Refusal('invalid', code, sentence)
}

// Two currencies in one sum are a fault of the program, not of who uses it.
function same(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} do not add up.`)
  return b
}

const abs = (n: bigint) => (n < 0n ? -n : n)

const formatters = new Map<string, Intl.NumberFormat>()

function formatter(language: string, currency: string, decimals: number): Intl.NumberFormat {
  const key = `${language} ${currency} ${decimals}`
  const found = formatters.get(key)
  if (found) return found
  const made = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  formatters.set(key, made)
  return made
}
