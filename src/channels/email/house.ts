import type { Config } from '../../config.ts'
import type { Database } from '../../kit/db.ts'
import { readSecret } from '../../kit/secrets.ts'

/** What the mail of this server knows of itself; set once at the start by the app. */
export type MailHouse = {
  /** The domain of each company's own address: `halden@mail.example`. */
  domain: string
  /** Whom the program's own letters are from. */
  from: string
  /** Whether mail for that domain can reach us at all. */
  listens: boolean
  /** The one mailbox that is followed, as people may see it, and whose it is. */
  follows: { mailbox: string; company: string } | undefined
  /** Seals reply addresses. */
  secret: Uint8Array
}

let standing: MailHouse | undefined

export async function mailStands(config: Config, database: Database): Promise<void> {
  standing = {
    domain: config.mailDomain.toLowerCase(),
    from: config.mailFrom,
    listens: config.mailPort > 0,
    follows: followed(config),
    secret: await readSecret(database, 'reply-address'),
  }
}

export function mailHouse(): MailHouse {
  if (!standing) throw new Error('The mail house is set up before the first mail.')
  return standing
}

function followed({ imapUrl, imapCompany }: Config): MailHouse['follows'] {
  if (!imapUrl || !imapCompany) return undefined
  return { mailbox: mailboxName(new URL(imapUrl)), company: imapCompany }
}

/** The mailbox without its password: `support@imap.example/INBOX`. */
export const mailboxName = (url: URL): string =>
  `${decodeURIComponent(url.username)}@${url.host}/${decodeURIComponent(url.pathname.slice(1)) || 'INBOX'}`
