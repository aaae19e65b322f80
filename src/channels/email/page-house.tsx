import { z } from 'zod'
import { days, later } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import { readFile } from '../../kit/files.ts'
import { type Id, isId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { baseUrl } from '../../people/entrance.ts'
import { type Staff, teams } from '../../people/people.ts'
import { form, page } from '../../people/staff.tsx'
import { touchpoints } from '../../touchpoints/touchpoints.ts'
import {
  Ago,
  Button,
  Buttons,
  Card,
  Columns,
  Copy,
  Deed,
  Disclosure,
  Empty,
  Field,
  Form,
  Notice,
  PageTitle,
  Row,
  Rows,
  Section,
  Sentence,
} from '../../ui/index.ts'
import { homeAddress } from './addresses.ts'
import { mailHouse } from './house.ts'
import { addInbox, hearAgain, keepQuiet, removeInbox } from './inbox.ts'
import { Address } from './parts.tsx'
import { rawMail } from './shown.ts'
import { mailboxState } from './state.ts'
import { selectCaseless, selectMail } from './store.ts'
import { type Inbox, selectInboxes, selectQuiet } from './store-inbox.ts'
import { type Counts, countMails, type Waiting } from './store-waiting.ts'
import { howManyMailsWait, putAside, retryMails, waitingMails } from './waiting.ts'

const HERE = '/company/mail'

const show = page(HERE, async ({ db, who, query }) => {
  const [waiting, all, counts, caseless] = [
    await waitingMails(db, 50),
    await howManyMailsWait(db),
    await countMails(db, later(who.at, -days(30))),
    await selectCaseless(db, 10),
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

const WaitingList = ({ waiting, all }: { waiting: readonly Waiting[]; all: number }) =>
  waiting.length === 0 ? (
    <Empty>A mail that cannot be read will wait here, with the reason. None is ever dropped.</Empty>
  ) : (
    <>
      <Rows label="Mails that wait">
        {waiting.map((mail) => (
          <Row
            title={<bdi>{mail.subject || 'Without a subject'}</bdi>}
            note={mail.sender ? <bdi> from {mail.sender}</bdi> : ' from nobody named'}
            end={<Ago at={mail.came_at} />}
            id={`mail-${mail.mail_id}`}
          >
            <p>
              {mail.reason}
              {mail.tries > 1 && <span class="faint"> Tried {mail.tries} times.</span>}
            </p>
            <Buttons>
              <Deed action={`${HERE}/${mail.mail_id}/retry`} id={`again-${mail.mail_id}`}>
                Read it again
              </Deed>
              <Button kind="link" href={`${HERE}/${mail.mail_id}/raw`}>
                Save it as it came
              </Button>
              <Deed action={`${HERE}/${mail.mail_id}/aside`} kind="link" id={`aside-${mail.mail_id}`}>
                Put it aside
              </Deed>
            </Buttons>
          </Row>
        ))}
      </Rows>
      {all > waiting.length && (
        <Sentence size="faint">The newest {waiting.length} of them stand here.</Sentence>
      )}
      {all > 1 && <Deed action={`${HERE}/retry`}>Read all {all} again</Deed>}
    </>
  )

const WhereItComesIn = ({ who }: { who: Staff }) => (
  <Card title="Your address here" deed>
    <Copy text={homeAddress(who.house)} label="your address" />
    {mailHouse().listens ? (
      <p>What is sent or forwarded to it stands in the story of its customer within seconds.</p>
    ) : (
      <Notice tone="warn">
        Nothing listens for it yet: whoever runs the server sets MAIL_PORT and MAIL_DOMAIN, or follows a
        mailbox with IMAP_URL.
      </Notice>
    )}
  </Card>
)

function Followed({ who }: { who: Staff }) {
  const { follows } = mailHouse()
  if (follows?.company !== who.house.slug) return null
  const state = mailboxState.get()
  return (
    <Section title="The mailbox that is followed" level={3}>
      <p>{follows.mailbox}</p>
      {state?.connected ? (
        <Sentence size="soft">
          Connected since <Ago at={state.since} now={who.at} />.{' '}
          {state.lastMail ? (
            <>
              The last mail came <Ago at={state.lastMail} now={who.at} />.
            </>
          ) : (
            'No mail has come since.'
          )}
        </Sentence>
      ) : (
        <Notice tone="warn">
          Not connected
          {state ? (
            <>
              {' '}
              since <Ago at={state.since} now={who.at} />
            </>
          ) : (
            ''
          )}
          . {state?.error ?? 'The connection is being made.'} It is tried again by itself.
        </Notice>
      )}
    </Section>
  )
}

const HowTo = ({ who }: { who: Staff }) => (
  <Section title="How mail gets here" level={3}>
    <Disclosure summary="Forward an address that you have">
      <p>
        Set your present address, such as <i>support@</i> of your own domain, to forward to{' '}
        {homeAddress(who.house)}, and keep a copy there if you like. Then name it under “Addresses of yours”:
        answers will come from it.
      </p>
    </Disclosure>
    <Disclosure summary="Follow a mailbox">
      <p>
        Whoever runs the server sets IMAP_URL and IMAP_COMPANY={who.house.slug}. Mails stay in the mailbox and
        stay unread; nothing there is changed.
      </p>
    </Disclosure>
    <Disclosure summary="Hand mails over by program">
      <p>With a key that has the scope mail:write:</p>
      <pre class="letter">{`curl -X POST '${baseUrl()}/api/v1/mail' \\
  -H 'Authorization: Bearer mg_…' \\
  -H 'Content-Type: message/rfc822' \\
  --data-binary @mail.eml`}</pre>
    </Disclosure>
  </Section>
)

async function Inboxes({ db, who }: { db: Db; who: Staff }) {
  const [inboxes, places, groups] = [await selectInboxes(db), await touchpoints(db), await teams(db)]
  const where = (one: Inbox) =>
    [
      places.find((place) => place.id === one.touchpoint_id)?.name,
      groups.find((group) => group.id === one.team_id)?.name,
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      {inboxes.length === 0 ? (
        <Empty>
          Addresses of your own domain will stand here. Answers to customers come from the one they wrote to.
        </Empty>
      ) : (
        <Rows label="Addresses at which mail comes in">
          {inboxes.map((one) => (
            <Row
              title={one.address}
              note={where(one) ? ` goes to ${where(one)}` : ''}
              end={
                who.admin && (
                  <Deed
                    action={`${HERE}/inboxes/remove`}
                    hidden={{ address: one.address }}
                    kind="link"
                    label={`Remove ${one.address}`}
                    id={`remove-${one.address.replace(/\W/g, '-')}`}
                  >
                    Remove
                  </Deed>
                )
              }
            />
          ))}
        </Rows>
      )}
      {who.admin && (
        <Disclosure summary="Add an address" open={inboxes.length === 0}>
          <Form action={`${HERE}/inboxes`}>
            <Field
              name="address"
              type="email"
              label="Address"
              required
              placeholder="support@yourdomain.example"
            />
            {places.length > 0 && (
              <Field
                name="touchpoint"
                type="select"
                label="What is it about?"
                none="Anything"
                options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
              />
            )}
            {groups.length > 0 && (
              <Field
                name="team"
                type="select"
                label="Which team answers?"
                none="The one of its touchpoint"
                options={groups.map((group) => ({ value: group.id, label: group.name }))}
              />
            )}
            <Button kind="go">Take mail in for this address</Button>
          </Form>
        </Disclosure>
      )}
    </>
  )
}

const Quiet = ({ who, quiet }: { who: Staff; quiet: readonly { sender: string }[] }) => (
  <Section title="Senders who open no case" level={3}>
    <Sentence size="soft">Their mail is kept in their story; nobody is asked to answer it.</Sentence>
    {quiet.length > 0 && (
      <Rows label="Senders who open no case">
        {quiet.map(({ sender }) => (
          <Row
            title={sender}
            end={
              who.admin && (
                <Deed
                  action={`${HERE}/quiet/remove`}
                  hidden={{ sender }}
                  kind="link"
                  label={`Let ${sender} open cases again`}
                  id={`hear-${sender.replace(/\W/g, '-')}`}
                >
                  Let them again
                </Deed>
              )
            }
          />
        ))}
      </Rows>
    )}
    {who.admin && (
      <Disclosure summary="Add a sender">
        <Form action={`${HERE}/quiet`}>
          <Field name="sender" label="Address or domain" required placeholder="news.example" />
          <Button>Open no case for it</Button>
        </Form>
      </Disclosure>
    )}
  </Section>
)

const chosen = z.union([z.literal(''), z.guid()]).optional()
const optional = (id: string | undefined): Id | undefined => id || undefined

const add = form(
  `${HERE}/inboxes`,
  z.object({
    address: z.string().trim().min(3, 'Write an address.').max(254),
    touchpoint: chosen,
    team: chosen,
  }),
  async ({ db, who }, { address, touchpoint, team }) => {
    await addInbox(db, who, { address, touchpoint: optional(touchpoint), team: optional(team) })
    return HERE
  },
  HERE,
)
const remove = form(
  `${HERE}/inboxes/remove`,
  z.object({ address: z.string().max(254) }),
  async ({ db, who }, { address }) => {
    await removeInbox(db, who, address)
    return HERE
  },
  HERE,
)
const quietForm = form(
  `${HERE}/quiet`,
  z.object({ sender: z.string().trim().min(3, 'Write an address or a domain.').max(254) }),
  async ({ db, who }, { sender }) => {
    await keepQuiet(db, who, sender)
    return HERE
  },
  HERE,
)
const hear = form(
  `${HERE}/quiet/remove`,
  z.object({ sender: z.string().max(254) }),
  async ({ db, who }, { sender }) => {
    await hearAgain(db, who, sender)
    return HERE
  },
  HERE,
)
const retryAll = form(
  `${HERE}/retry`,
  z.object({}),
  async ({ db, who }) => {
    await retryMails(db, who)
    return `${HERE}?tried=yes`
  },
  HERE,
)
const retry = form(
  `${HERE}/:mail/retry`,
  z.object({}),
  async ({ db, who, param }) => {
    await retryMails(db, who, (await waitingMail(db, param('mail'))).id)
    return `${HERE}?tried=yes`
  },
  HERE,
)
const aside = form(
  `${HERE}/:mail/aside`,
  z.object({}),
  async ({ db, who, param }) => {
    await putAside(db, who, (await waitingMail(db, param('mail'))).id)
    return HERE
  },
  HERE,
)
const raw = page(`${HERE}/:mail/raw`, async ({ db, param }) => {
  const mail = await waitingMail(db, param('mail'))
  return rawMail((await readFile(db, mail.hash)) ?? new Uint8Array(), mail.id)
})

async function waitingMail(db: Db, id: string) {
  const mail = isId(id) ? await selectMail(db, id) : undefined
  if (!mail) throw new Refusal('not-found', 'email.mail', 'There is no such mail here.')
  return mail
}

export const mailHouseLeaves: Leaf[] = [show, add, remove, quietForm, hear, retryAll, retry, aside, raw]
