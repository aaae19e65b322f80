import type { Child } from 'hono/jsx'
import type { Tone } from './tone.ts'

const shape = {
  gold: <circle cx="6" cy="6" r="5" />,
  grey: <rect x="1.5" y="1.5" width="9" height="9" />,
  plum: <path d="M.6 1.5h10.8L6 11z" />,
}

/** Disc, square or triangle: readable without colour. Always beside a word. */
export const Glyph = ({ tone }: { tone: Tone }) => (
  <svg class={`glyph ${tone}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    {shape[tone]}
  </svg>
)

export const Verdict = ({ tone, children }: { tone: Tone; children: Child }) => (
  <span class={`verdict ${tone}`}>
    <Glyph tone={tone} />
    {children}
  </span>
)
