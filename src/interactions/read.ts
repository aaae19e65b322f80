import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Interaction, Kind } from './interactions.ts'
import {
  findByKey,
  type Place,
  selectByIds,
  selectByWords,
  selectInteraction,
  selectInteractions,
} from './store.ts'

export async function interaction(db: Db, id: Id): Promise<Interaction> {
  const found = await selectInteraction(db, id)
  if (!found) throw new Refusal('not-found', 'interaction', 'There is nothing of the kind here.')
  return found
}

export async function interactionsById(db: Db, ids: readonly Id[]): Promise<Map<Id, Interaction>> {
  return new Map((await selectByIds(db, ids)).map((one) => [one.id, one]))
}

/** What these customers (one, with all that was merged into it) said and were told, the newest first. */
export const interactionsOf = (
  db: Db,
  customers: readonly Id[],
  { most, before }: { most: number; before?: Place | undefined },
): Promise<Interaction[]> => selectInteractions(db, { customers, most, before })

/** What was heard under this key by one of these channels, if it was. */
export const interactionByKey = (
  db: Db,
  channels: readonly string[],
  key: string,
): Promise<Interaction | undefined> => findByKey(db, channels, key)

export type Latest = {
  touchpoint?: Id | undefined
  team?: Id | undefined
  kinds?: readonly Kind[] | undefined
  scoreBelow?: number | undefined
  /** Only where there are words to read. */
  inWords?: boolean | undefined
  most: number
  before?: Place | undefined
}

/** What customers said last, the newest first. */
export const latest = (db: Db, of: Latest): Promise<Interaction[]> =>
  selectInteractions(db, { ...of, direction: 'in' })

/** What was said in these words, the newest first. */
export async function searchWords(db: Db, words: string, most: number): Promise<Interaction[]> {
  const ids = await selectByWords(db, words.replaceAll('\u0000', ' ').slice(0, 200), most)
  const found = await interactionsById(db, ids)
  return ids.flatMap((id) => found.get(id) ?? [])
}
