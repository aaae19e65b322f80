import type { Child } from 'hono/jsx'
import { Table } from '../table.tsx'
import { type Tone, tones } from '../tone.ts'
import { Verdict } from '../verdict.tsx'
import { Figure, hundred } from './figure.tsx'
import { Rail, StationAcross, StationUpright } from './station.tsx'

export interface Station {
  name: string
  href?: string | undefined
  n: number
  /** Undefined: too few to say. The three sum to 1. */
  shares?: Record<Tone, number> | undefined
  /** Doubt of the share that is told beneath, 0 to 1. */
  interval?: { low: number; high: number } | undefined
  /** What was guessed for gold, 0 to 1: a dashed line. */
  guess?: number | undefined
  /** Beneath: whose it is. */
  note?: Child
  /** The one to look at. */
  marked?: boolean | undefined
}

export interface ShareStripProps {
  title: string
  desc: string
  stations: readonly Station[]
  /** What the tones stand for. */
  words: Record<Tone, string>
  tooFew?: string | undefined
  /** "dashes: what staff guessed". */
  guessed?: string | undefined
  heads?: { name: string; interval: string; n: string; guess: string } | undefined
  hideTitle?: boolean | undefined
}

const HEADS = { name: 'Where', interval: 'Between', n: 'n', guess: 'Guessed' }

/** Stations on a line, each with three shares. On a phone every station is a row. */
export function ShareStrip(props: ShareStripProps) {
  const { title, desc, stations, words, tooFew = 'too few to say', guessed, heads = HEADS, hideTitle } = props
  const note = (
    <>
      {tones.map((tone) => (
        <Verdict tone={tone}>{words[tone]}</Verdict>
      ))}
      {guessed && stations.some((s) => s.guess !== undefined) && (
        <span class="guessed">
          <svg width="22" height="6" aria-hidden="true">
            <line class="guess" x1="0" x2="22" y1="3" y2="3" />
          </svg>
          {guessed}
        </span>
      )}
    </>
  )
  return (
    <Figure
      title={title}
      desc={desc}
      wide
      note={note}
      table={<Twin {...props} heads={heads} />}
      hideTitle={hideTitle}
    >
      <ol class="strip">
        {stations.map((station) => (
          <li class={station.marked ? 'station marked' : station.shares ? 'station' : 'station few'}>
            <p class="name">{station.href ? <a href={station.href}>{station.name}</a> : station.name}</p>
            <Rail />
            <StationUpright station={station} words={words} tooFew={tooFew} />
            <StationAcross station={station} words={words} tooFew={tooFew} />
            <p class="faint num">
              <bdi dir="ltr">
                {station.interval &&
                  station.shares &&
                  `${hundred(station.interval.low)}–${hundred(station.interval.high)}, `}
                n {station.n}
              </bdi>
              {station.note && <span class="note">{station.note}</span>}
            </p>
          </li>
        ))}
      </ol>
    </Figure>
  )
}

type TwinProps = ShareStripProps & { heads: typeof HEADS }

const Twin = ({ title, stations, words, tooFew = 'too few to say', heads }: TwinProps) => (
  <Table
    caption={title}
    hideCaption
    lines={stations}
    columns={[
      { head: heads.name, cell: (s) => s.name },
      ...tones.map((tone, at) => ({
        head: words[tone],
        cell: (s: Station) => (s.shares ? hundred(s.shares[tone]) : at === 0 ? tooFew : '–'),
        numeric: true,
      })),
      {
        head: heads.interval,
        cell: (s) => (s.interval ? `${hundred(s.interval.low)}–${hundred(s.interval.high)}` : '–'),
        numeric: true,
      },
      { head: heads.n, cell: (s) => s.n, numeric: true },
      ...(stations.some((s) => s.guess !== undefined)
        ? [
            {
              head: heads.guess,
              cell: (s: Station) => (s.guess === undefined ? '–' : hundred(s.guess)),
              numeric: true,
            },
          ]
        : []),
    ]}
  />
)
