import { meet } from '../../customers/customers.ts'
import { record } from '../../history/history.ts'
import { clock } from '../../kit/clock.ts'
import { afterCommit, companyOf, type Database, type Db } from '../../kit/db.ts'
import { readFile } from '../../kit/files.ts'
import type { Id } from '../../kit/ids.ts'
import { enqueue, job } from '../../kit/jobs.ts'
import { due, setTimer } from '../../kit/timers.ts'
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

/**
 * Begins to check who sent a mail while it is being read. `soon` gives what is known by then. The DNS of strangers may
 * take its time, and nobody waits for it: `later` is told when the answer comes, if it is one.
 */
export function beginProof(
  raw: Uint8Array,
  envelope: Envelope,
): {
  soon(milliseconds: number): Promise<SenderProof | undefined>
  later(told: (proof: SenderProof) => Promise<void>): void
} {
  const proof = check(raw, envelope)
  return {
    soon: (milliseconds) => {
      const late = new Promise<undefined>((passed) => setTimeout(() => passed(undefined), milliseconds))
      return Promise.race([proof.then((one) => (isAnswer(one) ? one : undefined)), late])
    },
    // What is lost here, with the process or with the database, is checked anew when its time comes.
    later: (told) => void proof.then((one) => (isAnswer(one) ? told(one) : undefined)).catch(() => {}),
  }
}

/** A silent DNS says nothing of a sender: they are asked about once more. */
const isAnswer = (proof: SenderProof): boolean =>
  proof.proven || ![proof.spf, proof.dkim, proof.dmarc].includes('temperror')

/** Once a minute whoever could not be proven by then is looked at again. */
export const proveLater = due<Record<string, never>>({
  kind: 'email.prove',
  run: (db) => enqueue(db, proveMails, {}),
})
export async function setProofTimer(db: Db, at: Date): Promise<void> {
  const minute = Math.floor(at.getTime() / 60_000)
  const company = companyOf(db)
  if (timerSet.get(company) === minute) return
  await setTimer(db, proveLater, String(minute), new Date((minute + 2) * 60_000), {})
  afterCommit(db, () => void timerSet.set(company, minute))
}
const timerSet = new Map<Id, number>()

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

/** Checks all that are not proven yet; what the DNS does not say now counts as not proven. */
export const proveMails = job<Record<string, never>>({
  name: 'email.prove',
  async run(database, { company }) {
    while ((await proveSome(database, company)) > 0);
  },
})

type Unproven = Awaited<ReturnType<typeof selectUnproven>>[number]

async function proveSome(database: Database, company: Id): Promise<number> {
  const mails = await database.inCompany(company, (db) => selectUnproven(db, AT_ONCE))
  await Promise.all(mails.map((mail) => proveOne(database, company, mail)))
  return mails.length
}

async function proveOne(database: Database, company: Id, mail: Unproven): Promise<void> {
  const raw = await database.inCompany(company, (db) => readFile(db, mail.hash))
  const proof = await check(raw ?? new Uint8Array(), mail.envelope)
  await database.inCompany(company, (db) => keepProof(db, company, mail.mail_id, proof))
}

const GATHER_MS = 100
const late = new Map<Id, { mail: Id; proof: SenderProof }[]>()

/** Keeps proofs that came after their mails were heard, those of a tenth of a second in one transaction. */
export async function keepLate(database: Database, company: Id, mail: Id, proof: SenderProof): Promise<void> {
  const waiting = late.get(company)
  if (waiting) return void waiting.push({ mail, proof })
  late.set(company, [{ mail, proof }])
  await new Promise((passed) => setTimeout(passed, GATHER_MS).unref())
  const proofs = late.get(company) ?? []
  late.delete(company)
  await database.inCompany(company, async (db) => {
    for (const one of proofs) await keepProof(db, company, one.mail, one.proof)
  })
}

/** Only a proven sender may tell us a name that we did not know. */
async function keepProof(db: Db, company: Id, mail: Id, proof: SenderProof): Promise<void> {
  const heard = await updateProof(db, mail, proof)
  if (!heard) return
  const { interaction_id, head } = heard
  const who = program(company, clock.now())
  await record(db, who, 'email.proof-read', interaction_id, { proven: proof.proven })
  if (proof.proven && head.sender && head.from?.name && isFrom(head.sender, head.from))
    await meet(db, who, { name: head.from.name, addresses: [{ kind: 'email', written: head.sender }] })
}

/** A proof is of the From address and of no other that a mail may name. */
export const isFrom = (sender: string, from: Mailbox | undefined): boolean =>
  sender === from?.address.toLowerCase()
