import { caseOfInteraction, readCase, take } from '../cases/cases.ts'
import { type Meeting, meet } from '../customers/customers.ts'
import { hear, type Interaction, interactionByKey, type Kind } from '../interactions/interactions.ts'
import { atomically, type Db } from '../kit/db.ts'
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
  /** Made where it was written down: the same one, sent again and again, is heard once. */
  key?: string | undefined
  /** When it was written down, where that is not now. */
  at?: Date | undefined
}

/**
 * Writes down what somebody of the house has just heard, or kindly did; says where to look next. A note that comes
 * twice (from two tabs, or because its answer was lost) stands in one line, so that not even a stranger is met twice.
 */
export async function justHeard(db: Db, who: Staff, what: JustHeard): Promise<string> {
  if (!what.key) return keep(db, who, what, null)
  const key = `${who.id} ${what.key}`
  return atomically(db, `today heard ${key}`, async () => {
    const known = await interactionByKey(db, HEARD_CHANNELS, key)
    return known ? whereNext(db, known) : keep(db, who, what, key)
  })
}

async function keep(db: Db, who: Staff, what: JustHeard, key: string | null): Promise<string> {
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
    at: what.at,
    key,
    // Where nobody says at which place it was, it was in one's own team. A kindness is ours, and has a name.
    ...(what.touchpoint ? {} : { team: who.team }),
    ...(kind ? { direction: 'out', person: who.id } : {}),
    beside: {
      ...(what.kind === 'compliment' && what.names ? { names: what.names } : {}),
      ...(what.kind === 'complaint' && what.wants ? { wants: what.wants } : {}),
    },
  })
  const opened = await caseOfInteraction(db, said.id)
  if (opened && what.hold && (await readCase(db, opened)).holder_id === null) await take(db, who, opened)
  return whereNext(db, said)
}

async function whereNext(db: Db, said: Interaction): Promise<string> {
  const opened = await caseOfInteraction(db, said.id)
  if (opened) return `/cases/${opened}`
  return said.customer_id ? `/customers/${said.customer_id}` : `/interactions/${said.id}`
}
