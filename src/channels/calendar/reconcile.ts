import {
  type Customer,
  callOff,
  dayOf,
  dayOn,
  type Expected,
  expected,
  expectVisit,
  meet,
  onAgain,
  recognise,
  type When,
  type Written,
} from '../../customers/customers.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Who } from '../../kit/who.ts'
import { company, people } from '../../people/people.ts'
import type { Names, Told } from './reading/told.ts'
import {
  type Calendar,
  type DateRow,
  selectDates,
  selectElsewhere,
  selectSaid,
  selectTakenOver,
  upsertDate,
} from './store.ts'

const whenOf = ({ day, at }: { day: string | null; at: Date | null }): When =>
  at ? { at } : { day: day ?? '' }

/** Who comes by an entry, as far as it says: colleagues are invited, too, and are no customers. */
export async function guestIn(
  db: Db,
  told: Names,
): Promise<{ name: string | undefined; addresses: Written[] }> {
  const colleagues = new Set((await people(db)).flatMap((one) => one.email?.toLowerCase() ?? []))
  const emails = told.emails.filter((email) => !colleagues.has(email))
  const only = told.names.length === 1 ? told.names[0] : undefined
  return {
    name: told.called[emails[0] ?? ''] ?? only,
    addresses: [
      ...emails.map((email) => ({ kind: 'email' as const, written: email })),
      ...told.phones.map((phone) => ({ kind: 'phone' as const, written: phone })),
    ],
  }
}

/** The customers whom an entry names. Where it holds bookings, who is new becomes one. */
export async function whoIsMet(
  db: Db,
  who: Who,
  from: Pick<Calendar, 'meets'>,
  told: Names,
): Promise<Customer[]> {
  const guest = await guestIn(db, told)
  const known = await recognise(db, await company(db), guest.addresses)
  if (known.length > 0 || !from.meets) return known
  // Several new addresses of a kind may be several people: then somebody is asked.
  const kinds = guest.addresses.map((one) => one.kind)
  if (kinds.length === 0 || new Set(kinds).size < kinds.length) return []
  return [await meet(db, who, guest)]
}

/** Expects whoever a date is for, and keeps which visit it is. A visit that is over is left as it was. */
export async function expectDate(
  db: Db,
  who: Who,
  from: Calendar,
  date: DateRow,
  customer: Id,
): Promise<Expected | undefined> {
  try {
    const told = await expectVisit(db, who, {
      customer,
      what: date.what,
      on: whenOf(date),
      touchpoint: from.touchpoint_id,
      team: from.team_id,
      source: 'calendar',
      key: date.key,
    })
    await upsertDate(db, { ...date, expected_id: told.expected.id })
    return told.expected
  } catch (error) {
    if (!(error instanceof Refusal && error.code.startsWith('expected-'))) throw error
    await upsertDate(db, date)
    return undefined
  }
}

/** As expectDate, because somebody says so: what was called off is on again. */
export async function expectAnew(
  db: Db,
  who: Who,
  from: Calendar,
  date: DateRow,
  customer: Id,
): Promise<void> {
  const visit = await expectDate(db, who, from, date, customer)
  if (visit?.off_at) await onAgain(db, who, visit.id)
}

/** Nobody is expected by it any more; it waits until it is known whose it is. */
export async function expectNobody(db: Db, who: Who, date: DateRow): Promise<void> {
  await upsertDate(db, { ...date, expected_id: null })
  if (date.expected_id) await callOffVisit(db, who, date.expected_id)
}

/** What stands in a calendar and what is known of it, brought together in small steps; each step is a transaction. */
export async function stepsFor(db: Db, from: Calendar, told: readonly Told[]): Promise<Step[]> {
  const known = new Map((await selectDates(db, from.id)).map((row) => [row.key, row]))
  // What was exported earlier does not undo what was exported later.
  const over = from.hash ? await selectTakenOver(db, from.id) : new Set<string>()
  const steps: Step[] = []
  const standing = new Set<string>()
  for (const one of told.filter((date) => !over.has(date.uid))) {
    standing.add(one.key)
    if (one.cancelled) standing.delete(one.key)
    else if (isNews(known.get(one.key), one)) steps.push({ is: 'told', told: one, known: known.get(one.key) })
  }
  for (const one of told) if (one.cancelled) steps.push({ is: 'cancelled', told: one })
  for (const row of known.values())
    if (!row.gone_at && !standing.has(row.key) && !over.has(row.uid)) steps.push({ is: 'gone', known: row })
  return steps
}

