import { z } from 'zod'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { mustAdminister, type Staff } from '../people/people.ts'
import { selectSetting, upsertSetting } from '../people/store.ts'

const NAME = 'policies'

export const settingsShape = z.strictObject({
  /** Days in which whoever is asked decides, before it goes one up. */
  decide_days: z.int().min(1).max(90).default(7),
  /** A rule that was defended comes back when it has hurt so many more. */
  again: z.int().min(1).max(1000).default(3),
  /** Whether everybody outside may read which rules are gone. */
  public: z.boolean().default(false),
})
export type PolicySettings = z.output<typeof settingsShape>

/** How this company deals with its rules; what it has not chosen is as above. */
export async function policySettings(db: Db): Promise<PolicySettings> {
  const found = settingsShape.safeParse((await selectSetting(db, NAME)) ?? {})
  return found.success ? found.data : settingsShape.parse({})
}

export async function setPolicySettings(
  db: Db,
  who: Staff,
  change: Partial<PolicySettings>,
): Promise<PolicySettings> {
  mustAdminister(who)
  const after = settingsShape.parse({ ...(await policySettings(db)), ...change })
  await upsertSetting(db, NAME, after)
  await record(db, who, 'policies.settings-changed', who.company, after)
  return after
}
