import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { type Request, readRequest } from './request.ts'
import { mustNotPraiseItself, mustSaySomething } from './rules.ts'
import { asAsker } from './sides.ts'
import { upsertVerdict } from './store-answers.ts'

/** Whether it helped: one tap of whoever asked, of the team and of nobody by name. A second word replaces the first. */
export function sayHelped(
  db: Db,
  who: Staff,
  id: Id,
  { helped, word = '' }: { helped: boolean; word?: string | undefined },
): Promise<Request> {
  return asAsker(db, who, id, async (one) => {
    if (one.end?.how !== 'done')
      throw new Refusal(
        'conflict',
        'not-done',
        `${one.team} has not done it: there is nothing to say of it yet.`,
      )
    mustNotPraiseItself(who, one)
    const said = word.trim() && mustSaySomething(word, 'word', '')
    await upsertVerdict(db, { request_id: id, helped, word: said, at: who.at })
    await record(db, who, 'requests.judged', one.case_id, { request: id, team: one.team_id, helped })
    return readRequest(db, id)
  })
}
