import type { Child } from 'hono/jsx'
import { howManyWait } from '../cases/cases.ts'
import { latest } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { shiftOf } from '../limits/limits.ts'
import { findPerson, rank, type Staff } from '../people/people.ts'
import { type Asks, asks } from './asked.tsx'
import { type Unclear, unclearThanks } from './choose.tsx'
import { goodNews, type News } from './good-news.tsx'
import { todayParts } from './offers.ts'
import { type WhoWaits, whoWaits } from './waiting.ts'

/** At most so many things to read or do, for everybody; whoever waits for a person has two places of them. */
export const MOST = 7
const MOST_WAITING = 5
const KEPT_FOR_WAITING = 2
const MOST_OF_PART = 3

/** Whose page it is: the front line's, a manager's, or the one that a leader sees. */
export type View = 'front' | 'manager' | 'leader'

export type Day = {
  view: View
  /** As whom one looks: on a shift, as somebody of the team beside whom one works. */
  as: Staff
  news: News | undefined
  asked: Asks
  unclear: Unclear | undefined
  wait: WhoWaits
  parts: Child[]
  /** Whether anything was ever heard, or waits. */
  begun: boolean
}

/** All that stands on somebody's page, seven things at the most. */
export async function gather(db: Db, who: Staff): Promise<Day> {
  const as = await onShift(db, who)
  const view = viewOf(as)
  const [good, asked, unclear, wait, [heard]] = await Promise.all([
    view === 'leader' ? undefined : goodNews(db, as),
    asks(db, as),
    unclearThanks(db, as),
    whoWaits(db, as, MOST_WAITING),
    latest(db, { most: 1 }),
  ])
  const trimmed = trim(asked, MOST - KEPT_FOR_WAITING - (good ? 1 : 0) - (unclear ? 1 : 0))
  const used = (good ? 1 : 0) + trimmed.forMe.length + trimmed.yeses.length + (unclear ? 1 : 0)
  // A leader's page says in a sentence who waits in the house: by name only whom they hold, and who is nobody's.
  const near = ({ one }: WhoWaits['rows'][number]) =>
    one.holder_id === as.id || (one.holder_id === null && one.team_id === null)
  const waiting = view === 'leader' ? wait.rows.filter(near) : wait.rows
  const { parts, things } = await drawParts(db, as, MOST - used - Math.min(KEPT_FOR_WAITING, waiting.length))
  const rows = waiting.slice(0, Math.min(MOST_WAITING, MOST - used - things))
  return {
    view,
    as,
    news: good,
    asked: trimmed,
    unclear,
    wait: { ...wait, rows },
    parts,
    begun: heard !== undefined || used > 0 || (await howManyWait(db, {}, 1)) > 0,
  }
}

function viewOf(who: Staff): View {
  if (who.house.small) return 'front'
  return who.level === 'leader' ? 'leader' : rank(who.level) >= rank('manager') ? 'manager' : 'front'
}

/** Whoever works a shift has the front line's page, of the team in which they work it. */
async function onShift(db: Db, who: Staff): Promise<Staff> {
  const shift = await shiftOf(db, who.id, who.at)
  if (!shift) return who
  const beside = shift.team ? undefined : await findPerson(db, shift.beside)
  return { ...who, level: 'front-line', team: shift.team ?? beside?.team_id ?? who.team }
}

/** Who waits for a yes goes before what one may give; what finds no place here comes when these are done. */
function trim(asked: Asks, room: number): Asks {
  const forMe = asked.forMe.slice(0, Math.max(1, Math.min(3, room)))
  return {
    ...asked,
    forMe,
    more: asked.more + asked.forMe.length - forMe.length,
    yeses: asked.yeses.slice(0, Math.max(0, Math.min(2, room - forMe.length))),
  }
}

async function drawParts(db: Db, who: Staff, room: number): Promise<{ parts: Child[]; things: number }> {
  const parts: Child[] = []
  let things = 0
  for (const part of todayParts) {
    const drawn = await part(db, who, Math.max(0, Math.min(MOST_OF_PART, room - things)))
    if (!drawn || drawn.things > room - things) continue
    things += drawn.things
    parts.push(drawn.body)
  }
  return { parts, things }
}
