import { meet } from '../../customers/customers.ts'
import { record } from '../../history/history.ts'
import { clock } from '../../kit/clock.ts'
import type { Database } from '../../kit/db.ts'
import { readFile } from '../../kit/files.ts'
import type { Id } from '../../kit/ids.ts'
import { job } from '../../kit/jobs.ts'
import { program } from '../../kit/who.ts'
import { clean } from './kept.ts'
import type { Mailbox } from './parsed.ts'
import { type Envelope, selectUnproven, updateProof } from './store.ts'
import { type DnsResolver, proveSender, type SenderProof } from './trust.ts'

let resolver: DnsResolver | undefined
/** Tests only: whom the DNS is asked through. */
export function askDnsBy(own: DnsResolver | undefined): void {
  resolver = own
}

const begun = new Map<Id, Promise<SenderProof>>()
const FORGET_MS = 30_000

/**
 * Begins to check who sent a mail while it is being read. `soon` gives what is known by then; what comes later is
 * kept by the job that follows.
 */
export function beginProof(
  mail: Id,
  raw: Uint8Array,
  envelope: Envelope,
): { soon(milliseconds: number): Promise<SenderProof | undefined> } {
  const proof = check(raw, envelope)
  begun.set(mail, proof)
  void proof.then(() => setTimeout(() => begun.delete(mail), FORGET_MS).unref())
  return {
    soon: async (milliseconds) => {
      const late = new Promise<undefined>((passed) => setTimeout(() => passed(undefined), milliseconds))
      const known = await Promise.race([proof, late])
      if (known) begun.delete(mail)
      return known
    },
  }
}

async function check(raw: Uint8Array, { ip, helo, mailFrom }: Envelope): Promise<SenderProof> {
  const proof = await proveSender(raw, {
    ...(ip ? { ip } : {}),
    ...(helo ? { helo } : {}),
    ...(mailFrom ? { mailFrom } : {}),
    ...(resolver ? { resolver } : {}),
  })
  return { ...proof, sentence: clean(proof.sentence) }
}

/** So many at once: each waits for the DNS and holds its mail in memory. */
const AT_ONCE = 8
const under = new Map<Id, { again: boolean }>()

/**
 * Checks who sent the mails that were heard; they are read already, since the DNS of strangers may take its time. One
 * run at a time of a company takes all that wait, so that slow answers hold up no other work.
 */
export const proveMails = job<Record<string, never>>({
  name: 'email.prove',
  async run(database, { company }) {
    const running = under.get(company)
    if (running) {
      running.again = true
      return
    }
    const run = { again: true }
    under.set(company, run)
    try {
      while (run.again) {
        run.again = false
        while ((await proveSome(database, company)) > 0);
      }
    } finally {
      under.delete(company)
    }
  },
})

type Unproven = Awaited<ReturnType<typeof selectUnproven>>[number]

async function proveSome(database: Database, company: Id): Promise<number> {
  const mails = await database.inCompany(company, (db) => selectUnproven(db, AT_ONCE))
  await Promise.all(mails.map((mail) => proveOne(database, company, mail)))
  return mails.length
}

async function proveOne(database: Database, company: Id, mail: Unproven): Promise<void> {
  const proof = await (begun.get(mail.mail_id) ?? proveKept(database, company, mail))
  await keepProof(database, company, mail, proof)
}

async function proveKept(database: Database, company: Id, mail: Unproven): Promise<SenderProof> {
  const raw = await database.inCompany(company, (db) => readFile(db, mail.hash))
  return check(raw ?? new Uint8Array(), mail.envelope)
}

/** Only a proven sender may tell us a name that we did not know. */
async function keepProof(
  database: Database,
  company: Id,
  { mail_id, interaction_id, head }: Unproven,
  proof: SenderProof,
): Promise<void> {
  await database.inCompany(company, async (db) => {
    if (!(await updateProof(db, mail_id, proof))) return
    const who = program(company, clock.now())
    await record(db, who, 'email.proof-read', interaction_id, { proven: proof.proven })
    if (proof.proven && head.sender && head.from?.name && isFrom(head.sender, head.from))
      await meet(db, who, { name: head.from.name, addresses: [{ kind: 'email', written: head.sender }] })
  })
}

/** A proof is of the From address and of no other that a mail may name. */
export const isFrom = (sender: string, from: Mailbox | undefined): boolean =>
  sender === from?.address.toLowerCase()
