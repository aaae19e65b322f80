import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { selectByCode, selectClosed, selectStages, selectTouchpoint, selectTouchpoints } from './store.ts'

export type Stage = { id: Id; name: string; place: number }
export type Touchpoint = {
  id: Id
  stage_id: Id
  /** The name of its stage. */
  stage: string
  name: string
  /** What a short link says; it stays when the name changes, because it hangs printed in the shop. */
  code: string
  place: number
  owner_id: Id | null
  team_id: Id | null
  /** What ideal service here looks like. */
  ideal: string
  /** How many in 100 staff think find it magic. */
  guess: number | null
}

/** In the order in which customers walk them; closed ones are left out. */
export const touchpoints = (db: Db): Promise<Touchpoint[]> => selectTouchpoints(db)
export const stages = (db: Db): Promise<Stage[]> => selectStages(db)
export const closedTouchpoints = (db: Db): Promise<Touchpoint[]> => selectClosed(db)

/** A touchpoint, closed or not: what was said there stays. */
export async function touchpoint(db: Db, id: Id): Promise<Touchpoint> {
  const found = await selectTouchpoint(db, id)
  if (!found) throw new Refusal('not-found', 'touchpoint', 'There is no such touchpoint here.')
  return found
}

/** By what a short link says; undefined where there is none or it is closed. */
export const touchpointByCode = (db: Db, code: string): Promise<Touchpoint | undefined> =>
  selectByCode(db, code)

export async function stage(db: Db, id: Id): Promise<Stage> {
  const found = (await selectStages(db)).find((one) => one.id === id)
  if (!found) throw new Refusal('not-found', 'stage', 'There is no such stage here.')
  return found
}
