import { record } from '../../history/history.ts'
import type { Db } from '../../kit/db.ts'
import { Refusal } from '../../kit/refusal.ts'
import { mustAdminister, type Staff } from '../../people/people.ts'
import { selectSetting, upsertSetting } from '../../people/store.ts'

const NAME = 'public-review'

/** Where anybody may say publicly what they think; null: nobody is sent anywhere. */
export async function reviewLink(db: Db): Promise<string | null> {
  const link = await selectSetting(db, NAME)
  return typeof link === 'string' ? link : null
}

/**
 * Everybody who writes is shown the way to a public review, or nobody is: there is no setting, and no parameter, by
 * which it would depend on what somebody said.
 */
export async function setReviewLink(db: Db, who: Staff, link: string | null): Promise<void> {
  mustAdminister(who)
  if (link !== null && (!URL.canParse(link) || new URL(link).protocol !== 'https:'))
    throw new Refusal('invalid', 'review-link', 'Give the whole address, beginning with https://.', {
      field: 'link',
    })
  await upsertSetting(db, NAME, link)
  await record(db, who, 'reviews.link-set', who.company, { on: link !== null })
}
