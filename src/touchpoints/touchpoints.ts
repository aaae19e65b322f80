import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { offer } from '../kit/offer.ts'
import type { Staff } from '../people/people.ts'
import type { Touchpoint } from './touchpoint.ts'

export { adoptJourney } from './adopt.ts'
export {
  addStage,
  addTouchpoint,
  assignOwner,
  change,
  close,
  guess,
  move,
  moveStage,
  removeStage,
  rename,
  renameStage,
  reopen,
} from './draw.ts'
export { READY_MADE, type ReadyMade } from './ready-made.ts'
export {
  type Stage,
  stages,
  type Touchpoint,
  touchpoint,
  touchpointByCode,
  touchpoints,
} from './touchpoint.ts'

/** What stands on the journey page above the line itself: later words draw on it what customers said. */
export const journeyPanels =
  offer<(db: Db, who: Staff, line: Touchpoint[]) => Promise<Child | null>>('touchpoints.journey')
/** What stands on the page of one touchpoint: what customers said there. */
export const touchpointPanels =
  offer<(db: Db, who: Staff, point: Touchpoint) => Promise<Child | null>>('touchpoints.panels')
