import { randomInt } from 'node:crypto'
import { DateTime } from 'luxon'
import { record } from '../history/history.ts'
import { askedSince, openRound, type Released, type Round, roundsAbout } from '../kit/anonymous/anonymous.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { leastGroup } from '../people/least-group.ts'
import {
  type Company,
  chainOf,
  company,
  type Person,
  people,
  rank,
  type Team,
  teams,
} from '../people/people.ts'
import { type Pledge, SPANS } from './pledge.ts'
import { selectPledges } from './store.ts'

export const SEEN = 'pledges.seen'
/** What one may answer to "did you see it?". */
export const SAW = ['yes', 'no', 'cannot-tell'] as const

const LASTS_DAYS = 10
/** Whoever was asked is left alone for four weeks. */
const REST_DAYS = 28

/** On the first Monday of each month those who work below a leader are asked whether they saw what was pledged. */
const askMonthly = due<object>({
  kind: 'pledges.ask-seen',
  async run(db, who) {
    await askWhoSaw(db, who)
    await askNextMonth(db, who)
  },
})

/** Sees to it that the next month asks; it may be said as often as one likes. */
export async function askNextMonth(db: Db, who: Who): Promise<void> {
  const { zone } = await company(db)
  const first = DateTime.fromJSDate(who.at, { zone }).plus({ months: 1 }).startOf('month').set({ hour: 9 })
  const monday = first.plus({ days: (8 - first.weekday) % 7 })
  await setTimer(db, askMonthly, who.company, monday.toJSDate(), {})
}

/**
 * Opens the month's rounds. Nobody who is asked about chooses who is asked: it is drawn by lot, each person gets one
 * question at most, and only as many pledges are asked about as there are people to be well above k for each.
 */
export async function askWhoSaw(db: Db, who: Who): Promise<Round[]> {
  const [k, everybody, all, rested] = await Promise.all([
    leastGroup(db),
    people(db),
    teams(db),
    askedSince(db, SEEN, later(who.at, -days(REST_DAYS))),
  ])
  // In a house of a few there is no hiding in a number: there they speak with each other.
  if ((await company(db)).small) return []
  const leaders = everybody.filter((one) => one.level === 'leader')
  const staff = shuffled(everybody.filter((one) => one.level !== 'leader' && !rested.has(one.id)))
  const waiting = await oneOfEach(db, leaders)
  const chosen = waiting.slice(0, Math.max(1, Math.floor(staff.length / (2 * k))))
  const dealt = deal(chosen, staff, (one, leader) => isBelow(one, leader, all, staff.length >= 4 * k))
  const rounds: Round[] = []
  for (const [{ pledge }, asked] of dealt)
    if (asked.length >= k) rounds.push(await ask(db, who, pledge, asked, all, k))
  return rounds
}

async function ask(
  db: Db,
  who: Who,
  pledge: Pledge,
  asked: readonly Person[],
  all: readonly Team[],
  k: number,
): Promise<Round> {
  const house = await company(db)
  const round = await openRound(db, who, {
    kind: SEEN,
    about: pledge.id,
    k,
    choices: SAW,
    groups: groupsOf(asked, all, house),
    invited: asked.map((one) => ({ holder: one.id, group: one.team_id ?? house.id })),
    closesAt: DateTime.fromJSDate(who.at, { zone: house.zone })
      .plus({ days: LASTS_DAYS })
      .set({ hour: 18, minute: 0, second: 0, millisecond: 0 })
      .toJSDate(),
  })
  await record(db, who, 'pledges.seen-asked', pledge.id, { round: round.id, asked: asked.length })
  return round
}

type Asked = { pledge: Pledge; leader: Person }

/** One pledge of each leader, first those that were not asked about for the longest time. */
async function oneOfEach(db: Db, leaders: readonly Person[]): Promise<Asked[]> {
  const pledges = await selectPledges(db, { people: leaders.map((one) => one.id), open: true })
  const before = await roundsAbout(
    db,
    SEEN,
    pledges.map((one) => one.id),
  )
  const last = (one: Pledge) => before.find((round) => round.about_id === one.id)?.opened_at.getTime() ?? 0
  // Of two that nobody was asked about yet, first what there is to see more often.
  const often = (one: Pledge) => SPANS.indexOf(one.per)
  const byAge = pledges.toSorted((a, b) => last(a) - last(b) || often(a) - often(b))
  return leaders
    .flatMap((leader) => {
      const pledge = byAge.find((one) => one.person_id === leader.id)
      return pledge ? [{ pledge, leader }] : []
    })
    .sort((a, b) => last(a.pledge) - last(b.pledge))
}

/** Of a lower level; in a large house of the leader's own branch, where the leader stands over one. */
function isBelow(one: Person, leader: Person, all: readonly Team[], large: boolean): boolean {
  if (rank(one.level) >= rank(leader.level)) return false
  const branch = leader.team_id && all.some((team) => team.parent_id === leader.team_id)
  return !(large && branch) || chainOf(all, one.team_id).includes(leader.team_id ?? '')
}

/** In turn, one for each, until nobody is left who may be asked. */
function deal(
  asked: readonly Asked[],
  staff: readonly Person[],
  may: (one: Person, leader: Person) => boolean,
): Map<Asked, Person[]> {
  const hands = new Map<Asked, Person[]>(asked.map((one) => [one, []]))
  for (const one of staff) {
    const [next] = [...hands]
      .filter(([{ leader }]) => may(one, leader))
      .sort(([, a], [, b]) => a.length - b.length)
    next?.[1].push(one)
  }
  return hands
}

function groupsOf(
  asked: readonly Person[],
  all: readonly Team[],
  house: Company,
): { id: Id; name: string }[] {
  const ids = [...new Set(asked.map((one) => one.team_id ?? house.id))]
  return ids.map((id) => ({ id, name: all.find((team) => team.id === id)?.name ?? house.name }))
}

function shuffled<T>(all: readonly T[]): T[] {
  const lot = [...all]
  for (let at = lot.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    ;[lot[at], lot[other]] = [lot[other]!, lot[at]!]
  }
  return lot
}

/** Only that something was let out leaves a line. */
export async function seenReleased(db: Db, who: Who, { round, n }: Released): Promise<void> {
  if (round.kind !== SEEN) return
  await record(db, who, 'pledges.seen-released', round.about_id, { round: round.id, answers: n })
}
