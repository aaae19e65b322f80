import { limits } from './limits.ts'
import type { MailEnvelope, Parsed, Unreadable } from './parsed.ts'
import { pool } from './pool.ts'
import type { Refined, Refused } from './reading/read.ts'

const readers = pool(2)
let last = 0

const why: Record<'too-slow' | 'out-of-memory' | 'broken' | 'stopped', string> = {
  'too-slow': `It could not be read within ${limits.milliseconds / 1000} seconds.`,
  'out-of-memory': 'It needs more memory to read than a mail may have.',
  broken: 'The reader broke down on it.',
  stopped: 'The program was stopped while it was being read.',
}

/**
 * Reads a raw mail in a thread of its own that is killed after two seconds. Never throws: what cannot be read says
 * why in a sentence. Of a mail whose HTML takes too long, the plain text is read. What the SMTP session knew counts
 * before what the mail says of it.
 */
export function parseMail(raw: Uint8Array, envelope: MailEnvelope = {}): Promise<Parsed | Unreadable> {
  const refuse = (refused: Refused): Unreadable => ({ readable: false, ...refused, glimpse: glimpse(raw) })
  if (raw.byteLength > limits.bytes) {
    const megabytes = limits.bytes / 1024 / 1024
    return Promise.resolve(refuse({ reason: 'too-large', sentence: `It is larger than ${megabytes} MB.` }))
  }
  return new Promise((resolve) => {
    let sooner: Parsed | undefined
    const id = ++last
    readers.run({
      task: { id, raw: new Uint8Array(raw), envelope },
      milliseconds: limits.milliseconds,
      heard(message) {
        const said = message as { id: number; sooner?: Parsed; done?: Refined | Refused }
        if (said.sooner) sooner = said.sooner
        if (!said.done) return false
        if ('reason' in said.done) resolve(refuse(said.done))
        else if (sooner) resolve({ ...sooner, ...said.done })
        return true
      },
      failed(reason) {
        resolve(sooner && reason !== 'stopped' ? sooner : refuse({ reason, sentence: why[reason] }))
      },
    })
  })
}

/** Ends the reading threads; they start again with the next mail. */
export const closeParsers = (): Promise<void> => readers.close()

/** From and Subject as they stand, from the first bytes only: it must cost nothing on the worst of mails. */
function glimpse(raw: Uint8Array): Unreadable['glimpse'] {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 16_384)).toString('utf8')
  const head = start.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const line = (name: string) =>
    new RegExp(`^${name}:([^\\r\\n]{1,300})`, 'im')
      .exec(head)?.[1]
      ?.replace(/\p{Cc}/gu, '')
      .trim()
  const [from, subject] = [line('from'), line('subject')]
  return { ...(from ? { from } : {}), ...(subject ? { subject } : {}) }
}
