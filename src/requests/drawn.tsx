import type { Staff } from '../people/people.ts'
import { Chain, type ChainLink } from '../ui/index.ts'
import { chainsOf } from './chain.ts'
import { isLate, type Request, whoseMove } from './request.ts'
import { howLong, owedIn } from './wording.ts'

/** Who waits for whom on one case, since when and until when. */
export const Drawn = ({ requests, who }: { requests: readonly Request[]; who: Staff }) => (
  <>
    {chainsOf(requests).map((chain) => (
      <Chain links={linksOf(chain, who)} label="Who waits for whom" />
    ))}
  </>
)

function linksOf(chain: readonly Request[], who: Staff): ChainLink[] {
  const waits = chain.map((one) => ({
    name: one.from,
    spoken: `waits for ${one.team}`,
    note: `since ${howLong(one.asked_at, who.at)}, ${owedIn(one, who)}`,
    late: isLate(one, who.at),
  }))
  const last = chain.at(-1)
  return last ? [...waits, { name: last.team, note: moveOf(last) }] : []
}

function moveOf(one: Request): string {
  if (whoseMove(one) === 'asker') return `waits for a reply of ${one.from}`
  return one.taken ? 'somebody does it' : 'it is their move'
}
