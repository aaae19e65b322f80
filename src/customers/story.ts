import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { allIdsOf } from './canonical.ts'
import { type StoryLine, storyTellers } from './offers.ts'

/** All that happened with a customer, whatever the channel and whoever tells it; the newest last. */
export async function story(db: Db, who: Staff, id: Id): Promise<StoryLine[]> {
  const ids = await allIdsOf(db, id)
  const lines = await Promise.all([...storyTellers].map((tell) => tell(db, who, ids)))
  return lines.flat().sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}
