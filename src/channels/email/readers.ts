import type { Interaction } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { offer } from '../../kit/offer.ts'
import type { Who } from '../../kit/who.ts'

/** A mail as another channel may read it: what it tells of may have been said somewhere else. */
export type Letter = {
  from: string | undefined
  forwardedFrom: string | undefined
  subject: string
  text: string
  html: string | undefined
  at: Date
  /** The same for two mails that are one. */
  key: string
  touchpoint?: Id | undefined
  team?: Id | undefined
}

type Reader = (
  db: Db,
  who: Who,
  letter: Letter,
) => Promise<{ interaction: Interaction; made: boolean } | undefined>

/** Who may recognise a mail as a notice of theirs and hear what it tells of; the first who does has it. */
export const readers = offer<Reader>('email.readers')

export async function readElsewhere(
  db: Db,
  who: Who,
  letter: Letter,
): Promise<{ interaction: Interaction; made: boolean } | undefined> {
  for (const read of readers) {
    const heard = await read(db, who, letter)
    if (heard) return heard
  }
  return undefined
}
