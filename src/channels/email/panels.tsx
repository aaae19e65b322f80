import type { Case } from '../../cases/cases.ts'
import type { StoryLine } from '../../customers/customers.ts'
import { type Interaction, interactionsById } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { CompanyLink } from '../../people/company-links.ts'
import type { Staff } from '../../people/people.ts'
import { Buttons, Card, Deed, Notice, Section, Sentence, Voice } from '../../ui/index.ts'
import { homeAddress } from './addresses.ts'
import { mailHouse } from './house.ts'
import { Address, fateSentence, Oddities, Proof } from './parts.tsx'
import { type HeardMail, selectHeard, selectLastOfCase } from './store.ts'
import { selectFatesOf, selectFatesOfCase, selectFatesOfCustomers, selectStuck } from './store-sent.ts'
import { selectNoteOf, selectNotes } from './store-thread.ts'
import { sameMatter } from './thread.ts'
import { howManyMailsWait } from './waiting.ts'

/** Beside what was said by mail: who sent it, how sure that is, and the way to the mail itself. */
export async function mailBeside(db: Db, _who: Staff, one: Interaction) {
  if (one.direction === 'out') {
    if (one.channel !== 'email') return null
    const fates = await selectFatesOf(db, [one.id])
    return fates.length === 0 ? null : (
      <Card title="The mail">
        {fates.map((fate) => (
          <Notice tone={fate.action === 'failed' ? 'warn' : 'done'}>{fateSentence(fate)}</Notice>
        ))}
      </Card>
    )
  }
  const [mail, beside] = [await selectHeard(db, one.id), await selectNoteOf(db, one.id)]
  return mail ? (
    <Card title="The mail">
      {mail.head.from ? (
        <p>
          From <Address box={mail.head.from} />
        </p>
      ) : (
        <p>It names no sender.</p>
      )}
      <Proof mail={mail} />
      <Oddities head={mail.head} />
      {beside && (
        <>
          <Notice tone="warn">
            It came to the address of <a href={`/cases/${beside}`}>a case</a> of somebody else.
          </Notice>
          <NoteDeeds id={one.id} />
        </>
      )}
      <p>
        <a href={`/interactions/${one.id}/mail`}>See the mail as it came</a>
      </p>
    </Card>
  ) : null
}

const NoteDeeds = ({ id }: { id: Id }) => (
  <Buttons>
    <Deed action={`/mail/${id}/own-case`}>Open a case of its own</Deed>
    <Deed action={`/mail/${id}/not-here`} kind="link">
      It does not belong here
    </Deed>
  </Buttons>
)

/** On a case: what did not arrive, who else wrote to its address, and whether its last mail is proven. */
export async function mailOfCase(db: Db, _who: Staff, one: Case) {
  const [fates, stuck, noted, last] = [
    await selectFatesOfCase(db, one.id),
    await selectStuck(db, one.id),
    await selectNotes(db, one.id),
    await selectLastOfCase(db, one.id),
  ]
  // Only how the newest try to an address ended says how things stand.
  const standing = fates.filter(
    (fate, at) => fates.findIndex((other) => other.recipient === fate.recipient) === at,
  )
  const lost = standing.filter((fate) => fate.action === 'failed' || fate.action === 'delayed')
  if (lost.length + stuck.length + noted.length === 0 && !last) return null
  const strangers = await interactionsById(db, noted)
  return (
    <Section title="By mail" level={3}>
      {lost.map((fate) => (
        <Notice tone="warn">{fateSentence(fate)}</Notice>
      ))}
      {stuck.map(({ recipient, trouble }) => (
        <Notice tone="warn">
          Your mail to {recipient} has not left yet: {trouble}
        </Notice>
      ))}
      {
        await Promise.all(
          noted.map(async (id) => <Stranger mail={await selectHeard(db, id)} said={strangers.get(id)} />),
        )
      }
      {last && <LastMail mail={last} title={one.title} />}
    </Section>
  )
}

function Stranger({ mail, said }: { mail: HeardMail | undefined; said: Interaction | undefined }) {
  if (!mail || !said) return null
  return (
    <Card title="Somebody else wrote to the address of this case" level={3}>
      <Voice
        size="small"
        lang={said.language ?? undefined}
        by={mail.head.from && <Address box={mail.head.from} />}
      >
        {said.text.length > 300 ? `${said.text.slice(0, 300).toWellFormed()}…` : said.text || said.title}
      </Voice>
      <Sentence size="faint">They see nothing of the case, and your answers do not go to them.</Sentence>
      <p>
        <a href={`/interactions/${said.id}`}>Read it</a>
      </p>
      <NoteDeeds id={said.id} />
    </Card>
  )
}

const LastMail = ({ mail, title }: { mail: HeardMail; title: string }) => (
  <>
    {mail.head.from && (
      <p>
        The last came from <Address box={mail.head.from} />.{' '}
        <a href={`/interactions/${mail.interaction_id}/mail`}>See it as it came</a>
      </p>
    )}
    <Proof mail={mail} />
    {!sameMatter(mail.head.subject, title) && mail.head.messageId && mail.head.references.length > 0 && (
      <Sentence size="soft">
        Its subject is another: “<bdi>{mail.head.subject}</bdi>”. It may be a new matter.
      </Sentence>
    )}
  </>
)

/** What came back about our mails, as lines of the customer's story. */
export async function tellDeliveries(db: Db, _who: Staff, customers: Id[]): Promise<StoryLine[]> {
  const fates = await selectFatesOfCustomers(db, customers)
  return fates
    .filter((fate) => fate.action === 'failed' || fate.action === 'delayed')
    .map((fate) => ({
      id: `${fate.mail_id} ${fate.recipient}`,
      at: fate.at,
      kind: fate.action === 'failed' ? 'our mail came back' : 'our mail is late',
      body: <p class="soft">{fateSentence(fate)}</p>,
      ...(fate.interaction_id ? { href: `/interactions/${fate.interaction_id}` } : {}),
    }))
}

export async function mailLink(db: Db, who: Staff): Promise<CompanyLink> {
  const { listens, follows } = mailHouse()
  const waiting = await howManyMailsWait(db)
  const sentence =
    waiting === 0
      ? listens || follows?.company === who.house.slug
        ? `Customers write to ${homeAddress(who.house)}. Every mail was read.`
        : 'No mail comes in yet: here stands how it can.'
      : `${waiting} ${waiting === 1 ? 'mail waits' : 'mails wait'} that nobody could read yet.`
  return { title: 'Mail', href: '/company/mail', sentence, group: 'house' }
}
