import { z } from 'zod'
import { htmlResponse } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { dress } from '../people/frame.tsx'
import { form } from '../people/staff.tsx'
import { PrintShell } from '../ui/index.ts'
import { WHY_NOTS } from './store-told.ts'
import { putBack, stillToTell, tellCustomer, tellNot } from './tell.ts'

export const HERE = '/rules/:id/tell'

const mustBeId = (text: string | undefined): string => {
  if (isId(text)) return text
  throw new Refusal('not-found', 'customer', 'There is no such customer here.')
}

export const sent = form(
  HERE,
  z.object({
    customer: z.string().optional(),
    text: z.string().max(20_000).default(''),
    subject: z.string().max(400).optional(),
    channel: z.enum(['email', 'phone', 'post', 'counter']).optional(),
  }),
  async ({ db, who, param }, { customer, ...said }) => {
    await tellCustomer(db, who, { policy: param('id'), customer: mustBeId(customer), ...said })
    return `/rules/${param('id')}/tell`
  },
  HERE,
)

export const notTold = form(
  `${HERE}/not`,
  z.object({
    customer: z.string().optional(),
    why: z.enum(WHY_NOTS, 'Say why they are not told.'),
    word: z.string().max(400).optional(),
  }),
  async ({ db, who, param }, { customer, why, word }) => {
    await tellNot(db, who, { policy: param('id'), customer: mustBeId(customer), why, word })
    return `/rules/${param('id')}/tell`
  },
  HERE,
)

export const back = form(
  `${HERE}/back`,
  z.object({ customer: z.string().optional() }),
  async ({ db, who, param }, { customer }) => {
    await putBack(db, who, param('id'), mustBeId(customer))
    return `/rules/${param('id')}/tell`
  },
  HERE,
)

/** The letter as it goes into an envelope: what was typed, on paper. Nothing is sent and nothing is noted by it. */
export const letter = form(
  '/rules/:id/letter',
  z.object({
    customer: z.string().optional(),
    text: z.string().max(20_000).default(''),
    subject: z.string().max(400).optional(),
    channel: z.string().optional(),
  }),
  async ({ db, who, param }, { customer, text, subject }) => {
    const whom = mustBeId(customer)
    const each = (await stillToTell(db, who, param('id'))).find((one) => one.customer_id === whom)
    if (!each) throw new Refusal('conflict', 'told-already', 'They have been told already.')
    return htmlResponse(
      <PrintShell
        assets={dress()}
        title={subject ?? each.draft.subject}
        company={who.house.name}
        lang={each.draft.language}
      >
        <p>{who.house.name}</p>
        <p dir="auto">{each.way.to}</p>
        {text.split(/\n{2,}/).map((part) => (
          <p dir="auto">{part}</p>
        ))}
      </PrintShell>,
    )
  },
  HERE,
)
