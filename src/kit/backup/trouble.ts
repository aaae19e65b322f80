import { dirname } from 'node:path'

/** The code of an error of Node or of PostgreSQL. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** A sentence that somebody can act on, for what stands in the way of a backup. */
export function whyNotWritten(error: unknown, file: string): Error {
  const cause = { cause: error }
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Error(
      `The disk of ${dirname(file)} is full: make room there, or name another folder. Nothing was left behind.`,
      cause,
    )
  if (['EACCES', 'EPERM', 'EROFS'].includes(code))
    return new Error(
      `${file} cannot be written here (${code}): name another folder, or start as its owner.`,
      cause,
    )
  if (code === '42501')
    return new Error(
      'The role of DATABASE_URL does not see past the walls between companies, so it cannot back them up. ' +
        'Have an administrator of the server run: alter role … bypassrls; with the name of that role.',
      cause,
    )
  return error instanceof Error ? error : new Error(String(error))
}

/** What is said of a backup that is not what was written once. */
export const damaged = (file: string, what: string, cause?: unknown): Error =>
  new Error(`The backup ${file} is damaged: ${what}. Take another one; nothing was restored.`, { cause })
