import { DateTime } from 'luxon'
import { type Case, readCase } from '../cases/cases.ts'
import { customer as readCustomer } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { later, minutes } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { dropTimer } from '../kit/timers.ts'
import { person, type Staff } from '../people/people.ts'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { limitRules, limitTitle, ownLimit, sameLimit } from './as-rules.ts'
import { onDay } from './in-words.ts'
import { ownerByDefault } from './owner.ts'
import { type LimitName, type Policy, policy, ruleReported } from './policy.ts'
import { dayOf, LASTS_DAYS, TAKE_BACK_MINUTES } from './rules.ts'
import { policySettings } from './settings.ts'
import {
  deletePolicy,
  insertOwner,
  insertPolicy,
  selectIdByLimit,
  selectIdByName,
  selectPolicyRows,
} from './store.ts'
import {
  countHurtSince,
  countReports,
  deleteReport,
  type HurtRow,
  insertHurts,
  insertReport,
  type ReportRow,
  selectFirstSaid,
  selectReport,
  selectSame,
} from './store-reports.ts'
import { comeUp, inTurn, lastDay, openWait, setLastDay } from './wait.ts'

export type Reporting = {
  case?: Id | undefined
  /** One that is known, a limit, or one by its name: known by that name, or new. */
  policy?: Id | undefined
  limit?: LimitName | undefined
  name?: string | undefined
  /** Of a new rule: how staff say it, whose it is, and where it stands in the way. */
  sentence?: string | undefined
  owner?: Id | undefined
  touchpoint?: Id | undefined
  /** Whom it hurt. Left out, it is the customer of the case; null: nobody whom we know. */
  customer?: Id | null | undefined
  /** So many others, whose names nobody knows. */
  more?: number | undefined
  /** How it hurt, in a few words. */
  hurt?: string | undefined
  /** What it would have cost to be kind. */
  cost?: Money | null | undefined
  /** What it took from the customer. */
  charged?: Money | null | undefined
}
/** `made` is false where this person had reported it for this case: nobody is counted twice. */
export type Reported = { policy: Id; report: Id; made: boolean }

/** A rule stopped me: named by whoever it stopped, with whom it hurt. */
export async function reportRule(db: Db, who: Staff, what: Reporting): Promise<Reported> {
  const one = what.case ? await readCase(db, what.case) : undefined
  const meant = what.customer === undefined ? (one?.customer_id ?? null) : what.customer
  const customer = meant ? (await readCustomer(db, meant)).id : null
  const id = await ruleMeant(db, who, what, one)
  return inTurn(db, id, async () => {
    const rule = await mustHold(db, who, id)
    const report: ReportRow = {
      id: newId(who.at),
      policy_id: id,
      person_id: who.id,
      once: one?.id ?? customer ?? dayOf(who.at, who.house.zone),
      case_id: one?.id ?? null,
      words: (what.hurt ?? '').trim().slice(0, 2000),
      cost: what.cost?.minor ?? null,
      currency: what.cost?.currency ?? null,
      at: who.at,
    }
    const made = await insertReport(db, report)
    const row = made ? report : await selectSame(db, report)
    const more = await insertHurts(db, await hurtRows(db, who, row, customer, what))
    if (!made && more === 0) return { policy: id, report: row.id, made: false }
    if (!rule) await begin(db, who, id, what, one)
    await record(db, who, 'policies.reported', id, {
      report: row.id,
      ...(one ? { case: one.id } : {}),
      ...(customer ? { customer } : {}),
    })
    if (rule) await comeBack(db, who, rule)
    await tell(ruleReported, db, who, { policy: id, report: row.id, case: one?.id ?? null })
    return { policy: id, report: row.id, made }
  })
}

/** A known rule that is not gone; undefined of one that was made just now. */
async function mustHold(db: Db, who: Staff, id: Id): Promise<Policy | undefined> {
  if ((await selectPolicyRows(db, [id])).length === 0) return undefined
  const rule = await policy(db, id)
  if (rule.state !== 'scrapped') return rule
  const when = rule.word ? onDay(rule.word.at, who.at, who.house.zone) : 'a while ago'
  throw new Refusal(
    'conflict',
    'policy-scrapped',
    `“${rule.name}” was scrapped ${when}: nobody need keep to it. Where it still holds, open it again and say why.`,
    { field: 'name', about: { policy: id } },
  )
}

async function ruleMeant(db: Db, who: Staff, what: Reporting, one: Case | undefined): Promise<Id> {
  if (what.policy) {
    await policy(db, what.policy)
    return what.policy
  }
  const name = (what.name ?? '').replace(/\s+/g, ' ').trim()
  const own = what.limit ? undefined : await ownLimit(db, who)
  const limit = what.limit ?? (own && own.title === name ? own.limit : undefined)
  if (limit) return limitMeant(db, who, limit)
  if (name.length < 3)
    throw new Refusal('invalid', 'policy-name', 'Say which rule: a few words by which colleagues know it.', {
      field: 'name',
    })
  const known = await selectIdByName(db, name.slice(0, 160))
  if (known) return known
  const place = what.touchpoint ? (await touchpoint(db, what.touchpoint)).id : (one?.touchpoint_id ?? null)
  return makeRule(db, who, {
    name: name.slice(0, 160),
    sentence: (what.sentence ?? '').trim().slice(0, 1000),
    touchpoint_id: place,
    limit: null,
  })
}

