import { record } from '../history/history.ts'
import { atomically, companyOf, type Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { codeFor } from './codes.ts'
import { READY_MADE } from './ready-made.ts'
import { insertStages, insertTouchpoints, selectStages } from './store.ts'
import { type Touchpoint, touchpoints } from './touchpoint.ts'

/** Begins with a journey that is drawn already, to be changed at will. Only where nothing is drawn yet. */
export function adoptJourney(db: Db, who: Who, name: string): Promise<Touchpoint[]> {
  return atomically(db, 'touchpoints.draw', async () => {
    const journey = READY_MADE.find((one) => one.name === name)
    if (!journey) throw new Refusal('not-found', 'journey', 'There is no ready-made journey of that name.')
    if ((await selectStages(db)).length > 0)
      throw new Refusal('conflict', 'journey-drawn', 'Your journey is drawn already: change it instead.')
    const drawn = journey.stages.map((stage, at) => ({ ...stage, id: newId(who.at), place: at + 1 }))
    await insertStages(
      db,
      drawn.map(({ id, name: stage, place }) => ({ id, name: stage, place })),
    )
    const codes = new Set<string>()
    const points = drawn.flatMap((stage) =>
      stage.touchpoints.map((point) => ({ ...point, stage_id: stage.id })),
    )
    await insertTouchpoints(
      db,
      points.map((point, at) => {
        const code = codeFor(point.name, codes)
        codes.add(code)
        return { id: newId(who.at), ...point, place: at + 1, code, owner_id: null, team_id: null }
      }),
    )
    await record(db, who, 'touchpoints.adopted', companyOf(db), { journey: journey.name })
    return touchpoints(db)
  })
}
