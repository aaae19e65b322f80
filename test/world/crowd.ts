import { days, later } from '../../src/kit/clock.ts'
import { companyOf, type Db, type Tables } from '../../src/kit/db.ts'
import { type Id, newId } from '../../src/kit/ids.ts'
import type { Random } from './random.ts'
import { FIRST, GOODS, LAST, SAID } from './words.ts'

/** What the story itself adds at *Collect* within the last thirty days. */
export type Told = { fives: number; answers: number }
export type Places = { touchpoints: Map<string, Id>; teams: Map<string, Id>; staff: Map<string, Id> }

const MONTHS = 24
/** With the nineteen of the story they are 1,500. */
const CUSTOMERS = 1481
const SHOPS = ['Harbour', 'Station', 'Market', 'Riverside']
const CHANNELS = ['page', 'page', 'page', 'email', 'phone', 'counter']

/** Share of fives by touchpoint, two years ago to now. Collecting a repair turns bad when two shops open. */
const FIVES: Record<string, (month: number) => number> = {
  choose: () => 0.61,
  buy: () => 0.55,
  'bring-in': () => 0.48,
  wait: (month) => (month < 9 ? 0.44 : 0.36),
  collect: (month) => (month < 9 ? 0.52 : month < 14 ? 0.31 : 0.31 + 0.027 * (month - 13)),
  ride: () => 0.66,
}

/** What those say who give no five. Since collecting was mended, bringing in is where it hurts: nobody says the price. */
const LESS: Record<string, readonly number[]> = {
  'bring-in': [4, 4, 3, 2, 2, 1, 1],
  wait: [4, 3, 3, 2, 1],
  choose: [4, 4, 4, 4, 4, 3, 3, 2],
  ride: [4, 4, 4, 4, 4, 3, 3, 2],
}

/** The story counts two months of *Collect* exactly: [fives, answers] of a year ago, and of the last thirty days. */
export const COUNTED = { aYearAgo: [37, 118], now: [76, 131] } as const

/** Inserts many rows of one table, a few hundred a statement. */
async function fill<T extends keyof Tables & string>(db: Db, table: T, rows: object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 400)
    await db
      .insertInto(table)
      .values(rows.slice(at, at + 400) as never)
      .execute()
}

/** Customers with addresses and purchases; two years of what they said. `told` are fives that the story adds itself. */
export async function fillCrowd(
  db: Db,
  now: Date,
  random: Random,
  places: Places,
  told: Told,
): Promise<Id[]> {
  const customers = await fillCustomers(db, now, random)
  const rows: Row[] = []
  for (let month = 0; month < MONTHS; month++)
    for (const code of Object.keys(FIVES))
      rows.push(...monthOf(month, code, now, random, places, customers, told))
  rows.sort((a, b) => a.at.getTime() - b.at.getTime())
  await fill(db, 'interactions_interaction', rows)
  await fill(
    db,
    'history_line',
    rows.map((row) => ({
      company_id: row.company_id,
      id: newId(row.at),
      at: row.at,
      kind: 'interactions.heard',
      by: 'customer',
      by_id: row.customer_id,
      about_id: row.id,
      data: JSON.stringify({ kind: row.kind, channel: row.channel, score: row.score }),
    })),
  )
  return customers
}

type Row = Record<string, unknown> & {
  company_id: Id
  id: Id
  at: Date
  kind: string
  channel: string
  score: number
  customer_id: Id
}

function monthOf(
  month: number,
  code: string,
  now: Date,
  random: Random,
  places: Places,
  customers: readonly Id[],
  told: Told,
): Row[] {
  const ends = later(now, -days((MONTHS - 1 - month) * 30.4))
  const { fives, n } = counts(month, code, random, told)
  return Array.from({ length: n }, (_, place) => {
    const score = place < fives ? 5 : random.one(LESS[code] ?? [4, 4, 4, 4, 3, 3, 2, 1])
    // The newest moments are left to the story of today.
    const at = later(ends, -days(0.6 + random.next() * 29.2))
    return rowOf(at, score, code, random, places, random.one(customers))
  })
}

