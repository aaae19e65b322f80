import type { Child } from 'hono/jsx'
import { Table } from '../table.tsx'
import type { Tone } from '../tone.ts'
import { Figure, hundred } from './figure.tsx'
import type { Share } from './types.ts'

export interface IntervalBar extends Partial<Share> {
  label: string
  href?: string | undefined
  n: number
  tone?: Tone | undefined
}

export interface IntervalBarsProps {
  title: string
  desc: string
  bars: readonly IntervalBar[]
  heads?: { name: string; share: string; interval: string; n: string } | undefined
  tooFew?: string | undefined
  note?: Child
}

const HEADS = { name: 'What', share: 'In 100', interval: 'Between', n: 'n' }

/** A dot for each share and a line for its doubt, one beneath the other from 0 to 100. */
export function IntervalBars(props: IntervalBarsProps) {
  const { title, desc, bars, heads = HEADS, tooFew = 'too few to say', note } = props
  const table = (
    <Table
      caption={title}
      hideCaption
      lines={bars}
      columns={[
        { head: heads.name, cell: (b) => b.label },
        {
          head: heads.share,
          cell: (b) => (b.share === undefined ? tooFew : hundred(b.share)),
          numeric: true,
        },
        { head: heads.interval, cell: (b) => between(b), numeric: true },
        { head: heads.n, cell: (b) => b.n, numeric: true },
      ]}
    />
  )
  return (
    <Figure title={title} desc={desc} table={table} note={note}>
      <ul class="bars">
        {bars.map((bar) => (
          <li>
            <span class="name">{bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}</span>
            {bar.share === undefined ? <span class="few">{tooFew}</span> : <Bar {...bar} share={bar.share} />}
            <span class="value num" dir="ltr">
              {bar.share !== undefined && <b>{hundred(bar.share)}</b>}
              <span class="faint">
                {bar.share !== undefined && ` ${between(bar)},`} n {bar.n}
              </span>
            </span>
          </li>
        ))}
        <li class="axis" aria-hidden="true">
          <svg width="100%" height="20" direction="ltr" aria-hidden="true">
            <text x="0" y="14">
              0
            </text>
            <text x="50%" y="14">
              50
            </text>
            <text x="100%" y="14">
              100
            </text>
          </svg>
        </li>
      </ul>
    </Figure>
  )
}

const between = (b: Partial<Share>): string =>
  b.low === undefined || b.high === undefined ? '–' : `${hundred(b.low)}–${hundred(b.high)}`

const at = (share: number): string => `${(share * 100).toFixed(1)}%`

function Bar({ share, low = share, high = share, tone, label, n }: IntervalBar & { share: number }) {
  return (
    <svg class={`bar ${tone ?? 'ink'}`} role="img" width="100%" height="34" direction="ltr">
      <title>{`${label}: ${hundred(share)}, ${hundred(low)}–${hundred(high)}, n ${n}`}</title>
      {[0, 0.5, 1].map((tick) => (
        <line class="tick" x1={at(tick)} x2={at(tick)} y1="0" y2="34" />
      ))}
      <line class="doubt" x1={at(low)} x2={at(high)} y1="17" y2="17" />
      <circle cx={at(share)} cy="17" r="5" />
    </svg>
  )
}
