import type { Language } from '../kit/language.ts'
import { Choices, Field, Rating } from '../ui/index.ts'
import type { Answer, Answers } from './answers.ts'
import type { Form, Question } from './form.ts'
import { MOST_TEXT } from './rules.ts'
import { say } from './words.ts'

export interface QuestionsProps {
  form: Pick<Form, 'questions'>
  language: Language
  /** What was answered before. After a refusal the form shows what was typed by itself. */
  values?: Answers | undefined
}

/**
 * The fields of a form, to be put into a Form. All questions are in sight, so that it works without script; one
 * that is needed only after another answer says so, and is asked for again by the server where it is missing.
 */
export const Questions = ({ form, language, values = {} }: QuestionsProps) => (
  <>
    {form.questions.map((question) => (
      <Asked
        question={question}
        language={language}
        value={values[question.key]}
        hint={hintOf(question, form.questions, language)}
      />
    ))}
  </>
)

interface AskedProps {
  question: Question
  language: Language
  value: Answer | undefined
  hint: string | undefined
}

function Asked({ question, language, value, hint }: AskedProps) {
  const { key, kind, required, requiredIf, most } = question
  const shared = { name: key, hint, required }
  const label = question.says[language]
  // One that depends on another is neither required nor optional: its hint says when it is wanted.
  const plain = requiredIf !== undefined
  if (kind === 'rating')
    return (
      <Rating
        {...shared}
        legend={label}
        low={say(language, 'low')}
        high={say(language, 'high')}
        value={typeof value === 'number' ? value : undefined}
      />
    )
  if (kind === 'text')
    return (
      <Field
        {...shared}
        type="textarea"
        label={label}
        plain={plain}
        maxlength={most ?? MOST_TEXT}
        value={typeof value === 'string' ? value : undefined}
      />
    )
  const choices = (question.options ?? []).map((option) => ({
    value: option.value,
    label: option.says[language],
  }))
  const values = value === undefined ? [] : [value].flat().map(String)
  return (
    <Choices
      {...shared}
      legend={label}
      plain={plain}
      choices={choices}
      many={(most ?? 1) > 1}
      values={values}
    />
  )
}

function hintOf(question: Question, all: readonly Question[], language: Language): string | undefined {
  const own = question.hint?.[language]
  const { key, below, is } = question.requiredIf ?? {}
  if (below !== undefined) return join(own, say(language, 'below', { n: below }))
  const option = all.find((one) => one.key === key)?.options?.find((one) => one.value === is)
  return option ? join(own, say(language, 'chosen', { option: option.says[language] })) : own
}

const join = (own: string | undefined, when: string) => (own ? `${own} ${when}` : when)
