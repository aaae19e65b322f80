import { days } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { chainOf, type Staff, type Team } from '../people/people.ts'
import type { Request } from './request.ts'

/** Somebody of the team, or who leads it. */
export const actsFor = (all: readonly Team[], who: Staff, team: Id | null): boolean =>
  who.level === 'leader' || (team !== null && who.team !== null && chainOf(all, team).includes(who.team))

export function mustActFor(all: readonly Team[], who: Staff, team: Pick<Team, 'id' | 'name'>): void {
  if (!actsFor(all, who, team.id))
    throw new Refusal('forbidden', 'not-your-team', `${team.name} was asked: somebody of that team answers.`)
}

/** Whoever asked, somebody of the team that waits or, of what was asked first, whoever holds the case now. */
export const asksFor = (all: readonly Team[], who: Staff, one: Request, holder: Id | null): boolean =>
  who.id === one.asker_id || (one.for_id === null && who.id === holder) || actsFor(all, who, one.from_team_id)

export function mustAskFor(all: readonly Team[], who: Staff, one: Request, holder: Id | null): void {
  if (!asksFor(all, who, one, holder))
    throw new Refusal('forbidden', 'not-your-request', `${one.from} asked: that is for them to say.`)
}

/** The team that did it does not say itself whether it helped. */
export function mustNotPraiseItself(who: Staff, one: Request): void {
  if (who.team === one.team_id && who.id !== one.asker_id)
    throw new Refusal('forbidden', 'own-team', `Your team did it: ${one.from} says whether it helped.`)
}

export function mustStillWait(one: Request): void {
  if (!one.end) return
  const how = {
    done: `${one.team} has done this already.`,
    cannot: `${one.team} has said already that it cannot.`,
    withdrawn: 'This was withdrawn: it is not needed any more.',
  }
  throw new Refusal('conflict', 'request-ended', how[one.end.how])
}

export type Edge = { from: Id | null; to: Id }

/**
 * Nobody may wait for somebody who, in the end, waits for them. `open` are the requests of the same case that wait,
 * `names` says what a team is called.
 */
export function mustNotCircle(open: readonly Edge[], { from, to }: Edge, names: (id: Id) => string): void {
  if (from === null) return
  if (from === to)
    throw new Refusal(
      'conflict',
      'own-team',
      `${names(to)} is the team that asks: it cannot wait for itself.`,
      {
        field: 'team',
      },
    )
  const reached = [to]
  for (const at of reached)
    for (const edge of open) if (edge.from === at && !reached.includes(edge.to)) reached.push(edge.to)
  if (reached.includes(from))
    throw new Refusal(
      'conflict',
      'request-circle',
      `${names(to)} already waits for ${names(from)} on this case. Answer that first: else both would wait for each other.`,
      { field: 'team' },
    )
}

export function mustSaySomething(text: string, field: string, sentence: string, most = 400): string {
  const said = text.trim()
  if (said === '') throw new Refusal('invalid', `${field}-empty`, sentence, { field })
  if ([...said].length > most)
    throw new Refusal('invalid', `${field}-long`, `Say it in at most ${most} characters.`, { field })
  return said
}

export function mustComeYet(at: Date, now: Date, field: string): void {
  if (!(at.getTime() > now.getTime()))
    throw new Refusal('invalid', 'request-past', 'Say a moment that is still to come.', { field })
  if (at.getTime() > now.getTime() + days(366))
    throw new Refusal('invalid', 'request-far', 'Say a moment within a year.', { field })
}
