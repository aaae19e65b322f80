import { z } from 'zod'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import type { CompanyLink } from '../../people/company-links.ts'
import type { Staff } from '../../people/people.ts'
import { form, page } from '../../people/staff.tsx'
import { Button, Field, Form, Notice, PageTitle, Section, Sentence } from '../../ui/index.ts'
import { homeAddress } from '../email/email.ts'
import { reviewLink, setReviewLink } from './link.ts'
import { SITES } from './sites.ts'

const HERE = '/company/reviews'
const sites = new Intl.ListFormat('en', { type: 'conjunction' }).format(SITES.map((site) => site.name))

const show = page(HERE, async ({ db, who, query }) => {
  const link = await reviewLink(db)
  return {
    title: 'Public reviews',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="What people say elsewhere is heard here too, and whoever likes may say it there."
        >
          Public reviews
        </PageTitle>
        {query('kept') && <Notice>Kept. It holds for everybody from now on.</Notice>}
        <Section title="What is said elsewhere">
          <p>
            Let the notices of {sites} be forwarded to <bdi dir="ltr">{homeAddress(who.house)}</bdi>. Each
            becomes praise or a complaint with its source, its number and its link; a low one waits for
            somebody like any other complaint.
          </p>
          <Sentence size="faint">
            Their stars stay on their own scale: they count in no share of fives. A notice that is not
            recognised is kept as a mail, and nothing is lost.
          </Sentence>
        </Section>
        <Section title="The way there">
          <p>
            {link
              ? 'Everybody who writes to you is shown the way to a public review, whatever they said.'
              : 'Nobody is asked for a public review.'}
          </p>
          {who.admin && (
            <Form action={HERE} guard>
              <Field
                name="link"
                type="url"
                label="Where one may review you"
                hint="Everybody is shown it, the unhappy too; leave it empty and nobody is. There is nothing between."
                value={link ?? ''}
                maxlength={500}
              />
              <Button kind="go">Keep it</Button>
            </Form>
          )}
        </Section>
      </>
    ),
  }
})

const keep = form(
  HERE,
  z.object({ link: z.string().trim().max(500).default('') }),
  async ({ db, who }, { link }) => {
    await setReviewLink(db, who, link || null)
    return `${HERE}?kept=yes`
  },
  HERE,
)

export const reviewsPages: Leaf[] = [show, keep]

export const reviewsSentences = [
  { kind: 'reviews.link-set', says: 'decided whether everybody is shown the way to a public review' },
]

/** How it stands, on the company page. */
export async function reviewsLink(db: Db, _who: Staff): Promise<CompanyLink> {
  const link = await reviewLink(db)
  return {
    title: 'Public reviews',
    href: HERE,
    sentence: link
      ? 'Everybody who writes is shown the way to one.'
      : 'Notices of review sites can be forwarded here; nobody is sent there.',
    group: 'house',
  }
}
