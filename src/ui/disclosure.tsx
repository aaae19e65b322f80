import type { Child } from 'hono/jsx'

export interface DisclosureProps {
  summary: Child
  children: Child
  open?: boolean | undefined
  id?: string | undefined
}

/** Something one click away, without script. */
export const Disclosure = ({ summary, children, open, id }: DisclosureProps) => (
  <details class="disclosure" {...(open && { open })} {...(id && { id })}>
    <summary>{summary}</summary>
    <div class="inside">{children}</div>
  </details>
)
