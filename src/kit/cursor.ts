import { isId } from './ids.ts'
import { Refusal } from './refusal.ts'

/** Beyond the years that are written with four digits. */
const YEAR_10000 = Date.UTC(10_000, 0)

/** The place in a list that is ordered by moment and id, as one opaque word. */
export type Place = { at: Date; id: string }

export const writePlace = (place: Place): string =>
  Buffer.from(`${place.at.toISOString()} ${place.id}`).toString('base64url')

export function readPlace(text: string | undefined): Place | undefined {
  if (!text) return undefined
  const [at, id] = Buffer.from(text, 'base64url').toString('utf8').split(' ')
  const moment = new Date(at ?? '')
  if (!isId(id) || !(moment.getTime() >= 0 && moment.getTime() < YEAR_10000))
    throw new Refusal('invalid', 'cursor', 'This place in the list is unknown: begin again without it.', {
      field: 'after',
    })
  return { at: moment, id }
}

/** One more was read than asked for: whether there is a next page, and where it begins. */
export function pageOf<T>(
  rows: T[],
  most: number,
  place: (row: T) => Place,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, most)
  const last = items.at(-1)
  return { items, next: rows.length > most && last ? writePlace(place(last)) : null }
}
