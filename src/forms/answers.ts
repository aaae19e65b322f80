import type { Language } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Question } from './form.ts'
import { isText, MOST_TEXT } from './rules.ts'
import { say } from './words.ts'

/** A rating as a number, a choice as its value (or values, where several may be chosen), a text as it is. */
export type Answer = number | string | string[]
export type Answers = Record<string, Answer>

/** What a posted form says to these questions; the rest of it belongs to others. */
export const pickAnswers = (
  questions: readonly Question[],
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    questions.flatMap(({ key }) => (Object.hasOwn(body, key) ? [[key, body[key]] as const] : [])),
  )

/**
 * The answers as they are kept: every one fits its question, none is missing that must be there, and what was
 * left empty is left out. Refuses with the key of the question as the field, in the language of who answers.
 */
export function checkAnswers(
  questions: readonly Question[],
  raw: unknown,
  language: Language = 'en',
): Answers {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw wrong(say(language, 'unreadable'))
  const given = new Map(Object.entries(raw))
  const answers = new Map<string, Answer>()
  for (const question of questions) {
    const answer = read(question, given.get(question.key), language)
    given.delete(question.key)
    if (answer !== undefined) answers.set(question.key, answer)
    else if (isRequired(question, answers))
      throw wrong(say(language, 'missing', { question: question.says[language] }), question.key)
  }
  const [strange] = given.keys()
  if (strange !== undefined) throw wrong(say(language, 'strange'), strange.slice(0, 60))
  return Object.fromEntries(answers)
}

export function isRequired(question: Question, answers: ReadonlyMap<string, Answer>): boolean {
  if (question.required) return true
  if (!question.requiredIf) return false
  const { key, below, is } = question.requiredIf
  const answer = answers.get(key)
  if (below !== undefined) return typeof answer === 'number' && answer < below
  return Array.isArray(answer) ? answer.includes(is ?? '') : answer === is
}

function read(question: Question, value: unknown, language: Language): Answer | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (question.kind === 'rating') return rating(question, value, language)
  if (question.kind === 'choice') return choice(question, value, language)
  return text(question, value, language)
}

function rating({ key }: Question, value: unknown, language: Language): number {
  const score = typeof value === 'string' && /^[1-5]$/.test(value) ? Number(value) : value
  if (typeof score === 'number' && Number.isInteger(score) && score >= 1 && score <= 5) return score
  throw wrong(say(language, 'rating'), key)
}

function choice(
  { key, options = [], most = 1 }: Question,
  value: unknown,
  language: Language,
): Answer | undefined {
  const chosen: unknown[] = Array.isArray(value) ? value : [value]
  const values = options.map((option) => option.value).filter((option) => chosen.includes(option))
  if (values.length !== chosen.length) throw wrong(say(language, 'choice'), key)
  if (values.length > most) throw wrong(say(language, 'choices', { most }), key)
  return most > 1 ? (values.length > 0 ? values : undefined) : values[0]
}

function text({ key, most = MOST_TEXT }: Question, value: unknown, language: Language): string | undefined {
  if (typeof value !== 'string' || !isText(value)) throw wrong(say(language, 'text'), key)
  // A browser counts a new line once and sends it as two characters.
  const written = value.replace(/\r\n?/g, '\n').trim()
  if (written.length > most) throw wrong(say(language, 'long', { most }), key)
  return written || undefined
}

const wrong = (sentence: string, field?: string) => new Refusal('invalid', 'answers', sentence, { field })
