/** The languages that we write in. `locale` is for Intl: it fixes the order of day and month in English. */
export const languages = {
  en: { name: 'English', dir: 'ltr', locale: 'en-GB' },
  de: { name: 'Deutsch', dir: 'ltr', locale: 'de' },
  fr: { name: 'Français', dir: 'ltr', locale: 'fr' },
  es: { name: 'Español', dir: 'ltr', locale: 'es' },
  ar: { name: 'العربية', dir: 'rtl', locale: 'ar' },
} as const

export type Language = keyof typeof languages

export const allLanguages = Object.keys(languages) as Language[]

export function isLanguage(code: unknown): code is Language {
  return typeof code === 'string' && Object.hasOwn(languages, code)
}

/**
 * The first of `available` that an Accept-Language header asks for ("de-CH" is satisfied by "de"), else
 * `fallback`.
 * Source: RFC 9110 §12.5.4 and the lookup of RFC 4647 §3.4.
 */
export function pickLanguage(
  acceptLanguage: string | undefined,
  available: readonly Language[],
  fallback: Language,
): Language {
  const asked = (acceptLanguage ?? '').slice(0, 1000).split(',').map(readRange)
  const wanted = asked.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const found = available.find((language) => tag === language || tag.startsWith(`${language}-`))
    if (found) return found
  }
  return fallback
}

function readRange(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = q === undefined ? 1 : Number(q.slice(2))
  return { tag, weight: tag !== '' && weight >= 0 && weight <= 1 ? weight : 0 }
}
