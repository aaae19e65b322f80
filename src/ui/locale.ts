import { createContext, useContext } from 'hono/jsx'
import { english, type Wording } from './wording.ts'

/** What every part needs to know about the reader. A shell provides it; a part's own props go first. */
export interface Locale {
  lang: string
  dir: 'ltr' | 'rtl'
  /** IANA zone in which times are printed. */
  zone: string
  /** Without it, times are printed absolute. */
  now: Date | undefined
  wording: Wording
}

export const LocaleContext = createContext<Locale>({
  lang: 'en',
  dir: 'ltr',
  zone: 'UTC',
  now: undefined,
  wording: english,
})

export const useLocale = (): Locale => useContext(LocaleContext)

const RIGHT_TO_LEFT = /^(ar|fa|he|ur|ps|dv|ckb|yi)\b/

export const directionOf = (lang: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr')

export interface LocaleProps {
  lang?: string | undefined
  dir?: 'ltr' | 'rtl' | undefined
  zone?: string | undefined
  now?: Date | undefined
  wording?: Partial<Wording> | undefined
}

/** A shell's props on top of what is around it, so that a shell inside a provider inherits. */
export function localeFrom(props: LocaleProps, around: Locale): Locale {
  const lang = props.lang ?? around.lang
  return {
    lang,
    dir: props.dir ?? (props.lang ? directionOf(props.lang) : around.dir),
    zone: props.zone ?? around.zone,
    now: props.now ?? around.now,
    wording: { ...around.wording, ...props.wording },
  }
}
