import { caseOfInteraction, FOLLOW, followLink } from '../../cases/cases.ts'
import { meet } from '../../customers/customers.ts'
import { type Enclosure, hearOnce } from '../../interactions/interactions.ts'
import { days, later } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { mailGoesOut } from '../../kit/mail.ts'
import { makeTicket } from '../../kit/tickets.ts'
import { baseUrl } from '../../people/pages-door.tsx'
import type { Touchpoint } from '../../touchpoints/touchpoints.ts'
import { confirmByMail } from './confirmation.ts'
import { onceKey } from './once.ts'
import type { Visit } from './steps.ts'
import { talk, type Visitor } from './visitor.tsx'

/** The private link, and whether it goes out by mail too. */
export type Sent = { link: string; mailed: boolean }

/** A finished visit becomes an interaction: once, however often it is sent. */
export async function send(
  db: Db,
  who: Visitor,
  visit: Visit,
  at: Touchpoint | undefined,
  files: Enclosure[],
): Promise<Sent> {
  const customer = await customerOf(db, who, visit)
  const { interaction, made } = await hearOnce(
    db,
    { ...who, id: customer },
    {
      kind: visit.about,
      channel: 'page',
      customer,
      touchpoint: at?.id ?? null,
      score: visit.score,
      text: wordsOf(who, visit),
      language: who.language,
      key: onceKey(visit.key, [{ ...visit, key: '', seen: false }, at?.id ?? null], files),
      files,
      beside: {
        ...(visit.about === 'complaint' && visit.wish.trim() ? { wants: visit.wish.trim() } : {}),
        ...(visit.about === 'compliment' && visit.who ? { names: visit.who } : {}),
      },
    },
  )
  const link = await privateLink(db, who, interaction.id)
  const mailed = made && visit.email !== '' && (await confirmByMail(db, who, visit.email, link))
  return { link, mailed: mailed && mailGoesOut() }
}

const customerOf = async (db: Db, who: Visitor, { name, email, phone }: Visit): Promise<Id | null> =>
  name || email || phone
    ? (
        await meet(db, who, {
          name: name || null,
          language: who.language,
          addresses: [
            ...(email ? [{ kind: 'email' as const, written: email }] : []),
            ...(phone ? [{ kind: 'phone' as const, written: phone }] : []),
          ],
        })
      ).id
    : null

/** What would have made it a five belongs to the words: whoever reads the one reads the other. */
const wordsOf = ({ language }: Visitor, visit: Visit): string =>
  visit.score !== null && visit.score < 5 && visit.five.trim()
    ? `${visit.story.trim()}\n\n${talk(language)('five.title')} ${visit.five.trim()}`
    : visit.story.trim()

/** To the case where there is one, else to what was said. It holds for a year and only its hash is kept. */
export async function privateLink(db: Db, who: Visitor, interaction: Id): Promise<string> {
  const found = await caseOfInteraction(db, interaction)
  if (found) return followLink(db, found)
  const endsAt = later(who.at, days(366))
  const { token } = await makeTicket(db, { kind: FOLLOW, about: interaction, at: who.at, endsAt, many: true })
  return `${baseUrl()}/follow/${token}`
}
