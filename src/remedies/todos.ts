import { DateTime } from 'luxon'
import { record } from '../history/history.ts'
import type { Place } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { inLine } from './give.ts'
import type { Entry, Kind } from './remedies.ts'
import { deleteTick, insertTick, insertTodo, selectTodo, selectTodos, type Todo } from './store-todos.ts'

export type { Todo } from './store-todos.ts'

/** What is still to be done after a gesture, by whom and by when: else "given" is only a word. */
export async function writeTodo(db: Db, who: Staff, entry: Entry, kind: Kind): Promise<void> {
  if (entry.amount === 0n && !kind.todo) return
  const team = kind.todo_team_id ?? entry.team_id
  await insertTodo(db, {
    entry_id: entry.id,
    what: kind.todo || kind.name,
    team_id: team,
    person_id: team ? null : who.id,
    due_on:
      DateTime.fromJSDate(who.at, { zone: who.house.zone }).plus({ days: kind.todo_days }).toISODate() ?? '',
  })
}

/** What is to be done, the most urgent first; or what was done, the latest due first. */
export const todos = (
  db: Db,
  of: { done?: boolean | undefined; team?: Id | undefined; after?: Place | undefined; most: number },
): Promise<Todo[]> => selectTodos(db, of)

async function todo(db: Db, entry: Id): Promise<Todo> {
  const found = await selectTodo(db, entry)
  if (!found) throw new Refusal('not-found', 'todo', 'There is nothing to do here.')
  return found
}

export async function tick(db: Db, who: Staff, entry: Id): Promise<Todo> {
  const { currency } = await todo(db, entry)
  return inLine(db, currency, async () => {
    const one = await todo(db, entry)
    if (one.taken_back)
      throw new Refusal('conflict', 'taken-back', 'This was taken back: it is not to be done any more.')
    if (await insertTick(db, entry, who.at, who.id))
      await record(db, who, 'remedies.ticked', one.case_id, { entry })
    return todo(db, entry)
  })
}

export async function untick(db: Db, who: Staff, entry: Id): Promise<Todo> {
  const one = await todo(db, entry)
  if (await deleteTick(db, entry)) await record(db, who, 'remedies.unticked', one.case_id, { entry })
  return todo(db, entry)
}
