import { Refusal } from '../kit/refusal.ts'
import { chainOf, type Person, rank, type Staff, type Team } from './people.ts'

/** A tree has no circles: nothing may stand beneath itself. */
export function mustStayTree(teams: readonly Team[], id: string, parent: string | null): void {
  if (parent && chainOf(teams, parent).includes(id))
    throw new Refusal(
      'conflict',
      'team-circle',
      'A team cannot stand beneath itself or beneath a team of its own.',
      {
        field: 'parent',
      },
    )
}

export function mustBeHere(one: Person): void {
  if (one.left_at) throw new Refusal('conflict', 'left', `${one.name} has left the company.`)
}

/** Somebody must always be able to let others in. */
export function mustLeaveAdministrator(one: Person, administrators: number): void {
  if (one.admin && administrators < 2)
    throw new Refusal(
      'conflict',
      'last-administrator',
      `${one.name} is the only administrator: make somebody else one first.`,
      { field: 'admin' },
    )
}

/** With a level comes a limit: nobody raises their own where somebody else can. */
export function mustNotRaiseSelf(
  who: Staff,
  one: Person,
  level: Person['level'],
  administrators: number,
): void {
  if (who.id === one.id && rank(level) > rank(one.level) && administrators > 1)
    throw new Refusal('forbidden', 'own-level', 'Ask another administrator to raise your own level.', {
      field: 'level',
    })
}

/** Oneself, an administrator, or who leads a team that the person belongs to. */
export function mayArrange(who: Staff, one: Person, teams: readonly Team[]): boolean {
  if (who.admin || who.id === one.id) return true
  if (rank(who.level) <= rank(one.level)) return false
  return who.level === 'leader' || (who.team !== null && chainOf(teams, one.team_id).includes(who.team))
}

export function mustArrange(who: Staff, one: Person, teams: readonly Team[]): void {
  if (!mayArrange(who, one, teams))
    throw new Refusal(
      'forbidden',
      'not-yours',
      `Only ${one.name}, who leads their team, or an administrator may do that.`,
    )
}
