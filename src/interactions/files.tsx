import type { Leaf } from '../kit/doors.ts'
import { readFile } from '../kit/files.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { page } from '../people/staff.tsx'
import { type Attachment, attachmentsOf } from './attachments.ts'
import { sizeOf } from './wording.ts'

/** What a browser may show as a picture. Whatever else came is only ever saved. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** Files that came with the words: pictures to look at, all of them to keep. */
export const Files = ({ files }: { files: readonly Attachment[] }) =>
  files.length === 0 ? null : (
    <ul class="files" aria-label="Files">
      {files.map((file) => (
        <li>
          <a href={pathOf(file)} data-turbo="false" download={file.name}>
            {PICTURES.has(file.type) && <img src={pathOf(file)} alt="" loading="lazy" />}
            <span class="name" dir="auto">
              {file.name}
            </span>
            <span class="faint num">{sizeOf(file.size)}</span>
          </a>
        </li>
      ))}
    </ul>
  )

const pathOf = (file: Attachment) => `/files/${file.interaction}/${file.place}`

/** A stranger's bytes: never run, never read as another type, never shown as a page of ours. */
const serve = page('/files/:interaction/:place', async ({ db, param }) => {
  const id = param('interaction')
  const found = isId(id) ? await attachmentsOf(db, [id]) : []
  const file = found.find((one) => String(one.place) === param('place'))
  const bytes = file && (await readFile(db, file.hash))
  if (!file || !bytes) throw new Refusal('not-found', 'file', 'There is no such file here.')
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': PICTURES.has(file.type) ? file.type : 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, percent)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=300',
    },
  })
})

const percent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

export const fileLeaves: Leaf[] = [serve]
