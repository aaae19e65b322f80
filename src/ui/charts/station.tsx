import { names } from '../names.ts'
import { type Tone, tones } from '../tone.ts'
import { hundred } from './figure.tsx'
import type { Station } from './share-strip.tsx'

interface StationProps {
  station: Station
  words: Record<Tone, string>
  tooFew: string
}

const UPRIGHT = { length: 210, least: 24 }
const ACROSS = { length: 100, least: 15 }

interface Slice {
  tone: Tone
  share: number
  from: number
  to: number
  /** Where the number stands, and whose ground it stands on. */
  label: number
}

/**
 * The three slices along a length. A slice too thin for its number lends it to the neighbour, just across the
 * border, in its own colour: nothing is drawn larger than it is.
 */
export function slices(
  shares: Record<Tone, number>,
  { length, least }: { length: number; least: number },
): Slice[] {
  let from = 0
  const all = tones.map((tone) => {
    const slice = { tone, share: shares[tone], from, to: from + shares[tone] * length }
    from = slice.to
    return slice
  })
  const isThin = (slice: { from: number; to: number; share: number } | undefined): boolean =>
    slice !== undefined && slice.share > 0 && slice.to - slice.from < least
  return all.map((slice, at) => {
    if (isThin(slice)) return { ...slice, label: at === 0 ? slice.to + least / 2 : slice.from - least / 2 }
    const start = isThin(all[at - 1]) && at === 1 ? slice.from + least : slice.from
    const end = isThin(all[at + 1]) && at < 2 ? slice.to - least : slice.to
    return { ...slice, label: (start + end) / 2 }
  })
}

const described = ({ station, words, tooFew }: StationProps): string => {
  const { shares } = station
  if (!shares) return `${station.name}: ${tooFew}, n ${station.n}`
  return `${station.name}: ${tones.map((tone) => `${words[tone]} ${hundred(shares[tone])}`).join(', ')}, n ${station.n}`
}

/** The line that leads from station to station. */
export const Rail = () => (
  <svg class="rail" width="100%" height="18" aria-hidden="true">
    <line x1="0" x2="100%" y1="9" y2="9" />
    <circle cx="9" cy="9" r="6.5" />
  </svg>
)

/** For a wide page: the shares on top of each other. */
export function StationUpright(props: StationProps) {
  const { station, tooFew } = props
  const { length } = UPRIGHT
  const shares = station.shares
  return (
    <svg class={names('upright', !shares && 'few')} role="img" width="100%" height={length} direction="ltr">
      <title>{described(props)}</title>
      {shares ? (
        slices(shares, UPRIGHT).map(({ tone, share, from, to, label }) => (
          <>
            <rect class={`slice ${tone}`} y={from} width="100%" height={Math.max(0, to - from)} />
            {share > 0 && <Numbered tone={tone} share={share} x="50%" y={label} />}
          </>
        ))
      ) : (
        <text x="50%" y={length / 2 + 5}>
          {tooFew}
        </text>
      )}
      {shares && station.guess !== undefined && (
        <line class="guess" x1="0" x2="100%" y1={station.guess * length} y2={station.guess * length} />
      )}
    </svg>
  )
}

/** For a phone: the shares beside each other. */
export function StationAcross(props: StationProps) {
  const { station, tooFew } = props
  const shares = station.shares
  const percent = (x: number): string => `${x.toFixed(2)}%`
  return (
    <svg class={names('lying', !shares && 'few')} role="img" width="100%" height="40" direction="ltr">
      <title>{described(props)}</title>
      {shares ? (
        slices(shares, ACROSS).map(({ tone, share, from, to, label }) => (
          <>
            <rect
              class={`slice ${tone}`}
              x={percent(from)}
              width={percent(Math.max(0, to - from))}
              height="40"
            />
            {share > 0 && <Numbered tone={tone} share={share} x={percent(label)} y={20} />}
          </>
        ))
      ) : (
        <text x="50%" y="25">
          {tooFew}
        </text>
      )}
      {shares && station.guess !== undefined && (
        <line
          class="guess"
          x1={percent(station.guess * 100)}
          x2={percent(station.guess * 100)}
          y1="0"
          y2="40"
        />
      )}
    </svg>
  )
}

const shape = {
  gold: <circle cx="-13" cy="0" r="4.5" />,
  grey: <rect x="-17.5" y="-4.5" width="9" height="9" />,
  plum: <path d="M-18-4.2h10L-13 4.600z" />,
}

/** Glyph and number round a point that may be given in percent. */
const Numbered = ({ tone, share, x, y }: { tone: Tone; share: number; x: string; y: number }) => (
  <svg x={x} y={y} overflow="visible" class={`numbered ${tone}`} aria-hidden="true">
    {shape[tone]}
    <text x="-3" y="5">
      {hundred(share)}
    </text>
  </svg>
)
