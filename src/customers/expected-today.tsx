import type { Child } from 'hono/jsx'
import { hours } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { formatDay } from '../kit/moments.ts'
import { type Staff, teams } from '../people/people.ts'
import { Section, Sentence } from '../ui/index.ts'
import { customersById } from './canonical.ts'
import { nameOf } from './customer.ts'
import { type Expected, expectedFrom } from './expected.ts'
import { guestsOf } from './expected-guests.ts'
import { Guests } from './expected-rows.tsx'
import { bounds, dayOf, dayToTell, teamsNear } from './expected-rules.ts'

/** So many at a glance; the whole day has a page of its own. */
const MOST = 4
const MOST_OF_DAY = 500
/** Whoever came stays so long in the list: a kindness is done while they are here. */
const STAYS = hours(2)

/** Part of the page of today: who is expected, and once the house has closed, who on the next day. */
export async function expectedToday(
  db: Db,
  who: Staff,
  room: number,
): Promise<{ things: number; body: Child } | null> {
  const { house } = who
  const day = dayToTell(house, who.at)
  const near = teamsNear(await teams(db), who.team)
  const all = await expectedFrom(db, house, [day, day], { teams: near, most: MOST_OF_DAY })
  const list = all.filter((one) => !one.came_at || who.at.getTime() - one.came_at.getTime() < STAYS)
  if (list.length === 0) return null
  const today = day === dayOf(who.at, house.zone)
  const when = formatDay(bounds(day, house.zone).from, who.at, 'en', house.zone)
  const title = today ? 'Expected today' : `Expected ${when === 'tomorrow' ? when : `on ${when}`}`
  const whole = <a href={`/expected?day=${day}`}>the whole day</a>
  // A leader's page is of what leaders do: who comes is one line there, until they work a shift.
  if (room < 1 || who.level === 'leader') return { things: 0, body: await inOneLine(db, title, list, whole) }
  const shown = list.slice(0, Math.min(room, MOST))
  const guests = await guestsOf(db, who, shown, { day, back: 'today', deeds: today })
  return {
    things: guests.length,
    body: (
      <Section title={title} id="expected" aside={whole}>
        <Guests who={who} guests={guests} label={title} back="today" today={today} />
      </Section>
    ),
  }
}

/** Where others need the place. */
async function inOneLine(db: Db, title: string, list: readonly Expected[], whole: Child): Promise<Child> {
  const next = list[0]
  const by = await customersById(db, next ? [next.customer_id] : [])
  return (
    <Section title={title} id="expected" aside={whole}>
      <Sentence size="soft">
        <bdi>{nameOf(by.get(next?.customer_id ?? ''))}</bdi>
        {list.length > 1 && ` and ${list.length - 1} more`}.
      </Sentence>
    </Section>
  )
}
