import { type Tallied, tally } from '../figures/figures.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { type ShownTeam, teamsShown } from '../people/small-teams.ts'
import { type Touchpoint, touchpoint, touchpoints } from '../touchpoints/touchpoints.ts'
import { fives } from './figures.ts'
import { type Period, type Span, type Step, spanOf, stepsOf, yearBefore } from './period.ts'
import { type Told, toldOf } from './told.ts'

export type Asked = { period: Period; team?: Id | undefined; touchpoint?: Id | undefined }

/** Who gave a five: in all, a year ago, week by week or month by month, by team and by touchpoint. */
export type Fives = {
  period: Period
  span: Span
  team: ShownTeam | undefined
  touchpoint: Touchpoint | undefined
  told: Told
  yearAgo: Told
  by: 'week' | 'month'
  line: (Step & Told)[]
  /** Undefined where a team is too small to be shown by itself. */
  teams: { team: ShownTeam; told: Told | undefined }[]
  touchpoints: { touchpoint: Touchpoint; told: Told }[]
}

/** Only what was answered; there is no asking for a person. */
export async function readFives(db: Db, who: Staff, asked: Asked): Promise<Fives> {
  const [allTeams, chain] = await Promise.all([teamsShown(db), touchpoints(db)])
  const team = asked.team ? mayBeShown(allTeams.find((one) => one.id === asked.team)) : undefined
  const place = asked.touchpoint ? await touchpoint(db, asked.touchpoint) : undefined
  const zone = who.house.zone
  const span = spanOf(asked.period, who.at, zone)
  const { by, steps } = stepsOf(asked.period, who.at, zone)
  const where = { ...(team && { team: team.id }), ...(place && { touchpoint: place.id }) }
  const [now, before, overTime] = await Promise.all([
    tally(db, fives, { ...span, by: ['team', 'touchpoint', 'score'], where }),
    tally(db, fives, { ...yearBefore(span), by: ['score'], where }),
    tally(db, fives, { from: steps[0]?.day ?? span.from, to: span.to, by: [by, 'score'], where }),
  ])
  return {
    period: asked.period,
    span,
    team,
    touchpoint: place,
    told: sharesOf(now),
    yearAgo: sharesOf(before),
    by,
    line: steps.map((step) => ({ ...step, ...sharesOf(overTime.filter((row) => row[by] === step.day)) })),
    teams: answered(allTeams, now, 'team').map(([one, told]) => ({
      team: one,
      told: one.hidden ? undefined : told,
    })),
    touchpoints: answered(chain, now, 'touchpoint').map(([one, told]) => ({
      touchpoint: one,
      told,
    })),
  }
}

/** The share of fives of everybody, now and a year ago: the line that all know. */
export async function fivesOfAll(db: Db, who: Staff, period: Period): Promise<{ told: Told; yearAgo: Told }> {
  const span = spanOf(period, who.at, who.house.zone)
  const [now, before] = await Promise.all([
    tally(db, fives, { ...span, by: ['score'] }),
    tally(db, fives, { ...yearBefore(span), by: ['score'] }),
  ])
  return { told: sharesOf(now), yearAgo: sharesOf(before) }
}

function sharesOf(rows: readonly Tallied[]): Told {
  const sum = (of: readonly Tallied[]) => of.reduce((all, row) => all + Number(row.n), 0)
  return toldOf(sum(rows.filter((row) => row.score === 5)), sum(rows))
}

/** Those of them where somebody answered, in their own order: nobody is ranked. */
function answered<T extends { id: Id }>(
  all: readonly T[],
  rows: readonly Tallied[],
  by: 'team' | 'touchpoint',
): [T, Told][] {
  return all
    .map((one): [T, Told] => [one, sharesOf(rows.filter((row) => row[by] === one.id))])
    .filter(([, told]) => told.n > 0)
}

function mayBeShown(team: ShownTeam | undefined): ShownTeam {
  if (!team) throw new Refusal('not-found', 'team', 'There is no such team here.')
  if (team.hidden)
    throw new Refusal(
      'forbidden',
      'team-small',
      `${team.name} is not shown by itself: so few work there that the figure would be about a person.`,
    )
  return team
}
