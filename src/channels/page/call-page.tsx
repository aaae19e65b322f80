import { formatWhen } from '../../kit/moments.ts'
import type { Touchpoint } from '../../touchpoints/touchpoints.ts'
import { Button, Field, Form, PageTitle } from '../../ui/index.ts'
import { LanguageLinks, type Shown } from './shown.tsx'
import { SpeakLine } from './speak.tsx'
import { MOST, type Visit } from './steps.ts'
import { talk, type Visitor } from './visitor.tsx'

export type Calling = {
  path: string
  at: Touchpoint | undefined
  visit: Visit
  /** The time that was chosen before. */
  when: string
  times: readonly Date[]
  key: string
}

/** "We ring you": a number, a time at which somebody is there, and a few words. */
export function callPage(who: Visitor, { path, at, visit, when, times, key }: Calling): Shown {
  const { house, language } = who
  const t = talk(language)
  return {
    title: t('call.title'),
    language,
    company: house.name,
    keep: 'step',
    over: (
      <>
        <span>{at ? `${house.name}, ${at.name}` : house.name}</span>
        <LanguageLinks path={path} language={language} />
      </>
    ),
    foot: (
      <>
        <SpeakLine who={who} call={false} />
        <p>{t('privacy', { company: house.name })}</p>
      </>
    ),
    body: (
      <>
        <PageTitle lead={t(times.length > 0 ? 'call.lead' : 'call.none')}>{t('call.title')}</PageTitle>
        {times.length === 0 ? (
          <p>
            <a href={`/${house.slug}/tell-us?lang=${language}`}>{t('start.title')}</a>
          </p>
        ) : (
          <Form id="call" action={`${path}?lang=${language}`} hidden={{ key }}>
            <Field
              name="phone"
              type="tel"
              label={t('call.number')}
              required
              value={visit.phone}
              maxlength={MOST.phone}
              autocomplete="tel"
            />
            <Field
              name="when"
              type="select"
              label={t('call.when')}
              required
              value={when}
              options={times.map((time) => ({
                value: time.toISOString(),
                label: formatWhen(time, who.at, language, house.zone),
              }))}
            />
            <Field
              type="textarea"
              name="story"
              label={t('call.words')}
              hint={t('story.hint')}
              rows={3}
              value={visit.story}
              maxlength={MOST.story}
            />
            <Field
              name="name"
              label={t('contact.name')}
              value={visit.name}
              maxlength={MOST.name}
              autocomplete="name"
              anyScript
            />
            <Button kind="go">{t('call.button')}</Button>
          </Form>
        )}
      </>
    ),
  }
}
