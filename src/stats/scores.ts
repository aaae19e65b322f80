import { zOfLevel } from './normal.ts'
import { checkCounts } from './shares.ts'

/** A score of −100..100 among `n` answers with its interval, clamped to the scale. */
export type RecommendScore = { score: number; low: number; high: number; n: number }

/**
 * Answers to "would you recommend us" (0–10): the per cent of 9–10 (promoters) less the per cent of 0–6
 * (detractors). The interval is the adjusted Wald: three answers are added, ¾ a promoter, ¾ a detractor, 1½
 * passive, so that it has a width even when all agree. The score itself is the plain one. Undefined without
 * answers.
 * Source: Rocks (2016), Interval estimation for the Net Promoter Score (arXiv 1601.07235); the ¾ from Sauro
 * & Lewis (MeasuringU).
 */
export function recommendScore(
  promoters: number,
  passives: number,
  detractors: number,
  level = 0.95,
): RecommendScore | undefined {
  const n = promoters + passives + detractors
  for (const count of [promoters, passives, detractors]) checkCounts(count, n)
  if (n === 0) return undefined
  const up = (promoters + 0.75) / (n + 3)
  const down = (detractors + 0.75) / (n + 3)
  const centre = up - down
  const margin = zOfLevel(level) * Math.sqrt((up + down - centre * centre) / (n + 3))
  return {
    score: (100 * (promoters - detractors)) / n,
    low: Math.max(-100, 100 * (centre - margin)),
    high: Math.min(100, 100 * (centre + margin)),
    n,
  }
}

/**
 * The engagement index of one person, 0–100: the mean of their answers, each worth 100, 75, 50, 25 or 0
 * from "strongly agree" to "strongly disagree". A group's index is the mean of its persons' indices.
 * Undefined without answers.
 * Source: UK Civil Service People Survey 2018, technical guide.
 */
export function engagementIndex(answers: readonly number[]): number | undefined {
  if (answers.length === 0) return undefined
  for (const answer of answers) {
    if (!(answer >= 0 && answer <= 100)) throw new RangeError(`An answer is worth 0–100, not ${answer}.`)
  }
  return answers.reduce((sum, answer) => sum + answer, 0) / answers.length
}

/**
 * The same index of one question from how many chose each option, best first and evenly spaced from 100 to 0:
 * two questions with the same per cent positive can differ in it.
 */
export function engagementIndexOfCounts(counts: readonly number[]): number | undefined {
  const n = counts.reduce((sum, count) => sum + count, 0)
  for (const count of counts) checkCounts(count, n)
  if (n === 0 || counts.length < 2) return undefined
  const last = counts.length - 1
  return counts.reduce((sum, count, i) => sum + (count * 100 * (last - i)) / last, 0) / n
}
