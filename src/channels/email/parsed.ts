// What a mail becomes once read: a plain value that crosses a thread and needs neither parser nor database.

/** What the SMTP session said: an empty `mailFrom` is the null sender of machines. */
export type MailEnvelope = { mailFrom?: string; recipients?: string[] }

export type Mailbox = { name: string; address: string }

export type Attachment = {
  name: string
  type: string
  bytes: Uint8Array
  /** Content-ID without brackets; the page's HTML asks for it by its index in `attachments`. */
  cid?: string
  /** Part of the text (a picture in it), not something that was sent along. */
  inline: boolean
}

export type Automatic = {
  kind: 'auto-reply' | 'list' | 'bulk' | 'bounce' | 'own' | undefined
  mayAnswer: boolean
  why: string
}

export type DeliveryReport = {
  recipient: string
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** RFC 3463, as 5.1.1; empty where the report named none. */
  status: string
  diagnostic: string
}

export type Bounce = { reports: DeliveryReport[]; originalMessageId?: string; originalTo?: string }

export type Forwarded = { from: string; address: string }

export type Parsed = {
  readable: true
  /** With angle brackets, as are all ids here. */
  messageId?: string
  inReplyTo: string[]
  references: string[]
  from?: Mailbox
  /** Who wrote it, as the mail says: Reply-To of a contact form, X-Original-From of a list. Proves nothing. */
  author?: Mailbox
  /** Where an answer goes: Reply-To, unless a machine sent it. */
  answerTo?: Mailbox
  replyTo: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  /** Every address that this mail was sent to, envelope traces included, in lower case. */
  recipients: string[]
  subject: string
  /** As the mail said; may be 1970 or 2090. Order by the time of receipt. */
  date?: Date
  text: string
  /** The new words alone: no quotes, no signature. The whole text if that would leave nothing. */
  said: string
  /** Sanitised; pictures have `data-attachment` (index) or `data-src` (blocked) and no `src`. */
  html?: string
  remoteImages: number
  attachments: Attachment[]
  automatic: Automatic
  bounce?: Bounce
  forwarded?: Forwarded
  languageHint?: string
  /** A few headers that threading and explaining need, by lower-case name. */
  headers: Record<string, string[]>
  /** What was odd, in sentences for the person who reads the mail. */
  problems: string[]
}

export type Unreadable = {
  readable: false
  reason:
    | 'too-large'
    | 'too-much'
    | 'too-slow'
    | 'out-of-memory'
    | 'not-a-mail'
    | 'empty'
    | 'broken'
    | 'stopped'
  sentence: string
  /** From and Subject as they stand in the raw bytes, so that a waiting list can name the mail. */
  glimpse: { from?: string; subject?: string }
}
