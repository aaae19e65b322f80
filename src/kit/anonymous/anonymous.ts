// Answers that nobody can find again, we included. Rounds, holders, groups and answers: none of our words is here.
// Outside of the promise, and said on every page that asks: whoever watches the tables while answers arrive, or reads
// afterwards what the database's own journal (and what a page had free) recorded of that time.
export { type Answer, answer, clearAway } from './answer.ts'
export { type Counts, groupsTold, isNearlyAll, type Told, toldOf } from './cells.ts'
export { FEWEST, FEWEST_FOR_WORDS } from './fewest.ts'
export { anonymousForm } from './form.ts'
export { momentsOf, type Released, release, roundReleased } from './release.ts'
export { groupsReleased, released, type Shown } from './released.ts'
export {
  askedSince,
  findRound,
  type Group,
  type Opening,
  openRound,
  type Round,
  roundsAbout,
} from './round.ts'
export { type Slip, takePart, waitingFor } from './take-part.ts'
