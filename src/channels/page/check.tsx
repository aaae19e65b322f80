import type { Child } from 'hono/jsx'
import { Field } from '../../ui/index.ts'
import type { Wrong } from './step.tsx'
import type { Step, Visit } from './steps.ts'
import { inMegabytes, MOST_EACH, MOST_FILES } from './uploads.ts'
import type { T } from './visitor.tsx'

/** All that was said, once more, each with a way to change it; and files, which go with the sending. */
export function Check({ visit, t, wrong }: { visit: Visit; t: T; wrong?: Wrong | undefined }) {
  const contact = [visit.name, visit.email, visit.phone].filter(Boolean).join(' · ')
  const score = visit.score ? `${visit.score} – ${t(`rating.${visit.score as 1}`)}` : ''
  const good = visit.about === 'compliment'
  const rated = good || visit.about === 'complaint'
  return (
    <>
      <dl class="told">
        <Told t={t} name={t('check.story')} step="story" voice>
          {visit.story}
        </Told>
        {good && (
          <Told t={t} name={t('check.who')} step="who">
            {visit.who}
          </Told>
        )}
        {visit.about === 'complaint' && (
          <Told t={t} name={t('check.wish')} step="wish" voice>
            {visit.wish}
          </Told>
        )}
        {rated && (
          <Told t={t} name={t('check.rating')} step="rating">
            {score}
          </Told>
        )}
        {visit.score && visit.score < 5 && visit.five && (
          <Told t={t} name={t('five.title')} step="five" voice>
            {visit.five}
          </Told>
        )}
        <Told t={t} name={t('check.contact')} step="contact">
          {contact || t('check.noContact')}
        </Told>
      </dl>
      <Field
        type="file"
        name="files"
        label={t('files.title')}
        hint={t('files.hint', { n: MOST_FILES, size: inMegabytes(MOST_EACH) })}
        accept="image/*,application/pdf"
        multiple
        error={wrong?.field === 'files' ? wrong.sentence : undefined}
      />
    </>
  )
}

type ToldProps = { name: string; step: Step; voice?: boolean; t: T; children: Child }

const Told = ({ name, step, voice, t, children }: ToldProps) => (
  <div>
    <dt>{name}</dt>
    <dd class={voice ? 'voice' : undefined} dir="auto">
      {children || '–'}
    </dd>
    <dd>
      <button
        type="submit"
        class="btn"
        name="go"
        value={`to-${step}`}
        aria-label={`${t('button.change')}: ${name}`}
        formnovalidate
      >
        {t('button.change')}
      </button>
    </dd>
  </div>
)
