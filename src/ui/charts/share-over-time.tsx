import { scaleLinear, scalePoint } from 'd3-scale'
import { curveMonotoneX, area as makeArea, line as makeLine } from 'd3-shape'
import type { Child } from 'hono/jsx'
import { Table } from '../table.tsx'
import { Figure, hundred } from './figure.tsx'
import type { Share } from './types.ts'

export interface TimePoint extends Partial<Share> {
  /** "Mar", "week 12". */
  label: string
  n: number
  /** Something was changed here. */
  flag?: string | undefined
}

export interface ShareOverTimeProps {
  title: string
  desc: string
  points: readonly TimePoint[]
  /** Heads of the table: the time, the share, the interval. */
  heads?: { time: string; share: string; interval: string; n: string; flag: string } | undefined
  /** Where a point has no share. */
  tooFew?: string | undefined
  note?: Child
}

const HEADS = { time: 'When', share: 'In 100', interval: 'Between', n: 'Answers', flag: 'What was changed' }

/** One line and a pale band over weeks or months; flags where something was changed. */
export function ShareOverTime(props: ShareOverTimeProps) {
  const { title, desc, points, heads = HEADS, tooFew = 'too few to say', note } = props
  const table = (
    <Table
      caption={title}
      hideCaption
      lines={points}
      columns={[
        { head: heads.time, cell: (p) => p.label },
        {
          head: heads.share,
          cell: (p) => (p.share === undefined ? tooFew : hundred(p.share)),
          numeric: true,
        },
        { head: heads.interval, cell: (p) => between(p), numeric: true },
        { head: heads.n, cell: (p) => p.n, numeric: true },
        ...(points.some((p) => p.flag) ? [{ head: heads.flag, cell: (p: TimePoint) => p.flag ?? '' }] : []),
      ]}
    />
  )
  return (
    <Figure title={title} desc={desc} table={table} note={note}>
      <Plot {...props} />
    </Figure>
  )
}

const between = (p: TimePoint): string =>
  p.low === undefined || p.high === undefined ? '–' : `${hundred(p.low)}–${hundred(p.high)}`

const HEIGHT = 200
const TOP = 34
const percent = (x: number): string => `${x.toFixed(2)}%`

/**
 * Text keeps its size at every width: labels are placed in percent, and only the line and the band lie in an
 * inner drawing that stretches.
 */
function Plot({ title, desc, points }: ShareOverTimeProps) {
  const across = scalePoint<number>()
    .domain(points.map((_, at) => at))
    .range([9, 96])
  const up = scaleLinear().domain([0, 1]).range([HEIGHT, 0])
  const x = (at: number): number => across(at) ?? 50
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  const last = points.findLastIndex((p) => p.share !== undefined)
  return (
    <svg class="over-time" role="img" width="100%" height={TOP + HEIGHT + 30} direction="ltr">
      <title>{title}</title>
      <desc>{desc}</desc>
      <svg y={TOP} width="100%" height={HEIGHT} overflow="visible" aria-hidden="true">
        {ticks.map((tick) => (
          <g class="grid">
            <line x1="0" x2="100%" y1={up(tick)} y2={up(tick)} />
            <text x="0" y={up(tick) - 4}>
              {hundred(tick)}
            </text>
          </g>
        ))}
        <Shape points={points} x={x} up={up} />
        {points.map((point, at) => (
          <Mark point={point} x={percent(x(at))} up={up} last={at === last} />
        ))}
        {points.map((point, at) => (
          <text
            class={at % every(points.length) === 0 ? 'when' : 'when more'}
            x={percent(x(at))}
            y={HEIGHT + 20}
          >
            {point.label}
          </text>
        ))}
      </svg>
    </svg>
  )
}

/** On a phone every so manieth label stays. */
const every = (count: number): number => Math.ceil(count / 6)

interface Scales {
  points: readonly TimePoint[]
  x: (at: number) => number
  up: (share: number) => number
}

function Shape({ points, x, up }: Scales) {
  const all = points.map((point, at) => ({ ...point, at }))
  const line = makeLine<(typeof all)[number]>()
    .defined((p) => p.share !== undefined)
    .x((p) => x(p.at))
    .y((p) => up(p.share ?? 0))
    .curve(curveMonotoneX)
  const band = makeArea<(typeof all)[number]>()
    .defined((p) => p.low !== undefined && p.high !== undefined)
    .x((p) => x(p.at))
    .y0((p) => up(p.low ?? 0))
    .y1((p) => up(p.high ?? 0))
    .curve(curveMonotoneX)
  return (
    <svg
      viewBox={`0 0 100 ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="band" d={band(all) ?? ''} />
      <path class="stroke" d={line(all) ?? ''} vector-effect="non-scaling-stroke" />
    </svg>
  )
}

interface MarkProps {
  point: TimePoint
  x: string
  up: (share: number) => number
  last: boolean
}

function Mark({ point, x, up, last }: MarkProps) {
  return (
    <>
      {point.flag && (
        <g class="flag">
          <line x1={x} x2={x} y1={-14} y2={HEIGHT} />
          <text x={x} y={-20}>
            {point.flag}
          </text>
        </g>
      )}
      {point.share !== undefined && (
        <circle class={last ? 'point last' : 'point'} cx={x} cy={up(point.share)} r="4" />
      )}
      {point.share !== undefined && last && (
        <text class="now" x={x} y={up(point.share) - 11}>
          {hundred(point.share)}
        </text>
      )}
    </>
  )
}
