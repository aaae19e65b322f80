import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { tellPages } from '../kit/live.ts'
import { offer } from '../kit/offer.ts'
import type { Who } from '../kit/who.ts'
import { insertLine, type Line, selectKindsSince, selectLatest, selectLines, selectLinesBy } from './store.ts'

export type { Line } from './store.ts'

/** The sentence for a kind of line, `customers.merged` → "merged two customers"; each word offers its own. */
export const sentences = offer<{ kind: string; says: string }>('history.sentences')

/**
 * One line per deed: who did what to whom, when; in the deed's own transaction. Timeline, live pages, notices,
 * audit and figures all read it. `data` holds ids and small values, never a customer's words.
 */
export async function record(
  db: Db,
  who: Who,
  kind: string,
  about: Id,
  data: Record<string, unknown> = {},
): Promise<Id> {
  const id = newId(who.at)
  await insertLine(db, { id, at: who.at, kind, by: who.by, by_id: who.id, about_id: about, data })
  tellPages(db, kind)
  return id
}

/** What was done to one thing, oldest first. */
export const linesAbout = (db: Db, about: Id, most = 200): Promise<Line[]> => selectLines(db, { about, most })

/**
 * What one person did within a time, oldest first, from after a line on. For that person's own eyes, and for an
 * opening of two people (people/openings.ts): nobody else asks for this.
 */
export const linesBy = (
  db: Db,
  person: Id,
  span: { from: Date; until: Date },
  most: number,
  after?: Id,
): Promise<Line[]> => selectLinesBy(db, person, span, most, after)

/** Everything since a line, for whoever follows along. */
export const linesAfter = (
  db: Db,
  after: Id | undefined,
  most: number,
  kinds?: readonly string[],
): Promise<Line[]> => selectLines(db, { after, most, kinds })

/** The kinds of deeds since a moment: for a page that was away. */
export const kindsSince = (db: Db, since: Date): Promise<string[]> => selectKindsSince(db, since)

export const latestLines = (db: Db, most: number): Promise<Line[]> => selectLatest(db, most)

export const says = (kind: string): string => sentences.taken.find((one) => one.kind === kind)?.says ?? kind
