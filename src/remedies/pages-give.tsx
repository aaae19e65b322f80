import { z } from 'zod'
import { readCase } from '../cases/cases.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { idShape } from '../kit/endpoint.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { ask, withdraw } from './ask.ts'
import { type Gesture, give, giveAsked } from './give.ts'
import { typedMoney } from './in-words.ts'
import { kind } from './kinds.ts'
import { mayGive } from './may-give.ts'
import { FAMILIES, type Kind } from './remedies.ts'
import { takeBack } from './take-back.ts'

const text = z.string().max(2000).optional()
const shape = z.object({
  key: z.string().max(100).optional(),
  family: z.enum(FAMILIES).optional(),
  /** The button that was pressed; without script it tells the part that was meant. */
  do: z.enum(FAMILIES).optional(),
  /** The button of a kind that has a price of its own. */
  at_one_price: idShape.optional(),
  purchase_owed: idShape.optional(),
  ...Object.fromEntries(
    FAMILIES.flatMap((family) =>
      [`kind_${family}`, `amount_${family}`, `reason_${family}`].map((name) => [name, text]),
    ),
  ),
})

const given = form(
  '/cases/:id/give',
  shape,
  async ({ db, who, param }, sent) => {
    const typed = sent as Record<string, string | undefined>
    const chosen = await kindOf(db, typed)
    const { family } = chosen
    try {
      const gesture: Gesture = {
        case: param('id'),
        kind: chosen.id,
        amount:
          family === 'sorry' || chosen.cost !== null
            ? undefined
            : typedMoney(typed[`amount_${family}`], who.house.currency, who.language),
        purchase: family === 'owed' ? typed.purchase_owed : undefined,
        reason: typed[`reason_${family}`] ?? '',
      }
      await giveOrAsk(db, who, chosen, gesture, typed.key)
    } catch (error) {
      throw error instanceof Refusal ? atField(error, family) : error
    }
    return `/cases/${param('id')}`
  },
  '/cases/:id',
)

async function kindOf(db: Db, typed: Record<string, string | undefined>): Promise<Kind> {
  if (typed.at_one_price) return kind(db, typed.at_one_price)
  const family = typed.do ?? typed.family
  const id = idShape.safeParse(typed[`kind_${family}`])
  if (!id.success) throw new Refusal('invalid', 'kind', 'Choose how to put it right.', { field: 'family' })
  return kind(db, id.data)
}

/** One button for both, as its label says: what lies above one's limit is asked for. */
async function giveOrAsk(db: Db, who: Staff, chosen: Kind, gesture: Gesture, key: string | undefined) {
  const amount = gesture.amount?.minor ?? chosen.cost ?? 0n
  const may = await mayGive(db, who, await readCase(db, gesture.case), gesture.amount?.currency)
  const left = chosen.family === 'owed' ? may.room.owed : may.amount
  if (left !== null && amount > left && amount > 0n) await ask(db, who, gesture)
  else await give(db, who, { ...gesture, key })
}

const IN_PARTS = new Set(['amount', 'reason', 'kind', 'purchase'])
const atField = (error: Refusal, family: string): Refusal =>
  error.field && IN_PARTS.has(error.field)
    ? new Refusal(error.kind, error.code, error.sentence, {
        field: `${error.field}_${family}`,
        about: error.about,
      })
    : error

const takenBack = form(
  '/remedies/:id/take-back',
  z.object({}),
  async ({ db, who, param }) => {
    const entry = await takeBack(db, who, mustBeId(param('id')))
    return `/cases/${entry.case_id}`
  },
  '/today',
)

const givenAsked = form(
  '/asks/:id/give',
  z.object({}),
  async ({ db, who, param }) => {
    const { entry } = await giveAsked(db, who, mustBeId(param('id')))
    return `/cases/${entry.case_id}`
  },
  '/asks/:id',
)

const withdrawn = form(
  '/asks/:id/withdraw',
  z.object({}),
  async ({ db, who, param }) => {
    const one = await withdraw(db, who, mustBeId(param('id')))
    return `/cases/${one.case_id}`
  },
  '/asks/:id',
)

export function mustBeId(text: string): string {
  const id = idShape.safeParse(text)
  if (!id.success) throw new Refusal('not-found', 'not-found', 'There is nothing at this address.')
  return id.data
}

export const givePages: Leaf[] = [given, takenBack, givenAsked, withdrawn]
