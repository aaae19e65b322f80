import type { Child } from 'hono/jsx'

export interface FieldLine {
  /** What the fields of this line are about; read before each of them. */
  legend: string
  /** Pairs of fields, each pair a span from one to the other. */
  pairs: readonly (readonly [Child, Child])[]
}

/** Many small fields of one kind, a line for each thing; on a phone the pairs wrap. */
export const FieldLines = ({ lines }: { lines: readonly FieldLine[] }) => (
  <div class="lines">
    {lines.map(({ legend, pairs }) => (
      <fieldset>
        <legend>{legend}</legend>
        <div class="pairs">
          {pairs.map(([from, to]) => (
            <div class="pair">
              {from}
              <span aria-hidden="true">–</span>
              {to}
            </div>
          ))}
        </div>
      </fieldset>
    ))}
  </div>
)
