import { customersById } from '../../customers/customers.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { mailHouse } from './house.ts'
import type { Parsed } from './parsed.ts'
import { selectLastSent } from './store-sent.ts'
import { type CaseAt, selectCaseAt, selectCaseOfMessage, selectLastFollowing } from './store-thread.ts'
import { threadCandidates } from './thread.ts'

/** The case of a mail, and whether its sender is one of those whose case it is. */
export type Belongs = { as: 'party' | 'stranger'; case: CaseAt }

/**
 * Where a mail belongs, in the order of what can be trusted: our token in the recipient, our token in the text, our
 * id or a known one in the headers. A header says nothing of who wrote: only a party joins by it. Whoever holds a
 * token and is no party (a mail was passed on to them) is heard beside the case and sees nothing of it.
 */
export async function whereItBelongs(
  db: Db,
  company: Id,
  mail: Parsed,
  address: string | undefined,
  customer: Id | null,
): Promise<Belongs | undefined> {
  let beside: Belongs | undefined
  for (const candidate of threadCandidates(mail, mailHouse().secret, company)) {
    const id = 'caseId' in candidate ? candidate.caseId : await selectCaseOfMessage(db, candidate.key)
    const found = id && (await selectCaseAt(db, id))
    if (!found) continue
    const now = (await selectCaseAt(db, await selectLastFollowing(db, found.id))) ?? found
    if (await isParty(db, found, address, customer)) return { as: 'party', case: now }
    if (!candidate.partyOnly) beside ??= { as: 'stranger', case: now }
  }
  return beside
}

/** The customer of the case, by whatever address, or somebody to whom we ourselves wrote about it. */
async function isParty(
  db: Db,
  one: CaseAt,
  address: string | undefined,
  customer: Id | null,
): Promise<boolean> {
  if (!address) return false
  if (customer && one.customer_id) {
    const known = await customersById(db, [customer, one.customer_id])
    if (known.get(customer)?.id === known.get(one.customer_id)?.id) return true
  }
  return (await selectLastSent(db, one.id, address)) !== undefined
}
