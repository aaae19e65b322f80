import { DateTime } from 'luxon'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Person, Staff } from '../people/people.ts'
import { countThanksSince, deleteFromWall, freeChooser, insertOnWall } from './store.ts'
import { thanks } from './thanks.ts'

/** Where everybody inside sees it. */
export async function putOnWall(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await thanks(db, id)
  if (one.wall_at) return
  if (one.people.length === 0)
    throw new Refusal('conflict', 'thanks-unclear', 'First somebody must say whom the customer meant.')
  if (await insertOnWall(db, id, who.at, who.id)) await record(db, who, 'thanks.put-on-wall', id)
}

/** Those who are praised decide whether it hangs there; whoever put it up may undo that. */
export async function takeOffWall(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await thanks(db, id)
  if (!one.wall_at) return
  if (!one.people.includes(who.id) && one.wall_by !== who.id)
    throw new Refusal(
      'forbidden',
      'thanks-theirs',
      'Only who is praised here, or who put it up, may take it down.',
    )
  await deleteFromWall(db, id)
  await record(db, who, 'thanks.taken-off-wall', id)
}

/** How many thanks there were since Monday, on the house's calendar. */
export const thanksThisWeek = (db: Db, at: Date, zone: string): Promise<number> =>
  countThanksSince(db, DateTime.fromJSDate(at, { zone }).startOf('week').toJSDate())

export async function freeOnLeaving(db: Db, who: Staff, leaver: Person): Promise<void> {
  const freed = await freeChooser(db, leaver.id)
  if (freed > 0) await record(db, who, 'thanks.chooser-freed', leaver.id, { thanks: freed })
}
