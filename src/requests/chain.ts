import type { Staff } from '../people/people.ts'
import type { Request } from './request.ts'
import { owedIn, whenIn } from './wording.ts'

/** The lines of waiting of one case, each from whoever waits first to the team whose move it is. */
export function chainsOf(requests: readonly Request[]): Request[][] {
  const open = requests.filter((one) => !one.end)
  const first = open.filter((one) => !open.some((above) => above.id === one.for_id))
  return first.flatMap((one) => below(one, open))
}

function below(one: Request, open: readonly Request[]): Request[][] {
  const next = open.filter((each) => each.for_id === one.id)
  return next.length === 0 ? [[one]] : next.flatMap((each) => below(each, open).map((rest) => [one, ...rest]))
}

/** "Station waits for Workshop since 10:20 today, promised by 15:00 today; Workshop waits for Stores …" */
export const chainInWords = (chain: readonly Request[], who: Staff): string =>
  chain
    .map((one) => `${one.from} waits for ${one.team} since ${whenIn(one.asked_at, who)}, ${owedIn(one, who)}`)
    .join('; ')
