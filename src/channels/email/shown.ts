import type { Attachment } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import { readFile } from '../../kit/files.ts'

/** Pictures inside of the text, in one document; what is more is seen among the files. */
const MOST_PICTURES = 6 * 1024 * 1024
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

const style =
  'html{background:#fff;color:#1d1b16;color-scheme:light}body{font:15px/1.55 system-ui,sans-serif;margin:1rem;overflow-wrap:anywhere}' +
  'img{max-width:100%;height:auto}img:not([src]){display:none}pre{white-space:pre-wrap}table{max-width:100%}a{color:#1f5c43}'

/**
 * A stranger's mail as a document of its own, for a frame: nothing runs, nothing is asked of the outside unless
 * somebody wants to see its pictures. The frame has no cookie, so pictures of the mail itself stand in the document.
 */
export async function shownMail(
  db: Db,
  html: string,
  files: readonly Attachment[],
  pictures: boolean,
): Promise<Response> {
  const inside = await insidePictures(db, html, files)
  const own = html.replace(/ data-attachment="(\d{1,3})"/g, (_, place: string) => inside.get(place) ?? '')
  const body = pictures ? own.replace(/(<img\b[^>]*?) data-src="(https?:\/\/[^"]*)"/g, '$1 src="$2"') : own
  const outside = pictures ? ' https: http:' : ''
  return new Response(
    `<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Mail</title><style>${style}</style></head><body dir="auto">${body}</body></html>`,
    {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; img-src data:${outside}; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'private, no-store',
      },
    },
  )
}

async function insidePictures(
  db: Db,
  html: string,
  files: readonly Attachment[],
): Promise<Map<string, string>> {
  const asked = new Set([...html.matchAll(/ data-attachment="(\d{1,3})"/g)].map((match) => match[1]))
  const sources = new Map<string, string>()
  let room = MOST_PICTURES
  for (const file of files) {
    const place = String(file.place)
    if (!asked.has(place) || !PICTURES.has(file.type) || file.size > room) continue
    const bytes = await readFile(db, file.hash)
    if (!bytes) continue
    room -= file.size
    sources.set(place, ` src="data:${file.type};base64,${bytes.toString('base64')}"`)
  }
  return sources
}

/** The mail as it came, byte for byte, to be saved; never opened as a page of ours. */
export const rawMail = (bytes: Uint8Array, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename="${name}.eml"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
