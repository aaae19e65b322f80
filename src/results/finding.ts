import type { Fives } from './fives.ts'
import type { Board } from './journey.ts'
import { type Period, periodNames } from './period.ts'
import { between, boundsOf, inHundred, isChange, LEAST, type Told } from './told.ts'

const answers = (n: number): string =>
  n === 1 ? 'one answer' : `${new Intl.NumberFormat('en').format(n)} answers`

/** The finding: "58 in 100 gave a five at Collect". */
export function fivesTitle({ told, team, touchpoint }: Pick<Fives, 'told' | 'team' | 'touchpoint'>): string {
  const where = [touchpoint && ` at ${touchpoint.name}`, team && ` in ${team.name}`].filter(Boolean).join(',')
  if (told.share) return `${inHundred(told.share.share)} in 100 gave a five${where}`
  return told.n === 0 ? `Nobody has given a number yet${where}` : `Too few to say${where}`
}

/** "Between 50 and 66, from 131 answers in the last three months. A year ago it was 31: …" */
export function fivesLead(of: { told: Told; yearAgo: Told }, period: Period): string {
  const { told } = of
  if (told.n === 0)
    return `From ${answers(LEAST)} in ${periodNames[period]} on, the share of fives stands here.`
  if (!told.share)
    return `${capital(answers(told.n))} in ${periodNames[period]}. A share is told from ${LEAST} on.`
  const { low, high } = told.share
  return `Between ${inHundred(low)} and ${inHundred(high)}, from ${answers(told.n)} in ${periodNames[period]}. ${yearAgoSentence(of)}`
}

/** What can be said of the change since a year ago: it differs, it may be noise, or nobody knows. */
export function yearAgoSentence({ told, yearAgo }: { told: Told; yearAgo: Told }): string {
  if (yearAgo.n === 0) return 'Nobody had answered a year ago.'
  if (!yearAgo.share) return `A year ago too few had answered to compare (n ${yearAgo.n}).`
  const was = `A year ago it was ${inHundred(yearAgo.share.share)}`
  return isChange(between(told, yearAgo))
    ? `${was}: a difference that is not noise.`
    : `${was}: no change shown, the difference may be noise.`
}

/** What the board shows, where it shows something. */
export function boardTitle({ worst, places }: Board): string {
  if (worst) return `${worst.touchpoint.name} is where it goes wrong most`
  const told = places.filter((place) => place.shares).length
  if (told === 0) return 'Too few to say yet'
  return told === 1 ? 'Only one place can be told yet' : 'No place goes wrong more than the others'
}

export function boardLead(board: Board): string {
  const { worst, places, period } = board
  const misery = worst?.shares?.misery
  if (worst && misery)
    return `${inHundred(misery.share)} in 100 found it a misery in ${periodNames[period]} (${boundsOf(misery)}, n ${worst.n}).${guessed(worst.touchpoint.guess)}`
  if (places.some((place) => place.shares))
    return `How misery differs from place to place in ${periodNames[period]} can be chance.`
  const most = Math.max(0, ...places.map((place) => place.n))
  return `${most === 0 ? `Nobody has given a number at a place of the journey in ${periodNames[period]}.` : `No place has more than ${answers(most)} in ${periodNames[period]}.`} ${RULE}`
}

export const RULE = `A place is told from ${LEAST} answers on.`

const guessed = (guess: number | null): string =>
  guess === null ? '' : ` Staff had guessed that ${guess} in 100 would love it.`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What the line shows from its first told point to its last. */
export function lineTitle({ line }: Pick<Fives, 'line'>): string {
  const [first, last] = [line.find((step) => step.share), line.findLast((step) => step.share)]
  if (!first?.share || !last?.share || first === last) return 'Too few to say how it moved'
  if (!isChange(between(last, first))) return `No change shown between ${first.label} and ${last.label}`
  return `From ${inHundred(first.share.share)} in ${first.label} to ${inHundred(last.share.share)} in ${last.label}`
}
