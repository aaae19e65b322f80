import { type Line, says } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatDate, formatDateTime, formatTime } from '../kit/moments.ts'
import { Empty, Entry, Story } from '../ui/index.ts'
import type { Opening } from './openings.ts'
import { people, type Staff } from './people.ts'

export const dayOf = (text: string) => formatDate(new Date(`${text}T12:00:00Z`), 'en', 'UTC')

export type Names = ReadonlyMap<Id, string>

export const namesOf = async (db: Db): Promise<Names> =>
  new Map((await people(db, { left: true })).map((one) => [one.id, one.name]))

/** How it stands, as one says it. */
export function standing(one: Opening, names: Names, who: Staff): string {
  const name = (id: Id | null) => names.get(id ?? '') ?? 'Somebody'
  const { zone } = who.house
  const ended = one.ended_at
    ? ` ${name(one.ended_by)} ended it on ${formatDate(one.ended_at, 'en', zone)}.`
    : ''
  if (!one.yes_at)
    return ended ? `It was never opened.${ended}` : 'Waits for a second person; nothing is open.'
  const until = one.ends_at ? formatDateTime(one.ends_at, 'en', zone) : ''
  return `${name(one.yes_by)} agreed; open to ${name(one.asker_id)} until ${until}.${ended}`
}

export function Lines({ lines, zone }: { lines: readonly Line[]; zone: string }) {
  if (lines.length === 0) return <Empty>Nothing was done on these days.</Empty>
  const days = new Map<string, Line[]>()
  for (const line of lines) {
    const day = formatDate(line.at, 'en', zone)
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return (
    <Story label="What was done">
      {[...days].map(([day, of]) => (
        <Entry when={day} kind="">
          {of.map((line) => (
            <p>
              <span class="faint num">{formatTime(line.at, 'en', zone)}</span> {says(line.kind)}
            </p>
          ))}
        </Entry>
      ))}
    </Story>
  )
}
