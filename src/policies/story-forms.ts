import { z } from 'zod'
import { searchCustomers } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { form } from '../people/staff.tsx'
import { describe } from './describe.ts'
import { takeEarningBack, writeEarning } from './earned.ts'
import { typedMoney } from './in-words.ts'
import { setOwner } from './owner.ts'
import { policy } from './policy.ts'
import { reportRule } from './report.ts'
import { defend, reopen, scrap } from './word.ts'

const HERE = '/rules/:id'
const words = z.string().max(2000).default('')
const optional = z.string().max(2000).optional()
/** A date field that was left empty sends an empty text. */
const day = z.union([z.literal(''), dayIn('Choose a day.')]).optional()
const speaking = { because: words, wait: z.string().optional(), anew: z.string().optional() }
const spoken = (sent: { because: string; wait?: string | undefined; anew?: string | undefined }) => ({
  because: sent.because,
  wait: isId(sent.wait) ? sent.wait : undefined,
  anew: sent.anew === 'yes',
})

const scrapped = form(
  `${HERE}/scrap`,
  z.object({ ...speaking, from: day }),
  async ({ db, who, param }, sent) => {
    await scrap(db, who, param('id'), { ...spoken(sent), from: sent.from || undefined })
    return `/rules/${param('id')}/tell?gone=yes`
  },
  HERE,
)

const kept = form(
  `${HERE}/keep`,
  z.object({ ...speaking, until: day }),
  async ({ db, who, param }, sent) => {
    await defend(db, who, param('id'), { ...spoken(sent), until: sent.until || undefined })
    return `/rules/${param('id')}`
  },
  HERE,
)

const reopened = form(
  `${HERE}/reopen`,
  z.object({ reason: words }),
  async ({ db, who, param }, { reason }) => {
    await reopen(db, who, param('id'), reason)
    return `/rules/${param('id')}`
  },
  HERE,
)

const described = form(
  HERE,
  z.object({ name: z.string().max(400), sentence: optional, touchpoint: z.string().optional() }),
  async ({ db, who, param }, { name, sentence, touchpoint }) => {
    await describe(db, who, param('id'), {
      name,
      sentence,
      touchpoint: isId(touchpoint) ? touchpoint : null,
    })
    return `/rules/${param('id')}`
  },
  HERE,
)

const owned = form(
  `${HERE}/owner`,
  z.object({ owner: z.string().default('') }),
  async ({ db, who, param }, { owner }) => {
    if (!isId(owner)) throw new Refusal('invalid', 'policy-owner', 'Choose whose it is.', { field: 'owner' })
    await setOwner(db, who, param('id'), owner)
    return `/rules/${param('id')}`
  },
  HERE,
)

const earned = form(
  `${HERE}/earned`,
  z.object({
    amount: optional,
    from: dayIn('Say from which day.'),
    until: dayIn('Say to which day.'),
    source: words,
  }),
  async ({ db, who, param }, { amount, from, until, source }) => {
    const one = await policy(db, param('id'))
    const money = typedMoney(amount, who.house.currency, who.language)
    if (!money)
      throw new Refusal('invalid', 'earned-amount', 'Write how much it earned.', { field: 'amount' })
    await writeEarning(db, who, one.id, { amount: money, from, until, source })
    return `/rules/${one.id}#earned`
  },
  HERE,
)

const earnedBack = form(
  `${HERE}/earned/:earned/back`,
  z.object({}),
  async ({ db, who, param }) => {
    await takeEarningBack(db, who, param('id'), param('earned'))
    return `/rules/${param('id')}#earned`
  },
  HERE,
)

const stoppedToo = form(
  `${HERE}/report`,
  z.object({
    whom: optional,
    hurt: optional,
    cost: optional,
    charged: optional,
    more: z.coerce.number('Say how many as a whole number.').optional(),
  }),
  async ({ db, who, param }, sent) => {
    const { currency } = who.house
    await reportRule(db, who, {
      policy: param('id'),
      customer: await named(db, sent.whom),
      hurt: sent.hurt,
      more: sent.more || undefined,
      cost: typedMoney(sent.cost, currency, who.language),
      charged: typedMoney(sent.charged, currency, who.language),
    })
    return `/rules/${param('id')}`
  },
  HERE,
)

/** One customer by what was typed; of several one is asked which. */
async function named(db: Db, typed: string | undefined): Promise<Id | null> {
  const asked = (typed ?? '').trim()
  if (asked === '') return null
  const found = await searchCustomers(db, asked, 2)
  if (found.length === 1 && found[0]) return found[0].id
  throw new Refusal(
    'conflict',
    'policy-whom',
    found.length === 0
      ? `We know nobody by “${asked.slice(0, 60)}”. Count them among those whose names you do not know.`
      : `Several are called like “${asked.slice(0, 60)}”: write their number or email.`,
    { field: 'whom' },
  )
}

export const storyForms: Leaf[] = [scrapped, kept, reopened, described, owned, earned, earnedBack, stoppedToo]
