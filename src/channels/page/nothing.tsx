import type { Context } from 'hono'
import { PageTitle } from '../../ui/index.ts'
import { shown } from './shown.tsx'
import { SpeakLine } from './speak.tsx'
import { languageOf, talk, type Visitor } from './visitor.tsx'

/** No such company, place or page: said in the visitor's own language. */
export function nothingHere(c: Context): Promise<Response> {
  const language = languageOf(c)
  const title = talk(language)('error.notFound')
  const body = (
    <>
      <PageTitle>{title}</PageTitle>
      <p>
        <a href="/">Makegood</a>
      </p>
    </>
  )
  return shown({ title, language, company: 'Makegood', status: 404, body })
}

/** A private link that has ended, or never was: both look the same. */
export function ended(c: Context): Promise<Response> {
  const language = languageOf(c)
  const t = talk(language)
  const title = t('error.ended')
  const body = <PageTitle lead={t('error.endedHint')}>{title}</PageTitle>
  return shown({ title, language, company: 'Makegood', status: 404, body })
}

/** A company that we know, and nothing of it at this address: a code that hangs printed somewhere, and is gone. */
export function notHere(who: Visitor): Promise<Response> {
  const { house, language } = who
  const t = talk(language)
  const title = t('error.notFound')
  return shown({
    title,
    language,
    company: house.name,
    status: 404,
    over: <span>{house.name}</span>,
    foot: <SpeakLine who={who} />,
    body: (
      <>
        <PageTitle lead={t('error.endedHint')}>{title}</PageTitle>
        <p>
          <a href={`/${house.slug}/tell-us?lang=${language}`}>{t('start.title')}</a>
        </p>
      </>
    ),
  })
}
