import { aliveOf, expectedOf, type Rows } from './ahead.ts'
import type { Fitted } from './models.ts'
import { aliveByHiatus, meanRate } from './naive.ts'
import type { Span } from './time.ts'

/** How far guesses were from what came: mean absolute and root mean square error, Pearson's r (NaN without spread). */
export type Distance = { total: number; absolute: number; square: number; correlation: number }

/** What would have been said before a period that is over, beside what came. */
export type BackTest = {
  customers: number
  /** Purchases that came, and the share of customers who made one. */
  actual: { total: number; active: number }
  predicted: Distance
  /** Everybody at their own mean rate. */
  naive: Distance
  /** The chance that a customer who came was ranked above one who did not, by what was expected of them. */
  ranking: number
  /** The share of customers rightly called active or gone. */
  alive: { model: number; hiatus: number; better: 'model' | 'hiatus' | 'alike' }
}

/**
 * Compares a fit on a calibration period with the period after it of the length of `holdout`: `later` holds the
 * purchase days of each row in it. `aliveBy` is the model whose chance of being alive is shown (aliveModelOf), one
 * above a half is called active. The fit must not have seen the later period.
 */
export function backTest(
  fitted: Fitted,
  aliveBy: Fitted,
  rows: Rows,
  later: ArrayLike<number>,
  holdout: Span,
  hiatus: Span,
): BackTest {
  const customers = rows.x.length
  const expected = expectedOf(fitted, rows, holdout)
  const came = Array.from(later, (count) => count > 0)
  const chance = aliveOf(aliveBy, rows)
  const model = rightly(came, (i) => chance[i]! > 0.5)
  const known = aliveByHiatus(rows, hiatus)
  const byHiatus = rightly(came, (i) => known[i]!)
  return {
    customers,
    actual: { total: sum(later), active: came.filter(Boolean).length / customers },
    predicted: distance(expected, later),
    naive: distance(meanRate(rows, holdout), later),
    ranking: ranking(expected, came),
    alive: {
      model,
      hiatus: byHiatus,
      better: model === byHiatus ? 'alike' : model > byHiatus ? 'model' : 'hiatus',
    },
  }
}

const sum = (values: ArrayLike<number>) => {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}

const rightly = (came: boolean[], guess: (i: number) => boolean) =>
  came.filter((one, i) => one === guess(i)).length / came.length

function distance(guess: ArrayLike<number>, came: ArrayLike<number>): Distance {
  const n = came.length
  const [meanGuess, meanCame] = [sum(guess) / n, sum(came) / n]
  let [absolute, square, both, ofGuess, ofCame] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const off = guess[i]! - came[i]!
    absolute += Math.abs(off)
    square += off * off
    both += (guess[i]! - meanGuess) * (came[i]! - meanCame)
    ofGuess += (guess[i]! - meanGuess) ** 2
    ofCame += (came[i]! - meanCame) ** 2
  }
  const correlation = both / Math.sqrt(ofGuess * ofCame)
  return { total: meanGuess * n, absolute: absolute / n, square: Math.sqrt(square / n), correlation }
}

/** The area under the ROC curve, ties counted half (Mann & Whitney 1947). NaN where all or none came. */
export function ranking(score: ArrayLike<number>, came: readonly boolean[]): number {
  const order = came.map((_, i) => i).sort((a, b) => score[a]! - score[b]!)
  const yes = came.filter(Boolean).length
  let ranks = 0
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && score[order[to]!] === score[order[from]!]) to++
    for (let place = from; place < to; place++) if (came[order[place]!]) ranks += (from + 1 + to) / 2
    from = to
  }
  return (ranks - (yes * (yes + 1)) / 2) / (yes * (came.length - yes))
}
