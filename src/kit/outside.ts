import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Refusal } from './refusal.ts'

/** What may be fetched from an address that somebody typed: so long, so much, and from nowhere inside. */
export type Fetching = {
  /** Milliseconds for all of it, from the name to the last byte. */
  within?: number
  mostBytes?: number
  /** What is asked for, as `accept`. */
  accept?: string
}
const WITHIN_MS = 10_000
const NAME_WITHIN_MS = 3000
const MOST_BYTES = 5 * 1024 * 1024

/** Addresses that count as outside although they are not: tests open 127.0.0.1, and close it again. */
const opened = new Set<string>()
/** Tests only: lets this one address be reached; returns what closes it again. */
export function openOutside(address: string): () => void {
  opened.add(address)
  return () => void opened.delete(address)
}

/**
 * Whether an IP address (as text) lies in the public internet. Everything that is loopback, private, link-local
 * (the metadata of clouds), shared, reserved, or an IPv6 form that holds an IPv4 address is not. Ranges: IANA's
 * special-purpose registries, as ipaddr.js lists them; of IPv6 only 2000::/3, which is all that is given out.
 */
export function isOutside(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  if (opened.has(bare)) return true
  if (!ipaddr.isValid(bare) || isIP(bare) === 0) return false
  const read = ipaddr.parse(bare)
  if (read.range() !== 'unicast') return false
  return read.kind() === 'ipv4' || (Number(read.toByteArray()[0]) & 0xe0) === 0x20
}

/**
 * The address as a URL, if it may be fetched at all. Throws a Refusal with a sentence for whoever typed it. Spellings
 * of an IPv4 address as one number, in octal or in hex are read as what they are.
 */
export function outsideUrl(typed: string): URL {
  const text = typed.trim().replace(/^webcals?:\/\//i, 'https://')
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw refusal('no-url', 'This is no web address. It begins with https://.')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusal('no-url', 'This is no web address. It begins with https://.')
  if (url.username !== '' || url.password !== '')
    throw refusal(
      'password',
      'A name and a password cannot stand in this address. Look for a secret address instead.',
    )
  if (text.length > 2000) throw refusal('no-url', 'This address is longer than 2,000 characters.')
  const host = hostOf(url)
  if (isIP(host) !== 0 && !isOutside(host)) throw inside()
  return url
}

/** As outsideUrl, and the name of its server leads outside, too. It is asked again with each connection. */
export async function mustBeOutside(typed: string): Promise<URL> {
  const url = outsideUrl(typed)
  await addressesOf(hostOf(url))
  return url
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/** Every address of the name, all of them outside: one that is inside condemns the name. */
async function addressesOf(host: string): Promise<{ address: string; family: number }[]> {
  if (isIP(host) !== 0) {
    if (!isOutside(host)) throw inside()
    return [{ address: host, family: isIP(host) }]
  }
  const found = await inTime(lookup(host, { all: true }), NAME_WITHIN_MS).catch(() => [])
  if (found.length === 0)
    throw refusal('no-server', `There is no server of the name ${host}. Is the address complete?`)
  if (!found.every(({ address }) => isOutside(address))) throw inside()
  return found
}

export type Fetched = { bytes: Buffer; type: string }

/**
 * Fetches what lies at an address outside. The name is looked up once more and the connection goes to the very
 * addresses that were checked; nothing leads on to another address; nothing is unpacked. Throws a Refusal.
 */
export async function fetchOutside(typed: string, how: Fetching = {}): Promise<Fetched> {
  const url = outsideUrl(typed)
  const checked = await addressesOf(hostOf(url))
  const { within = WITHIN_MS, mostBytes = MOST_BYTES, accept = '*/*' } = how
  const signal = AbortSignal.timeout(within)
  // What was checked is what is connected to, whatever the name says by now.
  const pinned: LookupFunction = (_host, options, answer) => {
    const [first] = checked
    if (!first) return answer(new Error('No address.'), '')
    return options.all ? answer(null, checked) : answer(null, first.address, first.family)
  }
  const request = url.protocol === 'https:' ? overHttps : overHttp
  const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'Makegood' }
  try {
    const response = await new Promise<IncomingMessage>((answered, failed) => {
      request(url, { headers, lookup: pinned, signal, agent: false }, answered).on('error', failed).end()
    })
    try {
      mustBeAnswer(response)
      return { bytes: await readAll(response, mostBytes), type: response.headers['content-type'] ?? '' }
    } finally {
      response.destroy()
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (signal.aborted) throw refusal('slow', `The server took longer than ${within / 1000} seconds.`)
    throw refusal('no-answer', 'The server did not answer.')
  }
}

function mustBeAnswer(response: IncomingMessage): void {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400)
    throw refusal('leads-on', 'This address leads on to another one. Give the one that it leads to.')
  if (status === 401 || status === 403)
    throw refusal(
      'closed',
      'The server wants a sign-in there. Look for the secret address, which needs none.',
    )
  if (status === 404 || status === 410) throw refusal('gone', 'There is nothing at this address any more.')
  if (status !== 200) throw refusal('no-answer', `The server answered with trouble of its own (${status}).`)
  const packed = response.headers['content-encoding']
  if (packed && packed !== 'identity')
    throw refusal('packed', 'The server sent it packed, which was not asked for.')
}

async function readAll(response: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most)
      throw refusal('large', `What lies there is larger than ${Math.round(most / 1024 / 1024)} MB.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function inTime<T>(asked: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, give) => {
    timer = setTimeout(() => give(new Error('late')), milliseconds)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

const refusal = (code: string, sentence: string) =>
  new Refusal(
    code === 'inside' || code === 'no-url' || code === 'password' ? 'invalid' : 'unavailable',
    `outside.${code}`,
    sentence,
    {
      field: 'url',
    },
  )
/** Nothing of what is inside is told: not even which address it was. */
const inside = () =>
  refusal('inside', 'This address lies inside of a network, not in the open internet: it is not followed.')
