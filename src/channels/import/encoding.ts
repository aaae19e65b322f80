import { decode } from 'iconv-lite'
import { Refusal } from '../../kit/refusal.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * The text of a file and the encoding it was in. A mark at its beginning says it; without one, valid UTF-8
 * is UTF-8, every other byte being zero is UTF-16, and the rest is what spreadsheets in western Europe
 * save.
 */
export function decodeText(bytes: Uint8Array, given?: Encoding): { text: string; encoding: Encoding } {
  refuseSpreadsheets(bytes)
  const encoding = given ?? marked(bytes) ?? unmarked(bytes)
  // Not TextDecoder: in Node 20 its windows-1252 is Latin 1 and has no euro sign. This too takes the mark
  // away.
  const text = decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)
  if (text.includes('\0')) refuseBinary()
  return { text, encoding }
}

function marked(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return undefined
}

function unmarked(bytes: Uint8Array): Encoding {
  const sample = bytes.subarray(0, 2000)
  const zeros = [0, 1].map((side) => sample.filter((byte, i) => byte === 0 && i % 2 === side).length)
  if (zeros[1]! > sample.length / 4 && zeros[0]! < zeros[1]! / 4) return 'utf-16le'
  if (zeros[0]! > sample.length / 4 && zeros[1]! < zeros[0]! / 4) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

function refuseSpreadsheets(bytes: Uint8Array) {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  if (start !== '504b0304' && start !== 'd0cf11e0') return
  throw new Refusal(
    'invalid',
    'import.spreadsheet',
    'This is a spreadsheet. Please open it, choose “Save as” or “Export”, and save it as CSV.',
  )
}

function refuseBinary(): never {
  throw new Refusal('invalid', 'import.not-text', 'This file is not a table of text, so it cannot be read.')
}
