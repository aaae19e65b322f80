import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { isLanguage } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { type Answers, checkAnswers } from './answers.ts'
import { holdVersion, insertAnswer, selectAnswers } from './store.ts'

export type Keeping = {
  form: Id
  version: number
  /** What the answers are about: a case, an interaction. */
  about?: Id | null | undefined
  language: string
  answers: unknown
}
export type Kept = {
  id: Id
  form: Id
  version: number
  about: Id | null
  language: string
  at: Date
  answers: Answers
}

/** Keeps answers with the version that was asked, which is frozen from then on. */
export async function keepAnswers(db: Db, who: Who, what: Keeping): Promise<Kept> {
  const form = await holdVersion(db, what.form, what.version)
  if (!form) throw new Refusal('not-found', 'form', 'There are no such questions here.')
  const language = isLanguage(what.language) ? what.language : 'en'
  const answers = checkAnswers(form.questions, what.answers, language)
  const [id, about] = [newId(who.at), what.about ?? null]
  await insertAnswer(db, {
    id,
    form_id: form.id,
    version: form.version,
    about_id: about,
    language,
    at: who.at,
    answers,
  })
  await record(db, who, 'forms.answered', about ?? id, { form: form.id, version: form.version, answer: id })
  return { id, form: form.id, version: form.version, about, language, at: who.at, answers }
}

/** What was answered about something, oldest first. */
export async function answersAbout(db: Db, about: Id): Promise<Kept[]> {
  const rows = await selectAnswers(db, about)
  return rows.map(({ form_id, about_id, ...row }) => ({ ...row, form: form_id, about: about_id }))
}
