import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { rank, type Staff } from '../people/people.ts'
import { limitRules, limitTitle, sameLimit } from './as-rules.ts'
import { type LimitName, policy } from './policy.ts'
import { makeRule } from './report.ts'
import { insertOwner, selectIdByLimit } from './store.ts'
import { comeUp, inTurn, openWait, setLastDay } from './wait.ts'

/** A limit is as old as a rule may get: its owner says whether it stays, or sets it anew. */
export async function lookAgain(db: Db, who: Staff, limit: LimitName): Promise<Id> {
  if (rank(who.level) < rank('manager') && !who.admin)
    throw new Refusal(
      'forbidden',
      'limit-look',
      'A manager or a leader asks for that. Where it stopped you, report it.',
    )
  const rule = (await limitRules(db)).find((one) => sameLimit(one.limit, limit))
  if (!rule) throw new Refusal('not-found', 'policy-limit', 'There is no such limit here.')
  const known = await selectIdByLimit(db, limit)
  if (known)
    return inTurn(db, known, async () => {
      const one = await policy(db, known)
      if (one.state !== 'awaiting') await comeUp(db, who, who.house, one, 'last-day')
      return known
    })
  const id = await makeRule(db, who, {
    name: limitTitle(limit, who.house.small),
    sentence: '',
    touchpoint_id: null,
    limit,
  })
  const owner = rule.owner_id ?? who.id
  await insertOwner(db, { id: newId(who.at), policy_id: id, person_id: owner, at: who.at, by_id: who.id })
  const wait = await openWait(db, who, who.house, { policy: id, why: 'last-day', whom: owner })
  await setLastDay(db, who, who.house, id, (await policy(db, id)).last_on)
  await record(db, who, 'policies.came-up', id, { wait, why: 'last-day' })
  return id
}
