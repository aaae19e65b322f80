import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { tell } from '../kit/offer.ts'
import { endSessions } from '../kit/session.ts'
import { endTickets } from '../kit/tickets.ts'
import { partIdentity } from './identity.ts'
import { leavingSteps, mustAdminister, person, type Staff } from './people.ts'
import { mustBeHere, mustLeaveAdministrator } from './rules.ts'
import {
  countAdministrators,
  deleteAdministrator,
  deleteInvitation,
  insertLeaving,
  updatePerson,
  updateStandInGone,
} from './store.ts'
import { updateKeysEnded } from './store-keys.ts'

/**
 * Somebody leaves: sessions, keys and links are dead with this transaction, and each word passes on what they held.
 * The person stays as a row, so that what they did keeps its name.
 */
export async function leave(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  await atomically(db, 'people administrators', async () => {
    const one = await person(db, id)
    mustBeHere(one)
    mustLeaveAdministrator(one, await countAdministrators(db))
    await insertLeaving(db, id, who.at, who.id)
    await deleteAdministrator(db, id)
    await deleteInvitation(db, id)
    await updateStandInGone(db, id)
    await endSessions(db, id)
    await updateKeysEnded(db, { person: id }, who.at)
    for (const kind of ['sign-in', 'invitation']) await endTickets(db, kind, id)
    if (one.identity_id) {
      await partIdentity(db, one.identity_id)
      await updatePerson(db, id, { identity_id: null })
    }
    await tell(leavingSteps, db, who, one)
    await record(db, who, 'people.left', id)
  })
}
