import { days, later } from '../../kit/clock.ts'
import type { Leaf } from '../../kit/doors.ts'
import { page } from '../../people/staff.tsx'
import { Ago, Columns, Deed, Empty, Notice, PageTitle, Row, Rows, Section } from '../../ui/index.ts'
import { mailHouseForms } from './house-forms.ts'
import { Followed, HERE, HowTo, Inboxes, Quiet, WaitingList, WhereItComesIn } from './house-parts.tsx'
import { Address } from './parts.tsx'
import { selectCaseless } from './store.ts'
import { selectQuiet } from './store-inbox.ts'
import { type Counts, countMails } from './store-waiting.ts'
import { howManyMailsWait, waitingMails } from './waiting.ts'

const show = page(HERE, async ({ db, who, query }) => {
  const since = later(who.at, -days(30))
  const [waiting, all, counts, caseless] = [
    await waitingMails(db, 50),
    await howManyMailsWait(db),
    await countMails(db, since),
    await selectCaseless(db, since, 10),
  ]
  return {
    title: 'Mail',
    on: 'company',
    body: (
      <>
        <PageTitle over={<a href="/company">Company</a>} lead={lead(counts)}>
          Mail
        </PageTitle>
        {query('tried') && <Notice>It is being read once more. What can be read leaves this list.</Notice>}
        <Columns
          aside={
            <>
              <WhereItComesIn who={who} />
              <Followed who={who} />
              <HowTo who={who} />
              <Quiet who={who} quiet={await selectQuiet(db)} />
            </>
          }
        >
          <Section title={waitingTitle(all)} id="waiting">
            <WaitingList waiting={waiting} all={all} />
          </Section>
          <Section title="Addresses of yours">
            <Inboxes db={db} who={who} />
          </Section>
          <Section title="Kept, and waiting for nobody">
            {caseless.length === 0 ? (
              <Empty>
                What machines write, and senders who open no case, will be kept here. Everything else opens a
                case.
              </Empty>
            ) : (
              <Rows label="Mails that opened no case">
                {caseless.map((mail) => (
                  <Row
                    title={<bdi>{mail.head.subject || 'Without a subject'}</bdi>}
                    href={`/interactions/${mail.interaction_id}`}
                    end={<Ago at={mail.at} now={who.at} />}
                  >
                    <p class="faint">
                      {mail.head.from && <Address box={mail.head.from} />}
                      {mail.head.machine && ` · ${mail.head.machine}`}
                    </p>
                    <Deed
                      action={`/mail/${mail.interaction_id}/own-case`}
                      kind="link"
                      id={`own-${mail.mail_id}`}
                    >
                      Open a case
                    </Deed>
                  </Row>
                ))}
              </Rows>
            )}
          </Section>
        </Columns>
      </>
    ),
  }
})

function lead({ mails, heard, notices, waiting, aside, again }: Counts): string {
  if (mails === 0) return 'Every mail that comes in is kept as it came. None has come in the last 30 days.'
  const parts = [
    `${heard} ${heard === 1 ? 'was' : 'were'} heard`,
    ...(notices > 0 ? [`${notices} told how a mail of ours was delivered`] : []),
    ...(waiting > 0 ? [`${waiting} cannot be read yet`] : []),
    ...(aside > 0 ? [`${aside} ${aside === 1 ? 'was' : 'were'} put aside`] : []),
  ]
  const twice =
    again > 0 ? ` ${again} came more than once and ${again === 1 ? 'counts' : 'count'} each time.` : ''
  return `Of ${mails} ${mails === 1 ? 'mail' : 'mails'} in the last 30 days, ${parts.join(', ')}.${twice}`
}

const waitingTitle = (n: number) =>
  n === 0 ? 'Nothing waits' : n === 1 ? 'One mail waits' : `${n} mails wait`

export const mailHouseLeaves: Leaf[] = [show, ...mailHouseForms]
