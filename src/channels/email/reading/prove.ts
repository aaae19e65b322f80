import { Readable } from 'node:stream'
import { dkimVerify, dmarc, spf } from 'mailauth'

export type Verdict = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror'
export type Proof = {
  /** The domain of the only From address; empty if there is none or there are several. */
  domain: string
  spf: Verdict
  dkim: Verdict
  dmarc: Verdict
  /** Which of them vouches for the From domain itself. */
  aligned: { spf: boolean; dkim: boolean }
}
export type ProofTask =
  | { is: 'ping' }
  | { is: 'prove'; id: number; raw: Uint8Array; ip: string; helo: string; mailFrom: string }
  | { is: 'dns'; call: number; records?: string[][] | string[]; code?: string }
export type DnsQuestion = { is: 'dns'; call: number; id: number; name: string; type: string }

type Waiting = { resolve: (records: string[][] | string[]) => void; reject: (error: Error) => void }
const waiting = new Map<number, Waiting>()
let lastCall = 0

const verdicts: readonly string[] = ['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror']
const signatures = 5

export function answerDns(answer: Extract<ProofTask, { is: 'dns' }>) {
  const call = waiting.get(answer.call)
  waiting.delete(answer.call)
  if (answer.records) call?.resolve(answer.records)
  else call?.reject(Object.assign(new Error(`DNS: ${answer.code}`), { code: answer.code }))
}

/** DKIM, SPF and DMARC of one mail; whoever calls answers its questions to the DNS. */
export async function prove(
  task: Extract<ProofTask, { is: 'prove' }>,
  ask: (question: DnsQuestion) => void,
): Promise<Proof | undefined> {
  const raw = Buffer.from(task.raw.buffer, task.raw.byteOffset, task.raw.byteLength)
  if (tooMuch(raw)) return undefined
  const resolver = (name: string, type: string) =>
    new Promise<string[][] | string[]>((resolve, reject) => {
      const call = ++lastCall
      waiting.set(call, { resolve, reject })
      ask({ is: 'dns', call, id: task.id, name, type })
    })
  return proof(Readable.from(lineWise(raw)), task, resolver)
}

async function proof(
  mail: Readable,
  { ip, helo, mailFrom }: Extract<ProofTask, { is: 'prove' }>,
  resolver: (name: string, type: string) => Promise<string[][] | string[]>,
): Promise<Proof | undefined> {
  const signed = await dkimVerify(mail, { resolver, sender: mailFrom }).catch(() => undefined)
  if (!signed) return undefined
  const senders = signed.headerFrom ?? []
  const domain = senders.length === 1 ? domainOf(senders[0]!) : ''
  const sent = ip
    ? await spf({ ip, helo: helo || `[${ip}]`, sender: mailFrom, mta: 'makegood', resolver }).catch(
        () => undefined,
      )
    : false
  const vouching = sent && sent.status.result === 'pass' ? sent.domain.toLowerCase() : ''
  const dkims = signed.results.map(({ id, signingDomain, status }) => ({
    verdict: verdict(status.result),
    whole: !status.underSized,
    aligned: domain !== '' && Boolean(status.aligned),
    // The type knows "aligned" as a boolean; the library puts the common domain there and hands it on.
    said: {
      ...(id ? { id } : {}),
      domain: signingDomain,
      ...(status.aligned ? { aligned: status.aligned } : {}),
    },
  }))
  // A signature over the first bytes only (l=) lets a stranger write the rest: it vouches for nothing.
  const good = dkims.filter((each) => each.verdict === 'pass' && each.whole)
  const policy = domain
    ? await dmarc({
        headerFrom: senders,
        spfDomains: vouching ? [vouching] : [],
        dkimDomains: good.map((each) => each.said),
        resolver,
      }).catch(() => undefined)
    : false
  return {
    domain,
    spf: sent === false ? 'none' : sent ? verdict(sent.status.result) : 'temperror',
    dkim:
      good[0]?.verdict ??
      dkims.find((each) => each.verdict !== 'pass')?.verdict ??
      (dkims[0] ? 'neutral' : 'none'),
    dmarc: policy === false ? 'none' : policy ? verdict(policy.status.result) : 'temperror',
    // Stricter than DMARC's relaxed alignment for SPF: nothing then depends on a list of public suffixes.
    aligned: { spf: vouching !== '' && vouching === domain, dkim: good.some((each) => each.aligned) },
  }
}

/** Each signature costs a walk over the body and each long header a walk over itself: honest mails have few. */
function tooMuch(raw: Buffer): boolean {
  const ends = [raw.indexOf('\n\n'), raw.indexOf('\n\r\n')].filter((at) => at >= 0)
  const head = raw.toString('latin1', 0, Math.min(...ends, raw.length))
  return (
    head.length > 256_000 || (head.match(/^(?:dkim-signature|arc-seal)\s*:/gim)?.length ?? 0) > signatures
  )
}

/** The library keeps an unfinished line and joins it to each next piece: pieces that end with a line stay cheap. */
function* lineWise(raw: Buffer) {
  for (let at = 0; at < raw.length; ) {
    const line = raw.indexOf(0x0a, at + 65_536)
    const end = line < 0 ? raw.length : line + 1
    yield raw.subarray(at, end)
    at = end
  }
}

const verdict = (result: string): Verdict =>
  verdicts.includes(result) ? (result as Verdict) : result === 'temperr' ? 'temperror' : 'neutral'
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
