import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { post } from '../kit/mail.ts'
import type { Who } from '../kit/who.ts'
import { baseUrl } from '../people/entrance.ts'
import { company, findPerson, firstName, people } from '../people/people.ts'
import { titleOf } from './as-rules.ts'
import { decideSentence, hurtSentence, onDay, stoppedSentence } from './in-words.ts'
import type { Policy } from './policy.ts'
import { insertNotices } from './store-waits.ts'

const HEADERS = { 'Auto-Submitted': 'auto-generated' }

/** To whoever's word is awaited: what it did, and by when. */
export async function askByLetter(db: Db, who: Who, one: Policy, whom: Id): Promise<void> {
  const [person, house, title] = [await findPerson(db, whom), await company(db), await titleOf(db, one)]
  if (!person?.email || person.left_at) return
  await post(db, {
    recipient: person.email,
    subject: `A rule awaits your word: ${title}`,
    text: `${[
      `${stoppedSentence(one)}; ${hurtSentence(one)}.`,
      ...(one.wait?.reason ? [`Opened again: ${one.wait.reason}`] : []),
      `${decideSentence(one, who.at, house.zone)}. ${one.wait?.why === 'last-day' && !one.limit ? 'Without a word of yours it is gone on that day.' : 'Without a word of yours it goes to the next above you.'}`,
      `${one.limit ? 'Set it anew, or say why it stays' : 'Scrap it, or say why it stays'}: ${baseUrl()}/rules/${one.id}`,
    ].join('\n\n')}\n`,
    headers: HEADERS,
  })
}

/** Everybody whom it stopped hears what became of it: on their Today, and by mail where they have an address. */
export async function tellReporters(db: Db, who: Who, one: Policy): Promise<void> {
  if (!one.word) return
  const stopped = new Set(one.stopped.map((each) => each.id))
  const hear = (await people(db)).filter((each) => stopped.has(each.id) && each.id !== who.id)
  await insertNotices(
    db,
    one.word.wait_id,
    hear.map((each) => each.id),
    who.at,
  )
  const house = await company(db)
  const [title, said] = [await titleOf(db, one), wordSentence(one, who.at, house.zone)]
  for (const { email } of hear)
    if (email)
      await post(db, {
        recipient: email,
        subject: one.state === 'scrapped' ? `Gone: ${title}` : `The rule that you reported: ${title}`,
        text: `${[
          `You said that “${title}” stopped you. ${said}`,
          ...(one.word.because ? [`“${one.word.because}”`] : []),
          `${baseUrl()}/rules/${one.id}`,
        ].join('\n\n')}\n`,
        headers: HEADERS,
      })
}

/** What was said, with who said it: "Mara scrapped it on Monday." */
export function wordSentence(one: Policy, now: Date, zone: string): string {
  if (!one.word) return ''
  const by = one.word.by ? firstName(one.word.by) : 'Somebody'
  const when = onDay(one.word.at, now, zone)
  const day = (text: string | null) => (text ? onDay(new Date(`${text}T12:00:00Z`), now, zone) : '')
  switch (one.word.answer) {
    case 'scrapped':
      return one.word.from_on && one.word.from_on > one.word.at.toISOString().slice(0, 10)
        ? `${by} scrapped it ${when}; it is gone from ${day(one.word.from_on).replace(/^on /, '')}.`
        : `${by} scrapped it ${when}.`
    case 'lapsed':
      return `Its last day was over ${when} and nobody had spoken for it: it is gone.`
    case 'changed':
      return `${by} set it anew ${when}.`
    case 'defended':
      return `${by} keeps it until ${day(one.word.until_on).replace(/^on /, '')}.`
  }
}
