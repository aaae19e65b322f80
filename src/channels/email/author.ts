import type { Db } from '../../kit/db.ts'
import { people } from '../../people/people.ts'
import { spellings } from './addresses.ts'
import type { Mailbox, Parsed } from './parsed.ts'

/** Who wrote, so far as a mail can say: an address and a name, neither of them proven. */
export type Author = {
  /** Undefined where the mail names nobody who could be met. */
  address?: string
  name: string
  /** The colleague, or our own address, that passed on what somebody else wrote. */
  forwardedBy?: string
  /** A machine wrote it, and nobody waits for an answer. */
  machine: boolean
}

/**
 * Who is meant: of a mail that one of us forwards, the customer in it; of a contact form or a list, the one whom it
 * names; else From. Our own addresses are nobody's customer.
 */
export async function authorOf(db: Db, mail: Parsed, ours: readonly string[]): Promise<Author> {
  const own = new Set(ours)
  const isOwn = (box: Mailbox) => spellings(box.address).some((address) => own.has(address))
  const forwardedBy = mail.forwarded && mail.from && (await passedOn(db, mail.from, isOwn))
  if (mail.forwarded && forwardedBy)
    return {
      ...addressOf({ name: mail.forwarded.from, address: mail.forwarded.address }),
      name: mail.forwarded.from,
      forwardedBy,
      machine: false,
    }
  const box = mail.author ?? mail.from
  if (!box) return { name: '', machine: isMachine(mail) }
  return { ...(isOwn(box) ? {} : addressOf(box)), name: box.name, machine: isMachine(mail) }
}

async function passedOn(
  db: Db,
  from: Mailbox,
  isOwn: (box: Mailbox) => boolean,
): Promise<string | undefined> {
  if (isOwn(from)) return from.address
  const address = from.address.toLowerCase()
  return (await people(db)).find((one) => one.email?.toLowerCase() === address)?.name
}

/** An address by which somebody can be met and written to. */
function addressOf({ address }: Mailbox): { address?: string } {
  const plain = address.trim().toLowerCase()
  return /^[^\s@<>",;:()]+@[^\s@<>",;:()]+$/.test(plain) && plain.length <= 254 ? { address: plain } : {}
}

/** A person who writes by a mailing list or through a contact form is no machine, whatever carried the words. */
function isMachine(mail: Parsed): boolean {
  const { kind } = mail.automatic
  if (kind === undefined || kind === 'list') return false
  const from = mail.from?.address.toLowerCase()
  const byForm =
    kind === 'auto-reply' &&
    mail.replyTo.length === 1 &&
    mail.author?.address === mail.replyTo[0]?.address &&
    mail.author?.address.toLowerCase() !== from
  return !byForm
}
