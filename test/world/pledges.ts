import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { waitingCases } from '../../src/cases/cases.ts'
import { hear } from '../../src/interactions/interactions.ts'
import { days, hours, later, minutes } from '../../src/kit/clock.ts'
import { type Id, newId } from '../../src/kit/ids.ts'
import { dropTimer } from '../../src/kit/timers.ts'
import { program } from '../../src/kit/who.ts'
import { answerShift, beginShift, planShift } from '../../src/limits/limits.ts'
import { shiftOver } from '../../src/limits/shift.ts'
import { type Candidate, type Dealt, deal } from '../../src/pledges/deal.ts'
import { callersOf, placeOf } from '../../src/pledges/draw.ts'
import { noteCall, reportShift, sayChanged } from '../../src/pledges/pledges.ts'
import { poolOf } from '../../src/pledges/pool.ts'
import { insertPledge } from '../../src/pledges/store.ts'
import { insertCall } from '../../src/pledges/store-calls.ts'
import { insertDraw, insertPlaces, selectPlaces } from '../../src/pledges/store-draw.ts'
import { reportRule } from '../../src/policies/policies.ts'
import { lastWeekday } from './policies.ts'
import type { Play } from './story.ts'

const ZONE = 'Europe/Berlin'
const WEEKS = 13
/** In this week Mara reached two of three: the other twelve she kept. */
const MISSED = 6

/** What came of a call, as a leader writes it down in twenty seconds. */
const SAID = [
  'Rides every day. Wants to know when the winter check is due.',
  'Happy with Ana. Did not know that we lend bikes.',
  'Waited twice at the counter last month. I apologised.',
  'Has moved, and comes back for the workshop all the same.',
  'Thinks the prices are fair, the waiting is not.',
  'Was glad that somebody asked.',
  'Would like a text when it is ready, not a call.',
  'Bought elsewhere as nobody was at the counter.',
]

/** Three calls a week and a shift a month, Mara; four calls a month, Victor, who made none until lately. */
export async function theyPledge(play: Play): Promise<void> {
  const { db, now } = play
  const monday = DateTime.fromJSDate(now, { zone: ZONE }).startOf('week')
  const mara = await play.as('Mara', monday.minus({ weeks: WEEKS }).set({ hour: 9 }).toJSDate())
  const month = monday.startOf('month').minus({ months: 3 }).set({ hour: 9 })
  const victor = await play.as('Victor', month.toJSDate())
  const pledged = { kind: 'calls' as const, instead_id: null, end: null }
  await insertPledge(db, {
    ...pledged,
    id: newId(mara.at),
    person_id: mara.id,
    sentence: 'Three calls a week',
    times: 3,
    per: 'week',
    from_day: monday.minus({ weeks: WEEKS }).toISODate() ?? '',
    at: mara.at,
  })
  await insertPledge(db, {
    ...pledged,
    id: newId(victor.at),
    person_id: mara.id,
    kind: 'shifts',
    sentence: 'One shift a month',
    times: 1,
    per: 'month',
    from_day: month.toISODate() ?? '',
    at: victor.at,
  })
  await insertPledge(db, {
    ...pledged,
    id: newId(victor.at),
    person_id: victor.id,
    sentence: 'Four calls a month',
    times: 4,
    per: 'month',
    from_day: month.toISODate() ?? '',
    at: victor.at,
  })
  await theWeeksBehind(play, monday, mara.id)
  await thisWeek(play, monday)
}

