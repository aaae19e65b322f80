import { isUtf8 } from 'node:buffer'
import { Transform } from 'node:stream'
import iconv from 'iconv-lite'

// What mail calls a charset and what it means by it. Labels that the web reads as their windows superset
// are read so here too: the curly quotes of iso-8859-1 mails live in windows-1252.
const meant: Record<string, string> = {
  'iso-8859-1': 'windows-1252',
  iso8859_1: 'windows-1252',
  'iso_8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  'iso-8859-8-i': 'iso-8859-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'ks_c_5601-1987': 'cp949',
  ksc5601: 'cp949',
  'euc-kr': 'cp949',
  shift_jis: 'cp932',
  'x-sjis': 'cp932',
  'windows-31j': 'cp932',
  big5: 'big5-hkscs',
  'unicode-1-1-utf-7': 'utf-7',
}

/** Bytes to text whatever the label says; never throws, and never a NUL (PostgreSQL cannot keep one). */
export function decode(bytes: Buffer, label = ''): string {
  const name = clean(label)
  return withoutNul(named(bytes, meant[name] ?? name)).replace(/^\uFEFF/, '')
}

/** Drops NUL and halves of surrogate pairs. */
export function withoutNul(text: string): string {
  return text.replace(/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
}

function clean(label: string): string {
  const name = label.toLowerCase().replace(/["';\s]|\*.*$/g, '')
  return name.replace(/^x-(?=utf|iso|windows|gb)/, '').replace(/^(cp|win)(?=125\d)/, 'windows-')
}

function named(bytes: Buffer, name: string): string {
  if (/^iso-?2022-?jp/.test(name)) return iconv.decode(fromIso2022Jp(bytes), 'eucjp')
  if (/^(|utf-?8|us-ascii|ascii|7bit|8bit|ansi_x3.4-1968)$/.test(name)) return unlabelled(bytes)
  if (name.startsWith('utf-16') || name === 'utf-32') return iconv.decode(bytes, name)
  // Eight-bit Western bytes that happen to be sound UTF-8 are UTF-8 under a wrong label.
  if (name === 'windows-1252' && isUtf8(bytes)) return bytes.toString('utf8')
  return iconv.encodingExists(name) ? iconv.decode(bytes, name) : unlabelled(bytes)
}

function unlabelled(bytes: Buffer): string {
  if (bytes.includes('\x1b$')) return iconv.decode(fromIso2022Jp(bytes), 'eucjp')
  const text = bytes.toString('utf8')
  if (isUtf8(bytes)) return text
  // One broken character does not make a UTF-8 mail a Western one: the majority decides.
  const broken = text.split('\uFFFD').length - 1
  const whole = text.replace(/[\0-\x7f\uFFFD]/g, '').length
  return whole >= broken ? text : iconv.decode(bytes, 'windows-1252')
}

/** iconv-lite lacks ISO-2022-JP: its character sets are those of EUC-JP behind escape sequences. */
function fromIso2022Jp(bytes: Buffer): Buffer {
  const out: number[] = []
  let set = 'B'
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === 0x1b) {
      const sequence = bytes.toString('latin1', i + 1, i + 4)
      const found = /^(\$\(D|\$[@B]|\([BJI])/.exec(sequence)
      if (found) {
        set = found[0]!.startsWith('$(') ? 'D' : found[0]!.startsWith('$') ? '$' : found[0]!.charAt(1)
        i += found[0]!.length
        continue
      }
    }
    if (set === 'I' && byte > 0x20 && byte < 0x60) out.push(0x8e, byte | 0x80)
    else if ((set === '$' || set === 'D') && byte > 0x20 && byte < 0x7f && i + 1 < bytes.length) {
      if (set === 'D') out.push(0x8f)
      out.push(byte | 0x80, bytes[++i]! | 0x80)
    } else out.push(byte)
  }
  return Buffer.from(out)
}

/** The same as a stream, for the parser: whole first, because a guess needs all of the bytes. */
export class Decoding extends Transform {
  readonly #label: string
  readonly #chunks: Buffer[] = []

  constructor(label: string) {
    super()
    this.#label = label
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: () => void) {
    this.#chunks.push(chunk)
    done()
  }

  override _flush(done: () => void) {
    this.push(decode(Buffer.concat(this.#chunks), this.#label), 'utf8')
    done()
  }
}
