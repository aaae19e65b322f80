import { clock } from './clock.ts'
import type { Place } from './cursor.ts'
import { companyOf, type Database, type Db } from './db.ts'
import { readFile } from './files.ts'
import { type Id, newId } from './ids.ts'
import { enqueue, job } from './jobs.ts'

declare module './db.ts' {
  interface Tables {
    kit_letter: {
      company_id: Id
      id: Id
      at: Date
      recipient: string
      subject: string
      text: string
      html: string | null
      headers: unknown
      files: unknown
      sent_at: Date | null
      tries: number
      trouble: string | null
      own: boolean
    }
  }
}

export type Letter = {
  recipient: string
  subject: string
  text: string
  html?: string
  /** Single-line values only; From and To are set here. `Message-ID` may be given. */
  headers?: Record<string, string>
  /** The envelope's sender where it is not `from`: '' for what a machine wrote. */
  envelopeFrom?: string
  from?: { name: string; address: string }
  files?: { name: string; type: string; hash: string }[]
  /** Only its reader may read it, also where letters are listed. */
  own?: boolean
}

const oneLine = (text: string) => text.replace(/[\r\n\t\0]+/g, ' ').trim()

/** Puts a letter in the box, in the deed's own transaction; it goes out right after, where a server is set. */
export async function post(db: Db, letter: Letter): Promise<Id> {
  const id = newId(clock.now())
  const { envelopeFrom, from, headers = {} } = letter
  await db
    .insertInto('kit_letter')
    .values({
      company_id: companyOf(db),
      id,
      at: clock.now(),
      recipient: oneLine(letter.recipient),
      subject: oneLine(letter.subject).slice(0, 400),
      text: letter.text,
      html: letter.html ?? null,
      headers: JSON.stringify({
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [oneLine(name), oneLine(value)]),
        ),
        ...(envelopeFrom === undefined ? {} : { envelopeFrom }),
        ...(from ? { from } : {}),
      }),
      files: JSON.stringify(letter.files ?? []),
      sent_at: null,
      tries: 0,
      trouble: null,
      own: letter.own ?? false,
    })
    .execute()
  await enqueue(db, sendLetter, { id })
  return id
}

export type Outgoing = {
  host: string
  port: number
  user?: string
  password?: string
  from: string
  secure: boolean
}

let outgoing: Outgoing | undefined
/** Where mail goes out; undefined leaves letters in the box, where the product shows them. */
export function mailsGoOutBy(server: Outgoing | undefined): void {
  outgoing = server
}
export const mailGoesOut = (): boolean => outgoing !== undefined

type Extra = {
  headers?: Record<string, string>
  envelopeFrom?: string
  from?: { name: string; address: string }
}

export const sendLetter = job<{ id: Id }>({
  name: 'letter.send',
  async run(database, who, { id }) {
    const server = outgoing
    if (!server) return
    const letter = await database.inCompany(who.company, async (db) => {
      const row = await db
        .selectFrom('kit_letter')
        .selectAll()
        .where('company_id', '=', who.company)
        .where('id', '=', id)
        .executeTakeFirst()
      const files = (row?.files ?? []) as { name: string; type: string; hash: string }[]
      const contents = await Promise.all(
        files.map(async (file) => ({ ...file, bytes: await readFile(db, file.hash) })),
      )
      return row && { ...row, contents }
    })
    if (!letter || letter.sent_at) return
    const extra = letter.headers as Extra
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({
      host: server.host,
      port: server.port,
      secure: server.secure,
      ...(server.user ? { auth: { user: server.user, pass: server.password ?? '' } } : {}),
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
    })
    try {
      await transport.sendMail({
        from: extra.from ?? server.from,
        to: letter.recipient,
        subject: letter.subject,
        text: letter.text,
        ...(letter.html ? { html: letter.html } : {}),
        headers: extra.headers ?? {},
        attachments: letter.contents.flatMap((file) =>
          file.bytes ? [{ filename: file.name, contentType: file.type, content: file.bytes }] : [],
        ),
        ...(extra.envelopeFrom === undefined
          ? {}
          : { envelope: { from: extra.envelopeFrom, to: letter.recipient } }),
      })
      await mark(database, who.company, id, null)
    } catch (error) {
      await mark(database, who.company, id, (error as Error).message)
      throw error
    } finally {
      transport.close()
    }
  },
})

const mark = (database: Database, company: Id, id: Id, trouble: string | null) =>
  database.inCompany(company, (db) =>
    db
      .updateTable('kit_letter')
      .set((row) => ({
        tries: row('tries', '+', 1),
        trouble,
        sent_at: trouble === null ? clock.now() : null,
      }))
      .where('company_id', '=', company)
      .where('id', '=', id)
      .execute(),
  )

/** The box: the newest letters first, from below a place on. */
export function listLetters(db: Db, most: number, after?: Place) {
  const letters = db
    .selectFrom('kit_letter')
    .select(['id', 'at', 'recipient', 'subject', 'text', 'sent_at', 'trouble', 'own'])
    .where('company_id', '=', companyOf(db))
  const below = after
    ? letters.where((row) => row(row.refTuple('at', 'id'), '<', row.tuple(after.at, after.id)))
    : letters
  return below.orderBy('at', 'desc').orderBy('id', 'desc').limit(most).execute()
}
