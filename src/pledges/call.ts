import { casesOf, openCase, promise } from '../cases/cases.ts'
import { lossOf, wonBack } from '../churn/churn.ts'
import { allIdsOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { reportRule } from '../policies/policies.ts'
import { dayOf } from './days.ts'
import { inTurn, nextFree, placeOf } from './draw.ts'
import { mustSay } from './rules.ts'
import { type Call, type Felt, insertCall } from './store-calls.ts'
import {
  insertLeftAlone,
  insertPlaces,
  insertSkip,
  type Place,
  selectDraw,
  selectPlace,
} from './store-draw.ts'

export type Note = {
  reached: boolean
  /** A few words: what was said, or that nobody answered. */
  words?: string | undefined
  felt?: Felt | undefined
  /** When to ring again. */
  again?: Date | undefined
  /** What was promised on the telephone: it becomes a promise with its clock. */
  promise?: { what: string; dueAt: Date } | undefined
  /** A rule that was in the way, by its name. */
  rule?: string | undefined
  /** Whoever had left is a customer again. */
  cameBack?: boolean | undefined
}

/** "I called": what was said goes into the customer's story, what was promised onto a case. */
export const noteCall = (db: Db, who: Staff, id: Id, what: Note): Promise<Call> =>
  onPlace(db, id, () => note(db, who, id, what))

/** Two clicks are one call, and no place is rung and passed on at once. */
const onPlace = <T>(db: Db, id: Id, deed: () => Promise<T>): Promise<T> =>
  atomically(db, `pledges place ${id}`, deed)

async function note(db: Db, who: Staff, id: Id, what: Note): Promise<Call> {
  const place = await ownPlace(db, who, id)
  if (what.again && what.again <= who.at)
    throw new Refusal('invalid', 'again-past', 'Ring again at a moment that is still to come.', {
      field: 'again',
    })
  if (!what.reached && (what.promise || what.rule || what.cameBack))
    throw new Refusal(
      'invalid',
      'not-reached',
      'Whom you did not reach you promised nothing, and they told you nothing.',
      {
        field: 'reached',
      },
    )
  const words = (what.words ?? '').trim()
  const ids = await allIdsOf(db, place.customer_id)
  const waits = (await casesOf(db, ids)).find((one) => one.waiting)
  const said = await hear(db, who, {
    kind: 'call',
    channel: 'phone',
    direction: 'out',
    customer: place.customer_id,
    team: who.team,
    person: who.id,
    title: what.reached ? '' : 'Rang, and nobody answered',
    text: words,
    ...(waits && what.reached ? { beside: { case: waits.id } } : {}),
  })
  const promised = what.promise && (await keepWord(db, who, place, waits?.id, said.id, words, what.promise))
  const call: Call = {
    id: newId(who.at),
    place_id: id,
    person_id: who.id,
    at: who.at,
    reached: what.reached,
    again_at: what.again ?? null,
    felt: what.reached ? (what.felt ?? null) : null,
    interaction_id: said.id,
    case_id: promised?.case ?? null,
    promise_id: promised?.promise ?? null,
  }
  await insertCall(db, call)
  await record(db, who, 'pledges.called', id, {
    customer: place.customer_id,
    interaction: said.id,
    reached: what.reached,
    ...(promised ? { case: promised.case } : {}),
  })
  // Where a colleague has said it in the meantime, it is said.
  const lost = what.cameBack ? await lossOf(db, ids) : undefined
  if (lost)
    await wonBack(db, who, lost.id, {
      on: dayOf(who.at, who.house.zone),
      how: words || `${who.name} rang them.`,
    })
  if (what.rule?.trim())
    await reportRule(db, who, {
      name: what.rule,
      customer: place.customer_id,
      ...((promised?.case ?? waits?.id) && { case: promised?.case ?? waits?.id }),
    })
  return call
}

/** On the case that waits for this customer, else on one of its own. */
async function keepWord(
  db: Db,
  who: Staff,
  place: Place,
  waiting: Id | undefined,
  interaction: Id,
  words: string,
  { what, dueAt }: { what: string; dueAt: Date },
): Promise<{ case: Id; promise: Id }> {
  const said = mustSay(what, 'promise', 400, 'Say what you promised, in a few words.')
  const one =
    waiting ??
    (
      await openCase(db, who, {
        customer: place.customer_id,
        team: who.team,
        title: said,
        happened: words || `${who.name} rang, and promised: ${said}`,
        interaction,
      })
    ).id
  return { case: one, promise: (await promise(db, who, one, { what: said, dueAt })).id }
}

async function ownPlace(db: Db, who: Staff, id: Id): Promise<Place> {
  const place = await selectPlace(db, id)
  if (!place || place.person_id !== who.id)
    throw new Refusal('not-found', 'place', 'There is no such customer on your list.')
  if (place.reached_at) throw new Refusal('conflict', 'called', 'You have spoken with them already.')
  if (place.skipped !== null) throw new Refusal('conflict', 'skipped', 'You passed this place on already.')
  return place
}

export type Skip = {
  /** Read by everybody, as the list is drawn and not chosen. */
  reason: string
  /** They do not want to be rung: nobody draws them again. */
  leaveAlone?: boolean | undefined
}

/** Passes a place on, with a reason that others can read; the draw fills it anew, and says so. */
export const skipPlace = (db: Db, who: Staff, id: Id, what: Skip): Promise<Place | undefined> =>
  onPlace(db, id, () => skip(db, who, id, what))

async function skip(db: Db, who: Staff, id: Id, what: Skip): Promise<Place | undefined> {
  const reason = mustSay(what.reason, 'reason', 200, 'Say why: the list is drawn, so that nobody chooses.')
  return inTurn(db, async () => {
    const place = await ownPlace(db, who, id)
    const draw = await selectDraw(db, place.week)
    if (!draw) throw new Refusal('not-found', 'draw', 'There is no draw of that week.')
    await insertSkip(db, id, who.at, reason)
    if (what.leaveAlone) await insertLeftAlone(db, place.customer_id, who.at, who.id)
    const next = await nextFree(db, draw, who.id, place.place - 1)
    const row = next && placeOf(who, place.week, who.id, place.place, next, id)
    if (row) await insertPlaces(db, [row])
    await record(db, who, 'pledges.skipped', id, {
      customer: place.customer_id,
      ...(row ? { anew: row.id } : {}),
      ...(what.leaveAlone ? { left_alone: true } : {}),
    })
    return row ? selectPlace(db, row.id) : undefined
  })
}
