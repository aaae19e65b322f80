import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import type { House } from './house.ts'

/** A real mail by real SMTP, from a customer's own mail program. */
export async function writeMail(
  house: House,
  mail: { from: string; to: string; subject: string; text: string },
): Promise<string> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: house.mailPort,
    secure: false,
    ignoreTLS: true,
  })
  const { messageId } = await transport.sendMail(mail)
  transport.close()
  return messageId
}

/** The address of the link in a letter that begins with this path. */
export async function linkIn(raw: string, path: string): Promise<string> {
  const { text } = await simpleParser(raw)
  const found = text?.match(/https?:\/\/\S+/g)?.find((one) => new URL(one).pathname.startsWith(path))
  if (!found) throw new Error(`The letter has no link to ${path}: ${text}`)
  return found
}
