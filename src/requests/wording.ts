import { formatWhen } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import { isLate, type Request, whoseMove } from './request.ts'

/** "25 min", "2 h", "3 days": how long somebody has waited. */
export function howLong(from: Date, now: Date): string {
  const minutes = Math.max(1, Math.round((now.getTime() - from.getTime()) / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  if (hours < 24) return `${hours} h`
  const days = Math.round(hours / 24)
  return days === 1 ? '1 day' : `${days} days`
}

export const whenIn = (at: Date, who: Staff): string => formatWhen(at, who.at, 'en', who.house.zone)

/** What is owed now, and whether that is late: "promised by 15:00 today". */
export function owedIn(one: Request, who: Staff): string {
  if (!one.due_at) return ''
  const late = isLate(one, who.at)
  const by = whenIn(one.due_at, who)
  if (one.promise) return late ? `promised by ${by}: late` : `promised by ${by}`
  if (whoseMove(one) === 'asker')
    return late ? `asked back; the reply was due ${by}: late` : `asked back; a reply is due by ${by}`
  return late ? `no answer yet, due ${by}: late` : `an answer is due by ${by}`
}

/** One line of it, without the full stop that a sentence of ours adds. */
export function clipped(text: string, most = 160): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  if (letters.length <= most) return letters.join('')
  return `${letters
    .slice(0, most - 1)
    .join('')
    .replace(/\s\S*$/u, '')}…`
}
export const bare = (text: string): string => text.trim().replace(/[.]+$/, '')

export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
