import { createHash } from 'node:crypto'
import type { Id } from '../kit/ids.ts'

/** Why somebody may be drawn: lost or put right of late, long silent, long here, new. */
export const WHYS = ['lost', 'right', 'silent', 'long', 'new'] as const
export type Why = (typeof WHYS)[number]
/** Somebody who may be drawn, and since when it is so. */
export type Candidate = { customer: Id; why: Why; since: Date }
/** Whoever rings, and how many this week. */
export type Caller = { person: Id; places: number }
export type Dealt = Candidate & { person: Id; place: number }

/**
 * The turn of somebody in a draw: SHA-256 of the seed and the id, lowest first. Nobody can know it before the seed is
 * there, everybody can reckon it afterwards.
 */
export const turnOf = (seed: string, id: string): string =>
  createHash('sha256')
    .update(seed + id)
    .digest('hex')

/** The kinds of customers in the order in which this person gets them: who was lost or let down first, then by turns. */
function orderFor(seed: string, person: Id): Why[] {
  const rest = WHYS.slice(2).sort((a, b) => (turnOf(seed, person + a) < turnOf(seed, person + b) ? -1 : 1))
  return ['lost', 'right', ...rest]
}

/** The kinds that this person gets in that round, the first that has somebody: a round later the next comes first. */
export function kindsFor(seed: string, person: Id, round: number): Why[] {
  const order = orderFor(seed, person)
  const from = round % order.length
  return [...order.slice(from), ...order.slice(0, from)]
}

/**
 * Deals the pool, which stands in the order of turns, to the callers: one place each in every round, the kinds mixed,
 * no customer twice. The same seed and pool deal the same hands.
 */
export function deal(seed: string, pool: readonly Candidate[], callers: readonly Caller[]): Dealt[] {
  const order = [...callers].sort((a, b) => (turnOf(seed, a.person) < turnOf(seed, b.person) ? -1 : 1))
  const taken = new Set<Id>()
  const dealt: Dealt[] = []
  const rounds = Math.max(0, ...callers.map((one) => one.places))
  for (let round = 0; round < rounds; round++)
    for (const { person, places } of order) {
      if (round >= places) continue
      const next = nextFrom(pool, kindsFor(seed, person, round), taken)
      if (!next) continue
      taken.add(next.customer)
      dealt.push({ ...next, person, place: round + 1 })
    }
  return dealt
}

/** The first of the pool who is free, of the first kind that has somebody. */
export const nextFrom = (
  pool: readonly Candidate[],
  kinds: readonly Why[],
  taken: ReadonlySet<Id>,
): Candidate | undefined => {
  for (const why of kinds) {
    const found = pool.find((one) => one.why === why && !taken.has(one.customer))
    if (found) return found
  }
  return undefined
}
