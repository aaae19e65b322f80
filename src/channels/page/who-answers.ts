import type { Db } from '../../kit/db.ts'
import { languages } from '../../kit/language.ts'
import { formatWhen } from '../../kit/moments.ts'
import { answerBy } from '../../people/hours.ts'
import { findPerson, firstName, people } from '../../people/people.ts'
import type { Touchpoint } from '../../touchpoints/touchpoints.ts'
import { talk, type Visitor } from './visitor.tsx'

const MOST_NAMES = 3

/** First names of those who answer there, as long as one can say them in a breath. */
export async function namesAt(db: Db, at: Touchpoint | undefined): Promise<string[]> {
  if (!at) return []
  const team = at.team_id ? await people(db, { team: at.team_id }) : []
  if (team.length > 0 && team.length <= MOST_NAMES) return team.map((one) => firstName(one.name))
  const owner = at.owner_id ? await findPerson(db, at.owner_id) : undefined
  return owner && !owner.left_at ? [firstName(owner.name)] : []
}

/** "Ben or Ana" */
export const eitherOf = (names: readonly string[], { language }: Visitor): string =>
  new Intl.ListFormat(languages[language].locale, { type: 'disjunction' }).format(names)

/** By when the company says that it answers, as one would say it; undefined where it has no hours. */
export function answeredBy({ house, at, language }: Visitor): string | undefined {
  const due = answerBy(house.hours, at, house.answer)
  return due && formatWhen(due, at, language, house.zone)
}

/** "Ben or Ana reads it. If you want an answer, you have it by 12:00 tomorrow." */
export async function whoAnswers(db: Db, who: Visitor, at: Touchpoint | undefined): Promise<string> {
  const t = talk(who.language)
  const names = await namesAt(db, at)
  const reader =
    names.length > 0
      ? t('start.reader', { name: eitherOf(names, who) })
      : t('start.readers', { company: who.house.name })
  const when = answeredBy(who)
  return `${reader} ${when ? t('start.answerBy', { when }) : t('start.answer')}`
}
