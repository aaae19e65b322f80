import { checkFinite, checkSameLength } from './checks.ts'

/**
 * Lives: how long each was watched, and how it ended: 0 still there when last seen, 1, 2, … gone (by that
 * reason). `times` in any unit, 0 or more.
 */
export type Lives = { times: ArrayLike<number>; ends: ArrayLike<number> }
/** One time at which somebody was last seen: how many were still watched just before, and what became of them. */
export type Moment = { time: number; atRisk: number; gone: number; byReason: number[] }

/**
 * The moments in order of time, with a place in `byReason` for each reason 1…`reasons` (its first place is
 * reason 1). Of those last seen at the time of an end, the gone are counted first, as everywhere.
 */
export function momentsOf({ times, ends }: Lives): { moments: Moment[]; reasons: number } {
  const n = checkLives({ times, ends })
  let reasons = 0
  for (let i = 0; i < n; i++) reasons = Math.max(reasons, ends[i]!)
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => times[a]! - times[b]!)
  const moments: Moment[] = []
  let now: Moment | undefined
  order.forEach((i, before) => {
    if (now?.time !== times[i]) {
      now = { time: times[i]!, atRisk: n - before, gone: 0, byReason: new Array<number>(reasons).fill(0) }
      moments.push(now)
    }
    const end = ends[i]!
    if (end > 0) {
      now!.gone++
      now!.byReason[end - 1]!++
    }
  })
  return { moments, reasons }
}

/** How many lives there are, or a RangeError where one cannot have been. */
export function checkLives({ times, ends }: Lives): number {
  checkSameLength(times, ends, 'Times and ends')
  checkFinite(Array.from(times), 'A time')
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < 0) throw new RangeError(`A time is 0 or more, not ${times[i]}.`)
    if (!(Number.isInteger(ends[i]) && ends[i]! >= 0 && ends[i]! <= 1000))
      throw new RangeError(`An end is 0 (still there) or the number of a reason, not ${ends[i]}.`)
  }
  return times.length
}
