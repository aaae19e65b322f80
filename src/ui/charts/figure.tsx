import type { Child } from 'hono/jsx'
import { Disclosure } from '../disclosure.tsx'
import { useLocale } from '../locale.ts'
import { names } from '../names.ts'

export interface FigureProps {
  /** The finding, as a sentence. */
  title: string
  /** What is drawn, of whom, when: unit, n. */
  desc: string
  children: Child
  /** The same figures as a table. */
  table: Child
  /** A legend or a source. */
  note?: Child
  wide?: boolean | undefined
  /** Where the page's title already says the finding. */
  hideTitle?: boolean | undefined
}

/** A picture with its finding on top and its table one click away. */
export function Figure({ title, desc, children, table, note, wide, hideTitle }: FigureProps) {
  const { wording } = useLocale()
  return (
    <figure class={names('chart', wide && 'wide')}>
      <figcaption class={names(hideTitle && 'unseen')}>
        <p class="finding">{title}</p>
        <p class="faint">{desc}</p>
      </figcaption>
      {children}
      {note && <p class="faint legend">{note}</p>}
      <Disclosure summary={wording.table}>{table}</Disclosure>
    </figure>
  )
}

/** "58" for 0.58: shares are read "58 in 100". */
export const hundred = (share: number): string => String(Math.round(share * 100))
