import ipaddr from 'ipaddr.js'

/** Networks whose machines are believed when they say for whom they ask. */
export type Networks = readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]

/** Of addresses and of networks ("10.0.0.0/8", "fd00::/8"); an address is a network of one. Throws a sentence. */
export function networksOf(written: readonly string[]): Networks {
  return written.map((one) => {
    const [address = '', bits] = one.split('/')
    const said = new Error(`${one} is neither an address nor a network such as 10.0.0.0/8.`)
    if (!plain(address)) throw said
    const parsed = ipaddr.process(address)
    if (bits === undefined) return [parsed, parsed.kind() === 'ipv4' ? 32 : 128]
    try {
      return ipaddr.parseCIDR(one)
    } catch {
      throw said
    }
  })
}

/**
 * Who asks: the peer of the socket, or where that is a proxy of ours, whom X-Forwarded-For names. Each proxy writes its
 * own peer at the end of that list, so it is walked from there, past those of ours, to the first that is none: what
 * stands before it is only what that stranger claims. A word that is no address ends the walk.
 */
export function clientOf(socket: string, forwarded: string | undefined, proxies: Networks): string {
  let client = plain(socket) ?? socket
  const hops = (forwarded ?? '').split(',').reverse()
  for (const hop of hops) {
    if (!isOneOf(client, proxies)) return client
    const before = plain(hop)
    if (!before) return client
    client = before
  }
  return client
}

/** Without a port, and an IPv4 address that came as IPv6 as what it is; undefined for anything else. */
function plain(written: string): string | undefined {
  const word = written.trim()
  const bare = /^\[(.+)\](?::\d+)?$/.exec(word)?.[1] ?? word.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare)
    ? ipaddr.process(bare).toString()
    : undefined
}

function isOneOf(address: string, networks: Networks): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
}
