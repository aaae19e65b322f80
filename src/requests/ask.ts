import { readCase } from '../cases/cases.ts'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Staff, type Team, team, teams } from '../people/people.ts'
import { setNextDue } from './clocks.ts'
import { type Request, readRequest } from './request.ts'
import {
  type Edge,
  mustActFor,
  mustComeYet,
  mustNotCircle,
  mustSaySomething,
  mustStillWait,
} from './rules.ts'
import { inLine } from './sides.ts'
import { insertAsked, insertRequest, selectOnCases } from './store.ts'

export type Asking = {
  case: Id
  team: Id
  /** In one sentence; the brief of the case goes along by itself. */
  what: string
  /** By when it is needed, if that is known. */
  dueAt?: Date | undefined
  /** The request for whose sake: what this person's team owes for the same case. Found where it is left out. */
  for?: Id | undefined
}

/** Asks another team for something that a customer waits for. */
export async function askTeam(db: Db, who: Staff, what: Asking): Promise<Request> {
  return inLine(db, what.case, async () => {
    const one = await readCase(db, what.case)
    if (!one.waiting)
      throw new Refusal(
        'conflict',
        'case-put-right',
        'This was put right already: nothing is needed for it any more.',
      )
    const said = mustSaySomething(what.what, 'what', 'Say in one sentence what you need from them.')
    if (what.dueAt) mustComeYet(what.dueAt, who.at, 'needed')
    const all = await teams(db)
    const asked = await team(db, what.team)
    const open = await openOn(db, what.case)
    const sake = await sakeOf(db, all, who, open, what)
    const from = sake ? sake.team_id : who.team
    mustNotCircle(edgesOf(open), { from, to: asked.id }, nameIn(all))
    const id = newId(who.at)
    await insertRequest(db, {
      id,
      case_id: what.case,
      from_team_id: from,
      asker_id: who.id,
      for_id: sake?.id ?? null,
      what: said,
      needed_by: what.dueAt ?? null,
      at: who.at,
    })
    await insertAsked(db, {
      id: newId(who.at),
      request_id: id,
      team_id: asked.id,
      at: who.at,
      by_id: who.id,
      reason: null,
    })
    const made = await setNextDue(db, who, id)
    await record(db, who, 'requests.asked', what.case, {
      request: id,
      team: asked.id,
      from,
      ...(sake ? { for: sake.id } : {}),
    })
    return made
  })
}

export const openOn = async (db: Db, about: Id): Promise<Request[]> =>
  (await selectOnCases(db, [about])).filter((one) => !one.end)

export const edgesOf = (open: readonly Request[]): Edge[] =>
  open.map((one) => ({ from: one.from_team_id, to: one.team_id }))

export const nameIn = (all: readonly Team[]) => (id: Id) =>
  all.find((one) => one.id === id)?.name ?? 'That team'

/** What one's own team owes on this case is why it asks in turn. */
async function sakeOf(
  db: Db,
  all: readonly Team[],
  who: Staff,
  open: readonly Request[],
  what: Asking,
): Promise<Request | undefined> {
  if (!what.for) return open.find((one) => one.team_id === who.team)
  const sake = await readRequest(db, what.for)
  if (sake.case_id !== what.case)
    throw new Refusal('not-found', 'request', 'There is no such request on this case.')
  mustStillWait(sake)
  mustActFor(all, who, { id: sake.team_id, name: sake.team })
  return sake
}
