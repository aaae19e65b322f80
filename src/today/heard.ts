import { caseOfInteraction, readCase, take } from '../cases/cases.ts'
import { type Meeting, meet } from '../customers/customers.ts'
import { hear, type Kind } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'

export const HEARD_KINDS = ['compliment', 'complaint', 'question', 'idea', 'kindness'] as const
export const HEARD_CHANNELS = ['counter', 'phone', 'email', 'post'] as const

export type JustHeard = {
  kind: (typeof HEARD_KINDS)[number] & Kind
  channel: (typeof HEARD_CHANNELS)[number]
  /** Somebody known, who it was as far as one knows, or nobody. */
  customer: Id | Meeting | null
  text: string
  touchpoint: Id | null
  /** On praise: whom it is about. */
  names?: string | undefined
  /** On what went wrong: what would put it right, and whether I take care of it. */
  wants?: string | undefined
  hold?: boolean | undefined
}

/** Writes down what somebody of the house has just heard, or kindly did; says where to look next. */
export async function justHeard(db: Db, who: Staff, what: JustHeard): Promise<string> {
  const customer =
    typeof what.customer === 'object' && what.customer
      ? (await meet(db, who, what.customer)).id
      : what.customer
  const kind = what.kind === 'kindness'
  const said = await hear(db, who, {
    kind: what.kind,
    channel: what.channel,
    customer,
    touchpoint: what.touchpoint,
    text: what.text,
    // Where nobody says at which place it was, it was in one's own team. A kindness is ours, and has a name.
    ...(what.touchpoint ? {} : { team: who.team }),
    ...(kind ? { direction: 'out', person: who.id } : {}),
    beside: {
      ...(what.kind === 'compliment' && what.names ? { names: what.names } : {}),
      ...(what.kind === 'complaint' && what.wants ? { wants: what.wants } : {}),
    },
  })
  const opened = await caseOfInteraction(db, said.id)
  if (opened) {
    const one = await readCase(db, opened)
    if (what.hold && one.holder_id === null) await take(db, who, opened)
    return `/cases/${opened}`
  }
  return customer ? `/customers/${customer}` : `/interactions/${said.id}`
}
