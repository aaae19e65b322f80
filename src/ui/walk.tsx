import type { Child } from 'hono/jsx'
import { names } from './names.ts'

export const Walk = ({ children, label }: { children: Child; label: string }) => (
  <ol class="walk" aria-label={label}>
    {children}
  </ol>
)

export interface StopProps {
  title: Child
  /** Faint words after the title. */
  note?: Child
  children?: Child
  /** At the other end: small buttons. */
  end?: Child
  id?: string | undefined
  /** The head of a part of the line: without a mark of its own. */
  part?: boolean | undefined
}

/** One stop of a line that runs down the page, inside Walk. */
export const Stop = ({ title, note, children, end, id, part }: StopProps) => (
  <li class={names('stop', part && 'opening')} {...(id && { id })}>
    <div class="at">
      {part ? <h2>{title}</h2> : <h3>{title}</h3>}
      {note && <p class="faint">{note}</p>}
      {children}
    </div>
    {end && <div class="end">{end}</div>}
  </li>
)
