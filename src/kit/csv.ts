import { stringify } from 'csv-stringify/sync'

/**
 * A table as CSV (RFC 4180, UTF-8 with a byte order mark, every cell in quotes), safe to open in a spreadsheet:
 * what a program would read as a formula begins with an apostrophe, also behind a separator within the cell.
 */
export function csv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const safe = [head, ...rows].map((cells) => cells.map(plainCell))
  return stringify(safe, { quoted: true, bom: true, record_delimiter: '\r\n' })
}

/** OWASP "CSV injection": = + - @ and their full-width twins, tab and carriage return begin a formula. */
export const plainCell = (text: string): string =>
  text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(
      /(^|[;,|])(\s*)(?=[=+\-@＝＋－＠])/gu,
      (_, before: string, space: string) => `${before}${space}'`,
    )
