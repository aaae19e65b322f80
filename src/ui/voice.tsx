import type { Child } from 'hono/jsx'
import { names } from './names.ts'

export interface VoiceProps {
  children: Child
  /** `large` on a page's first words, `small` in a list. */
  size?: 'large' | 'small' | undefined
  /** The language of the words, where it is not the page's. */
  lang?: string | undefined
  /** Who said it, when, what became of it. */
  by?: Child
}

/** What somebody said, in their words: the serif, and the largest text of its place. */
export const Voice = ({ children, size, lang, by }: VoiceProps) => (
  <figure class={names('voice', size)}>
    <blockquote dir="auto" {...(lang && { lang })}>
      <p>{children}</p>
    </blockquote>
    {by && <figcaption class="faint">{by}</figcaption>}
  </figure>
)
