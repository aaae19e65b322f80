import type { Mailbox, Parsed } from './parsed.ts'

export type MailWay = 'smtp' | 'api' | 'imap'

/** What stays of a mail's header beside its text: for whoever reads it, and for the answer that threads. */
export type Head = {
  messageId?: string
  references: string[]
  from?: Mailbox
  /** By which address the customer was met; not always From (a forwarded mail, a contact form). */
  sender?: string
  /** The colleague who passed it on. */
  forwardedBy?: string
  to: Mailbox[]
  cc: Mailbox[]
  subject: string
  date?: string
  remoteImages: number
  problems: string[]
  /** Why no machine may answer it, where a machine wrote it. */
  machine?: string
  moreFiles?: number
}

const MOST_NAMED = 50

/** The head of a mail that was read, in words that a database takes. */
export function headOf(mail: Parsed, more: Pick<Head, 'sender' | 'forwardedBy' | 'moreFiles'>): Head {
  const head: Head = {
    ...(mail.messageId ? { messageId: mail.messageId } : {}),
    references: mail.references,
    ...(mail.from ? { from: mail.from } : {}),
    ...more,
    to: mail.to.slice(0, MOST_NAMED),
    cc: mail.cc.slice(0, MOST_NAMED),
    subject: mail.subject,
    ...(mail.date ? { date: mail.date.toISOString() } : {}),
    remoteImages: mail.remoteImages,
    problems: mail.problems,
    ...(mail.automatic.kind ? { machine: mail.automatic.why } : {}),
  }
  return cleaned(head)
}

/** What no jsonb takes, NUL and half characters, is taken out of every word. */
function cleaned<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? clean(one) : one)),
  ) as T
}

export const clean = (text: string): string => text.toWellFormed().replaceAll('\u0000', '')
