import { type Leaf, page } from '../../kit/doors.ts'
import { alreadyPages } from './already.tsx'
import { callPages } from './call.tsx'
import { followPages } from './follow.tsx'
import { goneRulesPages } from './gone-rules.tsx'
import { notHere } from './nothing.tsx'
import { tellUsPages } from './tell-us.tsx'
import { thankPages } from './thank.tsx'
import { visitor } from './visitor.tsx'

/** What is printed and said aloud is short; where it leads is one page. */
const shortLinks: Leaf[] = [
  page(visitor, '/:company', async ({ c, who }) => c.redirect(`/${who.house.slug}/tell-us`, 302)),
  page(visitor, '/:company/t/:code', async ({ c, who, param }) =>
    c.redirect(`/${who.house.slug}/tell-us/${encodeURIComponent(param('code').toLowerCase())}`, 302),
  ),
]

const strayed = page(visitor, '/:company/*', ({ who }) => notHere(who))
/** What of a company is nowhere is said by the company; what is no company's is nobody's. */
const elsewhere: Leaf = {
  ...strayed,
  handle: async (c, house) =>
    (await visitor.find(c, house.database)) ? strayed.handle(c, house) : c.notFound(),
}

/** Everything that a customer sees. They begin with the company's own name, so they come after all others. */
export const publicPages: Leaf[] = [
  ...followPages,
  ...tellUsPages,
  ...thankPages,
  ...alreadyPages,
  ...callPages,
  ...goneRulesPages,
  ...shortLinks,
  elsewhere,
]
