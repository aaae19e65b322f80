import type { Db } from '../../kit/db.ts'
import type { CompanyLink } from '../../people/company-links.ts'
import { importRuns } from './import.ts'

/** The line of the company page that leads to bringing a table. */
export async function importLink(db: Db): Promise<CompanyLink> {
  const last = (await importRuns(db)).find((run) => !run.dry && run.ended_at)
  return {
    title: 'Bring what you have',
    href: '/company/import',
    sentence: last
      ? `${last.file_name} was brought last: ${last.made.toLocaleString('en')} rows.`
      : 'A table of customers, purchases or feedback, tried before it is taken.',
    group: 'house',
  }
}
