import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import {
  type Absence,
  absences,
  chainOf,
  company,
  type Person,
  people,
  rank,
  teams,
} from '../people/people.ts'
import type { Limit } from './limits.ts'
import { limitOf } from './limits.ts'
import { shiftOf } from './shift.ts'

/** Somebody who may be asked, and whose limit their yes would use. */
export type Answerer = {
  person: Person
  /** The absent one for whom they stand in, with whose limit they answer. */
  standsInFor: Person | null
  limit: Limit | undefined
  /** Somebody nearer is away: silence must not count as a yes then. */
  somebodyAway: boolean
}

type Asker = {
  id: Id
  level: Person['level']
  team: Id | null
  /** When they asked: whoever was on a shift then stands where they stood. Now, where not given. */
  asked?: Date
}

/**
 * Whom to ask, the nearest first: the next higher level in one's team, then in the teams above it, then whoever
 * stands in for those of them who are away. Never oneself, nobody who has left, nobody who is away. Whoever works a
 * shift asks whom the person beside them would ask.
 */
export async function whoMayAnswer(db: Db, asker: Asker, currency: string, at: Date): Promise<Answerer[]> {
  const [house, everybody, allTeams, coming, shift] = await Promise.all([
    company(db),
    people(db),
    teams(db),
    absences(db, at),
    shiftOf(db, asker.id, asker.asked ?? at),
  ])
  // Fewer than ten talk with each other: nobody is asked by way of the program.
  if (house.small) return []
  const beside = everybody.find((one) => one.id === shift?.beside)
  const as = beside ? { id: asker.id, level: beside.level, team: beside.team_id } : asker
  const away = new Map(coming.filter((one) => one.from_at <= at).map((one) => [one.person_id, one]))
  const above = higherThan(as, everybody, chainOf(allTeams, as.team))
  const order = inOrder(above, everybody, away, asker.id)
  return Promise.all(
    order.map(async (one) => ({
      ...one,
      limit: await limitOf(db, one.standsInFor ?? one.person, currency, at),
    })),
  )
}

/** All above somebody: their own team first, then upward, then those of no team, then leaders anywhere. */
function higherThan(asker: Asker, everybody: Person[], chain: Id[]): Person[] {
  const distance = (one: Person): number => {
    if (one.team_id === null) return chain.length
    const steps = chain.indexOf(one.team_id)
    return steps >= 0 ? steps : one.level === 'leader' ? chain.length + 1 : -1
  }
  return everybody
    .filter((one) => one.id !== asker.id && rank(one.level) > rank(asker.level) && distance(one) >= 0)
    .sort((a, b) => distance(a) - distance(b) || rank(a.level) - rank(b.level) || (a.id < b.id ? -1 : 1))
}

type Placed = Omit<Answerer, 'limit'>

function inOrder(above: Person[], everybody: Person[], away: Map<Id, Absence>, asker: Id): Placed[] {
  const firstAway = above.findIndex((one) => away.has(one.id))
  const present = above.flatMap((person, place): Placed[] =>
    away.has(person.id)
      ? []
      : [{ person, standsInFor: null, somebodyAway: firstAway >= 0 && firstAway < place }],
  )
  const standIns = above.flatMap((absent): Placed[] => {
    const person = everybody.find((one) => one.id === away.get(absent.id)?.stand_in_id)
    if (!person || person.id === asker || away.has(person.id)) return []
    return [{ person, standsInFor: absent, somebodyAway: true }]
  })
  return [...present, ...standIns]
}
