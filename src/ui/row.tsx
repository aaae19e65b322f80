import type { Child } from 'hono/jsx'
import { names } from './names.ts'

export const Rows = ({ children, label }: { children: Child; label?: string | undefined }) => (
  <ul class="rows" {...(label && { 'aria-label': label })}>
    {children}
  </ul>
)

export interface RowProps {
  /** What the row is about; a link where `href` is given. */
  title: Child
  href?: string | undefined
  /** Faint words after the title. */
  note?: Child
  children?: Child
  /** At the other end: a time, a button. */
  end?: Child
  id?: string | undefined
  large?: boolean | undefined
}

/** One line of a list, inside Rows. j and k walk over rows that have an href. */
export const Row = ({ title, href, note, children, end, id, large }: RowProps) => (
  <li class={names('row', large && 'large')} {...(id && { id })}>
    <div>
      <h3>
        {href ? (
          <a href={href} data-row>
            {title}
          </a>
        ) : (
          title
        )}
        {note && <span class="faint">{note}</span>}
      </h3>
      {children}
    </div>
    {end && <div class="end">{end}</div>}
  </li>
)

export interface EntryProps {
  /** The date, faint, in the margin. */
  when: Child
  /** What it was and how it came: "by email". */
  kind: Child
  children: Child
  id?: string | undefined
}

export const Story = ({ children, label }: { children: Child; label?: string | undefined }) => (
  <ol class="story" {...(label && { 'aria-label': label })}>
    {children}
  </ol>
)

/** One thing that happened, inside Story. */
export const Entry = ({ when, kind, children, id }: EntryProps) => (
  <li class="entry" {...(id && { id })}>
    <p class="faint num when">{when}</p>
    <div>
      <p class="faint kind">{kind}</p>
      {children}
    </div>
  </li>
)
