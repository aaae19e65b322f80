export type Delimiter = ',' | ';' | '\t' | '|'
/** Where the columns of a table without delimiters begin and end, in characters. */
export type Border = { from: number; to: number }
export type LineEnd = '\r\n' | '\n' | '\r'

const DELIMITERS: Delimiter[] = [',', ';', '\t', '|']
const SAMPLE_RECORDS = 200

/** What ends the lines of this text. Old Mac programs end them in a bare carriage return. */
export function lineEndOf(text: string): LineEnd {
  const crlf = text.match(/\r\n/g)?.length ?? 0
  const lf = (text.match(/\n/g)?.length ?? 0) - crlf
  const cr = (text.match(/\r/g)?.length ?? 0) - crlf
  if (lf === 0 && crlf === 0 && cr > 0) return '\r'
  return crlf > lf ? '\r\n' : '\n'
}

/**
 * The delimiter that cuts most records into the same number of cells; of equals the one that cuts into more.
 * Undefined when none cuts at least half of them alike. `text` has `\n` line ends.
 */
export function delimiterOf(text: string): Delimiter | undefined {
  const records = firstRecords(text)
  const tried = DELIMITERS.map((delimiter) => {
    const counts = records.map((record) => record.split(delimiter).length - 1)
    const usual = mode(counts.filter((count) => count > 0))
    return { delimiter, usual, alike: counts.filter((count) => count === usual).length }
  })
  const best = tried
    .filter(({ usual, alike }) => usual > 0 && alike * 2 >= records.length)
    .sort((a, b) => b.alike - a.alike || b.usual - a.usual)
  return best[0]?.delimiter
}

/** The first records without what stands in quotes, where any sign and line end may occur. */
function firstRecords(text: string): string[] {
  const start = text.slice(0, 200_000)
  const bare = start.replace(/(^|[,;\t|\n])[ ]*"(?:[^"]|"")*"/g, '$1')
  const records = bare.split('\n').filter((record) => record.trim() !== '')
  return records.slice(0, SAMPLE_RECORDS)
}

function mode(counts: number[]): number {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/**
 * The columns of a table that is laid out with spaces: a border is where every line is blank. Undefined
 * when there are fewer than two columns, or too few lines for that to mean anything.
 */
export function fixedColumns(text: string): Border[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const width = Math.max(0, ...lines.slice(0, 100).map((line) => line.length))
  const even = lines.every((line) => line.length === lines[0]?.length)
  if (width === 0 || width > 1000 || lines.length < (even ? 3 : 10)) return undefined
  const used: boolean[] = []
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) if (line[i] !== ' ') used[i] = true
  }
  const borders: Border[] = []
  for (let i = 0; i <= used.length; i++) {
    if (used[i] && !used[i - 1]) borders.push({ from: i, to: i + 1 })
    else if (used[i]) borders.at(-1)!.to = i + 1
  }
  return borders.length > 1 ? borders : undefined
}
