import { z } from 'zod'
import { readCase } from '../../cases/cases.ts'
import { later, minutes } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import { htmlResponse, type Leaf } from '../../kit/doors.ts'
import { idShape } from '../../kit/endpoint.ts'
import type { Id } from '../../kit/ids.ts'
import { formatMoney, type Money, parseMoney } from '../../kit/money.ts'
import { Refusal } from '../../kit/refusal.ts'
import { makeTicket, readTicketBy } from '../../kit/tickets.ts'
import { dress } from '../../people/frame.tsx'
import { give, type Kind, kinds, mayGive, takeBack } from '../../remedies/remedies.ts'
import { Button, Buttons, Form, PageTitle, PanelShell, Sentence, Voice } from '../../ui/index.ts'
import type { Panelist } from './code.ts'
import { panelForm } from './panel-key.tsx'

const CONFIRM = 'panel-give'
const LASTS = minutes(5)

/** What can be given from here: a word of sorry, or goodwill. Fixes and refunds need the whole page. */
export const panelKinds = async (db: Db): Promise<Kind[]> =>
  (await kinds(db)).filter((kind) => kind.family === 'sorry' || kind.family === 'extra')

const gesture = {
  case: idShape,
  kind: idShape,
  amount: z.string().trim().max(60).default(''),
  reason: z.string().trim().max(400),
}
const asked = z.object(gesture)
type Wanted = z.output<typeof asked>

async function gestureOf(db: Db, who: Panelist, wanted: Wanted): Promise<{ kind: Kind; amount?: Money }> {
  const kind = (await panelKinds(db)).find((one) => one.id === wanted.kind)
  if (!kind) throw new Refusal('invalid', 'kind', 'Choose how to put it right.', { field: 'kind' })
  if (kind.family === 'sorry') return { kind }
  if (kind.cost !== null && kind.currency) return { kind }
  return { kind, amount: parseMoney(wanted.amount, who.house.currency, who.language) }
}

const costOf = ({ kind, amount }: { kind: Kind; amount?: Money }): Money | undefined =>
  amount ?? (kind.cost !== null && kind.currency ? { minor: kind.cost, currency: kind.currency } : undefined)

const panelOf = async (db: Db, one: Id): Promise<string> =>
  `/panel?customer=${(await readCase(db, one)).customer_id ?? ''}`

/** The first press only looks: what will be given, to whom, and why, to be pressed once more at another place. */
const look = panelForm(
  '/panel/look',
  asked,
  async ({ db, who }, wanted) => {
    const one = await readCase(db, wanted.case)
    const meant = await gestureOf(db, who, wanted)
    const cost = costOf(meant)
    const may = await mayGive(db, who, one, cost?.currency)
    if (wanted.reason === '')
      throw new Refusal('invalid', 'reason', 'Say in a few words why: a colleague will read it.', {
        field: 'reason',
      })
    if (cost && cost.minor > may.amount)
      throw new Refusal('limit', 'limit', `${may.sentence} For more, ask on the case’s own page.`, {
        field: 'amount',
      })
    const { token } = await makeTicket(db, {
      kind: CONFIRM,
      about: who.id,
      at: who.at,
      endsAt: later(who.at, LASTS),
      many: true,
    })
    const words = cost ? `Give ${may.name} ${formatMoney(cost, 'en')} now` : `Say sorry to ${may.name}`
    const body = (
      <>
        <PageTitle over={meant.kind.name}>
          {cost ? `${formatMoney(cost, 'en')} to ${may.name}?` : `Sorry, ${may.name}`}
        </PageTitle>
        <Voice size="small">{wanted.reason}</Voice>
        <Sentence size="soft">{may.sentence}</Sentence>
        <Form action="/panel/give" id="sure" hidden={{ ...wanted, token }} plain>
          <Buttons>
            <Button href={await panelOf(db, one.id)}>Not now</Button>
            <Button kind="go">{words}</Button>
          </Buttons>
        </Form>
      </>
    )
    return inPanel(who, 'Is it so?', body)
  },
  (_, values) => againAt(values),
)

const inPanel = (who: Panelist, title: string, body: unknown): Promise<Response> =>
  htmlResponse(
    (
      <PanelShell
        assets={dress()}
        title={title}
        company={who.house.name}
        lang={`en-${who.house.country}`}
        now={who.at}
        zone={who.house.zone}
      >
        {body as never}
      </PanelShell>
    ) as never,
  )

const againAt = (values: Record<string, string | string[]>): string =>
  `/panel?case=${encodeURIComponent([values.case ?? ''].flat()[0] ?? '')}`

/** The second press gives. Its ticket was made for this person by the first, and is one gesture however often it is sent. */
const sure = panelForm(
  '/panel/give',
  z.object({ ...gesture, token: z.string().max(80) }),
  async ({ db, who }, { token, ...wanted }) => {
    const ticket = await ticketOf(db, who, token)
    const meant = await gestureOf(db, who, wanted)
    const { entry } = await give(db, who, {
      case: wanted.case,
      kind: meant.kind.id,
      amount: meant.amount,
      reason: wanted.reason,
      key: `panel ${ticket}`,
    })
    return `${await panelOf(db, wanted.case)}&given=${entry.id}`
  },
  (_, values) => againAt(values),
)

async function ticketOf(db: Db, who: Panelist, token: string): Promise<Id> {
  const ticket = await readTicketBy(db, token, CONFIRM, who.at)
  if (ticket?.about !== who.id)
    throw new Refusal(
      'gone',
      'panel-confirm',
      'That waited too long: look at it once more. Nothing was given.',
    )
  return ticket.id
}

const back = panelForm(
  '/panel/take-back',
  z.object({ remedy: idShape }),
  async ({ db, who }, { remedy }) => {
    const taken = await takeBack(db, who, remedy)
    return panelOf(db, taken.case_id)
  },
  '/panel',
)

export const giveLeaves: Leaf[] = [look, sure, back]
