import type { AddressInfo } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server'
import { limits } from './limits.ts'
import { throttle } from './throttle.ts'

export type ReceivedMail = {
  raw: Buffer
  /** Empty for the null sender <>. */
  mailFrom: string
  recipients: string[]
  ip: string
  helo: string
}

export type SmtpSettings = {
  host: string
  port: number
  /** The name that the server greets with. */
  name?: string
  /** Whether mail for this address is ours; a sentence says why it is not. */
  accept: (recipient: string) => Promise<boolean | string>
  /** Resolves when the mail is kept for good: only then the sender hears 250 and forgets it. */
  receive: (mail: ReceivedMail) => Promise<void>
  /** Told of each failure, which the sender was asked to try again. */
  failed?: (error: Error) => void
  /** STARTTLS is offered where there is a certificate. */
  tls?: Pick<SecureContextOptions, 'key' | 'cert'>
  /** At most so many mails a minute of one sender; the rest is asked to come later. */
  throttle?: { perMinute: number; now: () => number }
  maxBytes?: number
  maxConnections?: number
}

/** Takes in mail for our own addresses and for nobody else's; relays nothing, knows no passwords. */
export async function listenSmtp(
  settings: SmtpSettings,
): Promise<{ port: number; close: () => Promise<void> }> {
  const { SMTPServer } = await import('smtp-server')
  const size = settings.maxBytes ?? limits.bytes
  const server = new SMTPServer({ ...base(settings), size, ...handlers(settings, size) })
  server.on('error', (error) => settings.failed?.(error))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(resolve)) }
}

function base(settings: SmtpSettings): SMTPServerOptions {
  return {
    name: settings.name ?? 'makegood',
    banner: 'Makegood',
    disabledCommands: settings.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    maxClients: settings.maxConnections ?? 50,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    logger: false,
    ...settings.tls,
  }
}

type Done = (error?: Error | null, message?: string) => void

function handlers(settings: SmtpSettings, size: number) {
  const passes = settings.throttle ? throttle(settings.throttle.perMinute, settings.throttle.now) : () => true
  return {
    onMailFrom(address: { address: string }, session: SMTPServerSession, done: Done) {
      const sender = address.address.toLowerCase() || session.remoteAddress
      done(
        passes(sender)
          ? null
          : refusal(451, 'Too many mails from this sender at once: please try again later.'),
      )
    },
    onRcptTo(address: { address: string }, session: SMTPServerSession, done: Done) {
      if (session.envelope.rcptTo.length >= 100) return done(refusal(452, 'Too many recipients in one mail.'))
      settings.accept(address.address).then(
        (ours) => done(ours === true ? null : refusal(550, ours || 'Nobody here has this address.')),
        (error: unknown) => done(later(settings, error)),
      )
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done) {
      collect(stream, size)
        .then((raw) => (raw ? settings.receive(received(raw, session)) : Promise.reject(tooLarge(size))))
        .then(
          () => done(null, 'Kept.'),
          (error: unknown) => done(error instanceof Refusal ? error : later(settings, error)),
        )
    },
  }
}

function received(raw: Buffer, session: SMTPServerSession): ReceivedMail {
  const { mailFrom, rcptTo } = session.envelope
  return {
    raw,
    mailFrom: mailFrom ? mailFrom.address : '',
    recipients: [...new Set(rcptTo.map((each) => each.address))],
    ip: session.remoteAddress,
    helo: session.hostNameAppearsAs || '',
  }
}

/** The whole mail, or undefined past the limit; what comes after the limit is read and forgotten. */
async function collect(stream: SMTPServerDataStream, size: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= size) chunks.push(chunk)
    else chunks.length = 0
  }
  return stream.sizeExceeded || bytes > size ? undefined : Buffer.concat(chunks)
}

class Refusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, sentence: string) {
    super(sentence.replace(/\p{Cc}+/gu, ' '))
    this.responseCode = responseCode
  }
}

const refusal = (code: number, sentence: string) => new Refusal(code, sentence)
const tooLarge = (size: number) => refusal(552, `A mail may have ${Math.floor(size / 1024 / 1024)} MB.`)

/** What went wrong here is ours: the sender keeps the mail and comes again. */
function later(settings: SmtpSettings, error: unknown): Refusal {
  settings.failed?.(error instanceof Error ? error : new Error(String(error)))
  return refusal(451, 'It could not be kept just now: please try again later.')
}
