import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { selectLastContacts } from './store.ts'

/** When these customers were last heard or spoken to. */
export const lastContact = (db: Db, customers: readonly Id[]): Promise<Map<Id, Date>> =>
  selectLastContacts(db, customers)
