import { caseOfInteraction, type Followed, fileNamesOf, readFollow } from '../../cases/cases.ts'
import { type Interaction, interactionsById } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { touchpoint } from '../../touchpoints/touchpoints.ts'
import { callOn } from '../phone/call.ts'
import { selectAdded } from './store.ts'
import type { Follower } from './visitor.tsx'
import { eitherOf, namesAt } from './who-answers.ts'

/** What somebody sees who has a private link: theirs alone, and nothing else that we know of a customer. */
export type Following = {
  /** Where it became a case: all that belongs to one. */
  followed: Followed | undefined
  /** Else what was said. */
  heard: Interaction | undefined
  heardAt: Date
  /** With whom it is, by first name. */
  with: string | null
  said: Followed['said']
  /** What was promised is a call. */
  call: boolean
}

/** A link is about a case, or about something said that may have become one since. */
export async function following(db: Db, who: Follower): Promise<Following> {
  const { about } = who.ticket
  const heard = (await interactionsById(db, [about])).get(about)
  const one = heard ? await caseOfInteraction(db, about) : about
  if (one) {
    const followed = await readFollow(db, { about: one }, who.language)
    const { heardAt, said } = followed
    const call = (await callOn(db, followed.one.id)) !== undefined
    return { followed, heard: undefined, heardAt, with: followed.with, said, call }
  }
  const said = heard as Interaction
  const all = [said, ...(await addedTo(db, said.id))]
  const files = await fileNamesOf(db, all)
  return {
    followed: undefined,
    heard: said,
    heardAt: said.at,
    with: await readerOf(db, who, said),
    said: all.map(({ id, at, text }) => ({ at, by: null, text, files: files(id) })),
    call: false,
  }
}

/** Its key says what an addition belongs to, where no case does. */
export const keyOfAddition = (about: Id, once: string): string => `${about} ${once}`

async function addedTo(db: Db, about: Id): Promise<Interaction[]> {
  const ids = await selectAdded(db, keyOfAddition(about, ''))
  return [...(await interactionsById(db, ids)).values()].sort((a, b) => a.at.getTime() - b.at.getTime())
}

async function readerOf(db: Db, who: Follower, said: Interaction): Promise<string | null> {
  const names = said.touchpoint_id ? await namesAt(db, await touchpoint(db, said.touchpoint_id)) : []
  return names.length > 0 ? eitherOf(names, who) : null
}
