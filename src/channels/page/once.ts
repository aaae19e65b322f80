import { createHash } from 'node:crypto'
import type { Enclosure } from '../../interactions/interactions.ts'

/**
 * The key of what was sent, out of the page's own random key and all that was said: the same sent twice (two
 * clicks, a reload, going back) is one. Sent again with other words it is new, so nothing is dropped.
 */
export function onceKey(key: string, said: readonly unknown[], files: readonly Enclosure[] = []): string {
  const hash = createHash('sha256').update(JSON.stringify([key, ...said]))
  for (const file of files) hash.update('bytes' in file ? file.bytes : file.hash)
  return hash.digest('hex')
}
