import { DateTime } from 'luxon'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { type Limit, limitOf, silenceOf } from '../limits/limits.ts'
import { ceilingSentence, isRung, limitSentence, silenceSentence } from '../limits/sentences.ts'
import { allCeilings, currentLimits } from '../limits/store.ts'
import { company, LEVELS, levelNames, people, type Staff } from '../people/people.ts'
import type { LimitName, Policy } from './policy.ts'
import { LASTS_DAYS } from './rules.ts'
import { selectIdByLimit } from './store.ts'

/** A limit as a rule among rules: what it says now is read from limits, and stands nowhere else. */
export type LimitRule = {
  limit: LimitName
  title: string
  /** What it allows now. */
  sentence: string
  owner_id: Id | null
  owner: string | null
  /** A year after it was set: then somebody looks at it again. */
  last_on: string
  /** The rule that it has become, once it stopped somebody. */
  policy: Id | null
}

/** Every limit of the ladder, the ceiling, and what silence means. */
export async function limitRules(db: Db): Promise<LimitRule[]> {
  const [house, limits, ceilings, silence, everybody] = [
    await company(db),
    await currentLimits(db),
    await allCeilings(db),
    await silenceOf(db),
    await people(db),
  ]
  const leader = everybody.find((one) => one.level === 'leader' && one.admin)
  const made = async (
    limit: LimitName,
    row: { at: Date; by_id: Id | null } | undefined,
    sentence: string,
  ) => {
    const owner = everybody.find((one) => one.id === row?.by_id) ?? leader
    return {
      limit,
      title: limitTitle(limit, house.small),
      sentence,
      owner_id: owner?.id ?? null,
      owner: owner?.name ?? null,
      last_on: row ? (DateTime.fromJSDate(row.at).plus({ days: LASTS_DAYS }).toISODate() ?? '') : '',
      policy: (await selectIdByLimit(db, limit)) ?? null,
    }
  }
  const rules: LimitRule[] = []
  for (const level of LEVELS.filter((one) => one !== 'leader' && isRung(one, house)))
    for (const row of limits.filter((one) => one.level === level && !one.person_id))
      rules.push(
        await made({ of: 'ladder', level, currency: row.currency }, row, capital(limitSentence(row, 'en'))),
      )
  for (const row of ceilings)
    rules.push(await made({ of: 'ceiling', currency: row.currency }, row, ceilingSentence(row, 'en')))
  // In a small house nobody is asked, so no silence means anything.
  if (silence && !house.small) rules.push(await made({ of: 'silence' }, silence, silenceSentence(silence)))
  return rules
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The name of a limit, without its amount. */
export function limitTitle(limit: LimitName, small = false): string {
  if (limit.of === 'silence') return 'What no answer means'
  if (limit.of === 'ceiling') return `The company’s ceiling in ${limit.currency}`
  const level = LEVELS.find((one) => one === limit.level)
  if (small) return `What everybody may give in ${limit.currency}`
  return `What the ${level ? levelNames[level] : limit.level} may give in ${limit.currency}`
}

/** The limit of this person as a rule, and in words: "My limit: may give €100 a case …". */
export async function ownLimit(db: Db, who: Staff): Promise<{ limit: LimitName; title: string } | undefined> {
  const { currency } = who.house
  const found: Limit | undefined = await limitOf(db, who, currency, who.at)
  if (!found || found.person_id || found.level === 'leader' || found.level === 'agent') return undefined
  return {
    limit: { of: 'ladder', level: found.level, currency },
    title: `My limit: ${limitSentence(found, 'en').replace(/^may give /, '')}`,
  }
}

/** What a rule is called: a limit by what it allows now. */
export async function titleOf(db: Db, one: Pick<Policy, 'name' | 'limit'>): Promise<string> {
  if (!one.limit) return one.name
  const found = (await limitRules(db)).find((rule) => sameLimit(rule.limit, one.limit))
  return found?.title ?? one.name
}

export const sameLimit = (a: LimitName, b: LimitName | null): boolean =>
  b !== null &&
  a.of === b.of &&
  (a.of !== 'ladder' || (b.of === 'ladder' && a.level === b.level)) &&
  ('currency' in a ? a.currency : '') === ('currency' in b ? b.currency : '')
