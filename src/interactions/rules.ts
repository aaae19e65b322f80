import { isDatabaseError } from '../kit/db.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Hearing, KINDS } from './interactions.ts'

export const CHANNEL = /^[a-z][a-z0-9-]{0,39}$/
export const MOST_TEXT = 100_000
const MOST_FILES = 20

/** What may be heard at all. Odd words are cleaned and kept; what contradicts itself is refused. */
export function mayBeHeard(what: Hearing): void {
  if (!KINDS.includes(what.kind)) refuse('kind', `There is no kind “${what.kind}”.`)
  if (!CHANNEL.test(what.channel))
    refuse('channel', 'Name a channel in small letters, such as email or phone.')
  if (what.person && !mayNameAPerson(what))
    refuse(
      'person',
      'A person is named on praise, never on a complaint: leave out who it was and say where it was.',
    )
  if (what.score != null && !(Number.isInteger(what.score) && what.score >= 1 && what.score <= 5))
    refuse('score', 'A score is a whole number from 1 to 5.')
  if (what.own && !(Number.isFinite(what.own.score) && /^.{1,40}$/u.test(what.own.scale)))
    refuse('own', 'A score of its own needs its number and its scale, such as 0-10.')
  if (what.key != null && what.key.length > 300) refuse('key', 'A key has 300 characters at most.')
  if ((what.text ?? '').length > MOST_TEXT * 10) refuse('text', 'That is longer than a million characters.')
  if (what.at && Number.isNaN(what.at.getTime())) refuse('at', 'That is no moment.')
  if ((what.files?.length ?? 0) > MOST_FILES)
    refuse('files', `No more than ${MOST_FILES} files at once, please.`)
}

const mayNameAPerson = ({ kind, direction }: Hearing): boolean =>
  kind === 'compliment' || kind === 'kindness' || direction === 'out'

/** A day is left for clocks that run ahead and for zones that were forgotten. */
export function mayHaveHappened(at: Date | undefined, now: Date): void {
  if (at && at.getTime() > now.getTime() + 86_400_000)
    refuse('at', 'That is in the future: say when it happened, not when it will.')
}

/** The words as they can be kept: what no text has is taken out, nothing else. */
export const cleanWords = (words: string): string => words.toWellFormed().replaceAll('\u0000', '')

const MISSING = {
  customer_id: ['customer', 'There is no such customer here.'],
  touchpoint_id: ['touchpoint', 'There is no such touchpoint here.'],
  team_id: ['team', 'There is no such team here.'],
  person_id: ['person', 'There is no such person here.'],
} as const

/** What a foreign key says of ids that mean nothing here, as a sentence. */
export function noSuch(error: unknown): never {
  if (isDatabaseError(error, '23503') && error instanceof Error && 'constraint' in error)
    for (const [column, [field, sentence]] of Object.entries(MISSING))
      if (String(error.constraint).includes(column))
        throw new Refusal('not-found', field, sentence, { field })
  throw error
}

function refuse(field: string, sentence: string): never {
  throw new Refusal('invalid', `interaction.${field}`, sentence, { field })
}
