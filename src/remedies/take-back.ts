import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { findPerson, firstName, rank, type Staff } from '../people/people.ts'
import { inLine } from './give.ts'
import type { Entry } from './remedies.ts'
import { entryById, insertEntry, takingBack } from './store.ts'
import { isTicked } from './store-todos.ts'

/** Takes a gesture back, whole and once: the budget has it again. Whoever gave it may, and whoever is above them. */
export async function takeBack(db: Db, who: Staff, id: Id, reason = 'taken back'): Promise<Entry> {
  const given = await entryById(db, id)
  if (!given) throw new Refusal('not-found', 'entry', 'There is no such gesture here.')
  if (given.takes_back_id)
    throw new Refusal(
      'conflict',
      'take-back-of-take-back',
      'This takes a gesture back: it cannot be taken back itself.',
    )
  await mustBeTheirs(db, who, given)
  return inLine(db, given.currency, async () => {
    if (await takingBack(db, id))
      throw new Refusal(
        'conflict',
        'taken-back',
        'This was taken back already: it cannot be taken back twice.',
      )
    if (await isTicked(db, id))
      throw new Refusal(
        'conflict',
        'done',
        'This was done already: what the customer has, nobody takes back.',
      )
    const entry: Entry = {
      ...given,
      id: newId(who.at),
      at: who.at,
      by_id: who.id,
      team_id: given.team_id,
      amount: -given.amount,
      reason: reason.trim().slice(0, 400) || 'taken back',
      ask_id: null,
      takes_back_id: given.id,
      key: `take-back ${given.id}`,
    }
    await insertEntry(db, entry)
    await record(db, who, 'remedies.taken-back', given.case_id, { entry: given.id, by: entry.id })
    return entry
  })
}

async function mustBeTheirs(db: Db, who: Staff, given: Entry): Promise<void> {
  if (who.id === given.by_id || who.admin) return
  const giver = await findPerson(db, given.by_id)
  if (giver && rank(who.level) > rank(giver.level)) return
  throw new Refusal(
    'forbidden',
    'not-the-giver',
    `${firstName(giver?.name ?? 'A colleague')} gave this: only they may take it back.`,
  )
}
