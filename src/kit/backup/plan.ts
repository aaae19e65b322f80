import { join, resolve } from 'node:path'
import { root } from '../root.ts'
import type { TimeOfDay } from './daily.ts'
import type { Keep } from './keep.ts'

/** What happens by itself: `at` is undefined where nothing does. */
export type Plan = {
  at: TimeOfDay | undefined
  folder: string
  keep: Keep
  rehearse: boolean
  passphrase: string | undefined
}

type Settings = {
  data: string
  backupAt: string
  backupFolder: string | undefined
  backupDays: number
  backupWeeks: number
  backupRehearsal: boolean
  backupPassphrase: string | undefined
}

export function planOf(settings: Settings): Plan {
  const [hour, minute] = settings.backupAt.split(':').map(Number)
  return {
    at: hour === undefined || minute === undefined ? undefined : { hour, minute },
    folder: resolve(root, settings.backupFolder ?? join(settings.data, 'backups')),
    keep: { days: settings.backupDays, weeks: settings.backupWeeks },
    rehearse: settings.backupRehearsal,
    passphrase: settings.backupPassphrase,
  }
}

let standing: Plan | undefined
/** Set once at the start: what the page about backups tells. */
export function planIs(plan: Plan): void {
  standing = plan
}
export const thePlan = (): Plan | undefined => standing
