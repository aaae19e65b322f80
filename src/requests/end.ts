import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { stopClock } from './clocks.ts'
import { type How, type Request, readRequest } from './request.ts'
import { mustSaySomething, mustStillWait } from './rules.ts'
import { asAsked, asAsker } from './sides.ts'
import { deleteTaking, selectBeneath } from './store.ts'
import { insertAnswered, insertEnd } from './store-answers.ts'

/** Ends it. What was asked for its sake alone is asked no more: which ones, for the deed's line. */
export async function close(
  db: Db,
  who: Staff,
  one: Request,
  how: How,
  word: string,
): Promise<{ also?: Id[] }> {
  await end(db, who, one, how, word)
  const also = await endBeneath(db, who, one)
  return also.length > 0 ? { also } : {}
}

async function end(db: Db, who: Staff, one: Request, how: How, word: string): Promise<void> {
  // Deeds on one case stand in line, so this is the first end.
  await insertEnd(db, { request_id: one.id, how, word, team_id: one.team_id, at: who.at, by_id: who.id })
  await deleteTaking(db, one.id)
  await stopClock(db, one.id)
}

/** What this team had asked others for the sake of it. */
export async function endBeneath(db: Db, who: Staff, one: Request): Promise<Id[]> {
  const ended: Id[] = []
  for (const each of await selectBeneath(db, one.id)) {
    await end(db, who, each, 'withdrawn', '')
    ended.push(each.id, ...(await endBeneath(db, who, each)))
  }
  return ended
}

/** It is done, with a word if there is one to say. */
export function finishRequest(db: Db, who: Staff, id: Id, word = ''): Promise<Request> {
  return asAsked(db, who, id, async (one) => {
    const said = word.trim() && mustSaySomething(word, 'word', '')
    await insertAnswered(db, one.asked_id, who.at)
    const also = await close(db, who, one, 'done', said)
    await record(db, who, 'requests.done', one.case_id, {
      request: id,
      team: one.team_id,
      late: one.due_at !== null && one.due_at < who.at,
      ...also,
    })
    return readRequest(db, id)
  })
}

/** It is not needed any more. */
export function withdrawRequest(db: Db, who: Staff, id: Id, word = ''): Promise<Request> {
  return asAsker(db, who, id, async (one) => {
    mustStillWait(one)
    const also = await close(db, who, one, 'withdrawn', word.trim() && mustSaySomething(word, 'word', ''))
    await record(db, who, 'requests.withdrawn', one.case_id, { request: id, team: one.team_id, ...also })
    return readRequest(db, id)
  })
}
