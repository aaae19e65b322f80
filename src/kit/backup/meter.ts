import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

const NEWLINE = 0x0a

/**
 * Counts what flows through it: bytes, rows (COPY ends each with a newline and writes those inside of a value as
 * \n) and the SHA-256 of all. `tell` hears of each piece.
 */
export class Meter extends Transform {
  rows = 0
  bytes = 0
  readonly #hash = createHash('sha256')
  readonly #tell: (rows: number) => void

  constructor(tell: (rows: number) => void = () => {}) {
    super()
    this.#tell = tell
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, next: (error: null, piece: Buffer) => void) {
    this.bytes += piece.length
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) this.rows++
    this.#hash.update(piece)
    this.#tell(this.rows)
    next(null, piece)
  }

  /** Once, when all has flowed. */
  sha256(): string {
    return this.#hash.digest('hex')
  }
}
