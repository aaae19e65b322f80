import { createHash, randomBytes, randomFillSync } from 'node:crypto'

/** A UUID in its canonical form, lower case. Check what comes from outside with `isId`. */
export type Id = string

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

let lastMillisecond = -1
let counter = 0

/**
 * A UUID version 7 (RFC 9562 §5.7) of the given moment. Ids made by one process for one millisecond ascend:
 * the first 26 bits after the time are a counter that starts at a random 25-bit number (§6.2, method 1);
 * 48 random bits follow. Throws a RangeError for a moment before 1970 or none.
 */
export function newId(at: Date): Id {
  const millisecond = at.getTime()
  if (!(millisecond >= 0 && millisecond < 2 ** 48)) throw new RangeError(`An id needs a moment, not ${at}.`)
  const bytes = randomFillSync(Buffer.allocUnsafe(16))
  counter = millisecond === lastMillisecond ? counter + 1 : bytes.readUInt32BE(6) >>> 7
  if (counter >= 2 ** 26) throw new RangeError('More than 33 million ids were asked for one millisecond.')
  lastMillisecond = millisecond
  bytes.writeUIntBE(millisecond, 0, 6)
  bytes.writeUInt16BE(0x7000 | (counter >>> 14), 6)
  bytes.writeUInt16BE(0x8000 | (counter & 0x3fff), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** True of any version of UUID written as the database writes it. */
export function isId(text: unknown): text is Id {
  return typeof text === 'string' && SHAPE.test(text)
}

/** A secret for a link or a cookie: `bytes` random bytes as base64url (24 bytes are 32 characters). */
export function randomToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url')
}

/**
 * What is kept of a token: its SHA-256 as 64 hex digits. Only for random tokens; a password needs a slow
 * hash.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