function counts(month: number, code: string, random: Random, told: Told): { fives: number; n: number } {
  if (code === 'collect' && month === MONTHS - 1)
    return { fives: COUNTED.now[0] - told.fives, n: COUNTED.now[1] - told.answers }
  if (code === 'collect' && month === MONTHS - 13)
    return { fives: COUNTED.aYearAgo[0], n: COUNTED.aYearAgo[1] }
  const n = code === 'wait' ? 4 + random.below(5) : 80 + random.below(60)
  const share = FIVES[code]?.(month) ?? 0.5
  return { n, fives: Array.from({ length: n }).filter(() => random.chance(share)).length }
}

function rowOf(at: Date, score: number, code: string, random: Random, places: Places, customer: Id): Row {
  const shop = random.one(SHOPS)
  const team = code === 'wait' ? 'Workshop' : shop
  const verdict = score === 5 ? 'magic' : score < 3 ? 'misery' : 'mediocre'
  return {
    company_id: companyIs,
    id: newId(at),
    at,
    kind: 'answer',
    channel: random.one(CHANNELS),
    direction: 'in',
    customer_id: customer,
    touchpoint_id: places.touchpoints.get(code) ?? null,
    team_id: places.teams.get(team) ?? null,
    person_id: null,
    score,
    own_score: null,
    own_scale: null,
    title: '',
    text: random.chance(0.3) ? random.one(SAID[verdict]) : '',
    language: 'en',
    key: null,
  }
}

let companyIs: Id = ''

async function fillCustomers(db: Db, now: Date, random: Random): Promise<Id[]> {
  companyIs = companyOf(db)
  const customers: object[] = []
  const addresses: object[] = []
  const purchases: object[] = []
  const ids: Id[] = []
  for (let n = 0; n < CUSTOMERS; n++) {
    const since = later(now, -days(20 + random.next() * 700))
    const id = newId(since)
    const [first, last] = [random.one(FIRST), random.one(LAST)]
    ids.push(id)
    customers.push({
      company_id: companyIs,
      id,
      kind: 'person',
      name: `${first} ${last}`,
      language: null,
      since: day(since),
      made_at: since,
    })
    const email = `${first}.${last}.${n}@example.org`.toLowerCase()
    addresses.push({
      company_id: companyIs,
      id: newId(since),
      customer_id: id,
      kind: 'email',
      written: email,
      met_by: email,
      at: since,
    })
    if (random.chance(0.6)) {
      const phone = `+49405550${String(1000 + n)}`
      addresses.push({
        company_id: companyIs,
        id: newId(since),
        customer_id: id,
        kind: 'phone',
        written: phone,
        met_by: phone,
        at: since,
      })
    }
    purchases.push(...purchasesOf(id, n, since, now, random))
  }
  await fill(db, 'customers_customer', customers)
  await fill(db, 'customers_address', addresses)
  await fill(db, 'customers_purchase', purchases)
  return ids
}

function purchasesOf(customer: Id, n: number, since: Date, now: Date, random: Random): object[] {
  const span = now.getTime() - since.getTime()
  return Array.from({ length: 1 + random.below(5) }, (_, place) => {
    const [what, cents] = place === 0 ? random.one(GOODS.slice(0, 5)) : random.one(GOODS.slice(5))
    const at = new Date(since.getTime() + (place === 0 ? 0 : random.next() * span))
    return {
      company_id: companyIs,
      id: newId(at),
      customer_id: customer,
      key: `till-${n}-${place}`,
      bought_at: at,
      what,
      units: 1,
      amount: BigInt(cents),
      currency: 'EUR',
      returned: 0n,
    }
  })
}

const day = (at: Date) => at.toISOString().slice(0, 10)
