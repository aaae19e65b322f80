import { Button, Choices, Field, Form, PageTitle } from '../../ui/index.ts'
import type { Shown } from './shown.tsx'
import { SpeakLine } from './speak.tsx'
import { MOST } from './steps.ts'
import { type Follower, type T, talk } from './visitor.tsx'

const SCORES = [1, 2, 3, 4, 5] as const

/** Was it put right? */
export const RightQuestion = ({ path, t, error }: { path: string; t: T; error?: string | undefined }) => (
  <Form id="right" action={path}>
    <Choices
      name="score"
      legend={t('confirm.title')}
      required
      choices={SCORES.map((score) => ({
        value: String(score),
        label: `${score} – ${t(`confirm.${score}`)}`,
      }))}
      error={error}
    />
    <Button kind="go">{t('button.next')}</Button>
  </Form>
)

export type Answer = { score: number; five: string; twice: string | undefined }

/** The two that follow: below five what would have made it one, and whether it had to be told twice. */
export function rightPage(
  who: Follower,
  path: string,
  { score, five, twice }: Answer,
  error?: string,
): Shown {
  const t = talk(who.language)
  const title = t(score < 5 ? 'five.title' : 'confirm.twice')
  return {
    title: error ? `${t('error.title')} – ${title}` : title,
    language: who.language,
    company: who.house.name,
    keep: 'step',
    status: error ? 422 : 200,
    over: <span>{who.house.name}</span>,
    foot: <SpeakLine who={who} />,
    body: (
      <>
        <PageTitle over={`${t('confirm.title')} ${score} – ${t(`confirm.${score as 1}`)}`}>
          {title} {score < 5 && <span class="faint">({t('optional')})</span>}
        </PageTitle>
        <Form id="right" action={`${path}/right?lang=${who.language}`} hidden={{ score }} error={error}>
          {score < 5 && (
            <Field
              type="textarea"
              name="five"
              label={title}
              hideLabel
              plain
              rows={4}
              value={five}
              maxlength={MOST.five}
              error={error}
            />
          )}
          <Choices
            name="twice"
            legend={t('confirm.twice')}
            hideLabel={score === 5}
            value={twice}
            choices={[
              { value: 'no', label: t('answer.no') },
              { value: 'yes', label: t('answer.yes') },
            ]}
          />
          <div class="buttons">
            <Button kind="go" name="go" value="send">
              {t('button.send')}
            </Button>
            <Button href={`${path}?lang=${who.language}`}>{t('button.back')}</Button>
          </div>
        </Form>
      </>
    ),
  }
}
