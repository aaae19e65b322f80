import { type Child, useContext } from 'hono/jsx'
import { FormState } from './form-state.ts'

export interface DisclosureProps {
  summary: Child
  children: Child
  open?: boolean | undefined
  id?: string | undefined
  /** The form inside: when it was refused, what is wrong with it is not hidden. */
  action?: string | undefined
}

/** Something one click away, without script. */
export const Disclosure = ({ summary, children, open, id, action }: DisclosureProps) => {
  const refused = useContext(FormState)
  const shown = open || (action !== undefined && refused?.action === action)
  return (
    <details class="disclosure" {...(shown && { open: true })} {...(id && { id })}>
      <summary>{summary}</summary>
      <div class="inside">{children}</div>
    </details>
  )
}
