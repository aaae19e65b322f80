import { record } from '../../history/history.ts'
import type { Database, Db } from '../../kit/db.ts'
import { readFile } from '../../kit/files.ts'
import type { Id } from '../../kit/ids.ts'
import { job } from '../../kit/jobs.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Who } from '../../kit/who.ts'
import { noteDelivery } from './bounced.ts'
import { hearMail } from './hear-mail.ts'
import { type InHand, takeInHand } from './in-hand.ts'
import { clean } from './kept.ts'
import { parseMail } from './parse.ts'
import type { Parsed, Unreadable } from './parsed.ts'
import { beginProof, keepLate } from './prove-mail.ts'
import { lockUnread, type UnreadMail, updateGlimpse } from './store.ts'
import { deleteWaiting, upsertWaiting } from './store-waiting.ts'
import type { SenderProof } from './trust.ts'

/**
 * Reads one kept mail: it becomes an interaction, or a notice at the mail of ours that it concerns, or it waits with
 * a reason where people see it. Run twice, it does nothing the second time.
 */
export const readMail = job<{ mail: Id }>({
  name: 'email.read',
  async run(database, who, { mail: id }) {
    const kept = takeInHand(id) ?? (await fetchMail(database, who, id))
    if (!kept) return
    const { raw, envelope } = kept
    const proving = beginProof(raw, envelope)
    const { mailFrom, recipients } = envelope
    const parsed = await parseMail(raw, {
      ...(mailFrom === undefined ? {} : { mailFrom }),
      ...(recipients ? { recipients } : {}),
    })
    if (!parsed.readable && parsed.reason === 'stopped') throw new Error(parsed.sentence)
    const proof = await proving.soon(PROOF_MS)
    await understand(database, who, id, { parsed, raw, proof })
    if (!proof) proving.later((late) => keepLate(database, who.company, id, late))
  },
})

const fetchMail = (database: Database, { company }: Who, id: Id): Promise<InHand | undefined> =>
  database.inCompany(company, async (db) => {
    const mail = await lockUnread(db, id)
    return mail && { raw: (await readFile(db, mail.hash)) ?? new Uint8Array(), envelope: mail.envelope }
  })

/** So long the DNS may keep a mail from being seen; an answer that comes later is added to it. */
const PROOF_MS = 5

type Read = { parsed: Parsed | Unreadable; raw: Uint8Array; proof: SenderProof | undefined }

async function understand(database: Database, who: Who, id: Id, { parsed, raw, proof }: Read): Promise<void> {
  const within = (deed: (db: Db, mail: UnreadMail) => Promise<unknown>) =>
    database.inCompany(who.company, async (db) => {
      const mail = await lockUnread(db, id)
      if (mail) await deed(db, mail)
    })
  if (!parsed.readable) return within((db) => letWait(db, who, id, parsed.sentence, parsed.glimpse))
  try {
    await within(async (db, mail) => {
      const reason = parsed.bounce
        ? await noteDelivery(db, who, mail, parsed)
        : await hearMail(db, who, { kept: mail, mail: parsed, raw, proof })
      if (reason) await letWait(db, who, id, reason, glimpseOf(parsed))
      else if (mail.waits) await deleteWaiting(db, id)
    })
  } catch (error) {
    const why = error instanceof Refusal ? error.sentence : 'It could not be taken in. It is tried again.'
    await within((db) => letWait(db, who, id, why, glimpseOf(parsed)))
    // What is wrong with us may pass: the worker comes back to it. It waits in sight until then.
    if (!(error instanceof Refusal)) throw error
  }
}

const glimpseOf = (mail: Parsed): Unreadable['glimpse'] => ({
  ...(mail.from ? { from: `${mail.from.name} <${mail.from.address}>`.trim() } : {}),
  subject: mail.subject,
})

async function letWait(
  db: Db,
  who: Who,
  id: Id,
  reason: string,
  glimpse: Unreadable['glimpse'],
): Promise<void> {
  await updateGlimpse(
    db,
    id,
    glimpse.from ? clean(glimpse.from).slice(0, 400) : null,
    clean(glimpse.subject ?? '').slice(0, 500),
  )
  await upsertWaiting(db, id, reason, who.at)
  await record(db, who, 'email.waits', id)
}
