import type { Db } from '../kit/db.ts'
import { post } from '../kit/mail.ts'
import { formatDate, formatDateTime } from '../kit/moments.ts'
import { baseUrl } from './entrance.ts'
import { firstName, person, type Staff } from './people.ts'
import type { Opening } from './store-openings.ts'

/** Tells the person whose history was opened: by whom, why, which days, until when. */
export async function tellOpened(db: Db, one: Opening, second: Staff): Promise<void> {
  const [whose, first] = await Promise.all([person(db, one.person_id), person(db, one.asker_id)])
  if (!whose.email) return
  const { zone } = second.house
  const day = (text: string) => formatDate(new Date(`${text}T12:00:00Z`), 'en', 'UTC')
  await post(db, {
    recipient: whose.email,
    subject: 'Your history was opened',
    text: [
      `Hello ${firstName(whose.name)},`,
      `${first.name} may read what you did here from ${day(one.from_day)} to ${day(one.until_day)}, until ${formatDateTime(one.ends_at ?? one.at, 'en', zone)}. ${second.name} agreed to it as the second person.`,
      `The reason that ${first.name} gave: “${one.reason}”`,
      `Nobody else can read it, and every reading is written down. You see it all at ${baseUrl()}/account/history. If you find it wrong, speak to them, or to the staff council.`,
    ].join('\n\n'),
  })
}
