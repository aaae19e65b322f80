import type { Db } from '../kit/db.ts'
import { keepFile } from '../kit/files.ts'
import type { Id } from '../kit/ids.ts'
import { cleanWords } from './rules.ts'
import { insertAttachments, selectAttachments } from './store.ts'

/** A file as it came: its bytes, or the hash under which they are kept already. */
export type Enclosure = { name: string; type: string } & ({ bytes: Uint8Array } | { hash: string })
export type Attachment = {
  interaction: Id
  place: number
  hash: string
  name: string
  type: string
  size: number
}

export async function keepAttachments(db: Db, id: Id, files: readonly Enclosure[]): Promise<void> {
  if (files.length === 0) return
  const kept: { place: number; hash: string; name: string; type: string }[] = []
  for (const [place, file] of files.entries()) {
    const hash = 'hash' in file ? file.hash : await keepFile(db, file.bytes)
    kept.push({ place, hash, name: fileName(file.name), type: mediaType(file.type) })
  }
  await insertAttachments(db, id, kept)
}

export async function attachmentsOf(db: Db, ids: readonly Id[]): Promise<Attachment[]> {
  if (ids.length === 0) return []
  const rows = await selectAttachments(db, ids)
  return rows.map(({ interaction_id, size, ...row }) => ({
    ...row,
    interaction: interaction_id,
    size: Number(size),
  }))
}

/** The last part of a path, without what a file system or a header would stumble over. */
function fileName(name: string): string {
  const last = cleanWords(name).split(/[/\\]/).at(-1) ?? ''
  const bare = last.replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').trim()
  return bare.slice(-200) || 'file'
}

const mediaType = (type: string): string =>
  /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,100}$/i.test(type)
    ? type.toLowerCase()
    : 'application/octet-stream'
