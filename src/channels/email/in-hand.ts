import type { Id } from '../../kit/ids.ts'
import type { Envelope } from './store.ts'

/** A mail that this process has just kept. */
export type InHand = { raw: Uint8Array; envelope: Envelope }

const MOST_BYTES = 16 * 1024 * 1024
const inHand = new Map<Id, InHand>()
let bytes = 0

/** Holds a mail for whoever reads it next, so that it need not be fetched; the oldest give way, they are kept. */
export function holdMail(id: Id, mail: InHand): void {
  inHand.set(id, mail)
  bytes += mail.raw.byteLength
  for (const oldest of inHand.keys()) {
    if (bytes <= MOST_BYTES) return
    takeInHand(oldest)
  }
}

export function takeInHand(id: Id): InHand | undefined {
  const mail = inHand.get(id)
  if (mail && inHand.delete(id)) bytes -= mail.raw.byteLength
  return mail
}
