import type { Meeting } from '../customers/customers.ts'

const EMAIL = /[^\s<>,;:()"]+@[^\s<>,;:()"]+\.[^\s<>,;:()"]+/u
/** A plus or digits with what people put between them, six digits or more; an extension may follow. */
const PHONE = /(?:\+|\(|\p{Nd})[\p{Nd}\s/().-]{4,}\p{Nd}(?:\s*(?:ext\.?|x)\s*\p{Nd}{1,6})?/u

/** Who it was, out of one line as somebody types it in a hurry: "Tom Baker, 0171 555 0102". Nothing typed is nobody. */
export function whoItWas(line: string): Meeting | null {
  const email = EMAIL.exec(line)?.[0] ?? ''
  const rest = line.replace(email, ' ')
  const phone = (PHONE.exec(rest)?.[0] ?? '').trim()
  const name = rest
    .replace(phone, ' ')
    .replace(/[<>()"]/g, ' ')
    .replace(/^[\s,;:·–-]+|[\s,;:·–-]+$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,;])/g, '$1')
  if (!name && !phone && !email) return null
  return {
    ...(name ? { name } : {}),
    addresses: [
      ...(phone ? [{ kind: 'phone' as const, written: phone }] : []),
      ...(email ? [{ kind: 'email' as const, written: email }] : []),
    ],
  }
}
