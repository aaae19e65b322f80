import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Language } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import { selectForm, selectVersion } from './store.ts'

/** A text in every language that we write in. */
export type Says = Record<Language, string>
export type QuestionKind = 'rating' | 'choice' | 'text'
export type Option = { value: string; says: Says }

export type Question = {
  /** Its name among the answers; it stays the same from version to version. */
  key: string
  kind: QuestionKind
  says: Says
  hint?: Says | undefined
  required?: boolean | undefined
  /** Required only where an earlier answer is a rating below this, or is this choice. */
  requiredIf?: { key: string; below?: number | undefined; is?: string | undefined } | undefined
  /** What may be chosen. */
  options?: Option[] | undefined
  /** Of a text its characters, of a choice how many may be chosen (one where left out). */
  most?: number | undefined
}

/** One version of a form. It never changes once somebody has answered it. */
export type Form = { id: Id; name: string; version: number; questions: Question[] }

/** The version that is asked now. */
export async function currentForm(db: Db, name: string): Promise<Form> {
  const found = await selectForm(db, name)
  if (!found) throw new Refusal('not-found', 'form', `There are no questions called ${name} here.`)
  return found
}

/** A version as it was asked, to read old answers by. */
export async function formVersion(db: Db, form: Id, version: number): Promise<Form> {
  const found = await selectVersion(db, form, version)
  if (!found) throw new Refusal('not-found', 'form', 'There are no such questions here.')
  return found
}
