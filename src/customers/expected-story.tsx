import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatDate, formatTime } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import type { Expected } from './expected.ts'
import { sentence } from './expected-rows.tsx'
import { bounds, dayOf, dayOn, whenOf } from './expected-rules.ts'
import type { StoryLine } from './offers.ts'
import { selectExpectedOf } from './store-expected.ts'

const MOST = 300

/** What they were expected for until today, as lines of their story. What is to come stands beside it. */
export async function tellExpected(db: Db, who: Staff, customers: Id[]): Promise<StoryLine[]> {
  const { zone } = who.house
  const today = dayOf(who.at, zone)
  const all = await selectExpectedOf(db, customers, MOST)
  return all
    .filter((one) => dayOn(whenOf(one), zone) <= today && !someTime(one, today))
    .map((one) => lineOf(one, zone))
}

/** Some time today has no place between the hours yet. */
const someTime = (one: Expected, today: string): boolean =>
  one.day !== null && one.day >= today && !one.came_at && !one.off_at

function lineOf(one: Expected, zone: string): StoryLine {
  const noon =
    one.day && new Date((bounds(one.day, zone).from.getTime() + bounds(one.day, zone).until.getTime()) / 2)
  return {
    id: one.id,
    at: one.came_at ?? one.off_at ?? one.at ?? (noon || one.made_at),
    kind: one.came_at ? 'came' : one.off_at ? 'called off' : 'expected',
    body: (
      <>
        <p>
          <bdi>{sentence(one.what)}</bdi>
        </p>
        <p class="faint">{wasFor(one, zone)}</p>
      </>
    ),
  }
}

function wasFor(one: Expected, zone: string): string {
  const at = one.at
    ? `${formatTime(one.at, 'en', zone)} on ${formatDate(one.at, 'en', zone)}`
    : `${formatDate(bounds(one.day ?? '', zone).from, 'en', zone)}`
  return `${one.came_at || one.off_at ? 'Was expected' : 'Expected'} ${one.at ? 'at' : 'on'} ${at}.`
}
