import type { Db } from '../kit/db.ts'
import type { CompanyLink } from '../people/company-links.ts'
import type { Staff } from '../people/people.ts'
import { fivesTitle, yearAgoSentence } from './finding.ts'
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

/** On the company page: where the figures are, and how they stand. */
export async function resultsLink(db: Db, who: Staff): Promise<CompanyLink> {
  const { told } = await fivesOfAll(db, who, 'quarter')
  return {
    title: 'Results',
    href: '/results',
    sentence: `${fivesTitle({ told, team: undefined, touchpoint: undefined })}.`,
    group: 'serving',
  }
}
