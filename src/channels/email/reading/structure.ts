import type { Transform } from 'node:stream'
import { type AttachmentStream, MailParser, type MessageText } from 'mailparser'
import { limits } from '../limits.ts'
import { Decoding } from './charset.ts'

export type Section = { plain?: string; html?: string }
export type Enclosure = {
  type: string
  name: string
  cid: string
  location: string
  bytes: Buffer
}
export type Structure = {
  headers: Map<string, unknown>
  lines: ReadonlyArray<{ key: string; line: string }>
  sections: Section[]
  enclosures: Enclosure[]
  types: Set<string>
}

export class TooMuch extends Error {}

// What we lean on inside of mailparser 3.9.29, which is pinned: the tree of parts, so that a mail of several texts
// loses none of them, and the charset of a part, so that every text passes through our own decoding.
type Part = {
  contentType: string | false
  textContent?: string
  charset?: string
  children: Part[]
  parent?: Part
  isAttachment?: boolean
}
type Inside = {
  splitter: NodeJS.EventEmitter
  tree: Part | false
  createNode: (node: unknown) => Part
  decoder: { decodeStream(label: string): Transform }
}

/** The mail taken apart. Rejects with TooMuch past a limit and with the parser's error if it gives up. */
export function takeApart(mail: Buffer): Promise<Structure> {
  const options = {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    // An enclosed mail stays one enclosure: thousands of mails inside each other cost nothing.
    ignoreEmbedded: true,
    maxHeadSize: limits.headBytes,
    maxChildNodes: limits.parts,
    checksumAlgo: 'sha1',
  }
  const parser = new MailParser(options)
  const inside = parser as unknown as Inside
  const types = new Set<string>()
  watch(parser, inside, types)

  const result: Structure = { headers: new Map(), lines: [], sections: [], enclosures: [], types }
  return new Promise((resolve, reject) => {
    parser.on('headers', (headers) => {
      result.headers = headers
    })
    parser.on('headerLines', (lines) => {
      result.lines = lines
    })
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'attachment') collect(data, result.enclosures)
    })
    parser.on('error', reject)
    // The parser drops this one if all of the mail has been written to it, and ends as if nothing were missing.
    inside.splitter.on('error', reject)
    parser.on('end', () => {
      if (inside.tree) result.sections = sectionsOf(inside.tree)
      resolve(result)
    })
    parser.end(mail)
  })
}

function watch(parser: MailParser, inside: Inside, types: Set<string>) {
  const create = inside.createNode.bind(parser)
  inside.createNode = (node) => {
    const part = create(node)
    // The parser decodes nothing that is labelled UTF-8 or not at all; with this in front it asks us.
    part.charset = `by-bytes:${part.charset ?? ''}`
    if (part.contentType) types.add(part.contentType)
    let depth = 0
    for (let at = part.parent; at; at = at.parent) depth++
    if (depth > limits.depth)
      parser.destroy(new TooMuch(`Its parts are nested more than ${limits.depth} deep.`))
    return part
  }
  inside.decoder = { decodeStream: (label) => new Decoding(label.replace(/^by-bytes:/, '')) }
}

function collect(data: AttachmentStream, into: Enclosure[]) {
  const chunks: Buffer[] = []
  const location = data.headers.get('content-location')
  data.content.on('data', (chunk: Buffer) => chunks.push(chunk))
  data.content.on('end', () => {
    into.push({
      type: data.contentType || 'application/octet-stream',
      name: data.filename ?? '',
      cid: data.cid ?? '',
      location: typeof location === 'string' ? location : '',
      bytes: Buffer.concat(chunks),
    })
    data.release()
  })
}

/** The texts of the mail in their order; the alternatives of one text are one section. */
function sectionsOf(part: Part): Section[] {
  if (part.contentType === 'multipart/alternative') return oneOf(part.children.map(sectionsOf))
  const own = part.isAttachment ? undefined : part.textContent
  const section: Section[] =
    own === undefined ? [] : part.contentType === 'text/html' ? [{ html: own }] : [{ plain: own }]
  return [...section, ...part.children.flatMap(sectionsOf)]
}

function oneOf(choices: Section[][]): Section[] {
  const plain = choices.find((sections) => sections.some((section) => section.plain?.trim()))
  const rich = choices.findLast((sections) => sections.some((section) => section.html?.trim()))
  if (!plain) return rich ?? []
  const words = plain.map((section) => section.plain ?? '').join('\n')
  if (!rich) return [{ plain: words }]
  return [
    { plain: words, html: rich.map((section) => section.html ?? asHtml(section.plain ?? '')).join('<br>') },
  ]
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Plain text as HTML that keeps its lines. */
export function asHtml(plain: string): string {
  return `<div>${plain.replace(/[&<>"]/g, (sign) => entities[sign]!).replace(/\r?\n/g, '<br>')}</div>`
}
