import type { Enclosure } from '../../interactions/interactions.ts'
import { noteTryIn, triesIn } from '../../kit/attempts.ts'
import { minutes } from '../../kit/clock.ts'
import type { Ask } from '../../kit/doors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { peerOf } from '../../people/staff.tsx'
import { type T, talk, type Visitor } from './visitor.tsx'

// A shop's guests share one address; a machine that floods needs far more than this.
export const MOST_SENT = 30
const WITHIN = minutes(10)

/**
 * Whatever a visitor sends goes through here: a peer may send a company thirty in ten minutes, then it
 * waits, and only that peer. What was typed comes back with the refusal, in the visitor's language; files have to be chosen again.
 */
export async function sending<R>(
  ask: Ask<Visitor>,
  files: readonly Enclosure[],
  deed: () => Promise<R>,
): Promise<R> {
  const t = talk(ask.who.language)
  try {
    await maySend(ask, t)
    return await deed()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const ours = error.code.startsWith('page.') ? error.sentence : t('error.unavailable')
    const sentence = files.length > 0 ? `${ours} ${t('error.filesAgain')}` : ours
    throw new Refusal(error.kind, 'page.refused', sentence, {
      field: ours === error.sentence ? error.field : undefined,
    })
  }
}

async function maySend({ db, who, c }: Ask<Visitor>, t: T): Promise<void> {
  const key = `page ${who.company} ${peerOf(c).address}`
  if ((await triesIn(db, key, WITHIN, who.at)) >= MOST_SENT)
    throw new Refusal('too-many', 'page.too-many', t('error.tooMany'))
  await noteTryIn(db, key, who.at)
}
