import { stringify } from 'csv-stringify/sync'
import { VERDICTS } from '../interactions/interactions.ts'
import type { Fives } from './fives.ts'
import type { Board } from './journey.ts'
import type { Told } from './told.ts'

type Line = Record<string, string | number>

const share = (of: { share: number; low: number; high: number } | undefined, name = ''): Line => ({
  [`${name}share`]: of ? round(of.share) : '',
  [`${name}low`]: of ? round(of.low) : '',
  [`${name}high`]: of ? round(of.high) : '',
})
const round = (x: number): string => x.toFixed(4)

/** Counts, shares of 0 to 1 and their 95 % intervals; where they are too few there is no share. */
export function fivesTable(found: Fives): Line[] {
  const line = (what: string, name: string, from: string, told: Told | undefined): Line => ({
    what,
    name,
    from,
    fives: told?.part ?? 'not shown',
    answers: told?.n ?? 'not shown',
    ...share(told?.share),
  })
  const { from } = found.span
  return [
    line('all', '', from, found.told),
    line('all, a year ago', '', '', found.yearAgo),
    ...found.line.map((step) => line(found.by, step.label, step.day, step)),
    ...found.touchpoints.map((one) => line('touchpoint', one.touchpoint.name, from, one.told)),
    ...found.teams.map((one) => line('team', one.team.name, from, one.told)),
  ]
}

export const boardTable = ({ places, span }: Board): Line[] =>
  places.map(({ touchpoint, owner, n, counts, shares }) => ({
    stage: touchpoint.stage,
    touchpoint: touchpoint.name,
    owner: owner ?? '',
    from: span.from,
    to: span.to,
    answers: n,
    ...counts,
    ...Object.assign({}, ...VERDICTS.map((verdict) => share(shares?.[verdict], `${verdict} `))),
    'staff guessed magic': touchpoint.guess ?? '',
  }))

/** A name that begins like a formula is none: spreadsheets must not run what somebody typed. */
export function csvFile(name: string, lines: readonly Line[]): Response {
  const text = stringify([...lines], { header: true, bom: true, escape_formulas: true })
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
