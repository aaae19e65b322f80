import type { Child } from 'hono/jsx'

export interface FieldRowProps {
  /** What the fields of this row are about together. */
  legend: string
  hint?: Child
  children: Child
}

/** A few small fields side by side that say one thing; on a phone two in a row. */
export const FieldRow = ({ legend, hint, children }: FieldRowProps) => (
  <fieldset class="field-row">
    <legend>{legend}</legend>
    {hint && <p class="hint">{hint}</p>}
    <div class="side-by-side">{children}</div>
  </fieldset>
)
