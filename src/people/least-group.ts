import { record } from '../history/history.ts'
import { FEWEST } from '../kit/anonymous/anonymous.ts'
import type { Db } from '../kit/db.ts'
import { Refusal } from '../kit/refusal.ts'
import { mustAdminister, type Staff } from './people.ts'
import { selectSetting, upsertSetting } from './store.ts'

const NAME = 'people.least-group'
const MOST = 50

/** So many anonymous answers at least are shown together: five, or more where the company has chosen so. */
export async function leastGroup(db: Db): Promise<number> {
  const chosen = await selectSetting(db, NAME)
  return typeof chosen === 'number' ? Math.max(FEWEST, chosen) : FEWEST
}

/** Holds for rounds that begin from now on; those under way keep their own. */
export async function chooseLeastGroup(db: Db, who: Staff, k: number): Promise<void> {
  mustAdminister(who)
  if (!Number.isInteger(k) || k < FEWEST || k > MOST)
    throw new Refusal(
      'invalid',
      'k',
      `From ${FEWEST} to ${MOST}: fewer than ${FEWEST} are never shown together.`,
      {
        field: 'k',
      },
    )
  await upsertSetting(db, NAME, k)
  await record(db, who, 'people.least-group-chosen', who.company, { k })
}
