import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Company, company, mustAdminister, type Staff } from './people.ts'
import { updateCompany } from './store.ts'

export type HouseChange = Partial<
  Pick<Company, 'name' | 'phone' | 'zone' | 'language' | 'hours' | 'answer' | 'small'>
>

/** What the company says of itself: name, number, hours, by when it answers. The line says which, not what. */
export async function changeCompany(db: Db, who: Staff, change: HouseChange): Promise<Company> {
  mustAdminister(who)
  await updateCompany(db, change)
  await record(db, who, 'people.company-changed', who.company, { changed: Object.keys(change).sort() })
  return company(db)
}
