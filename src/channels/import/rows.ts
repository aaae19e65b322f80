import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { Refusal } from '../../kit/refusal.ts'
import { looksLikeHeader } from './cells.ts'
import { decodeText, type Encoding } from './encoding.ts'
import { type Border, type Delimiter, delimiterOf, fixedColumns, type LineEnd, lineEndOf } from './layout.ts'

/** `line` is the line of the file at which the row begins, counted from 1. */
export type Row = { line: number; cells: string[] }
export type Table = {
  /** The names of the columns, if the first row holds names. */
  header?: string[]
  /**
   * The rows beneath it; may be gone through more than once. A row may have more or fewer cells than the
   * header.
   */
  rows: AsyncIterable<Row>
  /** The first twenty of them, to look at and to guess from. */
  sample: string[][]
  delimiter: Delimiter | 'fixed'
  lineEnd: LineEnd
  encoding: Encoding
}
export type TableOptions = { delimiter?: Delimiter | 'fixed'; header?: boolean; encoding?: Encoding }

type Records = () => AsyncGenerator<Row, undefined>

/**
 * Reads a table of unknown make: encoding, line ends, delimiter or fixed columns, with or without names in
 * the first row; what the options give is not guessed. Blank lines are passed over. Refuses an empty file
 * and a spreadsheet; going through the rows refuses a quotation mark that is never closed.
 */
export async function readTable(bytes: Uint8Array, options: TableOptions = {}): Promise<Table> {
  const { text: raw, encoding } = decodeText(bytes, options.encoding)
  const lineEnd = lineEndOf(raw)
  // One kind of line end from here on: csv-parse counts a CRLF inside quotes as two lines.
  const text = raw.replaceAll(lineEnd === '\r' ? '\r' : '\r\n', '\n')
  if (text.trim() === '') throw new Refusal('invalid', 'import.empty', 'This file has no rows.')
  const { delimiter, records } = layOut(text, options.delimiter)
  const [first, ...rest] = await take(records, 21)
  const named = first && (options.header ?? looksLikeHeader(first.cells))
  const sample = (named ? rest : [first, ...rest].slice(0, 20)).flatMap((row) => (row ? [row.cells] : []))
  const rows = { [Symbol.asyncIterator]: named ? () => withoutFirst(records) : records }
  const table = { rows, sample, delimiter, lineEnd, encoding }
  return named ? { header: first.cells.map((cell) => cell.trim()), ...table } : table
}

function layOut(
  text: string,
  given?: Delimiter | 'fixed',
): { delimiter: Delimiter | 'fixed'; records: Records } {
  const delimiter = given ?? delimiterOf(text)
  const borders = delimiter === undefined || delimiter === 'fixed' ? fixedColumns(text) : undefined
  if (borders) return { delimiter: 'fixed', records: () => fixedRecords(text, borders) }
  const sign = delimiter === undefined || delimiter === 'fixed' ? ',' : delimiter
  const bytes = Buffer.from(text)
  return { delimiter: sign, records: () => delimitedRecords(bytes, sign) }
}

async function* fixedRecords(text: string, borders: Border[]): AsyncGenerator<Row, undefined> {
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    yield { line: i + 1, cells: borders.map(({ from, to }) => line.slice(from, to).trim()) }
  }
}

type Parsed = { record: string[]; info: { lines: number } }

async function* delimitedRecords(bytes: Buffer, delimiter: Delimiter): AsyncGenerator<Row, undefined> {
  let read = 0
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // The parser runs ahead of who takes the rows, and drops what it holds when it fails.
    on_record: (record, { lines }) => {
      read = lines
      return record
    },
  })
  Readable.from(slices(bytes)).pipe(parser)
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      const cells = parsed.record
      const within = cells.reduce((lines, cell) => lines + cell.split('\n').length - 1, 0)
      yield { line: parsed.info.lines - within, cells }
    }
  } catch (error) {
    if ((error as CsvError).code !== 'CSV_QUOTE_NOT_CLOSED') throw error
    const line = read + 1
    const sentence = `A quotation mark that opens in line ${line} or after is never closed.`
    throw new Refusal('invalid', 'import.open-quote', sentence, { about: { line } })
  }
}

// In pieces, so that the parser can wait for whoever takes the rows.
function* slices(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

async function* withoutFirst(records: Records): AsyncGenerator<Row, undefined> {
  const all = records()
  await all.next()
  yield* all
}

async function take(records: Records, count: number): Promise<Row[]> {
  const taken: Row[] = []
  for await (const row of records()) {
    taken.push(row)
    if (taken.length === count) break
  }
  return taken
}
