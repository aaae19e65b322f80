import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { yearAgoSentence } from './finding.ts'
import { fivesOfAll } from './fives.ts'
import { boundsOf, inHundred, LEAST } from './told.ts'

/** Everybody here knows: how many gave a five, with its doubt, and a year ago. The same for all. */
export async function fivesLine(db: Db, who: Staff) {
  const of = await fivesOfAll(db, who, 'quarter')
  const { share, n } = of.told
  if (!share)
    return (
      <>
        {n === 0 ? 'Nobody has given a number yet' : `Too few to say who gave a five (n ${n})`}: a share is
        told from {LEAST} answers on.
      </>
    )
  return (
    <>
      <a href="/results">
        <b class="num">{inHundred(share.share)} in 100</b> gave a five
      </a>{' '}
      ({boundsOf(share)}, n {n}). {yearAgoSentence(of)}
    </>
  )
}
