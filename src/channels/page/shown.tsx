import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import { allLanguages, type Language, languages } from '../../kit/language.ts'
import { dress } from '../../people/frame.tsx'
import { PublicShell } from '../../ui/index.ts'
import { talk } from './visitor.tsx'

export type Shown = {
  title: string
  body: Child
  language: Language
  /** The company, as its customers call it. */
  company: string
  over?: Child
  foot?: Child
  status?: number | undefined
  /** `start` may be kept for a minute; `step` only by the reader's own browser, so that going back keeps what was typed. */
  keep?: 'start' | 'step' | 'never'
}

const KEEP = {
  start: 'public, max-age=60',
  step: 'private, no-cache',
  never: 'private, no-store',
}

let allowed: string | undefined
/** Nothing runs and nothing is fetched: one style sheet, known by its hash, our own icon, forms to ourselves. */
function policy(): string {
  allowed ??= createHash('sha256').update(dress().inline('public.css')).digest('base64')
  return `default-src 'none'; style-src 'sha256-${allowed}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}

/** A public page: whole in one answer, without script, cookie or anything from elsewhere. */
export async function shown(page: Shown): Promise<Response> {
  const t = talk(page.language)
  const tree = (
    <PublicShell
      assets={dress()}
      title={page.title}
      company={page.company}
      lang={page.language}
      over={page.over}
      foot={page.foot}
      wording={{ optional: t('optional'), problem: `${t('error.title')}.` }}
    >
      {page.body}
    </PublicShell>
  )
  const text = String(await (await (tree as unknown as Promise<string>)).toString())
  return new Response(text, {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': page.language,
      'content-security-policy': policy(),
      'cache-control': KEEP[page.keep ?? 'never'],
      vary: 'accept-language',
      ...(page.keep === 'start' ? {} : { 'x-robots-tag': 'noindex' }),
    },
  })
}

/** The other languages by their own names, as links: where nothing was typed yet. */
export const LanguageLinks = ({ path, language }: { path: string; language: Language }) => (
  <nav class="tongues" aria-label={talk(language)('language.switch')}>
    {allLanguages.map((one) =>
      one === language ? (
        <b aria-current="true">{languages[one].name}</b>
      ) : (
        <a href={`${path}?lang=${one}`} lang={one} hreflang={one} dir={languages[one].dir}>
          {languages[one].name}
        </a>
      ),
    )}
  </nav>
)

/** The same as buttons of the form, so that what was typed comes along. */
export const LanguageButtons = ({ form, language }: { form: string; language: Language }) => (
  <nav class="tongues" aria-label={talk(language)('language.switch')}>
    {allLanguages.map((one) =>
      one === language ? (
        <b aria-current="true">{languages[one].name}</b>
      ) : (
        <button
          type="submit"
          form={form}
          name="tongue"
          value={one}
          lang={one}
          dir={languages[one].dir}
          formnovalidate
        >
          {languages[one].name}
        </button>
      ),
    )}
  </nav>
)
