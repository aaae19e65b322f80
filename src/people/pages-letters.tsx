import { pageOf, readPlace } from '../kit/cursor.ts'
import { listLetters, mailGoesOut } from '../kit/mail.ts'
import { Ago, Disclosure, Empty, Notice, Pager, PageTitle, Row, Rows } from '../ui/index.ts'
import { mustAdminister, person } from './people.ts'
import { page } from './staff.tsx'

const MOST = 50

const isReader = (recipient: string, reader: { email: string | null }): boolean =>
  recipient.toLowerCase() === reader.email?.toLowerCase()

/** What only its reader may read, down to its first line. */
const isTheirs = (letter: { own?: boolean; recipient: string }, reader: { email: string | null }): boolean =>
  Boolean(letter.own) && !isReader(letter.recipient, reader)

/**
 * A letter as the administrator may read it. A link in it lets its reader in, or says yes in their name, so it is
 * blotted out unless the letter is one's own. Where no mail goes out, invitations stay: somebody must hand them on.
 */
export function shownText(
  letter: { text: string; recipient: string; own?: boolean },
  reader: { email: string | null },
  goesOut: boolean,
): string {
  const { text, recipient } = letter
  if (isReader(recipient, reader)) return text
  if (isTheirs(letter, reader)) return 'This one is for its reader alone.'
  return text.replace(/(\/([\w-]+)\/)[\w-]{24,}/g, (whole, before: string, kind: string) =>
    kind === 'join' && !goesOut ? whole : `${before}…`,
  )
}

export const lettersPage = page('/company/letters', async ({ db, who, query }) => {
  mustAdminister(who)
  const reader = await person(db, who.id)
  const found = await listLetters(db, MOST + 1, readPlace(query('after')))
  const { items, next } = pageOf(found, MOST, (letter) => letter)
  return {
    title: 'Letters',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="What the product wrote by mail, the newest first."
        >
          Letters
        </PageTitle>
        {!mailGoesOut() && (
          <Notice tone="warn">
            No mail goes out yet: whoever runs the server sets SMTP_URL. Until then letters wait here, and
            invitations can be handed on from here.
          </Notice>
        )}
        {items.length === 0 && (
          <Empty>Answers to customers, invitations and notices will be kept here.</Empty>
        )}
        <Rows label="Letters">
          {items.map((letter) => (
            <Row
              title={isTheirs(letter, reader) ? 'A daily mail' : letter.subject}
              note={`to ${letter.recipient}`}
              end={<Ago at={letter.at} now={who.at} />}
            >
              <p class={letter.sent_at ? 'faint' : 'soft'}>{stateOf(letter)}</p>
              <Disclosure summary="Read it">
                <p class="letter" dir="auto">
                  {shownText(letter, reader, mailGoesOut())}
                </p>
              </Disclosure>
            </Row>
          ))}
        </Rows>
        <Pager label="Letters" newestFirst next={next ? `/company/letters?after=${next}` : undefined} />
      </>
    ),
  }
})

const stateOf = (letter: { sent_at: Date | null; trouble: string | null }) =>
  letter.sent_at ? 'Went out.' : letter.trouble ? `Did not go out: ${letter.trouble}` : 'Waits here.'
