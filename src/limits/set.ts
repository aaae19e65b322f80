import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { decimalsOf } from '../kit/money.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { LEVELS, type Level, levelNames, mustAdminister, person, type Staff, team } from '../people/people.ts'
import { limitsChanged } from './changed.ts'
import type { Budget, Ceiling, Limit, Silence } from './limits.ts'
import type { Period } from './periods.ts'
import {
  currentLimits,
  insertBudget,
  insertCeiling,
  insertLimits,
  insertSilence,
  newestBudgets,
  newestCeiling,
  newestSilence,
} from './store.ts'

export type Bounds = Pick<
  Limit,
  'per_case' | 'per_customer' | 'customer_days' | 'per_period' | 'period' | 'owed_per_case'
>
export type Rung = Bounds & { level: Level }

/** Sets what levels may give in one currency. Only what changes becomes a new row; a level not named stays. */
export async function setLadder(
  db: Db,
  who: Staff,
  what: { currency: string; rungs: Rung[] },
): Promise<Limit[]> {
  mustAdminister(who)
  decimalsOf(what.currency)
  what.rungs.forEach(mustMakeSense)
  const known = (await currentLimits(db)).filter((one) => !one.person_id && one.currency === what.currency)
  const changed = what.rungs.filter((rung) => {
    const now = known.find((one) => one.level === rung.level)
    return !now || !same(now, rung)
  })
  mustRise([...known.filter((one) => !changed.some((rung) => rung.level === one.level)), ...changed])
  if (changed.length === 0) return []
  const rows = changed.map(
    (rung): Limit => ({ ...rung, ...made(who), currency: what.currency, person_id: null }),
  )
  await insertLimits(db, rows)
  await record(db, who, 'limits.ladder-set', who.company, {
    currency: what.currency,
    levels: changed.map((one) => one.level),
  })
  const levels = changed.map((one) => one.level)
  await tell(limitsChanged, db, who, { what: 'ladder', currency: what.currency, levels })
  return rows
}

/** A limit of one person's own; an automatic agent has no other. */
export async function setOwnLimit(
  db: Db,
  who: Staff,
  what: Bounds & { person: Id; currency: string; agent?: boolean | undefined },
): Promise<Limit> {
  mustAdminister(who)
  decimalsOf(what.currency)
  mustMakeSense(what)
  const { person: id, agent, currency, ...bounds } = what
  const whose = await person(db, id)
  const row: Limit = {
    ...bounds,
    ...made(who),
    currency,
    level: agent ? 'agent' : whose.level,
    person_id: whose.id,
  }
  await insertLimits(db, [row])
  await record(db, who, 'limits.own-set', whose.id, { limit: row.id, currency, agent: agent ?? false })
  return row
}

/** From now on this person is an automatic agent: it may give nothing until somebody says otherwise. */
export const makeAgent = (db: Db, who: Staff, id: Id): Promise<Limit> =>
  setOwnLimit(db, who, {
    person: id,
    agent: true,
    currency: who.house.currency,
    per_case: 0n,
    per_customer: 0n,
    customer_days: 30,
    per_period: 0n,
    period: 'month',
    owed_per_case: 0n,
  })

export async function setCeiling(
  db: Db,
  who: Staff,
  what: { currency: string; per_period: bigint; period: Period },
): Promise<Ceiling> {
  mustAdminister(who)
  decimalsOf(what.currency)
  const now = await newestCeiling(db, what.currency)
  if (now && now.per_period === what.per_period && now.period === what.period) return now
  const row: Ceiling = { ...what, ...made(who) }
  await insertCeiling(db, row)
  await record(db, who, 'limits.ceiling-set', who.company, { ceiling: row.id, currency: what.currency })
  await tell(limitsChanged, db, who, { what: 'ceiling', currency: what.currency })
  return row
}

export async function setBudget(
  db: Db,
  who: Staff,
  what: { team: Id; currency: string; per_period: bigint; period: Period },
): Promise<Budget> {
  mustAdminister(who)
  decimalsOf(what.currency)
  const { id: team_id } = await team(db, what.team)
  const { currency, per_period, period } = what
  const now = (await newestBudgets(db, currency)).find((one) => one.team_id === team_id)
  if (now && now.per_period === per_period && now.period === period) return now
  const row: Budget = { team_id, currency, per_period, period, ...made(who) }
  await insertBudget(db, row)
  await record(db, who, 'limits.budget-set', team_id, { budget: row.id, currency })
  return row
}

/** Allows "no answer is yes", or with null minutes forbids it again. */
export async function setSilence(
  db: Db,
  who: Staff,
  what: { minutes: number | null; per_week: number },
): Promise<Silence> {
  mustAdminister(who)
  const now = await newestSilence(db)
  if (now && now.minutes === what.minutes && now.per_week === what.per_week) return now
  const row: Silence = { ...what, ...made(who) }
  await insertSilence(db, row)
  await record(db, who, 'limits.silence-set', who.company, { minutes: what.minutes, per_week: what.per_week })
  await tell(limitsChanged, db, who, { what: 'silence' })
  return row
}

const made = (who: Staff) => ({ id: newId(who.at), at: who.at, by_id: who.id })

const same = (a: Bounds, b: Bounds): boolean =>
  a.per_case === b.per_case &&
  a.per_customer === b.per_customer &&
  a.customer_days === b.customer_days &&
  a.per_period === b.per_period &&
  a.period === b.period &&
  a.owed_per_case === b.owed_per_case

/** A bound that can never be reached would only look like one. */
function mustMakeSense(one: Bounds): void {
  if (one.per_case !== null && one.per_period !== null && one.per_case > one.per_period)
    throw new Refusal(
      'invalid',
      'limit-order',
      `What one may give on a case is more than what one may give in a ${one.period}: nobody could ever give it.`,
      { field: 'per_period' },
    )
}

/** The next level must be able to say yes: so it may give at least as much. */
function mustRise(rungs: readonly (Bounds & { level: Limit['level'] })[]): void {
  const found = LEVELS.flatMap((level) => {
    const rung = rungs.find((one) => one.level === level)
    return rung ? [{ ...rung, level }] : []
  })
  found.slice(1).forEach((upper, at) => {
    const lower = found[at]
    if (!lower || upper.per_case === null) return
    if (lower.per_case === null || lower.per_case > upper.per_case)
      throw new Refusal(
        'invalid',
        'limit-ladder',
        `A ${levelNames[upper.level]} must be able to say yes to what a ${levelNames[lower.level]} may not give: set it at least as high.`,
        { field: `${upper.level}.per_case` },
      )
  })
}
