import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { limits } from './limits.ts'

/** How far a mailbox has been read. Flags say nothing: a colleague's mail program marks as seen what we have not. */
export type Cursor = { uidValidity: string; uid: number }

export type Fetched = {
  raw: Buffer
  uid: number
  uidValidity: string
  /** Its size on the server; more than `raw` has if it was cut at the limit. */
  size: number
}

export type MailboxSettings = {
  host: string
  port: number
  secure: boolean
  user: string
  password?: string
  /** OAuth2, as Google and Microsoft want it; asked for anew with each connection. */
  accessToken?: () => Promise<string>
  mailbox?: string
  cursor?: Cursor
  /**
   * Keeps one mail for good. Called in the order of arrival, one at a time; if it throws, the same mail is offered
   * again later. After a change of UIDVALIDITY every mail comes again: whoever keeps them knows the doubles.
   */
  take: (mail: Fetched) => Promise<void>
  saveCursor: (cursor: Cursor) => Promise<void>
  /** Told of each loss of the connection with the milliseconds until the next attempt, and when it stands again. */
  state?: (state: { connected: boolean; error?: Error; retryIn?: number }) => void
  maxBytes?: number
  /** IDLE dies silently: after so long the mailbox is asked in any case (under the 29 minutes of RFC 2177). */
  idleMilliseconds?: number
  /** First and longest wait between attempts to connect. */
  retryMilliseconds?: { first: number; longest: number }
}

type Follow = {
  settings: MailboxSettings
  cursor: Cursor | undefined
  stopped: boolean
  wake: () => void
  /** Cuts the connection, at once while it is being made, else after the mail that is being taken. */
  cut: (milliseconds: number) => void
}

/** Follows one mailbox until it is stopped: all that is there, then what arrives, over every loss of the connection. */
export function followMailbox(settings: MailboxSettings): {
  stop: () => Promise<void>
  cursor: () => Cursor | undefined
} {
  const follow: Follow = { settings, cursor: settings.cursor, stopped: false, wake() {}, cut() {} }
  const ended = attempts(follow)
  return {
    cursor: () => follow.cursor,
    stop: async () => {
      follow.stopped = true
      follow.wake()
      follow.cut(3_000)
      await ended
    },
  }
}

async function attempts(follow: Follow) {
  const { first, longest } = follow.settings.retryMilliseconds ?? { first: 1_000, longest: 60_000 }
  let wait = first
  while (!follow.stopped) {
    try {
      await connection(follow, () => {
        wait = first
      })
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      if (follow.stopped) return
      follow.settings.state?.({ connected: false, error, retryIn: wait })
      await pause(follow, wait)
      wait = Math.min(wait * 2, longest)
    }
  }
}

/** Until something wakes it, or so long. */
function pause(follow: Follow, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => follow.wake(), milliseconds)
    follow.wake = () => {
      clearTimeout(timer)
      follow.wake = () => {}
      resolve()
    }
  })
}

async function connection(follow: Follow, progress: () => void) {
  const client = await connect(follow.settings)
  if (follow.stopped) return
  let broken: Error | undefined
  let news = false
  const closed = (error?: Error) => {
    broken ??= error ?? new Error('The mail server closed the connection.')
    follow.wake()
  }
  client.on('error', closed)
  client.on('close', () => closed())
  client.on('exists', () => {
    news = true
    follow.wake()
  })
  follow.cut = () => client.close()
  try {
    await client.connect()
    follow.cut = (milliseconds) => setTimeout(() => client.close(), milliseconds).unref()
    const box = await client.mailboxOpen(follow.settings.mailbox ?? 'INBOX', { readOnly: true })
    const uidValidity = String(box.uidValidity)
    if (follow.cursor?.uidValidity !== uidValidity) follow.cursor = { uidValidity, uid: 0 }
    follow.settings.state?.({ connected: true })
    while (!follow.stopped && !broken) {
      news = false
      await takeNew(follow, client, () => follow.stopped || broken !== undefined, progress)
      // A connection that was idle and is lost shows itself at the latest when it is asked again.
      if (!follow.stopped && !broken && !news) await idle(follow, client)
    }
    if (broken && !follow.stopped) throw broken
  } finally {
    follow.cut = () => {}
    await leave(client)
  }
}

/** The library weighs as much as the rest of the program: only who follows a mailbox loads it. */
async function connect(settings: MailboxSettings): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const accessToken = await settings.accessToken?.()
  return new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    auth: { user: settings.user, ...(accessToken ? { accessToken } : { pass: settings.password ?? '' }) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 30_000,
    greetingTimeout: 20_000,
    socketTimeout: 5 * 60_000,
  })
}

async function idle(follow: Follow, client: ImapFlow) {
  const waiting = pause(follow, follow.settings.idleMilliseconds ?? 4 * 60_000)
  // Ends with the next command; a failure of it is heard as an error or a close of the connection.
  client.idle().catch(() => follow.wake())
  await waiting
  if (!follow.stopped) await client.noop()
}

async function takeNew(follow: Follow, client: ImapFlow, over: () => boolean, progress: () => void) {
  const cursor = follow.cursor!
  const range = `${cursor.uid + 1}:*`
  const list: FetchMessageObject[] = await client.fetchAll(range, { uid: true, size: true }, { uid: true })
  // "n:*" always answers the last mail, even one before n.
  const fresh = list.filter((each) => each.uid > cursor.uid).sort((a, b) => a.uid - b.uid)
  for (const { uid, size } of fresh) {
    if (over()) return
    const limit = follow.settings.maxBytes ?? limits.bytes + 1
    const raw = size === 0 ? Buffer.alloc(0) : await download(client, uid, limit)
    // Expunged in the meantime: it is no longer there to be taken.
    if (raw)
      await follow.settings.take({ raw, uid, uidValidity: cursor.uidValidity, size: size ?? raw.length })
    follow.cursor = { uidValidity: cursor.uidValidity, uid }
    await follow.settings.saveCursor(follow.cursor)
    progress()
  }
}

/** The raw mail (BODY.PEEK: it stays unseen), in pieces, no more of it than the limit. */
async function download(client: ImapFlow, uid: number, maxBytes: number): Promise<Buffer | undefined> {
  const answer = await client.download(String(uid), undefined, { uid: true, maxBytes, chunkSize: 256 * 1024 })
  if (!answer.content) return undefined
  const chunks: Buffer[] = []
  for await (const chunk of answer.content as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function leave(client: ImapFlow) {
  const timer = setTimeout(() => client.close(), 2_000)
  await client.logout().catch(() => client.close())
  clearTimeout(timer)
  client.close()
}
