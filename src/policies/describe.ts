import { record } from '../history/history.ts'
import { type Db, isDatabaseError } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { type Policy, policy } from './policy.ts'
import { selectIdByName, updatePolicy } from './store.ts'

export type Described = {
  name?: string | undefined
  sentence?: string | undefined
  touchpoint?: Id | null | undefined
}

/** Puts a rule into better words, or says where on the journey it stands in the way. */
export async function describe(db: Db, who: Staff, id: Id, what: Described): Promise<Policy> {
  const one = await policy(db, id)
  const name = what.name?.replace(/\s+/g, ' ').trim()
  if (name !== undefined && (one.limit || name.length < 3 || name.length > 160))
    throw new Refusal(
      'invalid',
      'policy-name',
      one.limit ? 'A limit has its own name.' : 'A rule’s name has 3 to 160 characters.',
      { field: 'name' },
    )
  const same = name === undefined ? undefined : await selectIdByName(db, name)
  if (same && same !== id) refuseTaken()
  if (what.touchpoint) await touchpoint(db, what.touchpoint)
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(what.sentence === undefined ? {} : { sentence: what.sentence.trim().slice(0, 1000) }),
    ...(what.touchpoint === undefined ? {} : { touchpoint_id: what.touchpoint }),
  }
  if (Object.keys(change).length === 0) return one
  await updatePolicy(db, id, change).catch((error: unknown) => {
    throw isDatabaseError(error, '23505') ? refuseTaken() : error
  })
  await record(db, who, 'policies.described', id, { changed: Object.keys(change).sort() })
  return policy(db, id)
}

function refuseTaken(): never {
  throw new Refusal('conflict', 'policy-name-taken', 'There is a rule of this name already.', {
    field: 'name',
  })
}
