import { isUtf8 } from 'node:buffer'
import { limits } from '../limits.ts'
import { decode, withoutNul } from './charset.ts'

export type Head = Map<string, string[]>

const LF = 0x0a

/** Where the header block ends (after its last line), or -1 if it is longer than a mail may have. */
function endOfHead(raw: Buffer): number {
  const ends = [raw.indexOf('\n\n'), raw.indexOf('\n\r\n')].filter((at) => at >= 0)
  const end = ends.length > 0 ? Math.min(...ends) + 1 : raw.length
  return end > limits.headBytes ? -1 : end
}

/**
 * Makes the header block readable for the parser: no blank lines, mbox line or BOM before it, no NUL, line ends
 * that it knows, and raw 8-bit bytes turned into UTF-8 by the charset that the mail names. The body is untouched.
 * Answers undefined if the block is too long.
 */
export function repairHead(raw: Buffer): Buffer | undefined {
  const bytes = raw.subarray(0, 4096).includes(LF)
    ? raw
    : Buffer.from(raw.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1')
  const start =
    /^(?:\xef\xbb\xbf)?\s*(?:From [^\s:][^\n]*\n)?/.exec(bytes.toString('latin1', 0, 1024))?.[0].length ?? 0
  const mail = bytes.subarray(start)
  const end = endOfHead(mail)
  if (end < 0) return undefined
  const head = mail.toString('latin1', 0, end)
  const charset = /charset\s*=\s*"?([\w.:-]{2,40})/i.exec(mail.toString('latin1', 0, end + 16_384))?.[1] ?? ''
  const lines = head.split('\n').map((line) => repairLine(line.replaceAll('\0', ''), charset))
  if (lines.length > limits.headLines) return undefined
  return Buffer.concat([Buffer.from(lines.join('\n'), 'latin1'), mail.subarray(end)])
}

function repairLine(written: string, charset: string): string {
  // "From : Tom" was allowed once.
  const line = written.replace(/^([!-9;-~]{1,80})[ \t]{1,20}:/, '$1:')
  if (!/[\x80-\xff]/.test(line)) return line
  const bytes = Buffer.from(line, 'latin1')
  return isUtf8(bytes) ? line : Buffer.from(decode(bytes, charset)).toString('latin1')
}

/** Header lines as the parser gives them (binary strings) by lower-case name, unfolded, in their order. */
export function readHead(lines: ReadonlyArray<{ key: string; line: string }>): Head {
  const head: Head = new Map()
  for (const { key, line } of lines) {
    const said = Buffer.from(line.slice(line.indexOf(':') + 1), 'latin1').toString('utf8')
    const value = withoutNul(said.replace(/\r?\n(?=[ \t])/g, '')).trim()
    head.set(key, [...(head.get(key) ?? []), value])
  }
  return head
}

export const all = (head: Head, name: string): string[] => head.get(name) ?? []
export const first = (head: Head, name: string): string => head.get(name)?.[0] ?? ''

/** Message ids in their order, each once; folded, broken or bare ones included, empty ones never. */
export function ids(values: string[]): string[] {
  const found = new Set<string>()
  for (const value of values) {
    for (const word of value.match(/<[^<>]*>|[^\s<>,;"]+/g) ?? []) {
      const id = word.replace(/[\s<>\p{Cc}]/gu, '')
      const named = word.startsWith('<') ? id !== '' : /^[^@]+@[^@]+$/.test(id)
      if (named && id.length <= limits.idLength) found.add(`<${id}>`)
    }
  }
  return [...found]
}

/** The first and the last ten: what a chain of thousands still says. */
export function shortChain(chain: string[]): string[] {
  return chain.length <= 11 ? chain : [chain[0]!, ...chain.slice(-10)]
}
