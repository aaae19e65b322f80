// Intl says which codes exist and how they are written. How many decimals they have is ISO 4217's to say:
// Intl follows CLDR, which counts the coins in use (IQD 0 instead of 3, HUF's cash, ISK) and not the unit
// of account.
const WITHOUT_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const WITH_THREE = 'BHD IQD JOD KWD LYD OMR TND'
const WITH_FOUR = 'CLF UYW'
const NEWER_THAN_SOME_INTL = 'SLE VED XCG ZWG'
// Metals, funds and test codes: ISO gives them no minor unit, nobody is paid in them.
const NO_MONEY = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'

const codes = (text: string) => text.split(' ')

const decimals = new Map<string, number>([
  ...Intl.supportedValuesOf('currency').map((code): [string, number] => [code, 2]),
  ...codes(NEWER_THAN_SOME_INTL).map((code): [string, number] => [code, 2]),
  ...codes(WITHOUT_DECIMALS).map((code): [string, number] => [code, 0]),
  ...codes(WITH_THREE).map((code): [string, number] => [code, 3]),
  ...codes(WITH_FOUR).map((code): [string, number] => [code, 4]),
])
for (const code of codes(NO_MONEY)) decimals.delete(code)

/** True of an ISO 4217 code in capitals, today's or a former one. */
export function isCurrency(code: string): boolean {
  return decimals.has(code)
}

/** The exponent of ISO 4217: how many decimals the currency's amounts have (EUR 2, JPY 0, KWD 3, CLF 4). */
export function currencyDecimals(code: string): number | undefined {
  return decimals.get(code)
}

/**
 * An amount without its currency before or after it: "€ 40", "40 EUR", "40 Euro" → "40". Another currency's
 * sign stays, and makes it no number.
 */
export function withoutSign(text: string, currency: string, language: string): string {
  const lower = text.toLowerCase()
  for (const sign of signsOf(currency, language)) {
    if (lower.startsWith(sign)) return text.slice(sign.length).trim()
    if (lower.endsWith(sign)) return text.slice(0, -sign.length).trim()
  }
  return text
}

const signs = new Map<string, string[]>()

function signsOf(currency: string, language: string): string[] {
  const key = `${language} ${currency}`
  const found = signs.get(key)
  if (found) return found
  const written = [language, 'en'].flatMap((locale) =>
    (['symbol', 'narrowSymbol', 'name'] as const).flatMap((currencyDisplay) => {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
      return [1, 40].map((n) => format.formatToParts(n).find((part) => part.type === 'currency')?.value ?? '')
    }),
  )
  const bare = [currency, ...written].map((sign) =>
    sign
      .replace(/[\u200e\u200f\u061c]/g, '')
      .trim()
      .toLowerCase(),
  )
  const longestFirst = [...new Set(bare)].filter(Boolean).sort((a, b) => b.length - a.length)
  signs.set(key, longestFirst)
  return longestFirst
}
