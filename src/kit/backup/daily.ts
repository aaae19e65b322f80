import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { clock, hours, later, minutes } from '../clock.ts'
import { backupName, type Keep, tooMany } from './keep.ts'
import { rehearse } from './rehearse.ts'
import { noteBackup, noteRehearsal } from './told.ts'
import { writeBackup } from './write.ts'

/** A time of the day, as the machine's own clock shows it. */
export type TimeOfDay = { hour: number; minute: number }

export type Keeping = {
  owner: pg.ClientConfig
  at: TimeOfDay
  folder: string
  keep: Keep
  rehearse: boolean
  passphrase: string | undefined
  version: string
  migrations: string
  trouble(error: unknown): void
}

const LOOK_MS = minutes(1)
const AGAIN_AFTER = hours(1)
const LOCK = 'pg_try_advisory_lock(4400, 3)'

/** Writes a backup once a day, in one process of all that share the database. `stop` breaks off one under way. */
export function keepBackups(keeping: Keeping): { stop(): Promise<void> } {
  const closing = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  let busy = false
  const look = setInterval(() => {
    if (busy) return
    busy = true
    running = backUpIfDue(keeping, closing.signal)
      .catch((error: unknown) => {
        if (!closing.signal.aborted) keeping.trouble(error)
      })
      .finally(() => {
        busy = false
      })
  }, LOOK_MS)
  return {
    async stop() {
      clearInterval(look)
      closing.abort()
      await running
    },
  }
}

/** One look: what is due is written, rehearsed, and makes room among the old ones. Says whether one was written. */
export async function backUpIfDue(keeping: Keeping, signal?: AbortSignal): Promise<boolean> {
  const client = new pg.Client({ ...keeping.owner, application_name: 'makegood backups' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select ${LOCK} as mine`)
    if (!rows[0]?.mine || !(await isDue(client, keeping.at))) return false
    await backUp(client, keeping, signal)
    return true
  } finally {
    // With the connection goes the lock.
    await client.end().catch(() => {})
  }
}

const STATE = `
  select (select max(begun_at) from kit_backup where trouble is null) as good,
    (select max(begun_at) from kit_backup where trouble is not null) as failed,
    (select min(at) from kit_migration) as began`

/** Due is one whose moment has come since the last: at the first start nothing is there yet that could be lost. */
async function isDue(client: pg.Client, at: TimeOfDay): Promise<boolean> {
  const { rows } = await client.query<{ good: Date | null; failed: Date | null; began: Date | null }>(STATE)
  const { good, failed, began } = rows[0] ?? {}
  if (failed && failed > later(clock.now(), -AGAIN_AFTER)) return false
  return (good ?? began ?? clock.now()) < lastMoment(at, clock.now())
}

/** The last moment at which the clock on the wall showed this time. */
export function lastMoment({ hour, minute }: TimeOfDay, now: Date): Date {
  const moment = new Date(now)
  moment.setHours(hour, minute, 0, 0)
  if (moment > now) moment.setDate(moment.getDate() - 1)
  return moment
}

export function nextMoment({ hour, minute }: TimeOfDay, now: Date): Date {
  const moment = new Date(now)
  moment.setHours(hour, minute, 0, 0)
  if (moment <= now) moment.setDate(moment.getDate() + 1)
  return moment
}

async function backUp(client: pg.Client, keeping: Keeping, signal: AbortSignal | undefined): Promise<void> {
  const { owner, folder, passphrase, version, migrations } = keeping
  const begun = clock.now()
  const file = join(folder, backupName(begun, passphrase !== undefined))
  const tried = { begun, way: 'clock', file } as const
  const written = await writeBackup(owner, file, { version, passphrase, signal }).catch(
    (error: Error) => error,
  )
  signal?.throwIfAborted()
  const backup = await noteBackup(client, tried, written)
  if (written instanceof Error) return keeping.trouble(written)
  if (keeping.rehearse) {
    const equal = await rehearse(owner, file, written.tables, { passphrase, migrations, signal }).catch(
      (error: Error) => error,
    )
    signal?.throwIfAborted()
    if (backup) await noteRehearsal(client, backup, equal)
    // One that does not come back takes no other's place.
    if (equal instanceof Error) return keeping.trouble(equal)
  }
  await makeRoom(client, keeping)
}

/** Removes what is too many, and what a killed process left half written. Only here, and only by our own names. */
async function makeRoom(client: pg.Client, { folder, keep }: Keeping): Promise<void> {
  const names = await readdir(folder)
  const { rows } = await client.query<{ file: string }>(
    'select file from kit_backup b join kit_rehearsal r on r.backup_id = b.id where r.trouble is null',
  )
  const good = new Set(rows.map((row) => basename(row.file)))
  const halves = names.filter((name) => /^makegood-\d{4}-\d{2}-\d{2}-\d{4}\.tar(\.age)?\.part$/.test(name))
  for (const name of [...tooMany(names, keep, good), ...halves]) await rm(join(folder, name), { force: true })
  await client.query('delete from kit_backup where begun_at < $1', [later(clock.now(), -hours(24 * 100))])
}
