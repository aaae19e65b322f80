// For tests: mails by real SMTP, and a company whose address has room for a token.
import { createTransport } from 'nodemailer'
import type { TestCompany } from '../../../test/company.ts'
import { listenForMail } from './doors.ts'
import { addInbox } from './inbox.ts'

export type PostOffice = {
  /** The company's own short address. */
  address: string
  port: number
  send(raw: string | Uint8Array, envelope?: { from?: string; to?: string | string[] }): Promise<void>
  close(): Promise<void>
}

let made = 0

/** Listens on a free port and takes mail in for this company. */
export async function postOffice(house: TestCompany): Promise<PostOffice> {
  const address = `m${process.pid}x${++made}@in.halden.example`
  await house.run((db) => addInbox(db, house.now(house.mara), { address }))
  const troubles: unknown[] = []
  const { port, close } = await listenForMail(house.database, {
    host: '127.0.0.1',
    port: 0,
    perMinute: 100_000,
    trouble: (error) => troubles.push(error),
  })
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: 4,
    maxMessages: 100_000,
  })
  return {
    address,
    port,
    async send(raw, { from = 'tom@customer.example', to = address } = {}) {
      await transport.sendMail({
        envelope: { from, to },
        raw: Buffer.from(typeof raw === 'string' ? raw.replace(/\r?\n/g, '\r\n') : raw),
      })
    },
    async close() {
      transport.close()
      await close()
      if (troubles.length > 0) throw troubles[0]
    },
  }
}

/** A plain mail. */
export const mail = (head: Record<string, string>, text: string): string =>
  `${Object.entries({
    From: 'Tom Baker <tom@customer.example>',
    To: 'support@halden.example',
    Subject: 'My bike',
    'Message-ID': `<${++made}.${process.pid}@customer.example>`,
    Date: 'Fri, 21 Nov 2025 17:40:00 +0100',
    ...head,
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n${text}\n`
