import type { Db } from '../../kit/db.ts'
import type { CompanyLink } from '../../people/company-links.ts'
import { desks } from './desks.ts'

/** The line of the company page that leads to the telephone. */
export async function telephoneLink(db: Db): Promise<CompanyLink> {
  const listed = await desks(db)
  const hosts = new Intl.ListFormat('en').format(listed.map((origin) => new URL(origin).host))
  return {
    title: 'Telephone and panel',
    href: '/company/telephone',
    sentence:
      listed.length === 0
        ? 'A call that comes in can open the story of whoever rings.'
        : `The panel may stand in ${hosts}.`,
    group: 'house',
  }
}
