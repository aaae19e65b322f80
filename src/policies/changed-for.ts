import { clock } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Language } from '../kit/language.ts'
import { formatDate } from '../kit/moments.ts'
import { company } from '../people/people.ts'
import { say } from './drafts.ts'
import { policies } from './policy.ts'
import { dayOf } from './rules.ts'
import { selectCasesHurtBy } from './store-reports.ts'

/** On a customer's own page of a case: the rule that hurt them there is gone, because of them. */
export async function whatWentFor(db: Db, cases: readonly Id[], language: Language): Promise<string[]> {
  const gone = await policies(db, { cases, state: 'scrapped' })
  if (gone.length === 0) return []
  const [{ zone }, hurt] = [await company(db), await selectCasesHurtBy(db, cases)]
  const today = dayOf(clock.now(), zone)
  return gone
    .filter((one) => hurt.has(one.id))
    .map((one) => {
      const from = one.word?.from_on ?? ''
      const day = formatDate(new Date(`${from}T12:00:00Z`), language, 'UTC')
      const later = from > today
      return say(language, later ? 'changedLater' : 'changed', { rule: one.name, day })
    })
}
