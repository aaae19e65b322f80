import { record } from '../history/history.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { type PlannedShift, readShift, shifts } from '../limits/limits.ts'
import { overAt } from '../limits/shift.ts'
import { chainOf, type Staff, teams } from '../people/people.ts'
import { type Policy, policy } from '../policies/policies.ts'
import { dayOf } from './days.ts'
import {
  insertChanged,
  insertReport,
  type MetSeen,
  type ReportSeen,
  selectMet,
  selectReports,
} from './store-met.ts'

/** A shift with what was met on it, and what its leader told the team afterwards. */
export type Visit = {
  shift: PlannedShift
  met: (MetSeen & { policy: Policy | undefined })[]
  report: ReportSeen | undefined
}

export type Telling = { met: string; change: string; byDay: string }

/** Afterwards, to the team visited: what I met, what I will change, by when. */
export async function reportShift(db: Db, who: Staff, id: Id, what: Telling): Promise<Visit> {
  const shift = await readShift(db, id)
  if (shift.by !== who.id)
    throw new Refusal('forbidden', 'not-your-shift', 'Only whoever took the shift tells the team of it.')
  if (!overAt(shift, who.at))
    throw new Refusal('conflict', 'shift-not-over', 'Tell the team when the shift is over.')
  const met = said(what.met, 'met', 2000, 'Say what you met.')
  const change = said(what.change, 'change', 1000, 'Say what you will change.')
  if (what.byDay < dayOf(who.at, who.house.zone))
    throw new Refusal('invalid', 'by-past', 'Say a day that is still to come.', { field: 'by' })
  if (!(await insertReport(db, { shift_id: id, at: who.at, met, change, by_day: what.byDay })))
    throw new Refusal('conflict', 'shift-told', 'You have told the team already.')
  await record(db, who, 'pledges.told-team', id, { by: what.byDay })
  return visit(db, id)
}

/** What the report said would change has changed, and how: the same team reads that too. */
export async function sayChanged(db: Db, who: Staff, id: Id, how: string): Promise<Visit> {
  const shift = await readShift(db, id)
  if (shift.by !== who.id)
    throw new Refusal(
      'forbidden',
      'not-your-shift',
      'Only whoever said that it would change says that it has.',
    )
  const words = said(how, 'how', 400, 'Say what has changed.')
  const [report] = await selectReports(db, [id])
  if (!report) throw new Refusal('conflict', 'shift-untold', 'Tell the team first what you met.')
  if (!(await insertChanged(db, id, who.at, words)))
    throw new Refusal('conflict', 'changed-already', 'You have said so already.')
  await record(db, who, 'pledges.kept-word', id)
  return visit(db, id)
}

export async function visit(db: Db, id: Id): Promise<Visit> {
  const [found] = await filled(db, [await readShift(db, id)])
  if (!found) throw new Refusal('not-found', 'shift', 'There is no such shift here.')
  return found
}

/** Shifts of this person and beside them, the newest first. */
export const visitsOf = async (db: Db, person: Id, most: number): Promise<Visit[]> =>
  filled(db, await shifts(db, { person, most }))

const SHOWN_FOR = days(7)

/** What leaders told this person's team within a week. Nobody notes who has read it. */
export async function toldTeam(db: Db, who: Staff): Promise<Visit[]> {
  if (!who.team) return []
  const under = chainOf(await teams(db), who.team)
  const recent = await shifts(db, { teams: under, taken: true, since: later(who.at, -days(60)), most: 20 })
  const seen = await filled(db, recent)
  const fresh = (at: Date | null | undefined) => at != null && at > later(who.at, -SHOWN_FOR)
  return seen.filter(
    (one) => one.shift.by !== who.id && (fresh(one.report?.at) || fresh(one.report?.changed_at)),
  )
}

async function filled(db: Db, all: readonly PlannedShift[]): Promise<Visit[]> {
  const ids = all.map((one) => one.id)
  const [met, reports] = await Promise.all([selectMet(db, ids), selectReports(db, ids)])
  const rules = new Map<Id, Policy>()
  for (const id of new Set(met.flatMap((one) => one.policy_id ?? []))) rules.set(id, await policy(db, id))
  return all.map((shift) => ({
    shift,
    met: met
      .filter((one) => one.shift_id === shift.id)
      .map((one) => ({ ...one, policy: one.policy_id ? rules.get(one.policy_id) : undefined })),
    report: reports.find((one) => one.shift_id === shift.id),
  }))
}

function said(text: string, field: string, most: number, sentence: string): string {
  const words = text.trim()
  if (words === '') throw new Refusal('invalid', `${field}-empty`, sentence, { field })
  if (words.length > most)
    throw new Refusal('invalid', `${field}-long`, `Say it in ${most} letters.`, { field })
  return words
}
