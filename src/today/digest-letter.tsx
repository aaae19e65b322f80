import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { post } from '../kit/mail.ts'
import { dropEndedTickets, makeTicket } from '../kit/tickets.ts'
import { baseUrl } from '../people/entrance.ts'
import type { Staff } from '../people/people.ts'
import type { DigestLine } from './digest-lines.ts'
import { greeting } from './sentences.ts'

export const DIGEST_TICKET = 'today.digest-off'
const LINK_DAYS = 90
const SUBJECT_LETTERS = 100

/** Posts it as text and as simple HTML, with a link that ends them without signing in (RFC 8058). */
export async function digestLetter(
  db: Db,
  who: Staff,
  recipient: string,
  lines: readonly DigestLine[],
): Promise<Id> {
  await dropEndedTickets(db, DIGEST_TICKET, who.id, who.at)
  const { token } = await makeTicket(db, {
    kind: DIGEST_TICKET,
    about: who.id,
    at: who.at,
    endsAt: later(who.at, days(LINK_DAYS)),
    many: true,
  })
  const off = `${baseUrl()}/digest/off/${token}`
  const hello = greeting(who.at, who.house.zone, who.name)
  const first = lines[0]?.text ?? hello
  return post(db, {
    recipient,
    subject:
      first.length > SUBJECT_LETTERS
        ? `${first.slice(0, SUBJECT_LETTERS - 2).replace(/\s+\S*$/u, '')} …`
        : first,
    text: asText(hello, lines, off),
    html: asHtml(hello, who.house.name, lines, off),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<${off}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    envelopeFrom: '',
    own: true,
  })
}

const asText = (hello: string, lines: readonly DigestLine[], off: string): string =>
  [
    hello,
    ...lines.map((line) => `${line.text}\n${baseUrl()}${line.href}`),
    `Your page: ${baseUrl()}/today`,
    `This comes once a day, when there is something to say. No more of it: ${off}`,
    '',
  ].join('\n\n')

const asHtml = (hello: string, house: string, lines: readonly DigestLine[], off: string): string => {
  const body = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{hello}</title>
      </head>
      <body>
        <p>{hello}</p>
        {lines.map((line) => (
          <p dir="auto">
            {line.text} <a href={`${baseUrl()}${line.href}`}>{line.link}</a>
          </p>
        ))}
        <p>
          <a href={`${baseUrl()}/today`}>Your page at {house}</a>
        </p>
        <p>
          <small>
            This comes once a day, when there is something to say. <a href={off}>No more of it</a>
          </small>
        </p>
      </body>
    </html>
  )
  return `<!doctype html>${body}`
}
