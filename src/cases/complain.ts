import { customer as customerById, type Meeting, meet } from '../customers/customers.ts'
import { hear } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { type Case, readCase } from './case.ts'
import { mustSay } from './rules.ts'
import { selectCaseOfInteraction } from './store-told.ts'

export type ToldUs = {
  /** Somebody known, somebody met by an address, or nobody whom we could ask back. */
  customer: Id | Meeting | null
  happened: string
  wants?: string | undefined
  touchpoint?: Id | null | undefined
  /** How they told us. */
  channel: string
}

/** Writes down what a customer told us: a complaint like any other, that opens its case. */
export async function openByHand(db: Db, who: Staff, told: ToldUs): Promise<Case> {
  const happened = mustSay(told.happened, 'happened', 'Write what happened, in the customer’s words.')
  const said = await hear(db, who, {
    kind: 'complaint',
    channel: told.channel,
    customer: await customerIn(db, who, told.customer),
    touchpoint: told.touchpoint ?? null,
    ...(told.touchpoint ? {} : { team: who.team }),
    text: happened,
    beside: { wants: told.wants ?? '' },
  })
  const id = await selectCaseOfInteraction(db, said.id)
  if (!id) throw new Error('A complaint opens a case: is openWhereWrong connected?')
  return readCase(db, id)
}

async function customerIn(db: Db, who: Staff, told: Id | Meeting | null): Promise<Id | null> {
  if (told === null) return null
  if (typeof told === 'string') return (await customerById(db, told)).id
  const nobody = !told.name?.trim() && told.addresses.every((one) => one.written.trim() === '')
  if (nobody)
    throw new Refusal(
      'invalid',
      'customer-empty',
      'Write a name, a number or an address, so that somebody can answer.',
      {
        field: 'name',
      },
    )
  return (await meet(db, who, told)).id
}
