import type { Enclosure } from '../../interactions/interactions.ts'
import type { Values } from '../../kit/messages.ts'
import { plainFileName, sniff } from '../../kit/sniff.ts'
import type { Word } from './words.ts'

const MB = 1024 * 1024
export const MOST_FILES = 5
export const MOST_EACH = 10 * MB
// The program takes 30 MB in one request, words and all.
export const MOST_TOGETHER = 28 * MB

export const inMegabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`

export type Uploads = { files: Enclosure[] } | { word: Word; values: Values }

/** The files of a form: photographs and PDFs, known by their bytes and never by their names. */
export async function readUploads(sent: unknown): Promise<Uploads> {
  const given = [sent].flat().filter((one): one is File => one instanceof File && one.size > 0)
  if (given.length > MOST_FILES) return { word: 'error.fileCount', values: { n: MOST_FILES } }
  if (given.some((file) => file.size > MOST_EACH))
    return { word: 'error.fileSize', values: { size: inMegabytes(MOST_EACH) } }
  if (given.reduce((sum, file) => sum + file.size, 0) > MOST_TOGETHER)
    return { word: 'error.filesSize', values: { size: inMegabytes(MOST_TOGETHER) } }
  const files: Enclosure[] = []
  for (const file of given) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const kind = sniff(bytes)
    if (!kind) return { word: 'error.fileKind', values: {} }
    files.push({ name: plainFileName(file.name, kind.extension), type: kind.type, bytes })
  }
  return { files }
}
