import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'

/** Writes a small file whole or not at all. Of several who write it at once the first wins; all of them get
 * the text that stands. It is on the disk, not only in its cache, when this resolves. */
export async function writeOnce(path: string, text: string, mode: number): Promise<string> {
  const standing = await readIfThere(path)
  if (standing !== undefined) return standing
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  const file = await open(draft, 'wx', mode)
  try {
    await file.writeFile(text)
    await file.sync()
    await link(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await file.close()
    await rm(draft, { force: true })
  }
  return readFile(path, 'utf8')
}

export async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
}

/** The code of an error of Node or of PostgreSQL ('ENOENT', '57P03'), or '' where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
