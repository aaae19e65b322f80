import { isDeepStrictEqual } from 'node:util'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import type { Question } from './form.ts'
import { mayBeAsked } from './rules.ts'
import { holdForm, insertForm, insertVersion, isAnswered, updateVersion } from './store.ts'

/**
 * Says what is asked under this name, and returns the version. A version that somebody has answered is frozen:
 * then this makes the next one. The same questions again change nothing.
 */
export async function defineForm(
  db: Db,
  who: Who,
  name: string,
  questions: readonly Question[],
): Promise<number> {
  if (!/^[a-z][a-z0-9.-]{0,59}$/.test(name))
    throw new Refusal('invalid', 'form.name', `“${name}” is no name for questions.`)
  mayBeAsked(questions)
  await insertForm(db, newId(who.at), name)
  const { id, newest } = await holdForm(db, name)
  const asked: Question[] = JSON.parse(JSON.stringify(questions))
  if (newest && isDeepStrictEqual(newest.questions, asked)) return newest.version
  const frozen = newest !== undefined && (await isAnswered(db, id, newest.version))
  const version = newest && !frozen ? newest.version : (newest?.version ?? 0) + 1
  if (newest && !frozen) await updateVersion(db, id, version, asked, who.at)
  else await insertVersion(db, id, version, asked, who.at)
  await record(db, who, 'forms.defined', id, { name, version, questions: asked.length })
  return version
}
