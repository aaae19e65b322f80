import { randomBytes } from 'node:crypto'
import { record } from '../history/history.ts'
import { atomically, companyOf, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { company, type Person, people } from '../people/people.ts'
import { nextDraw, weekOf } from './days.ts'
import { type Caller, type Candidate, deal, kindsFor, nextFrom } from './deal.ts'
import type { Span } from './pledge.ts'
import { poolOf } from './pool.ts'
import { selectPledges } from './store.ts'
import { type Draw, insertDraw, insertPlaces, selectDraw, selectPlaces, selectPool } from './store-draw.ts'
import { selectStill } from './store-pool.ts'

/** All that deals or redeals customers stands in one line: so nobody is rung by two. */
export const inTurn = <T>(db: Db, deed: () => Promise<T>): Promise<T> => atomically(db, 'pledges draw', deed)

/** Mondays at six, on the company's own clock. */
export const weeklyDraw = due<object>({
  kind: 'pledges.draw',
  run: (db, who) => drawWeek(db, who).then(() => undefined),
})

/** Draws this week's customers for all who ring, once; whoever comes second finds the draw of the first. */
export async function drawWeek(db: Db, who: Who): Promise<Draw> {
  return inTurn(db, async () => {
    const { zone } = await company(db)
    const week = weekOf(who.at, zone)
    await setTimer(db, weeklyDraw, 'week', nextDraw(who.at, zone), {})
    const known = await selectDraw(db, week)
    if (known) return known
    const callers = await callersOf(db)
    const draw = { week, at: who.at, seed: randomBytes(16).toString('hex') }
    const places = callers.reduce((sum, one) => sum + one.places, 0)
    const pool = await poolOf(db, who.at, week, draw.seed, Math.min(200, Math.max(12, places * 2)))
    await insertDraw(db, draw, pool)
    const dealt = deal(draw.seed, pool, callers)
    await insertPlaces(
      db,
      dealt.map((one) => placeOf(who, week, one.person, one.place, one, null)),
    )
    await record(db, who, 'pledges.drawn', companyOf(db), {
      week,
      people: callers.length,
      customers: dealt.length,
    })
    return draw
  })
}

/** Somebody begins to ring in the middle of a week: they get theirs at once, out of the same draw. */
export async function drawFor(db: Db, who: Who, one: Pick<Person, 'id' | 'level'>): Promise<void> {
  const draw = await drawWeek(db, who)
  await inTurn(db, async () => {
    const caller = (await callersOf(db)).find((each) => each.person === one.id)
    const all = await selectPlaces(db, draw.week)
    const mine = all.filter((each) => each.person_id === one.id && each.instead_id === null)
    for (let place = mine.length + 1; caller && place <= caller.places; place++) {
      const next = await nextFree(db, draw, one.id, place - 1)
      if (!next) return
      await insertPlaces(db, [placeOf(who, draw.week, one.id, place, next, null)])
    }
  })
}

/** The next of the draw whom nobody has yet, and who may still be rung. Ask under the lock. */
export async function nextFree(
  db: Db,
  draw: Draw,
  person: Id,
  round: number,
): Promise<Candidate | undefined> {
  const [pool, all] = await Promise.all([selectPool(db, draw.week), selectPlaces(db, draw.week)])
  const taken = new Set(all.map((one) => one.customer_id))
  const free = pool.filter((one) => !taken.has(one.customer))
  if (free.length === 0) return undefined
  const still = await selectStill(
    db,
    free.map((one) => one.customer),
  )
  return nextFrom(
    free.filter((one) => still.has(one.customer)),
    kindsFor(draw.seed, person, round),
    taken,
  )
}

export const placeOf = (
  who: Who,
  week: string,
  person_id: Id,
  place: number,
  one: Candidate,
  instead_id: Id | null,
) => ({
  id: newId(who.at),
  week,
  person_id,
  place,
  customer_id: one.customer,
  why: one.why,
  since_at: one.since,
  at: who.at,
  instead_id,
})

const UNPLEDGED = 3
const MOST = 10
const WEEKS: Record<Span, number> = { week: 1, month: 4, quarter: 13 }

/** Leaders, and whoever else pledged calls: as many a week as was pledged, three without a pledge. */
export async function callersOf(db: Db): Promise<Caller[]> {
  const [here, pledges] = await Promise.all([people(db), selectPledges(db, { kind: 'calls', open: true })])
  return here.flatMap((one): Caller[] => {
    const pledge = pledges.find((each) => each.person_id === one.id)
    if (!pledge) return one.level === 'leader' ? [{ person: one.id, places: UNPLEDGED }] : []
    return [{ person: one.id, places: Math.min(MOST, Math.ceil(pledge.times / WEEKS[pledge.per])) }]
  })
}
