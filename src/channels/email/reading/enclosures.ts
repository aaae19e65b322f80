import type { Attachment } from '../parsed.ts'
import { oneLine } from './addresses.ts'
import type { Enclosure } from './structure.ts'

const usual: Record<string, string> = {
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invite.ics',
  'text/plain': 'text.txt',
  'text/html': 'page.html',
  'application/pkcs7-mime': 'smime.p7m',
  'application/pkcs7-signature': 'smime.p7s',
  'application/pgp-signature': 'signature.asc',
  'application/ms-tnef': 'winmail.dat',
}

/** A file name of a stranger that harms nobody: one piece, no hidden characters, its ending kept. */
export function safeName(name: string, type: string): string {
  const shown = oneLine(name.replace(/[\p{Cc}\p{Cf}]/gu, ''), 2_000)
    .replace(/[/\\:*?"<>|]+/g, '_')
    .replace(/^[.\s]+/, '')
    .trim()
  if (!shown) return usual[type] ?? `${type.split('/')[0]}.${type.split('/')[1]?.replace(/^x-/, '') ?? 'bin'}`
  if (shown.length <= 150) return shown
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(shown)?.[0] ?? ''
  return shown.slice(0, 150 - ending.length) + ending
}

/** Which of them the text shows by itself, so that a page need not list them as sent along. */
export function attachmentsOf(enclosures: Enclosure[], html: string): Attachment[] {
  const shown = new Set([...html.matchAll(/\bcid:([^'"\s>)]{1,256})/gi)].map((match) => decoded(match[1]!)))
  return enclosures.map((each) => {
    const type = each.type.toLowerCase()
    const known = /^[a-z]+\/[a-z\d.+_-]{1,100}$/.test(type) ? type : 'application/octet-stream'
    return {
      name: safeName(each.name, known),
      type: known,
      // A copy of its own, because small Buffers share one piece of memory that cannot leave the thread.
      bytes: new Uint8Array(each.bytes),
      ...(each.cid ? { cid: oneLine(each.cid, 256) } : {}),
      inline: each.cid !== '' && shown.has(each.cid),
    }
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
