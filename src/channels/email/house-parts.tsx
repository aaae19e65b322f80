import type { Db } from '../../kit/db.ts'
import { baseUrl } from '../../people/entrance.ts'
import { type Staff, teams } from '../../people/people.ts'
import { touchpoints } from '../../touchpoints/touchpoints.ts'
import {
  Ago,
  Button,
  Buttons,
  Card,
  Copy,
  Deed,
  Disclosure,
  Empty,
  Field,
  Form,
  Notice,
  Row,
  Rows,
  Section,
  Sentence,
} from '../../ui/index.ts'
import { homeAddress } from './addresses.ts'
import { mailHouse } from './house.ts'
import { mailboxState } from './state.ts'
import { type Inbox, selectInboxes } from './store-inbox.ts'
import type { Waiting } from './store-waiting.ts'

export const HERE = '/company/mail'

export const WaitingList = ({ waiting, all }: { waiting: readonly Waiting[]; all: number }) =>
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

export const WhereItComesIn = ({ who }: { who: Staff }) => (
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

export function Followed({ who }: { who: Staff }) {
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

export const HowTo = ({ who }: { who: Staff }) => (
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

export async function Inboxes({ db, who }: { db: Db; who: Staff }) {
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

export const Quiet = ({ who, quiet }: { who: Staff; quiet: readonly { sender: string }[] }) => (
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
