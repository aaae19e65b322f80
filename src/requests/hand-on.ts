import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Staff, team, teams } from '../people/people.ts'
import { edgesOf, nameIn, openOn } from './ask.ts'
import { setNextDue } from './clocks.ts'
import { endBeneath } from './end.ts'
import type { Request } from './request.ts'
import { mustNotCircle, mustSaySomething } from './rules.ts'
import { asAsked } from './sides.ts'
import { deleteTaking, insertAsked, selectAskedOf } from './store.ts'
import { insertAnswered } from './store-answers.ts'

/** Another team is the right one: it goes there with a reason, and both sides see where it has been. */
export function handOn(db: Db, who: Staff, id: Id, to: { team: Id; reason: string }): Promise<Request> {
  return asAsked(db, who, id, async (one) => {
    const reason = mustSaySomething(to.reason, 'reason', 'Say why they are the right ones.')
    const next = await team(db, to.team)
    if ((await selectAskedOf(db, [id])).some((asked) => asked.team_id === next.id))
      throw new Refusal(
        'conflict',
        'asked-before',
        next.id === one.team_id
          ? `${next.name} is asked already.`
          : `${next.name} had it before and handed it on. If nobody can do it, say that you cannot, and why.`,
        { field: 'team' },
      )
    const also = await endBeneath(db, who, one)
    const open = (await openOn(db, one.case_id)).filter((each) => each.id !== id)
    mustNotCircle(edgesOf(open), { from: one.from_team_id, to: next.id }, nameIn(await teams(db)))
    await insertAnswered(db, one.asked_id, who.at)
    await insertAsked(db, {
      id: newId(who.at),
      request_id: id,
      team_id: next.id,
      at: who.at,
      by_id: who.id,
      reason,
    })
    await deleteTaking(db, id)
    const after = await setNextDue(db, who, id)
    await record(db, who, 'requests.handed-on', one.case_id, {
      request: id,
      from: one.team_id,
      to: next.id,
      ...(also.length > 0 ? { also } : {}),
    })
    return after
  })
}
