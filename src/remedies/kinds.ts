import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { roughUnit } from '../limits/limits.ts'
import { type Company, mustAdminister, type Staff, team } from '../people/people.ts'
import type { Family, Kind } from './remedies.ts'
import { insertKinds, retire, selectKinds } from './store.ts'

/** The kinds in use. */
export const kinds = (db: Db): Promise<Kind[]> => selectKinds(db)

export async function kind(db: Db, id: Id): Promise<Kind> {
  const found = (await selectKinds(db)).find((one) => one.id === id)
  if (!found)
    throw new Refusal('not-found', 'kind', 'That way of putting it right is not in use here.', {
      field: 'kind',
    })
  return found
}

export type NewKind = {
  family: Family
  name: string
  cost?: Money | undefined
  todo?: string | undefined
  todoDays?: number | undefined
  todoTeam?: Id | null | undefined
}

export async function makeKind(db: Db, who: Staff, what: NewKind): Promise<Kind> {
  mustAdminister(who)
  const name = what.name.trim()
  const known = await selectKinds(db)
  if (known.some((one) => one.name.toLowerCase() === name.toLowerCase()))
    throw new Refusal('conflict', 'kind-name', `There is a “${name}” already.`, { field: 'name' })
  if (what.family === 'sorry' && what.cost)
    throw new Refusal('invalid', 'sorry-is-free', 'Saying sorry costs nothing.', { field: 'cost' })
  if (what.todoTeam) await team(db, what.todoTeam)
  const row: Kind = {
    id: newId(who.at),
    family: what.family,
    name,
    cost: what.cost?.minor ?? null,
    currency: what.cost?.currency ?? null,
    todo: (what.todo ?? '').trim() || defaultTodo(what.family),
    todo_days: what.todoDays ?? 7,
    todo_team_id: what.todoTeam ?? null,
    at: who.at,
  }
  await insertKinds(db, [row])
  await record(db, who, 'remedies.kind-made', row.id, { family: row.family })
  return row
}

/** No longer offered; what was given so keeps its name. */
export async function retireKind(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  const one = await kind(db, id)
  if (await retire(db, one.id, who.at, who.id)) await record(db, who, 'remedies.kind-retired', one.id)
}

// Every gesture that costs something is only a word until somebody has done it.
const defaultTodo = (family: Family): string =>
  ({ sorry: '', fix: 'Do what was promised', owed: 'Pay it back', extra: 'Hand it over or pay it out' })[
    family
  ]

type First = [Family, string, number | null, string, number]
const FIRST: First[] = [
  ['sorry', 'Say sorry', null, '', 0],
  ['fix', 'Repair or redo it free of charge', null, 'Do the work again, free of charge', 3],
  ['fix', 'Replace it', null, 'Hand over the replacement', 3],
  ['fix', 'Lend one meanwhile', null, 'Take the loan back', 14],
  ['owed', 'Refund', null, 'Pay it back', 3],
  ['extra', 'Goodwill', null, 'Pay it out', 7],
  ['extra', 'Coffee on the house', 4, 'Pour it', 0],
  ['extra', 'Flowers and a card', 25, 'Order and send them', 2],
]

/** What every company begins with, until it finds its own words. */
export async function beginKinds(db: Db, who: Who, house: Company): Promise<void> {
  const unit = roughUnit(house.currency)
  await insertKinds(
    db,
    FIRST.map(
      ([family, name, cost, todo, days]): Kind => ({
        id: newId(who.at),
        family,
        name,
        cost: cost === null ? null : BigInt(cost) * unit,
        currency: cost === null ? null : house.currency,
        todo,
        todo_days: days,
        todo_team_id: null,
        at: who.at,
      }),
    ),
  )
}
