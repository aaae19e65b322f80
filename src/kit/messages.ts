import { IntlMessageFormat } from 'intl-messageformat'
import { type Language, languages } from './language.ts'

export type Values = Record<string, string | number>
/** Every text in every language; a key that one language lacks does not compile. */
export type Texts<Key extends string> = Record<Language, Record<Key, string>>
export type Say<Key extends string> = {
  (language: Language, key: Key, values?: Values): string
  readonly texts: Texts<Key>
}

/**
 * A catalogue of messages in ICU MessageFormat (plurals, select), asked by `say(language, key, values)`. A
 * text is compiled when first said and kept. `<` and `>` are plain characters, nothing is escaped: what is
 * said is text, and the page escapes it. Throws when a value that the text names is missing.
 */
export function messages<Key extends string>(texts: Texts<Key>): Say<Key> {
  const compiled = new Map<string, IntlMessageFormat>()
  const say = (language: Language, key: Key, values: Values = {}) => {
    const name = `${language} ${key}`
    let message = compiled.get(name)
    if (!message) {
      message = new IntlMessageFormat(texts[language][key], languages[language].locale, undefined, {
        ignoreTag: true,
      })
      compiled.set(name, message)
    }
    return String(message.format(languages[language].dir === 'rtl' ? isolated(values) : values))
  }
  return Object.assign(say, { texts })
}

/** Keeps "Ben" or "+49 30 1" from being turned about inside a sentence that runs from right to left. */
function isolated(values: Values): Values {
  const isolate = (value: string | number) => (typeof value === 'string' ? `\u2068${value}\u2069` : value)
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]))
}
