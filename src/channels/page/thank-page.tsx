import { Button, Field, Form, PageTitle } from '../../ui/index.ts'
import { ReviewLine } from './review.tsx'
import { LanguageLinks, type Shown } from './shown.tsx'
import { SpeakLine } from './speak.tsx'
import { MOST, type Visit } from './steps.ts'
import { talk, type Visitor } from './visitor.tsx'

export type Thanking = { path: string; visit: Visit; sent: boolean; review: string | null }

/** A page on which one can thank one person. */
export function thankPage(who: Visitor, name: string, { path, visit, sent, review }: Thanking): Shown {
  const t = talk(who.language)
  const title = sent ? t('thank.sent', { name }) : t('thank.title', { name })
  return {
    title,
    language: who.language,
    company: who.house.name,
    keep: 'step',
    over: (
      <>
        <span>{who.house.name}</span>
        <LanguageLinks path={path} language={who.language} />
      </>
    ),
    foot: (
      <>
        <SpeakLine who={who} />
        <p>{t('privacy', { company: who.house.name })}</p>
      </>
    ),
    body: sent ? (
      <>
        <PageTitle>{title}</PageTitle>
        <p>
          <a href={`/${who.house.slug}/tell-us?lang=${who.language}`}>{t('start.title')}</a>
        </p>
        <ReviewLine link={review} t={t} />
      </>
    ) : (
      <>
        <PageTitle lead={t('thank.hint', { name })}>{title}</PageTitle>
        <Form id="thank" action={`${path}?lang=${who.language}`} hidden={{ key: visit.key }}>
          <Field
            type="textarea"
            name="story"
            label={t('thank.label', { name })}
            rows={5}
            required
            value={visit.story}
            maxlength={MOST.story}
          />
          <Field
            name="name"
            label={t('thank.from')}
            value={visit.name}
            maxlength={MOST.name}
            autocomplete="name"
            anyScript
          />
          <Button kind="go">{t('button.send')}</Button>
        </Form>
      </>
    ),
  }
}
