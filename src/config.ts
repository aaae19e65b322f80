import { z } from 'zod'
import { networksOf } from './kit/peer.ts'

type Setting = { name: string; says: string; shape: z.ZodType; default: unknown; secret?: true }

const url = z.url()
const text = z.string().min(1)
const port = z.coerce.number().int().min(0).max(65535)
const yesNo = z.enum(['yes', 'no']).transform((word) => word === 'yes')

/** Every setting as data: docs/running.md is made from it, and `process.env` is read here and nowhere else. */
export const SETTINGS = {
  port: {
    name: 'PORT',
    says: 'The port of the web pages and the API. 0 takes any free one.',
    shape: port,
    default: 4400,
  },
  host: {
    name: 'MAKEGOOD_HOST',
    says: 'The address to listen on. Any other than this machine needs MAKEGOOD_URL too.',
    shape: text,
    default: '127.0.0.1',
  },
  url: {
    name: 'MAKEGOOD_URL',
    says: 'The address at which people reach the product; links in mails begin with it.',
    shape: url,
    default: undefined,
  },
  data: {
    name: 'MAKEGOOD_DATA',
    says: 'The folder in which the product keeps its own PostgreSQL and its secret.',
    shape: text,
    default: 'data',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    says: 'A PostgreSQL (15 or newer) to use instead of its own; the role in it owns the tables and migrates.',
    shape: url,
    default: undefined,
    secret: true,
  },
  databaseAppUrl: {
    name: 'DATABASE_APP_URL',
    says: 'The role that serves, where that of DATABASE_URL may not make one.',
    shape: url,
    default: undefined,
    secret: true,
  },
  databaseDirectUrl: {
    name: 'DATABASE_DIRECT_URL',
    says: 'The same server past a pooler, for LISTEN, jobs and migrations.',
    shape: url,
    default: undefined,
    secret: true,
  },
  databasePrepare: {
    name: 'DATABASE_PREPARE',
    says: 'Whether statements are named; no behind a pooler that cannot follow names.',
    shape: yesNo,
    default: true,
  },
  databasePool: {
    name: 'DATABASE_POOL',
    says: 'How many connections serve; more than four a core makes all of them slower.',
    shape: z.coerce.number().int().min(1).max(200),
    default: 8,
  },
  trustedProxies: {
    name: 'MAKEGOOD_PROXIES',
    says: 'Addresses or networks (10.0.0.0/8) of reverse proxies, by commas, whose X-Forwarded-For is believed.',
    shape: z
      .string()
      .transform((list) =>
        list
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      )
      .superRefine((list, context) => {
        try {
          networksOf(list)
        } catch (error) {
          context.addIssue((error as Error).message)
        }
      }),
    default: [] as string[],
  },
  backupAt: {
    name: 'MAKEGOOD_BACKUP_AT',
    says: 'When a backup of everything is written each day, by the clock of this machine, or off.',
    shape: z.union([z.literal('off'), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)]),
    default: '02:10',
  },
  backupFolder: {
    name: 'MAKEGOOD_BACKUP_FOLDER',
    says: 'Where it is written; by default `backups` in MAKEGOOD_DATA. Better on another disk.',
    shape: text,
    default: undefined,
  },
  backupDays: {
    name: 'MAKEGOOD_BACKUP_DAYS',
    says: 'Of how many days the newest backup is kept.',
    shape: z.coerce.number().int().min(1).max(3650),
    default: 7,
  },
  backupWeeks: {
    name: 'MAKEGOOD_BACKUP_WEEKS',
    says: 'And of how many weeks.',
    shape: z.coerce.number().int().min(0).max(520),
    default: 4,
  },
  backupRehearsal: {
    name: 'MAKEGOOD_BACKUP_REHEARSAL',
    says: 'Whether each is restored into a scratch database and compared. It needs as much room again, for minutes.',
    shape: yesNo,
    default: true,
  },
  backupPassphrase: {
    name: 'MAKEGOOD_BACKUP_PASSPHRASE',
    says: 'Encrypts backups by it, as age does. Without it nobody restores them: keep it elsewhere, too.',
    shape: z.string().min(12, 'has fewer than twelve characters'),
    default: undefined,
    secret: true,
  },
  smtpUrl: {
    name: 'SMTP_URL',
    says: 'Where mail goes out: smtp://user:password@host:port, or smtps://. Without it letters stay in the box under Company.',
    shape: url,
    default: undefined,
    secret: true,
  },
  mailFrom: {
    name: 'MAIL_FROM',
    says: 'The sender of what the product itself writes.',
    shape: z.email(),
    default: 'makegood@localhost',
  },
  mailPort: {
    name: 'MAIL_PORT',
    says: 'The port at which mail is taken in by SMTP; 0 turns it off.',
    shape: port,
    default: 0,
  },
  mailHost: {
    name: 'MAIL_HOST',
    says: 'The address on which mail is taken in.',
    shape: text,
    default: '127.0.0.1',
  },
  mailDomain: {
    name: 'MAIL_DOMAIN',
    says: 'The domain of the addresses that replies come back to, and of our message ids.',
    shape: text,
    default: 'localhost',
  },
  imapUrl: {
    name: 'IMAP_URL',
    says: 'One mailbox to follow: imap://user:password@host:port/INBOX, or imaps://.',
    shape: url,
    default: undefined,
    secret: true,
  },
  imapCompany: {
    name: 'IMAP_COMPANY',
    says: 'The company whose mailbox that is, by its short name.',
    shape: text,
    default: undefined,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    says: 'How much is logged.',
    shape: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    default: 'warn',
  },
} satisfies Record<string, Setting>

type Read<S extends { shape: z.ZodType; default: unknown }> = S['default'] extends undefined
  ? z.output<S['shape']> | undefined
  : z.output<S['shape']>
export type Config = { -readonly [K in keyof typeof SETTINGS]: Read<(typeof SETTINGS)[K]> }

const OURS = /^(MAKEGOOD|MAIL|SMTP|IMAP)_/

/** Reads the settings; throws a sentence that names each wrong or unknown one. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const wrong: string[] = []
  const names = new Set<string>(Object.values(SETTINGS).map((setting) => setting.name))
  for (const name of Object.keys(environment))
    if (OURS.test(name) && !names.has(name)) wrong.push(`${name} is no setting of Makegood.`)
  const config: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries<Setting>(SETTINGS)) {
    const written = environment[setting.name]
    if (written === undefined || written === '') {
      config[key] = setting.default
      continue
    }
    const read = setting.shape.safeParse(written)
    if (read.success) config[key] = read.data
    else
      wrong.push(
        `${setting.name}${setting.secret ? '' : `=${written}`}: ${read.error.issues[0]?.message ?? 'cannot be read'}. ${setting.says}`,
      )
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return config as Config
}

/** The settings as a table of Markdown: docs/running.md holds it, and a test compares. */
export function settingsTable(): string {
  const shown = (value: unknown) =>
    value === undefined
      ? 'none'
      : value === true
        ? 'yes'
        : `\`${Array.isArray(value) ? value.join(',') || 'none' : value}\``
  const rows = Object.values<Setting>(SETTINGS).map(
    (one) => `| \`${one.name}\` | ${one.says} | ${shown(one.default)} |`,
  )
  return ['| setting | what it says | default |', '|---|---|---|', ...rows].join('\n')
}
