import type { Child } from 'hono/jsx'
import { names } from './names.ts'

export interface Column<Line> {
  head: string
  cell: (line: Line) => Child
  numeric?: boolean | undefined
}

export interface TableProps<Line> {
  caption: string
  columns: Column<Line>[]
  lines: readonly Line[]
  /** Where the caption repeats a heading above, it is for screen readers only. */
  hideCaption?: boolean | undefined
}

/** A plain table. The first column names its row. Wide ones scroll in their own frame, never the page. */
export function Table<Line>({ caption, columns, lines, hideCaption }: TableProps<Line>) {
  return (
    // A frame that scrolls must be reachable by keys.
    <section class="table" tabindex={0} aria-label={caption}>
      <table>
        <caption class={names(hideCaption && 'unseen')}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, numeric }) => (
              <th scope="col" class={names(numeric && 'num')}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              {columns.map(({ cell, numeric }, at) =>
                at === 0 ? (
                  <th scope="row" class={names(numeric && 'num')}>
                    {cell(line)}
                  </th>
                ) : (
                  <td class={names(numeric && 'num')}>{cell(line)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