async function limitMeant(db: Db, who: Staff, limit: LimitName): Promise<Id> {
  const known = await selectIdByLimit(db, limit)
  if (known) return known
  if (!(await limitRules(db)).some((rule) => sameLimit(rule.limit, limit)))
    throw new Refusal('not-found', 'policy-limit', 'There is no such limit here.', { field: 'limit' })
  return makeRule(db, who, { name: limitTitle(limit), sentence: '', touchpoint_id: null, limit })
}

/** Two who name the same new rule at the same moment name one rule. */
export async function makeRule(
  db: Db,
  who: Staff,
  row: { name: string; sentence: string; touchpoint_id: Id | null; limit: LimitName | null },
): Promise<Id> {
  const id = newId(who.at)
  const last_on =
    DateTime.fromISO(dayOf(who.at, who.house.zone)).plus({ days: LASTS_DAYS }).toISODate() ??
    dayOf(who.at, who.house.zone)
  if (await insertPolicy(db, { id, ...row, last_on, at: who.at, by_id: who.id })) return id
  const other = row.limit ? await selectIdByLimit(db, row.limit) : await selectIdByName(db, row.name)
  if (!other) throw new Error('A rule that is there cannot be found.')
  return other
}

/** The first report of a rule: it has an owner, a last day, and their word is awaited. */
async function begin(db: Db, who: Staff, id: Id, what: Reporting, one: Case | undefined): Promise<void> {
  const owner = what.owner
    ? await mustBeHere(db, what.owner)
    : await ownerOf(db, who, what, one?.touchpoint_id ?? null)
  await insertOwner(db, { id: newId(who.at), policy_id: id, person_id: owner, at: who.at, by_id: who.id })
  await openWait(db, who, who.house, { policy: id, why: 'reported', whom: owner })
  const last = DateTime.fromISO(dayOf(who.at, who.house.zone)).plus({ days: LASTS_DAYS }).toISODate() ?? ''
  await setLastDay(db, who, who.house, id, last)
}

async function ownerOf(db: Db, who: Staff, what: Reporting, place: Id | null): Promise<Id> {
  const limits = await limitRules(db)
  const own = await ownLimit(db, who)
  const limit = what.limit ?? (own && own.title === what.name?.trim() ? own.limit : undefined)
  const found = limit && limits.find((rule) => sameLimit(rule.limit, limit))
  if (found?.owner_id) return found.owner_id
  return ownerByDefault(db, who, who.house.currency, what.touchpoint ?? place)
}

async function mustBeHere(db: Db, id: Id): Promise<Id> {
  const one = await person(db, id)
  if (one.left_at)
    throw new Refusal('conflict', 'person-left', `${one.name} has left the company.`, { field: 'owner' })
  return one.id
}

async function hurtRows(
  db: Db,
  who: Staff,
  report: ReportRow,
  customer: Id | null,
  what: Reporting,
): Promise<HurtRow[]> {
  const base = { policy_id: report.policy_id, report_id: report.id, case_id: report.case_id, at: who.at }
  const more = what.more ?? 0
  if (!Number.isInteger(more) || more < 0 || more > 100_000)
    throw new Refusal('invalid', 'policy-more', 'Say how many others as a whole number.', { field: 'more' })
  const said = report.case_id ? await selectFirstSaid(db, report.case_id) : null
  const charged = what.charged && what.charged.minor > 0n ? what.charged : null
  return [
    ...(customer
      ? [
          {
            ...base,
            id: newId(who.at),
            customer_id: customer,
            people: 1,
            interaction_id: said,
            amount: charged?.minor ?? null,
            currency: charged?.currency ?? null,
          },
        ]
      : []),
    ...(more > 0
      ? [
          {
            ...base,
            id: newId(who.at),
            customer_id: null,
            people: more,
            interaction_id: null,
            amount: null,
            currency: null,
          },
        ]
      : []),
  ]
}

/** It was kept, and has hurt so many more since: its owner decides again. */
async function comeBack(db: Db, who: Staff, rule: Policy): Promise<void> {
  if (rule.wait || !rule.word) return
  const { again } = await policySettings(db)
  if ((await countHurtSince(db, rule.id, rule.word.at)) < again) return
  await comeUp(db, who, who.house, rule, 'again')
}

/** For ten minutes a report can be taken back by whoever made it; a rule that it brought goes with it. */
export async function takeReportBack(db: Db, who: Staff, id: Id): Promise<void> {
  const found = await selectReport(db, id)
  if (!found) throw new Refusal('gone', 'report-gone', 'This report was taken back already.')
  await inTurn(db, found.policy_id, async () => {
    if (found.person_id !== who.id)
      throw new Refusal('forbidden', 'report-mine', 'Whoever reported it may take it back.')
    if (later(found.at, minutes(TAKE_BACK_MINUTES)) <= who.at)
      throw new Refusal(
        'gone',
        'report-late',
        'It was reported more than ten minutes ago, and its owner has heard of it.',
      )
    const rule = await policy(db, found.policy_id)
    if (rule.word && rule.word.at >= found.at)
      throw new Refusal('conflict', 'report-decided', 'A word was said on it already: it stays.')
    await deleteReport(db, id)
    if (!rule.word && rule.wait?.why === 'reported' && (await countReports(db, rule.id)) === 0) {
      await dropTimer(db, lastDay, rule.id)
      await deletePolicy(db, rule.id)
    }
    await record(db, who, 'policies.report-taken-back', found.policy_id, { report: id })
  })
}
