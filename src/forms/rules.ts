import { allLanguages } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Question } from './form.ts'

export const MOST_TEXT = 5000
const KEY = /^[a-z][a-z0-9-]{0,39}$/

/** Whether this can be asked at all: what is wrong is said of the first question that it concerns. */
export function mayBeAsked(questions: readonly Question[]): void {
  if (questions.length === 0 || questions.length > 60)
    refuse('Ask at least one question and no more than sixty.')
  const earlier = new Map<string, Question>()
  for (const one of questions) {
    if (!KEY.test(one.key)) refuse(`“${one.key}” is no key: small letters, digits and hyphens.`, one)
    if (earlier.has(one.key)) refuse(`Two questions have the key ${one.key}.`, one)
    if (!['rating', 'choice', 'text'].includes(one.kind)) refuse(`There is no kind “${one.kind}”.`, one)
    if (!saysAll(one.says) || (one.hint && !saysAll(one.hint))) refuse('Say it in every language.', one)
    if (one.kind === 'choice') mayBeChosen(one)
    if (one.requiredIf) mayDepend(one, earlier.get(one.requiredIf.key))
    earlier.set(one.key, one)
  }
}

function mayBeChosen(one: Question): void {
  const options = one.options ?? []
  if (options.length < 2 || options.length > 100) refuse('A choice is between two at least.', one)
  if (new Set(options.map((option) => option.value)).size < options.length)
    refuse('Two options are the same.', one)
  if (!options.every((option) => /^[\w.-]{1,60}$/.test(option.value) && saysAll(option.says)))
    refuse('Every option has a value and says it in every language.', one)
}

function mayDepend(one: Question, on: Question | undefined): void {
  const { below, is } = one.requiredIf ?? {}
  if (!on) refuse('It can depend on an earlier question only.', one)
  const onRating = on?.kind === 'rating' && Number.isInteger(below) && is === undefined
  const onChoice =
    on?.kind === 'choice' && on.options?.some((option) => option.value === is) && below === undefined
  if (!onRating && !onChoice) refuse('It depends on a rating below a number, or on one of the options.', one)
}

const saysAll = (says: Record<string, string>): boolean =>
  allLanguages.every(
    (language) =>
      typeof says[language] === 'string' && says[language].trim() !== '' && isText(says[language]),
  )

/** What a database and a browser can keep: well-formed, and no control characters but new lines and tabs. */
export const isText = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
  text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)

function refuse(sentence: string, about?: Question): never {
  throw new Refusal('invalid', 'form.question', sentence, { field: about?.key })
}
