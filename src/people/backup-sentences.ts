import { nextMoment } from '../kit/backup/daily.ts'
import type { Plan } from '../kit/backup/plan.ts'
import { sizeInWords } from '../kit/backup/progress.ts'
import type { Told } from '../kit/backup/told.ts'
import { days, hours, later } from '../kit/clock.ts'
import { formatWhen } from '../kit/moments.ts'

export type Stand = {
  plan: Plan | undefined
  /** The newest that was written to its end, and the newest of all. */
  good: Told | undefined
  last: Told | undefined
  /** When the company began: before its first night it has none to miss. */
  since: Date
  now: Date
  zone: string
  /** Whether other companies are in the same backup: its size says something of them. */
  alone: boolean
}

const OLD = days(2)

/** "Last backup 02:10, 14 MB; rehearsed 02:12: every table equal." */
export function lastSentence({ good, now, zone, alone }: Stand): string {
  if (!good) return 'There is no backup yet.'
  const when = formatWhen(good.ended_at, now, 'en', zone)
  const size = alone && good.bytes !== null ? `, ${sizeInWords(Number(good.bytes))}` : ''
  return `Last backup ${when}${size}${rehearsed(good, now, zone)}`
}

function rehearsed(one: Told, now: Date, zone: string): string {
  if (!one.rehearsed_at) return '. It was not rehearsed.'
  const when = formatWhen(one.rehearsed_at, now, 'en', zone)
  return one.rehearsal_trouble
    ? `; rehearsed ${when}: it did not come back whole.`
    : `; rehearsed ${when}: every table equal.`
}

/** What somebody must do something about; undefined where all is well. */
export function warning({ plan, good, last, since, now }: Stand): string | undefined {
  if (good?.rehearsal_trouble)
    return `The newest backup could not be restored: ${good.rehearsal_trouble} An older one was kept.`
  const begun = good?.begun_at ?? since
  const trouble = last?.trouble ? ` The last try failed: ${last.trouble}` : ''
  if (begun < later(now, -OLD)) {
    const age = Math.floor((now.getTime() - begun.getTime()) / hours(24))
    return good
      ? `The newest backup is ${age} days old.${trouble}`
      : `Nothing has been backed up for ${age} days.${trouble}${plan?.at ? '' : ' It is switched off here.'}`
  }
  return last?.trouble ? `The last backup failed: ${last.trouble}` : undefined
}

export function planSentence({ plan, now, zone }: Stand): string {
  if (!plan?.at) return 'No backup is written by itself here: whoever runs the server has switched it off.'
  const next = formatWhen(nextMoment(plan.at, now), now, 'en', zone)
  const { keep } = plan
  const weeks = keep.weeks > 0 ? ` and of ${keep.weeks} weeks` : ''
  return `The next one is written ${next}. The newest of ${keep.days} days${weeks} are kept${plan.passphrase ? ', each encrypted' : ''}.`
}
