import type { Child } from 'hono/jsx'
import { Button, Choices, Field, Form, PageTitle } from '../../ui/index.ts'
import { Check } from './check.tsx'
import { LanguageButtons, type Shown } from './shown.tsx'
import { SpeakLine } from './speak.tsx'
import { before, carried, MOST, place, type Step, type Visit } from './steps.ts'
import { type T, talk, type Visitor } from './visitor.tsx'
import type { Word } from './words.ts'

export const SCORES = [1, 2, 3, 4, 5] as const

/** A sentence that says what is wrong, and where. */
export type Wrong = { field: string; sentence: string; status?: number | undefined }

export type Asking = {
  who: Visitor
  visit: Visit
  step: Step
  wrong?: Wrong | undefined
  path: string
  /** The place, by its name. */
  at: string | undefined
}

const TITLES: Record<Exclude<Step, 'story' | 'check'>, Word> = {
  who: 'who.title',
  wish: 'wish.title',
  rating: 'rating.title',
  five: 'five.title',
  contact: 'contact.title',
}
const HINTS: Partial<Record<Step, Word>> = {
  story: 'story.hint',
  who: 'who.hint',
  wish: 'wish.hint',
  rating: 'rating.scale',
  contact: 'contact.hint',
}

export function titleOf(t: T, visit: Visit, step: Step): string {
  if (step === 'story') return t(`story.${visit.about}`)
  return t(step === 'check' ? 'check.title' : TITLES[step])
}

const FORM = 'tell'

/** One question on a page, with all that was answered before it. */
export function stepPage(asking: Asking): Shown {
  const { who, visit, step, wrong, path, at } = asking
  const t = talk(who.language)
  const { n, total } = place(visit, step)
  const title = titleOf(t, visit, step)
  const count = t('step.of', { n, total })
  const hint = HINTS[step]
  const free = step !== 'story' && step !== 'check'
  return {
    title: `${wrong ? `${t('error.title')} – ` : ''}${count}: ${title}`,
    language: who.language,
    company: who.house.name,
    keep: 'step',
    status: wrong ? (wrong.status ?? 422) : 200,
    over: <span>{at ? `${who.house.name}, ${at}` : who.house.name}</span>,
    foot: (
      <>
        <SpeakLine who={who} />
        <p>{t('privacy', { company: who.house.name })}</p>
        <LanguageButtons form={FORM} language={who.language} />
      </>
    ),
    body: (
      <>
        <PageTitle over={count} lead={hint && t(hint)}>
          {title} {free && <span class="faint">({t('optional')})</span>}
        </PageTitle>
        <Form
          id={FORM}
          action={`${path}?lang=${who.language}`}
          hidden={carried(visit, step)}
          files={step === 'check'}
          error={wrong && (visit.story.trim() ? `${wrong.sentence} ${t('error.kept')}` : wrong.sentence)}
        >
          <Asked {...asking} t={t} title={title} />
          <div class="buttons">
            <Button kind="go">{t(step === 'check' ? 'button.send' : 'button.next')}</Button>
            <Back visit={visit} step={step} path={path} who={who} t={t} />
          </div>
        </Form>
      </>
    ),
  }
}

type Part = Asking & { t: T; title: string }

function Asked(part: Part): Child {
  const { visit, step, t, title } = part
  if (step === 'check') return <Check {...part} />
  if (step === 'contact') return <Contact {...part} />
  if (step === 'rating')
    return (
      <Choices
        name="score"
        legend={title}
        hideLabel
        plain
        value={visit.score ? String(visit.score) : undefined}
        choices={SCORES.map((score) => ({
          value: String(score),
          label: `${score} – ${t(`rating.${score}`)}`,
        }))}
        error={errorAt(part, 'score')}
      />
    )
  const shared = {
    name: step,
    label: title,
    hideLabel: true,
    plain: true,
    value: visit[step],
    error: errorAt(part, step),
  }
  if (step === 'who') return <Field {...shared} label={t('who.label')} maxlength={MOST.who} anyScript />
  const required = step === 'story'
  return (
    <Field
      {...shared}
      type="textarea"
      rows={required ? 6 : 4}
      maxlength={MOST[step]}
      required={required}
      autofocus={required}
    />
  )
}

const errorAt = ({ wrong }: Part, field: string): string | undefined =>
  wrong?.field === field ? wrong.sentence : undefined

const Contact = (part: Part) => {
  const { visit, t } = part
  const field = (name: 'name' | 'email' | 'phone') => ({
    name,
    label: t(`contact.${name}`),
    plain: true,
    value: visit[name],
    maxlength: MOST[name],
    error: errorAt(part, name),
  })
  return (
    <>
      <Field {...field('email')} type="email" autocomplete="email" />
      <Field {...field('phone')} type="tel" autocomplete="tel" />
      <Field {...field('name')} autocomplete="name" anyScript />
    </>
  )
}

/** Going back sends along what stands there: nothing typed is lost, whole or not. */
function Back({ visit, step, path, who, t }: { visit: Visit; step: Step; path: string; who: Visitor; t: T }) {
  if (!before(visit, step)) return <Button href={`${path}?lang=${who.language}`}>{t('button.back')}</Button>
  return (
    <button type="submit" class="btn quiet" name="go" value="back" formnovalidate>
      {t('button.back')}
    </button>
  )
}
