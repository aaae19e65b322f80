import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import type { LimitsChanged } from '../limits/changed.ts'
import { company, type Person, type Staff } from '../people/people.ts'
import { nextAbove } from './owner.ts'
import { policy } from './policy.ts'
import { insertOwner, selectIdByLimit, selectOwnedBy } from './store.ts'
import { selectAwaiting, selectHop, selectHops } from './store-waits.ts'
import { goUp, inTurn } from './wait.ts'
import { answerByChange } from './word.ts'

/** Somebody leaves: whose word is awaited, and whose rules those are, goes to the next above. */
export async function passOnRules(db: Db, who: Staff, person: Person): Promise<void> {
  const { currency } = await company(db)
  for (const id of await selectOwnedBy(db, person.id)) {
    const next = (await nextAbove(db, person, currency, who.at, [])) ?? who.id
    await insertOwner(db, { id: newId(who.at), policy_id: id, person_id: next, at: who.at, by_id: who.id })
    await record(db, who, 'policies.owner-set', id, { owner: next })
  }
  for (const id of await selectAwaiting(db, person.id))
    await inTurn(db, id, async () => {
      const { wait } = await policy(db, id)
      const last = wait && (await selectHops(db, wait.id)).at(-1)
      const hop = last && (await selectHop(db, last.id))
      if (hop?.open && hop.person_id === person.id) await goUp(db, who, hop, 'moved')
    })
}

/** A limit that had stopped somebody is set anew: that is its owner's answer. */
export async function limitSetAnew(db: Db, who: Staff, changed: LimitsChanged): Promise<void> {
  const limits =
    changed.what === 'ladder'
      ? changed.levels.map((level) => ({ of: 'ladder' as const, level, currency: changed.currency }))
      : changed.what === 'ceiling'
        ? [{ of: 'ceiling' as const, currency: changed.currency }]
        : [{ of: 'silence' as const }]
  for (const limit of limits) {
    const id = await selectIdByLimit(db, limit)
    if (id)
      await inTurn(db, id, async () => {
        await answerByChange(db, who, await policy(db, id))
      })
  }
}
