import { type Case, howManyWait, promisesOf, waitingCases, whatTheyWaitFor } from '../cases/cases.ts'
import { type Customer, customersById } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { besideNow } from '../limits/limits.ts'
import { people, rank, type Staff, type Team, teams } from '../people/people.ts'

export type Waiting = {
  one: Case
  customer: Customer | undefined
  /** The colleague who holds it; undefined where nobody does, or where it is oneself. */
  holder: string | undefined
  promised: string | undefined
  /** Who promised it, "You" or a name: after a hand-over not whoever holds it. Undefined where no person did. */
  promiser: string | undefined
  /** "Waiting for Stores since 2 h". */
  waits: readonly string[]
}
export type WhoWaits = { rows: Waiting[]; mine: number; free: number; all: number; since: Date | undefined }

/**
 * Whom I hold, what is due first on top; then who waits in my teams for whoever takes care and, for whoever leads
 * them, whom colleagues hold. What came in without a team is everybody's. Whoever works a shift sees what the person
 * beside them sees, and whom they hold themselves.
 */
export async function whoWaits(db: Db, who: Staff, most: number): Promise<WhoWaits> {
  const beside = await besideNow(db, who)
  const { level, team } = beside ? { level: beside.level, team: beside.team_id } : who
  // Who leads the whole has the whole house waiting, whatever room they sit in.
  const under = team && level !== 'leader' ? below(await teams(db), team) : undefined
  const inTeams = under ? { teams: under } : {}
  const leads = rank(level) > 0
  const theirs = beside ? await waitingCases(db, { holder: beside.id, most }) : []
  const [mine, free, homeless, others, mineAll, freeAll, all] = await Promise.all([
    waitingCases(db, { holder: who.id, most }),
    waitingCases(db, { holder: null, ...inTeams, most }),
    under ? waitingCases(db, { holder: null, most: 25 }) : [],
    leads ? waitingCases(db, { ...inTeams, most: most * 2 }) : [],
    howManyWait(db, { holder: who.id }),
    howManyWait(db, { holder: null, ...inTeams }),
    howManyWait(db, leads ? inTeams : { holder: who.id }),
  ])
  const nobodys = homeless.filter((one) => one.team_id === null)
  const rest = [...theirs, ...free, ...nobodys, ...others].sort((a, b) => dueOf(a) - dueOf(b))
  const order = new Map([...mine, ...rest].map((one) => [one.id, one]))
  const shown = [...order.values()].slice(0, most)
  const firsts = mine.map((one) => one.opened_at.getTime())
  return {
    rows: await filled(db, who, shown),
    mine: mineAll,
    free: freeAll + nobodys.length,
    all: leads ? all : mineAll + theirs.length + freeAll + nobodys.length,
    since: firsts.length > 0 ? new Date(Math.min(...firsts)) : undefined,
  }
}

async function filled(db: Db, who: Staff, cases: readonly Case[]): Promise<Waiting[]> {
  const promises = await promisesOf(
    db,
    cases.map((one) => one.id),
  )
  const open = (id: Id) => promises.find((each) => each.case_id === id && !each.end)
  const named = [...cases.map((one) => one.holder_id), ...cases.map((one) => open(one.id)?.by_id)]
  const [customers, everybody, waits] = await Promise.all([
    customersById(
      db,
      cases.flatMap((one) => one.customer_id ?? []),
    ),
    named.some((id) => id && id !== who.id) ? people(db) : [],
    whatTheyWaitFor(
      db,
      who,
      cases.map((one) => one.id),
    ),
  ])
  const other = (id: Id | null | undefined) =>
    everybody.find((person) => person.id === id && person.id !== who.id)?.name
  return cases.map((one) => ({
    one,
    customer: one.customer_id ? customers.get(one.customer_id) : undefined,
    holder: other(one.holder_id),
    promised: open(one.id)?.what,
    promiser: open(one.id)?.by_id === who.id ? 'You' : other(open(one.id)?.by_id),
    waits: waits.get(one.id) ?? [],
  }))
}

/** A team and all beneath it. */
export function below(all: readonly Team[], top: Id): Id[] {
  const found = [top]
  for (const id of found)
    for (const team of all) if (team.parent_id === id && !found.includes(team.id)) found.push(team.id)
  return found
}

const dueOf = (one: Case): number => (one.due_at ?? one.opened_at).getTime()
