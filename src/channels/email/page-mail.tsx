import { z } from 'zod'
import { attachmentsOf, interaction } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import { readFile } from '../../kit/files.ts'
import { isId } from '../../kit/ids.ts'
import { formatDateTime } from '../../kit/moments.ts'
import { Refusal } from '../../kit/refusal.ts'
import { form, page } from '../../people/staff.tsx'
import { Columns, Disclosure, type Fact, Facts, PageTitle, Sentence } from '../../ui/index.ts'
import { Address, Addresses, Oddities, Proof } from './parts.tsx'
import { rawMail, shownMail } from './shown.ts'
import { type HeardMail, selectHeard } from './store.ts'
import { openOwnCase, takeFromCase } from './waiting.ts'

async function mailOf(db: Db, id: string): Promise<HeardMail> {
  const mail = isId(id) ? await selectHeard(db, id) : undefined
  if (!mail) throw new Refusal('not-found', 'email.mail', 'There is no such mail here.')
  return mail
}

const show = page('/interactions/:id/mail', async ({ db, who, param, query }) => {
  const mail = await mailOf(db, param('id'))
  const said = await interaction(db, mail.interaction_id)
  const pictures = query('pictures') === 'yes'
  const here = `/interactions/${said.id}`
  const came = formatDateTime(mail.at, 'en', who.house.zone)
  return {
    title: mail.head.subject || 'A mail',
    on: 'customers',
    body: (
      <>
        <PageTitle over={<a href={here}>What was said</a>}>
          <bdi>{mail.head.subject || 'A mail without a subject'}</bdi>
        </PageTitle>
        <Columns
          aside={
            <>
              <Facts facts={factsOf(mail, came)} />
              <Proof mail={mail} />
              <Oddities head={mail.head} />
              <p>
                <a href={`${here}/mail/raw`} data-turbo="false">
                  Save the mail as it came
                </a>
              </p>
            </>
          }
        >
          {mail.html ? (
            <>
              {mail.head.remoteImages > 0 && (
                <Pictures here={here} shown={pictures} n={mail.head.remoteImages} />
              )}
              <iframe
                class="foreign"
                title="The mail"
                sandbox="allow-popups allow-popups-to-escape-sandbox"
                referrerpolicy="no-referrer"
                src={`${here}/mail/shown${pictures ? '?pictures=yes' : ''}`}
              />
              <Disclosure summary="The same in plain text">
                <p class="letter" dir="auto">
                  {mail.whole || said.text}
                </p>
              </Disclosure>
            </>
          ) : (
            <>
              <p class="letter" dir="auto">
                {said.text || 'Without words.'}
              </p>
              {mail.whole && (
                <Disclosure summary="With all that it quotes">
                  <p class="letter" dir="auto">
                    {mail.whole}
                  </p>
                </Disclosure>
              )}
            </>
          )}
        </Columns>
      </>
    ),
  }
})

const factsOf = ({ head, way }: HeardMail, came: string): Fact[] => [
  { name: 'From', value: head.from ? <Address box={head.from} /> : 'nobody named' },
  ...(head.to.length > 0 ? [{ name: 'To', value: <Addresses boxes={head.to} /> }] : []),
  ...(head.cc.length > 0 ? [{ name: 'Copy', value: <Addresses boxes={head.cc} /> }] : []),
  {
    name: 'Came',
    value: `${came}, ${{ smtp: 'by SMTP', api: 'by the API', imap: 'from the mailbox' }[way]}`,
  },
]

const Pictures = ({ here, shown, n }: { here: string; shown: boolean; n: number }) => (
  <Sentence size="soft">
    {shown ? (
      <a href={`${here}/mail`}>Hide the pictures again</a>
    ) : (
      <>
        {n === 1 ? 'One picture is' : `${n} pictures are`} not loaded, so that the sender does not learn that
        you read it. <a href={`${here}/mail?pictures=yes`}>Show {n === 1 ? 'it' : 'them'}</a>
      </>
    )}
  </Sentence>
)

const frame = page('/interactions/:id/mail/shown', async ({ db, param, query }) => {
  const mail = await mailOf(db, param('id'))
  const files = await attachmentsOf(db, [mail.interaction_id])
  return shownMail(db, mail.html ?? '', files, query('pictures') === 'yes')
})

const raw = page('/interactions/:id/mail/raw', async ({ db, param }) => {
  const mail = await mailOf(db, param('id'))
  return rawMail((await readFile(db, mail.hash)) ?? new Uint8Array(), mail.mail_id)
})

const ownCase = form(
  '/mail/:id/own-case',
  z.object({}),
  async ({ db, who, param }) => `/cases/${(await openOwnCase(db, who, param('id'))).id}`,
  '/interactions/:id',
)

const notHere = form(
  '/mail/:id/not-here',
  z.object({}),
  async ({ db, who, param }) => `/cases/${await takeFromCase(db, who, param('id'))}`,
  '/interactions/:id',
)

export const mailLeaves: Leaf[] = [show, frame, raw, ownCase, notHere]
