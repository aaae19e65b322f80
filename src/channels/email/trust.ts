import { Resolver } from 'node:dns/promises'
import type { Worker } from 'node:worker_threads'
import { startThread } from './pool.ts'
import type { DnsQuestion, Proof, Verdict } from './reading/prove.ts'

export type DnsResolver = (name: string, type: string) => Promise<string[][] | string[]>
export type SenderProof = {
  /** Somebody who controls the From domain sent this. Nothing else may be believed of a sender. */
  proven: boolean
  domain: string
  spf: Verdict
  dkim: Verdict
  dmarc: Verdict
  sentence: string
}
/** What the SMTP session knew; all empty for a mail that was fetched. */
export type Envelope = {
  ip?: string
  helo?: string
  mailFrom?: string
  resolver?: DnsResolver
  milliseconds?: number
}

type Job = {
  raw: Uint8Array
  envelope: Envelope
  resolver: DnsResolver
  settle: (proof: SenderProof) => void
}
type Thread = {
  worker: Worker
  jobs: Map<number, Job>
  pinged?: NodeJS.Timeout | undefined
  rest?: NodeJS.Timeout
}

let thread: Thread | undefined
let last = 0

/**
 * Whether the sender is who the mail says, by DKIM, SPF and DMARC. Never throws and always ends in time: without an
 * answer from the DNS, or on a mail made to cost, the sender is not proven. The reading is done in a thread of its own.
 */
export function proveSender(raw: Uint8Array, envelope: Envelope = {}): Promise<SenderProof> {
  const milliseconds = envelope.milliseconds ?? 5_000
  return new Promise((resolve) => {
    const id = ++last
    const timer = setTimeout(
      () => job.settle(unproven('temperror', 'It could not be checked in time.')),
      milliseconds,
    )
    const job: Job = {
      raw,
      envelope,
      resolver: bounded(envelope.resolver ?? ownResolver(), milliseconds * 0.8),
      settle(proof) {
        clearTimeout(timer)
        const here = thread
        if (here?.jobs.delete(id)) {
          ping(here)
          if (here.jobs.size === 0) rest(here)
        }
        resolve(proof)
      },
    }
    thread ??= open()
    const here = thread
    clearTimeout(here.rest)
    here.jobs.set(id, job)
    here.worker.ref()
    const copy = new Uint8Array(raw)
    const { ip = '', helo = '', mailFrom = '' } = envelope
    here.worker.postMessage({ is: 'prove', id, raw: copy, ip, helo, mailFrom }, [copy.buffer])
  })
}

/** Ends the thread; it starts again with the next mail. */
export async function closeProver(): Promise<void> {
  const here = thread
  fall(here, 'The program was stopped while it was being checked.')
  await here?.worker.terminate()
}

function open(): Thread {
  const here: Thread = { worker: startThread('prove'), jobs: new Map() }
  here.worker.on('message', (said: { is: string; id: number; proof?: Proof } | DnsQuestion | 'ready') => {
    if (said === 'ready') return
    if (said.is === 'pong') {
      clearTimeout(here.pinged)
      here.pinged = undefined
    } else if ('call' in said) void answer(here, said)
    else if (said.is === 'proof') here.jobs.get(said.id)?.settle(judged(said.proof))
  })
  here.worker.on('error', () => fall(here, 'The check broke down on it.'))
  here.worker.on('exit', () => fall(here, 'The check broke down on it.'))
  return here
}

async function answer(here: Thread, question: DnsQuestion) {
  const job = here.jobs.get(question.id)
  const fail = (code: string) => here.worker.postMessage({ is: 'dns', call: question.call, code })
  if (!job) return fail('ETIMEOUT')
  try {
    const records = await job.resolver(question.name, question.type)
    here.worker.postMessage({ is: 'dns', call: question.call, records })
  } catch (error) {
    fail(error instanceof Error && 'code' in error ? String(error.code) : 'ESERVFAIL')
  }
}

/** After each mail the thread must still answer; one that hangs on a mail made for it is ended for all. */
function ping(here: Thread) {
  if (here.pinged) return
  here.worker.postMessage({ is: 'ping' })
  here.pinged = setTimeout(
    () => setImmediate(() => here.pinged && fall(here, 'It could not be checked in time.')),
    2_000,
  )
  here.pinged.unref()
}

function rest(here: Thread) {
  here.worker.unref()
  here.rest = setTimeout(() => fall(here, ''), 30_000).unref()
}

function fall(here: Thread | undefined, sentence: string) {
  if (!here || here !== thread) return
  thread = undefined
  clearTimeout(here.rest)
  clearTimeout(here.pinged)
  void here.worker.terminate()
  for (const job of [...here.jobs.values()]) job.settle(unproven('temperror', sentence))
}

function judged(proof: Proof | undefined): SenderProof {
  if (!proof) return unproven('permerror', 'Its header is not one that can be checked.')
  const { domain, spf, dkim, dmarc, aligned } = proof
  const proven = domain !== '' && dmarc !== 'fail' && (dmarc === 'pass' || aligned.dkim || aligned.spf)
  const waits = [spf, dkim, dmarc].includes('temperror')
  const sentence = proven
    ? `Sent by ${domain} (${[...(aligned.dkim ? ['DKIM'] : []), ...(aligned.spf ? ['SPF'] : []), ...(dmarc === 'pass' ? ['DMARC'] : [])].join(', ')}).`
    : domain === ''
      ? 'Unproven sender: the mail names no sender, or several.'
      : dmarc === 'fail'
        ? `Unproven sender: ${domain} says that its mails are signed, and this one is not.`
        : waits
          ? `Unproven sender: the DNS did not answer for ${domain}.`
          : `Unproven sender: nothing shows that ${domain} sent it.`
  return { proven, domain, spf, dkim, dmarc, sentence }
}

function unproven(verdict: Verdict, why: string): SenderProof {
  return {
    proven: false,
    domain: '',
    spf: verdict,
    dkim: verdict,
    dmarc: verdict,
    sentence: `Unproven sender: ${why}`,
  }
}

let resolver: DnsResolver | undefined
let silences = 0

/** The system's DNS. After three silences in a row it is not asked for ten seconds: offline, mail must not queue up. */
function ownResolver(): DnsResolver {
  const dns = new Resolver({ timeout: 1_500, tries: 1 })
  resolver ??= async (name, type) => {
    if (silences >= 3) throw Object.assign(new Error('The DNS is silent.'), { code: 'ETIMEOUT' })
    try {
      const records = await dns.resolve(name, type)
      silences = 0
      return records as string[][] | string[]
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'ENOTFOUND' || code === 'ENODATA') silences = 0
      else if (++silences === 3) setTimeout(() => (silences = 0), 10_000).unref()
      throw error
    }
  }
  return resolver
}

function bounded(ask: DnsResolver, milliseconds: number): DnsResolver {
  return (name, type) =>
    new Promise((resolve, reject) => {
      const silence = () => reject(Object.assign(new Error(`No answer for ${name}.`), { code: 'ETIMEOUT' }))
      const timer = setTimeout(silence, milliseconds / 2)
      timer.unref()
      ask(name, type)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer))
    })
}
