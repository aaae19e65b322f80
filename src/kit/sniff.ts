/** What the bytes are, whatever the file is called. */
export type Sniffed = { type: string; extension: string }

const KINDS: (Sniffed & { is(bytes: Uint8Array): boolean })[] = [
  { type: 'image/jpeg', extension: 'jpg', is: (bytes) => begins(bytes, [0xff, 0xd8, 0xff]) },
  { type: 'image/png', extension: 'png', is: (bytes) => begins(bytes, [0x89, ...codes('PNG\r\n\u001a\n')]) },
  { type: 'image/gif', extension: 'gif', is: (bytes) => begins(bytes, codes('GIF8')) },
  {
    type: 'image/webp',
    extension: 'webp',
    is: (bytes) => begins(bytes, codes('RIFF')) && begins(bytes.subarray(8), codes('WEBP')),
  },
  { type: 'image/avif', extension: 'avif', is: (bytes) => isBrand(bytes, ['avif', 'avis']) },
  {
    type: 'image/heic',
    extension: 'heic',
    is: (bytes) => isBrand(bytes, ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1']),
  },
  { type: 'application/pdf', extension: 'pdf', is: (bytes) => begins(bytes, codes('%PDF-')) },
]

/**
 * A photograph or a PDF by its first bytes; undefined for everything else, markup and scripts above all.
 * Nothing is decoded. Source of the signatures: the MIME Sniffing standard, ISO/IEC 14496-12 (brands),
 * ISO 32000 (PDF).
 */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  const found = KINDS.find((kind) => kind.is(bytes))
  return found && { type: found.type, extension: found.extension }
}

/**
 * The name of a file as people may see it: its last part, without characters that hide or turn text about, at
 * most 100 characters, and with the extension that its bytes ask for.
 */
export function plainFileName(name: string, extension: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const seen = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '')
  const endings = extension === 'jpg' ? ['jpg', 'jpeg'] : [extension]
  const stem = endings.reduce((text, ending) => text.replace(new RegExp(`\\.${ending}$`, 'i'), ''), seen)
  return `${[...stem].slice(0, 90).join('').trim() || 'file'}.${extension}`
}

const codes = (text: string): number[] => [...text].map((character) => character.charCodeAt(0))

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  bytes.length >= with_.length && with_.every((byte, at) => bytes[at] === byte)

/** The brand of an ISO media file: the four characters after "ftyp". */
const isBrand = (bytes: Uint8Array, brands: readonly string[]): boolean =>
  begins(bytes.subarray(4), codes('ftyp')) && brands.some((brand) => begins(bytes.subarray(8), codes(brand)))
