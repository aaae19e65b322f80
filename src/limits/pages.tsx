import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import type { CompanyLink } from '../people/company-links.ts'
import type { Staff } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Notice, PageTitle, Section, Sentence } from '../ui/index.ts'
import { InSentences, Ladder } from './ladder-form.tsx'
import { TheRest } from './page-parts.tsx'
import { limitsPosts } from './posts.ts'
import { limitSentence } from './sentences.ts'
import { currentLimits } from './store.ts'
import { read } from './view.ts'

const limitsPage = page('/company/limits', async ({ db, who, query }) => {
  const asked = query('currency')
  const currency = asked && /^[A-Z]{3}$/.test(asked) ? asked : who.house.currency
  const view = await read(db, who, currency)
  const fresh = query('new') === 'yes'
  return {
    title: 'What we may give',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={fresh ? 'The first thing to decide' : <a href="/company">Company</a>}
          lead="When something goes wrong, the person in front of the customer puts it right at once. This is how far they may go without asking."
        >
          What we may give
        </PageTitle>
        {query('kept') && <Notice>Kept. It holds from the next gesture on.</Notice>}
        <Section title={`Without asking${currency === who.house.currency ? '' : `, in ${currency}`}`}>
          {!fresh && <InSentences view={view} />}
          {who.admin && <Ladder view={view} fresh={fresh} />}
          {!who.admin && <Sentence size="soft">An administrator can change this.</Sentence>}
        </Section>
        {!fresh && <TheRest view={view} />}
      </>
    ),
  }
})

export const limitsPages: Leaf[] = [limitsPage, ...limitsPosts]

/** How it stands, on the company page. */
export async function limitsLink(db: Db, who: Staff): Promise<CompanyLink> {
  const limit = (await currentLimits(db)).find(
    (one) => one.level === 'front-line' && one.currency === who.house.currency && !one.person_id,
  )
  return {
    title: 'What we may give',
    href: '/company/limits',
    sentence: limit
      ? `${who.house.small ? 'Everybody' : 'The front line'} ${limitSentence(limit, 'en')}.`
      : 'Nobody may give anything yet.',
  }
}