/** Thirteen draws out of the crowd, and what Mara noted. */
async function theWeeksBehind(play: Play, monday: DateTime, mara: Id): Promise<void> {
  const { db } = play
  const callers = await callersOf(db)
  const some = await longQuiet(play, WEEKS * 6)
  for (let back = WEEKS; back >= 1; back--) {
    const begun = monday.minus({ weeks: back }).set({ hour: 6 })
    const week = begun.toISODate() ?? ''
    const at = begun.toJSDate()
    const pool = some.slice((WEEKS - back) * 6, (WEEKS - back + 1) * 6)
    const seed = `halden-${back}`
    await insertDraw(db, { week, at, seed }, pool)
    const places = deal(seed, pool, callers).map((one) =>
      placeOf(program(play.stage.company, at), week, one.person, one.place, one, null),
    )
    await insertPlaces(db, places)
    const hers = places.filter((one) => one.person_id === mara).slice(0, back === MISSED ? 2 : 3)
    for (const [n, place] of hers.entries()) {
      const who = await play.as('Mara', begun.plus({ days: n + 1, hours: 10 }).toJSDate())
      const said = await hear(db, who, {
        kind: 'call',
        channel: 'phone',
        direction: 'out',
        customer: place.customer_id,
        team: who.team,
        person: who.id,
        text: SAID[(back * 3 + n) % SAID.length] ?? '',
        at: who.at,
      })
      await insertCall(db, {
        id: newId(who.at),
        place_id: place.id,
        person_id: who.id,
        at: who.at,
        reached: true,
        again_at: null,
        felt: n === 0 ? 'glad' : 'fair',
        interaction_id: said.id,
        case_id: null,
        promise_id: null,
      })
    }
  }
}

/** Customers of the crowd with a telephone, the longest here first. */
async function longQuiet({ db }: Play, most: number): Promise<Candidate[]> {
  const { rows } = await sql<{ id: Id; since: string }>`
    select c.id, c.since from customers_customer c
    where exists (select from customers_address a where a.company_id = c.company_id and a.customer_id = c.id
        and a.kind = 'phone' and a.written like '+49405550%')
      and not exists (select from policies_hurt h where h.company_id = c.company_id and h.customer_id = c.id)
    order by c.since, c.id offset 150 limit ${most}`.execute(db)
  return rows.map((row, n) => ({
    customer: row.id,
    why: n % 2 ? 'silent' : 'long',
    since: new Date(`${row.since}T12:00:00Z`),
  }))
}

/** This week's draw: of all seeds one that gives Mara whom the story is about. Victor makes his first call. */
async function thisWeek(play: Play, monday: DateTime): Promise<void> {
  const { db, now } = play
  const begun = monday.set({ hour: 6 })
  const at = begun.toJSDate() < now ? begun.toJSDate() : later(now, -minutes(5))
  const week = monday.toISODate() ?? ''
  const callers = await callersOf(db)
  const mara = await play.as('Mara', at)
  const named = await idsOf(play, ['Mrs Ito', 'Tom Baker', 'Clara Ferreira'])
  const wanted = (dealt: readonly Dealt[]) =>
    dealt.filter((one) => one.person === mara.id && named.has(one.customer)).length
  const waits = await waitingOf(play)
  const free = (await poolOf(db, now, week, 'halden', 40)).filter(
    (one) => named.has(one.customer) || !waits.has(one.customer),
  )
  // Victor’s first call goes to somebody put right; then come those of the story, for Mara.
  const first = free.find((one) => one.why === 'right' && !named.has(one.customer))
  const place = (one: Candidate) => (one === first ? 0 : named.has(one.customer) ? 1 : 2)
  const pool = free.sort((a, b) => place(a) - place(b))
  const seeds = Array.from({ length: 300 }, (_, n) => `halden-now-${n}`)
  const seed = seeds.reduce((best, one) =>
    wanted(deal(one, pool, callers)) > wanted(deal(best, pool, callers)) ? one : best,
  )
  await insertDraw(db, { week, at, seed }, pool)
  await insertPlaces(
    db,
    deal(seed, pool, callers).map((one) =>
      placeOf(program(play.stage.company, at), week, one.person, one.place, one, null),
    ),
  )
  const victor = await play.as('Victor', later(now, -minutes(4)))
  const [his] = await selectPlaces(db, week, [victor.id])
  if (his)
    await noteCall(db, victor, his.id, {
      reached: true,
      felt: 'glad',
      words: 'She asked whether I was ill, as I have never rung before. We spoke for twenty minutes.',
    })
}

