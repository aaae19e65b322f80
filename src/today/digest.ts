// One mail a day, when there is something to say: off with one tap.
import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { dropTimer, due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import {
  absences,
  type Company,
  company,
  findPerson,
  type Person,
  type Staff,
  staffOf,
  worksAt,
} from '../people/people.ts'
import { dayIn } from './card.ts'
import { digestLetter } from './digest-letter.tsx'
import { digestLines } from './digest-lines.ts'
import { digestMoment } from './digest-moment.ts'
import {
  type DigestWish,
  deleteOff,
  deleteSentBefore,
  insertOff,
  insertSent,
  keepHour,
  selectLastSent,
  selectWish,
} from './store-digest.ts'

export const digestWish = (db: Db, person: Id): Promise<DigestWish> => selectWish(db, person)

/** No more of them: by the link of any of these mails, or from one's account. */
export async function digestOff(db: Db, who: Staff): Promise<void> {
  if (await insertOff(db, who.id, who.at)) await record(db, who, 'today.digest-off', who.id)
}

export async function digestOn(db: Db, who: Staff): Promise<void> {
  if (await deleteOff(db, who.id)) await record(db, who, 'today.digest-on', who.id)
}

/** At which hour it comes; null is when one's day begins. */
export async function digestAt(db: Db, who: Staff, hour: number | null): Promise<void> {
  if (hour !== null && !(Number.isInteger(hour) && hour >= 0 && hour <= 23))
    throw new Refusal('invalid', 'digest-hour', 'Choose an hour of the day.', { field: 'hour' })
  const one = await findPerson(db, who.id)
  if (!one || (await selectWish(db, who.id)).hour === hour) return
  await keepHour(db, who.id, hour)
  await planDigest(db, who.house, one, { from: who.at, until: new Date(who.at.getTime() + DAY) })
  await record(db, who, 'today.digest-hour', who.id, { hour })
}

const DAY = 86_400_000

type Due = { person: Id; day: string }

/** The moment of one person's day. A second start, a second process, a plan made twice: one letter all the same. */
export const digestDue = due<Due>({
  kind: 'today.digest',
  run: async (db, who, _key, { person, day }) => {
    await sendDigest(db, who, person, day)
  },
})

/** Sets the moments of a person that lie in a stretch of time, and forgets what was set for these days before. */
export async function planDigest(
  db: Db,
  house: Company,
  one: Person,
  { from, until }: { from: Date; until: Date },
): Promise<void> {
  const { off, hour } = await selectWish(db, one.id)
  const hours = worksAt(house, one)
  for (const offset of [-DAY, 0, DAY]) {
    const day = dayIn(new Date(from.getTime() + offset), hours.zone)
    const key = `${one.id} ${day}`
    await dropTimer(db, digestDue, key)
    const at = off ? undefined : digestMoment(hours, day, hour)
    if (at && at > from && at <= until) await setTimer(db, digestDue, key, at, { person: one.id, day })
  }
}

/** Writes and posts it, once a day, to who is here, has proven the address, and wants it. True where one went out. */
export function sendDigest(db: Db, who: Who, person: Id, day: string): Promise<boolean> {
  return atomically(db, `today.digest ${person}`, async () => {
    const one = await findPerson(db, person)
    if (!one || one.left_at || !one.email || !one.identity_id) return false
    if ((await selectWish(db, person)).off) return false
    const last = await selectLastSent(db, person)
    if (last && last.day >= day) return false
    if ((await absences(db, who.at)).some((away) => away.person_id === person && away.from_at <= who.at))
      return false
    const house = await company(db)
    const reader = staffOf(house, one, who.at)
    const lines = await digestLines(db, reader, sinceWhen(last?.at, who.at))
    const letter_id = lines.length > 0 ? await digestLetter(db, reader, one.email, lines) : null
    await insertSent(db, { person_id: person, day, at: who.at, letter_id })
    await deleteSentBefore(db, person, day)
    return letter_id !== null
  })
}

/** What happened since the last one, and no further back than a long weekend. */
const sinceWhen = (last: Date | undefined, now: Date): Date =>
  new Date(Math.max(last?.getTime() ?? now.getTime() - DAY, now.getTime() - 4 * DAY))
