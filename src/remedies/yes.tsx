import { clock } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { House, Leaf } from '../kit/doors.ts'
import { Refusal } from '../kit/refusal.ts'
import { findTicket, readTicket, type Ticket, useTicket } from '../kit/tickets.ts'
import { doorForm, doorPage } from '../people/door.tsx'
import { company, findPerson, firstName, type Staff, staffOf } from '../people/people.ts'
import { PageTitle } from '../ui/index.ts'
import { answerAsk } from './answer.ts'
import { AskPage, askView } from './ask-card.tsx'
import { ASK_TICKET, askState } from './asks.ts'
import { typedMoney } from './in-words.ts'
import { answerShape } from './pages-asks.tsx'
import { askedById } from './store-asks.ts'

/** Looking at the link changes nothing, however often a mail scanner does; only the form decides. */
const look = doorPage('/yes/:token', async (c, house) => {
  const said = c.req.query('said')
  const view = await holding(house, c.req.param('token') ?? '', async (db, { who, ask }) => ({
    who,
    view: await askView(db, who, ask),
  })).catch((error: unknown) => {
    if (said && error instanceof Refusal && error.kind === 'gone') return undefined
    throw error
  })
  if (!view) return { title: 'Thank you', body: <Thanks said={said ?? ''} /> }
  return {
    title: `${view.view.ask.asker} asks`,
    body: <AskPage view={view.view} who={view.who} to={`/yes/${c.req.param('token')}`} />,
  }
})

const Thanks = ({ said }: { said: string }) => (
  <PageTitle lead={said === 'no' ? 'Your word stands on the case.' : 'It can be given now, for a day.'}>
    {said === 'no' ? 'You said no' : said === 'less' ? 'You said: this much' : 'You said yes'}
  </PageTitle>
)

const decide = doorForm('/yes/:token', answerShape, async (c, house, { answer, amount, word }) => {
  const token = c.req.param('token') ?? ''
  await holding(house, token, async (db, { who, ask, ticket }) => {
    const { currency } = await askState(db, ask)
    const less = answer === 'less' ? typedMoney(amount, currency, who.language) : undefined
    await answerAsk(db, who, ask, { answer, word, amount: less })
    // The answer has ended the link already; a twin that came at the same moment finds it gone.
    await useTicket(db, ticket.id, who.at)
  })
  return c.redirect(`/yes/${token}?said=${answer}`, 303)
})

type Held = { who: Staff; ask: string; ticket: Ticket }

/** Does something as the person whom the link was sent to, in their company. */
async function holding<T>(house: House, token: string, deed: (db: Db, held: Held) => Promise<T>): Promise<T> {
  const found = /^[\w-]{20,64}$/.test(token) ? await findTicket(house.database, token) : undefined
  if (!found) return refuseGone()
  return house.database.inCompany(found.company, async (db) => {
    const at = clock.now()
    const ticket = await readTicket(db, found.ticket, ASK_TICKET, at)
    const asked = ticket && (await askedById(db, ticket.about))
    const person = asked && (await findPerson(db, asked.person_id))
    if (!ticket || !asked || !person || person.left_at) return refuseGone()
    const one = await askState(db, asked.ask_id)
    if (one.asked_id !== asked.id)
      throw new Refusal('gone', 'ask-moved', `This has gone on to ${firstName(one.asked)} meanwhile.`)
    return deed(db, { who: staffOf(await company(db), person, at), ask: asked.ask_id, ticket })
  })
}

function refuseGone(): never {
  throw new Refusal(
    'gone',
    'link',
    'This link has been used, or it is over. What waits for you stands on your Today.',
  )
}

export const yesLeaves: Leaf[] = [look, decide]
