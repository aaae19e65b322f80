import { type Round, released, roundsAbout, type Shown } from '../kit/anonymous/anonymous.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { SEEN } from './seen.ts'

/** What staff say of a pledge: what was last let out, and the round that is under way. */
export type Saw = {
  round: Round | undefined
  shown: Shown | undefined
  now: Round | undefined
  asked: boolean
}

export async function sawOf(db: Db, pledge: Id, at: Date): Promise<Saw> {
  const rounds = await roundsAbout(db, SEEN, [pledge])
  const now = rounds.find((one) => one.closes_at > at)
  for (const round of rounds) {
    const shown = await released(db, round.id)
    if (shown) return { round, shown, now, asked: true }
  }
  return { round: undefined, shown: undefined, now, asked: rounds.length > 0 }
}

/** "9 of 11 saw it", "at least 10 of 11 saw it", "at least 4 of 5 did not see it" */
export function sawSentence({ n, of }: Shown): string {
  const { yes } = of
  if (yes) return `${yes.atLeast ? 'at least ' : ''}${yes.n === 0 ? 'none' : yes.n} of ${n} saw it`
  const [choice, told] = Object.entries(of)[0] ?? []
  const says = choice === 'no' ? 'did not see it' : 'cannot tell'
  return told ? `at least ${told.n} of ${n} ${says}` : 'not shown'
}

/** The third part of "you said · you did · they saw", for each pledge that was ever asked about. */
export async function theySaw(db: Db, pledges: readonly Id[], at: Date): Promise<Map<Id, string>> {
  const said = new Map<Id, string>()
  for (const pledge of pledges) {
    const { shown, now, asked } = await sawOf(db, pledge, at)
    if (shown) said.set(pledge, sawSentence(shown))
    else if (now) said.set(pledge, 'they are being asked')
    else if (asked) said.set(pledge, 'not shown: too few answered')
  }
  return said
}
