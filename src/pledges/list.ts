import { casesOf } from '../cases/cases.ts'
import { howLong, lossOf } from '../churn/churn.ts'
import {
  addressesOf,
  allIdsOf,
  type Customer,
  customersById,
  linkOf,
  nameOf,
} from '../customers/customers.ts'
import { interactionsOf } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatDay } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import { dayOf, weekOf } from './days.ts'
import { selectCalls, type Told } from './store-calls.ts'
import { type Draw, type Place, selectDraw, selectPlaces } from './store-draw.ts'

/** A place with all that one wants to know before one rings. */
export type Listed = Place & {
  name: string
  phone: { written: string; link: string } | undefined
  /** The last thing that they said themselves. */
  said: { text: string; language: string | null; at: Date } | undefined
  /** "Nine years; gone since 4 June." */
  because: string
  /** They left, and nobody has said that they are back. */
  gone: boolean
  calls: Told[]
}
export type MyList = { draw: Draw; places: Listed[] }

/** Whom this person rings this week; undefined before anything was drawn. */
export async function listOf(db: Db, who: Staff): Promise<MyList | undefined> {
  const draw = await selectDraw(db, weekOf(who.at, who.house.zone))
  if (!draw) return undefined
  const places = await selectPlaces(db, draw.week, [who.id])
  const [customers, calls] = await Promise.all([
    customersById(
      db,
      places.map((one) => one.customer_id),
    ),
    selectCalls(
      db,
      places.map((one) => one.id),
    ),
  ])
  const listed: Listed[] = []
  for (const place of places)
    listed.push(await filled(db, who, place, customers.get(place.customer_id), calls))
  return { draw, places: listed }
}

/** Those who are still to be rung. */
export const openIn = (list: MyList): Listed[] =>
  list.places.filter((one) => !one.reached_at && one.skipped === null)

async function filled(
  db: Db,
  who: Staff,
  place: Place,
  customer: Customer | undefined,
  calls: readonly Told[],
): Promise<Listed> {
  const ids = await allIdsOf(db, place.customer_id)
  const [addresses, said] = await Promise.all([
    addressesOf(db, place.customer_id),
    interactionsOf(db, ids, { most: 30 }),
  ])
  const phone = addresses.find((one) => one.kind === 'phone' && one.met_by)
  const link = phone && linkOf(phone)
  const own = said.find((one) => one.direction === 'in' && one.text !== '')
  return {
    ...place,
    name: nameOf(customer),
    phone: phone && link ? { written: phone.written, link } : undefined,
    said: own && { text: own.text, language: own.language, at: own.at },
    because: await becauseOf(db, who, place, customer, ids),
    gone: (await lossOf(db, ids)) !== undefined,
    calls: calls.filter((one) => one.place_id === place.id),
  }
}

/** Why they are on the list, and how long they are a customer. */
async function becauseOf(
  db: Db,
  who: Staff,
  place: Place,
  customer: Customer | undefined,
  ids: readonly Id[],
): Promise<string> {
  const today = dayOf(who.at, who.house.zone)
  const long = customer && howLong(customer.since, today)
  const years = long ? `${long.charAt(0).toUpperCase()}${long.slice(1)}; ` : ''
  const day = formatDay(place.since_at, who.at, 'en', who.house.zone)
  switch (place.why) {
    case 'lost':
      return `${years}gone since ${day}${(await lossOf(db, ids)) ? '' : ', and back since'}.`
    case 'right': {
      const right = (await casesOf(db, ids, 20)).find((one) => one.put_right)
      const score = right?.confirmed?.score
      return `${years}put right ${day}${score ? `; gave a ${SCORES[score]}` : '; has not said whether it is right'}.`
    }
    case 'silent':
      return `${years}nothing heard or bought since ${day}.`
    case 'long':
      return long ? `A customer for ${long}.` : 'A customer for long.'
    case 'new':
      return `New: a customer since ${day}.`
  }
}

const SCORES: Record<number, string> = { 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five' }
