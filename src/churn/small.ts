import { DateTime } from 'luxon'
import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { boundsOf, inHundred, LEAST, type Told, toldOf } from '../stats/told.ts'
import { howManyLost } from './churn.ts'
import { inWords } from './how-long.ts'

/** The day a year ago, on the house's calendar. */
export const aYearAgo = (who: Staff): string =>
  DateTime.fromJSDate(who.at, { zone: who.house.zone }).minus({ years: 1 }).toISODate() ?? ''

/** How many of those lost within a year left over something small. */
export async function overSmall(db: Db, who: Staff): Promise<Told> {
  const { n, small } = await howManyLost(db, aYearAgo(who))
  return toldOf(small, n)
}

/** The same in a sentence, with its doubt, or why there is no share. */
export async function smallSentence(db: Db, who: Staff): Promise<string> {
  const { part, n, share } = await overSmall(db, who)
  if (n === 0) return 'Nobody has written one down within a year.'
  if (share)
    return `Within a year ${inHundred(share.share)} in 100 left over something small (${boundsOf(share)}, n ${n}).`
  const few = `A share is told from ${LEAST} on.`
  return `${capital(inWords(n))} within a year, ${part === 0 ? 'none' : part === n ? 'all' : inWords(part)} over something small. ${few}`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
