import { readCase } from '../cases/cases.ts'
import { atomically, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { type Staff, teams } from '../people/people.ts'
import { type Request, readRequest } from './request.ts'
import { mustActFor, mustAskFor, mustStillWait } from './rules.ts'

/** Deeds on the requests of one case follow one another: else two of them could make a circle between them. */
export const inLine = <T>(db: Db, about: Id, deed: () => Promise<T>): Promise<T> =>
  atomically(db, `requests ${about}`, deed)

/** The deed on a request that still waits, by somebody of the team that is asked. */
export async function asAsked<T>(db: Db, who: Staff, id: Id, deed: (one: Request) => Promise<T>): Promise<T> {
  const { case_id } = await readRequest(db, id)
  return inLine(db, case_id, async () => {
    const one = await readRequest(db, id)
    mustStillWait(one)
    mustActFor(await teams(db), who, { id: one.team_id, name: one.team })
    return deed(one)
  })
}

/** The same by the side that asked. */
export async function asAsker<T>(db: Db, who: Staff, id: Id, deed: (one: Request) => Promise<T>): Promise<T> {
  const { case_id } = await readRequest(db, id)
  return inLine(db, case_id, async () => {
    const one = await readRequest(db, id)
    mustAskFor(await teams(db), who, one, (await readCase(db, case_id)).holder_id)
    return deed(one)
  })
}
