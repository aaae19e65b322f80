import { record } from '../history/history.ts'
import { type Db, noteIfUndone } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { shiftOf } from '../limits/limits.ts'
import type { Staff } from '../people/people.ts'
import type { LimitMet } from '../remedies/remedies.ts'
import { insertMet, type MetRow } from './store-met.ts'

/**
 * On a shift, coming to the end of the limit is noted as met by the leader. A refusal undoes all of the deed, so its
 * note is written apart, after that: it loosens nothing.
 */
export async function noteLimitMet(db: Db, who: Staff, { case: id, amount, ask }: LimitMet): Promise<void> {
  const shift = await shiftOf(db, who.id, who.at)
  if (!shift) return
  const met = { case_id: id, minor: amount.minor, currency: amount.currency, ask_id: ask, policy_id: null }
  if (ask) await note(db, who, shift.id, { ...met, how: 'asked' })
  else noteIfUndone(db, (apart) => note(apart, who, shift.id, { ...met, how: 'refused' }))
}

/** A rule that is reported on a shift was met on it. */
export async function noteRuleMet(db: Db, who: Staff, what: { policy: Id; case: Id | null }): Promise<void> {
  const shift = await shiftOf(db, who.id, who.at)
  if (!shift) return
  const met = { case_id: what.case, minor: null, currency: null, ask_id: null, policy_id: what.policy }
  await note(db, who, shift.id, { ...met, how: 'rule' })
}

async function note(
  db: Db,
  who: Staff,
  shift: Id,
  met: Omit<MetRow, 'id' | 'shift_id' | 'at'>,
): Promise<void> {
  if (!(await insertMet(db, { ...met, id: newId(who.at), shift_id: shift, at: who.at }))) return
  await record(db, who, 'pledges.met', shift, {
    how: met.how,
    ...(met.case_id ? { case: met.case_id } : {}),
    ...(met.policy_id ? { policy: met.policy_id } : {}),
  })
}
