import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import { type Company, people, teams } from '../people/people.ts'
import { isRung, limitSentence, rungTitle, silenceSentence } from './sentences.ts'
import { changes } from './store.ts'

export type Change = { id: Id; at: Date; sentence: string; by: string | undefined }

/** All that was ever set, as sentences, the newest first. */
export async function changesInWords(db: Db, house: Company, most: number): Promise<Change[]> {
  const [all, everybody, allTeams] = await Promise.all([
    changes(db, most),
    people(db, { left: true }),
    teams(db),
  ])
  const nameOf = (id: Id | null) => everybody.find((one) => one.id === id)?.name
  const told = (row: { id: Id; at: Date; by_id: Id | null }, sentence: string): Change => ({
    id: row.id,
    at: row.at,
    sentence,
    by: nameOf(row.by_id),
  })
  const said = [
    ...all.limits
      .filter((row) => row.person_id !== null || isRung(row.level, house))
      .map((row) =>
        told(
          row,
          `${row.person_id ? (nameOf(row.person_id) ?? 'Somebody') : rungTitle(row.level, house)} ${limitSentence(row, 'en')}`,
        ),
      ),
    ...all.ceilings.map((row) =>
      told(
        row,
        `The company’s ceiling is ${formatMoney({ minor: row.per_period, currency: row.currency }, 'en')} a ${row.period}`,
      ),
    ),
    ...all.budgets.map((row) =>
      told(
        row,
        `${allTeams.find((one) => one.id === row.team_id)?.name ?? 'A team'} means to give ${formatMoney({ minor: row.per_period, currency: row.currency }, 'en')} a ${row.period}`,
      ),
    ),
    ...all.silences.map((row) => told(row, silenceSentence(row))),
  ]
  return said.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1)).slice(0, most)
}