export type Step =
  | { is: 'told'; told: Told; known: DateRow | undefined }
  | { is: 'cancelled'; told: Told }
  | { is: 'gone'; known: DateRow }

/** Something is new about it; or it waits, and its addresses may be somebody's by now. */
const isNews = (row: DateRow | undefined, told: Told): boolean =>
  !row || !same(row, told) || (row.expected_id === null && told.emails.length + told.phones.length > 0)
const same = (row: DateRow, told: Told): boolean =>
  row.gone_at === null &&
  row.what === told.what &&
  row.day === told.day &&
  (row.at?.getTime() ?? null) === told.at &&
  names(row.told) === names(told)
const names = ({ emails, phones, names: all }: Names) => JSON.stringify([emails, phones, all])

export async function takeSteps(db: Db, who: Who, from: Calendar, steps: readonly Step[]): Promise<void> {
  // The dates of an entry name the same people: they are looked for once.
  const sought = new Map<string, Promise<Customer[]>>()
  const meetOnce = (told: Names) => {
    const found = sought.get(names(told)) ?? whoIsMet(db, who, from, told)
    sought.set(names(told), found)
    return found
  }
  const said = new Map(
    (
      await selectSaid(db, [...new Set(steps.flatMap((step) => (step.is === 'told' ? step.told.uid : [])))])
    ).map((one) => [one.uid, one.customer_id]),
  )
  for (const step of steps) {
    if (step.is === 'told') await stands(db, who, from, step, said, meetOnce)
    else if (step.is === 'gone') await goes(db, who, step.known)
    else await cancelled(db, who, from, step.told)
  }
}

async function stands(
  db: Db,
  who: Who,
  from: Calendar,
  { told, known }: Extract<Step, { is: 'told' }>,
  said: Map<string, Id | null>,
  meetOnce: (told: Names) => Promise<Customer[]>,
): Promise<void> {
  const { emails, phones, names, called } = told
  const date: DateRow = {
    calendar_id: from.id,
    key: told.key,
    uid: told.uid,
    what: told.what,
    day: told.day,
    at: told.at === null ? null : new Date(told.at),
    told: { emails, phones, names, called },
    expected_id: known?.expected_id ?? null,
    gone_at: null,
  }
  const met = said.has(told.uid) ? [] : await meetOnce(date.told)
  const customer = said.get(told.uid) ?? (met.length === 1 ? met[0]?.id : undefined)
  if (!customer) {
    await upsertDate(db, date)
    return
  }
  await expectDate(db, who, from, date, customer)
  // It had gone from the calendar and is back; what a person called off stays off.
  if (known?.gone_at && known.expected_id) {
    const visit = await expected(db, known.expected_id)
    if (visit.off_at && visit.off_by === null) await onAgain(db, who, visit.id)
  }
}

/** It stands there no more. What is over is over; what another calendar still says stays. */
async function goes(db: Db, who: Who, known: DateRow): Promise<void> {
  const { zone } = await company(db)
  if (dayOn(whenOf(known), zone) < dayOf(who.at, zone)) return
  await upsertDate(db, { ...known, gone_at: who.at })
  const others = await selectElsewhere(db, known.calendar_id, [known.key])
  if (known.expected_id && others.length === 0) await callOffVisit(db, who, known.expected_id)
}

/** A calendar says that it was called off, perhaps of an entry that another brought: the whole of it, or one date. */
async function cancelled(db: Db, who: Who, from: Calendar, told: Told): Promise<void> {
  const rows = [
    ...(await selectDates(db, from.id)),
    ...(await selectElsewhere(db, from.id, [told.key])),
  ].filter(
    (row) =>
      row.gone_at === null && (row.key === told.key || (told.key === told.uid && row.uid === told.uid)),
  )
  for (const row of rows) {
    await upsertDate(db, { ...row, gone_at: who.at })
    if (row.expected_id) await callOffVisit(db, who, row.expected_id)
  }
}

async function callOffVisit(db: Db, who: Who, id: Id): Promise<void> {
  const visit = await expected(db, id)
  if (!visit.came_at && !visit.off_at) await callOff(db, who, id)
}
