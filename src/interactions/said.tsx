import { Voice } from '../ui/index.ts'
import type { Interaction } from './interactions.ts'
import { scoreOf } from './wording.ts'

const MOST_LETTERS = 900

/**
 * What was said, as one reads it in a story: a customer's words are in their voice, ours are a letter. The title
 * of an answer is our own question, which is never shown as if the customer had said it.
 */
export function Said({ one }: { one: Interaction }) {
  const answer = one.kind === 'answer' && one.direction === 'in'
  const words = shorten(one.text || (answer ? '' : one.title))
  const score = scoreOf(one)
  if (one.direction === 'out' || one.kind === 'kindness')
    return (
      <p class="letter" dir="auto">
        {words}
      </p>
    )
  const question = answer && one.title && <bdi class="faint">“{one.title}”</bdi>
  if (!words)
    return (
      <>
        {question && <p>{question}</p>}
        <p>{withoutWords(one)}</p>
      </>
    )
  return (
    <Voice size="small" lang={one.language ?? undefined} by={beneath(score, question)}>
      {words}
    </Voice>
  )
}

const beneath = (score: string | undefined, question: false | '' | ReturnType<typeof Voice>) =>
  score && question ? (
    <>
      {score} · {question}
    </>
  ) : (
    score || question || undefined
  )

/** What there is to say of something that came without words. */
export const withoutWords = (one: Interaction): string => {
  const score = scoreOf(one)
  return score ? `Gave ${score}, without words.` : 'Without words.'
}

/** The words in a line of text, or what there is instead of them. */
export const inWords = (one: Interaction): string =>
  one.text || (one.kind === 'answer' && one.direction === 'in' ? '' : one.title) || withoutWords(one)

function shorten(text: string): string {
  if (text.length <= MOST_LETTERS) return text
  return `${text
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replace(/\s\S*$/u, '')} …`
}
