import { type Leaf, page } from '../../kit/doors.ts'
import { formatDate } from '../../kit/moments.ts'
import { type Policy, policies, policySettings } from '../../policies/policies.ts'
import { PageTitle } from '../../ui/index.ts'
import { notHere } from './nothing.tsx'
import { LanguageLinks, type Shown, shown } from './shown.tsx'
import { SpeakLine } from './speak.tsx'
import { talk, type Visitor, visitor } from './visitor.tsx'
import { answeredBy } from './who-answers.ts'

/** So many fit what a telephone loads in a second on a slow line; what went before them is long forgotten. */
const MOST = 30

/** Which rules are gone, for everybody outside: only where the company wants it. No limit and no name stands here. */
const show = page(visitor, '/:company/rules', async ({ db, who }) => {
  if (!(await policySettings(db)).public) return notHere(who)
  const gone = (await policies(db, { state: 'scrapped', most: MOST })).filter((one) => !one.limit)
  return shown(goneRules(who, gone))
})

function goneRules(who: Visitor, gone: readonly Policy[]): Shown {
  const t = talk(who.language)
  const { house, language } = who
  const path = `/${house.slug}/rules`
  const tell = `/${house.slug}/tell-us?about=complaint&lang=${language}`
  const when = answeredBy(who)
  return {
    title: t('rules.title'),
    language,
    company: house.name,
    keep: 'start',
    over: (
      <>
        <span>{house.name}</span>
        <LanguageLinks path={path} language={language} />
      </>
    ),
    foot: (
      <>
        <p>
          {t('start.readers', { company: house.name })} {when && t('start.answerBy', { when })}
        </p>
        <SpeakLine who={who} />
      </>
    ),
    body: (
      <>
        <PageTitle lead={gone.length > 0 ? t('rules.lead', { company: house.name }) : t('rules.none')}>
          {t('rules.title')}
        </PageTitle>
        {gone.length > 0 && (
          <ul class="gone">
            {gone.map((one) => (
              <li>
                <s dir="auto">{one.name}</s>
                <p class="faint">
                  {sinceWhen(one, who)}
                  {one.hurt.all > 0 && `. ${t('rules.hurt', { n: one.hurt.all })}`}
                </p>
              </li>
            ))}
          </ul>
        )}
        <p>
          {gone.length > 0 && `${t('rules.still')} `}
          <a href={tell}>{t('start.title')}</a>
        </p>
      </>
    ),
  }
}

function sinceWhen({ word }: Policy, { language, at }: Visitor): string {
  const from = new Date(`${word?.from_on}T00:00:00Z`)
  const day = formatDate(from, language, 'UTC')
  return talk(language)(from > at ? 'rules.from' : 'rules.since', { day })
}

export const goneRulesPages: Leaf[] = [show]
