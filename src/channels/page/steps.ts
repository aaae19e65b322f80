import { z } from 'zod'
import { randomToken } from '../../kit/ids.ts'
import type { Values } from '../../kit/messages.ts'
import type { Word } from './words.ts'

/** The doors by which one comes in. */
export const DOORS = ['compliment', 'complaint', 'question', 'idea'] as const
export type DoorName = (typeof DOORS)[number]

export const STEPS = ['story', 'who', 'wish', 'rating', 'five', 'contact', 'check'] as const
export type Step = (typeof STEPS)[number]

/** An unfinished visit. It lives in the page alone: earlier answers travel along as hidden fields. */
export type Visit = {
  about: DoorName
  /** Made with the first page: what is sent twice is one. */
  key: string
  story: string
  who: string
  wish: string
  score: number | null
  five: string
  name: string
  email: string
  phone: string
  /** The whole was looked at once already: after a change one comes straight back to it. */
  seen: boolean
}

export const MOST = {
  story: 10_000,
  who: 200,
  wish: 2000,
  five: 2000,
  name: 120,
  email: 254,
  phone: 40,
} as const
type Field = keyof typeof MOST
const FIELDS = Object.keys(MOST) as Field[]

const WAYS: Record<DoorName, readonly Step[]> = {
  compliment: ['story', 'who', 'rating', 'five', 'contact', 'check'],
  complaint: ['story', 'wish', 'rating', 'five', 'contact', 'check'],
  question: ['story', 'contact', 'check'],
  idea: ['story', 'contact', 'check'],
}

/** What is asked, in order: below five there is one question more. */
export const way = (visit: Visit): Step[] =>
  WAYS[visit.about].filter((step) => step !== 'five' || (visit.score !== null && visit.score < 5))

/** Which step it is, of how many. The question below five belongs to its rating: the count never grows. */
export function place(visit: Visit, step: Step): { n: number; total: number } {
  const counted = WAYS[visit.about].filter((one) => one !== 'five')
  return { n: counted.indexOf(step === 'five' ? 'rating' : step) + 1, total: counted.length }
}

export function after(visit: Visit, step: Step): Step {
  const steps = way(visit)
  const next = steps[steps.indexOf(step) + 1] ?? 'check'
  return visit.seen && !(step === 'rating' && next === 'five' && !visit.five) ? 'check' : next
}

export const before = (visit: Visit, step: Step): Step | undefined => {
  const steps = way(visit)
  return steps[steps.indexOf(step) - 1]
}

/** What is wrong with an answer, as one of our own messages. */
export type Wrong = { step: Step; field: string; word: Word; values?: Values }

/** The fields that each step asks. */
export const ASKS: Record<Step, readonly (Field | 'score' | 'files')[]> = {
  story: ['story'],
  who: ['who'],
  wish: ['wish'],
  rating: ['score'],
  five: ['five'],
  contact: ['email', 'phone', 'name'],
  check: ['files'],
}

/** The first thing wrong with a step, where something is. Only the words themselves are required. */
export function wrongWith(visit: Visit, step: Step): Wrong | undefined {
  if (step === 'story' && visit.story.trim() === '') return { step, field: 'story', word: 'error.words' }
  for (const field of ASKS[step]) {
    if (field === 'score' || field === 'files') continue
    const text = visit[field]
    const strange = strangeIn(text)
    if (strange) return { step, field, word: 'error.letters' }
    if (isLonger(text, MOST[field])) return { step, field, word: 'error.long', values: { n: MOST[field] } }
  }
  if (step === 'contact' && visit.email && !z.email().safeParse(visit.email).success)
    return { step, field: 'email', word: 'error.email' }
  if (step === 'contact' && visit.phone && (visit.phone.match(/\p{Nd}/gu) ?? []).length < 5)
    return { step, field: 'phone', word: 'error.phone' }
  return undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what no text has
const STRANGE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
const strangeIn = (text: string): boolean => !text.isWellFormed() || text.search(STRANGE) >= 0
/** The same words without what no text has, so that they can be looked at once more. */
export const withoutStrange = (text: string): string => text.toWellFormed().replace(STRANGE, '')

/** Reads what a form sent. Whatever was sent, it makes a visit; what is wrong with it is said by `wrongWith`. */
export function readVisit(sent: Record<string, unknown>): Visit {
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name].replace(/\r\n?/g, '\n') : '')
  const about = DOORS.find((door) => door === sent.about) ?? 'complaint'
  const fields = Object.fromEntries(
    FIELDS.map((field) => [
      field,
      field === 'story' || field === 'wish' || field === 'five' ? text(field) : text(field).trim(),
    ]),
  ) as Record<Field, string>
  const key = text('key')
  return {
    about,
    key: /^[\w-]{16,64}$/.test(key) ? key : randomToken(16),
    ...fields,
    score: /^[1-5]$/.test(text('score')) ? Number(text('score')) : null,
    seen: sent.seen === 'yes',
  }
}

export const newVisit = (about: DoorName): Visit => readVisit({ about })

/** What may be shown once more: everything but what no text has. */
export const cleaned = (visit: Visit): Visit => ({
  ...visit,
  ...(Object.fromEntries(FIELDS.map((field) => [field, withoutStrange(visit[field])])) as Record<
    Field,
    string
  >),
})

/** The answers that other steps gave, to travel along in the form of this one. */
export function carried(visit: Visit, step: Step): Record<string, string> {
  const asked: readonly string[] = ASKS[step]
  const rest = FIELDS.filter((field) => !asked.includes(field) && visit[field] !== '').map((field) => [
    field,
    visit[field],
  ])
  return {
    about: visit.about,
    key: visit.key,
    step,
    ...(visit.seen || step === 'check' ? { seen: 'yes' } : {}),
    ...(visit.score && !asked.includes('score') ? { score: String(visit.score) } : {}),
    ...Object.fromEntries(rest),
  }
}

/** In characters as people count them; a text of megabytes is not taken apart for it. */
const isLonger = (text: string, most: number): boolean => text.length > 2 * most || [...text].length > most

export const isStep = (text: unknown): text is Step => STEPS.some((step) => step === text)
