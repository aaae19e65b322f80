import type { Child } from 'hono/jsx'
import { names } from './names.ts'

export interface ChainLink {
  name: Child
  /** Read, not seen, after the name: "waits for Stores". The line says it to the eye. */
  spoken?: string | undefined
  /** What is to be said of the way to the next: since when, until when. */
  note?: Child
  late?: boolean | undefined
}

/** Who waits for whom, as a line of stations; the last, filled, is whose move it is. Read aloud it is a list of sentences. */
export const Chain = ({ links, label }: { links: readonly ChainLink[]; label: string }) => (
  <ol class="chain" aria-label={label}>
    {links.map(({ name, spoken, note, late }, at) => (
      <li class={names(late && 'late', at === links.length - 1 && 'last')}>
        <svg width="18" aria-hidden="true">
          <line x1="9" x2="9" y1="9" y2="100%" />
          <circle cx="9" cy="9" r="6" />
        </svg>
        <div>
          <b>{name}</b>
          {spoken && <span class="unseen"> {spoken},</span>}
          {note && <span class="note">{note}</span>}
        </div>
      </li>
    ))}
  </ol>
)
