import { z } from 'zod'
import { clock } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { House, Leaf } from '../kit/doors.ts'
import { Refusal } from '../kit/refusal.ts'
import { findTicket, readTicket } from '../kit/tickets.ts'
import { doorForm, doorPage } from '../people/door.tsx'
import { company, findPerson, type Staff, staffOf, worksAt } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { Button, Deed, Field, Form, PageTitle, Section, Sentence } from '../ui/index.ts'
import { digestAt, digestOff, digestOn, digestWish } from './digest.ts'
import { DIGEST_TICKET } from './digest-letter.tsx'

/** Looking changes nothing, however often a mail scanner does; one press, or the mail program's own button, does. */
const look = doorPage('/digest/off/:token', async (c, house) => {
  const token = c.req.param('token') ?? ''
  const { off, company: name } = await holding(house, token, async (db, who) => ({
    off: (await digestWish(db, who.id)).off,
    company: who.house.name,
  }))
  return {
    title: 'The daily mail',
    body: off ? (
      <>
        <PageTitle lead="What waits for you stands on your Today, as ever.">
          No more daily mail from {name}
        </PageTitle>
        <Form action={`/digest/off/${token}`} hidden={{ again: 'yes' }}>
          <Button>Send it to me again</Button>
        </Form>
      </>
    ) : (
      <>
        <PageTitle lead="It comes once a day, and only when there is something to say.">
          The daily mail from {name}
        </PageTitle>
        <Form action={`/digest/off/${token}`}>
          <Button kind="go">Send me no more of it</Button>
        </Form>
      </>
    ),
  }
})

/** RFC 8058: the mail program posts `List-Unsubscribe=One-Click`, without a cookie, and wants no page to look at. */
const press = doorForm(
  '/digest/off/:token',
  z.object({ 'List-Unsubscribe': z.string().max(100).optional(), again: z.string().max(10).optional() }),
  async (c, house, sent) => {
    const token = c.req.param('token') ?? ''
    const again = sent.again === 'yes' && !sent['List-Unsubscribe']
    await holding(house, token, (db, who) => (again ? digestOn(db, who) : digestOff(db, who)))
    return sent['List-Unsubscribe'] ? c.text('Done: no more of it.') : c.redirect(`/digest/off/${token}`, 303)
  },
)

/** As the person whom the mail was sent to, in their company; the link is good for this and nothing else. */
async function holding<T>(house: House, token: string, deed: (db: Db, who: Staff) => Promise<T>): Promise<T> {
  const found = /^[\w-]{20,64}$/.test(token) ? await findTicket(house.database, token) : undefined
  if (!found) return gone()
  return house.database.inCompany(found.company, async (db) => {
    const at = clock.now()
    const ticket = await readTicket(db, found.ticket, DIGEST_TICKET, at)
    const person = ticket && (await findPerson(db, ticket.about))
    if (!person || person.left_at) return gone()
    return deed(db, staffOf(await company(db), person, at))
  })
}

function gone(): never {
  throw new Refusal(
    'gone',
    'link',
    'This link is over. On your account you choose whether the daily mail comes.',
  )
}

/** On one's account: whether it comes, and when. */
export async function digestPanel(db: Db, who: Staff) {
  const { off, hour } = await digestWish(db, who.id)
  const one = await findPerson(db, who.id)
  const zone = one ? worksAt(who.house, one).zone : who.house.zone
  return (
    <Section title="The daily mail" id="digest">
      <Sentence size="soft">
        {off
          ? 'It does not come. What waits for you stands on your Today.'
          : 'Once a day, when there is something to say: who waits for you, what you promised, who thanked you. Not on days off.'}
      </Sentence>
      {off ? (
        <Deed action="/account/digest" hidden={{ digest: 'on' }} id="digest-on">
          Send it to me
        </Deed>
      ) : (
        <>
          <Form action="/account/digest" hidden={{ digest: 'at' }} id="digest-at" inline>
            <Field
              name="hour"
              type="select"
              label={`When? By the clock of ${zone.replaceAll('_', ' ')}`}
              none="When my day begins"
              value={hour === null ? '' : String(hour)}
              options={Array.from({ length: 24 }, (_, at) => ({
                value: String(at),
                label: `${String(at).padStart(2, '0')}:00`,
              }))}
              plain
            />
            <Button>Keep this</Button>
          </Form>
          <Deed action="/account/digest" hidden={{ digest: 'off' }} kind="link" id="digest-off">
            Send me none
          </Deed>
        </>
      )}
    </Section>
  )
}

const choose = form(
  '/account/digest',
  z.object({ digest: z.enum(['on', 'off', 'at']), hour: z.string().max(2).optional() }),
  async ({ db, who }, { digest, hour }) => {
    if (digest === 'on') await digestOn(db, who)
    else if (digest === 'off') await digestOff(db, who)
    else await digestAt(db, who, hour ? Number(hour) : null)
    return '/account?kept=yes#digest'
  },
  '/account',
)

export const digestLeaves: Leaf[] = [look, press, choose]
