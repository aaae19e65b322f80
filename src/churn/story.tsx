import { DateTime } from 'luxon'
import type { StoryLine } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { Voice } from '../ui/index.ts'
import { lossesOf } from './churn.ts'
import { overWhat } from './in-sentences.ts'

/** That they left, and came back, as lines of the customer's story. */
export async function tellLosses(db: Db, who: Staff, ids: Id[]): Promise<StoryLine[]> {
  const zone = who.house.zone
  return (await lossesOf(db, ids)).flatMap((one): StoryLine[] => [
    {
      id: one.id,
      at: onThat(one.lost_on, one.at, zone),
      kind: `left us, ${overWhat(one)}`,
      href: `/customers/lost#l-${one.id}`,
      body: one.why ? <Voice size="small">{one.why}</Voice> : <p class="soft">They did not say why.</p>,
    },
    ...(one.back
      ? [
          {
            id: `${one.id}-back`,
            at: onThat(one.back.on, one.back.at, zone),
            kind: 'came back to us',
            body: <p>{one.back.how}</p>,
          },
        ]
      : []),
  ])
}

/** At the end of that day, so that it follows what happened on it; never later than it was written. */
function onThat(day: string, written: Date, zone: string): Date {
  const end = DateTime.fromISO(day, { zone }).endOf('day').toJSDate()
  return end < written ? end : written
}