async function idsOf({ db }: Play, names: readonly string[]): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`
    select id from customers_customer where name = any(${[...names]}::text[])`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Whoever waits for somebody by name is rung by them, and not by lot a quarter of an hour before. */
const waitingOf = async ({ db }: Play): Promise<Set<Id>> =>
  new Set((await waitingCases(db, { most: 200 })).flatMap((one) => one.customer_id ?? []))

/** Mara beside somebody for two hours. Returns the shift, which is over. */
async function takeShift(play: Play, beside: string, from: Date, met?: (at: Date) => Promise<void>) {
  const { db } = play
  const other = play.stage.staff.get(beside) ?? ''
  const plan = await planShift(db, await play.as('Mara', later(from, -days(3))), {
    beside: other,
    planned: from,
    hours: 2,
  })
  await answerShift(db, await play.as(beside, later(from, -days(2))), plan.id, true)
  await beginShift(db, await play.as('Mara', from), { beside: other })
  await met?.(later(from, minutes(40)))
  await shiftOver.run(db, program(play.stage.company, later(from, hours(2))), plan.id, {})
  await dropTimer(db, shiftOver, plan.id)
  return plan.id
}

/** Two shifts of the last months, and the Saturday on which the storage fee stops her too. */
export async function theSaturdayShift(play: Play, fee: Id): Promise<Id> {
  const { db, now } = play
  const month = DateTime.fromJSDate(now, { zone: ZONE }).startOf('month').set({ day: 14, hour: 15 })
  for (const [back, beside, met, change] of [
    [
      3,
      'Jan Frisch',
      'Nobody can see from the counter which bikes are ready.',
      'A list from the workshop at noon.',
    ],
    [
      1,
      'Ewa Zielinska',
      'The till needs two of us to take something back.',
      'One is enough, up to her limit.',
    ],
  ] as const) {
    const from = month.minus({ months: back }).toJSDate()
    const shift = await takeShift(play, beside, from)
    await reportShift(db, await play.as('Mara', later(from, hours(4))), shift, {
      met,
      change,
      byDay: later(from, days(7)).toISOString().slice(0, 10),
    })
    await sayChanged(db, await play.as('Mara', later(from, days(6))), shift, 'Done, and tried for a week.')
  }
  const saturday = later(lastWeekday(now, 1), -days(2) + hours(1))
  const { rows } = await sql<{ id: Id }>`
    select h.customer_id as id from policies_hurt h join customers_customer c on c.company_id = h.company_id and c.id = h.customer_id
    where h.policy_id = ${fee} and c.name <> 'Mrs Ito' order by h.at, h.id limit 1`.execute(db)
  const shift = await takeShift(play, 'Ben Okafor', saturday, async (at) => {
    await reportRule(db, await play.as('Mara', at), {
      policy: fee,
      customer: rows[0]?.id ?? null,
      hurt: 'He asked me why he paid six euros, and I could not waive them: Ben may not, so nor might I.',
    })
  })
  await reportShift(db, await play.as('Mara', later(saturday, hours(3))), shift, {
    met: 'The storage fee stopped me too. I stood there and could only say sorry.',
    change: 'It goes, and whoever paid it hears so from us.',
    byDay: later(saturday, days(4)).toISOString().slice(0, 10),
  })
  return shift
}

/** On Monday it went: the team reads that too. */
export async function maraKeepsHerWord(play: Play, shift: Id): Promise<void> {
  await sayChanged(
    play.db,
    await play.as('Mara', later(lastWeekday(play.now, 1), hours(5))),
    shift,
    'Gone since Monday. Eleven heard it on the same day.',
  )
}
