import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

export const ADDRESS_KINDS = ['email', 'phone', 'post', 'number', 'handle'] as const
export type AddressKind = (typeof ADDRESS_KINDS)[number]
export const addressNames: Record<AddressKind, string> = {
  email: 'email address',
  phone: 'telephone',
  post: 'postal address',
  number: 'customer number',
  handle: 'handle',
}

/** An address as somebody wrote it. */
export type Written = { kind: AddressKind; written: string }
export type Read = Written & {
  /** The form by which two spellings are one address; null where it identifies nobody. */
  met_by: string | null
}

const MOST = 300

/** Addresses worth keeping: trimmed, the empty ones left out, each with the form by which it is met. */
export function readAddresses(written: readonly Written[], country: string): Read[] {
  const read: Read[] = []
  for (const one of written) {
    const text = one.written.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, MOST)
    if (stands(text)) read.push({ kind: one.kind, written: text, met_by: metBy(one.kind, text, country) })
  }
  return read.filter((one, at) => read.findIndex((other) => same(one, other)) === at)
}

const same = (a: Read, b: Read) => a.kind === b.kind && (a.met_by ?? a.written) === (b.met_by ?? b.written)

/** Other programs write these where they know nothing: met by one, all strangers would be one customer. */
const NOTHING = /^(n\/?a|none|null|nil|undefined|unknown|anonymous|no ?reply|-+|0+)$/i
const stands = (text: string) => /[\p{L}\p{N}]/u.test(text) && !NOTHING.test(text)

export function metBy(kind: AddressKind, written: string, country: string): string | null {
  if (kind === 'post') return null
  if (kind === 'phone') return phoneOf(written, country)
  if (kind === 'email')
    return /^[^\s@]+@[^\s@]+$/.test(written) && written.length <= 254 ? written.toLowerCase() : null
  return written.toLowerCase()
}

/** E.164, with its extension: behind one switchboard are many. Null where there is no such number. */
export function phoneOf(written: string, country: string): string | null {
  const phone = parsePhoneNumberFromString(written, { defaultCountry: country as never, extract: false })
  if (!phone?.isValid()) return null
  return phone.ext ? `${phone.number};ext=${phone.ext}` : phone.number
}

/** Where a click on an address leads, if anywhere. */
export function linkOf(address: { kind: AddressKind; met_by: string | null }): string | undefined {
  if (!address.met_by) return undefined
  if (address.kind === 'email') return `mailto:${address.met_by}`
  if (address.kind === 'phone') return `tel:${address.met_by}`
  return undefined
}
