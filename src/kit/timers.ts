import { sql } from 'kysely'
import { clock } from './clock.ts'
import { afterCommit, companyOf, type Database, type Db } from './db.ts'
import type { Id } from './ids.ts'
import { program, type Who } from './who.ts'

declare module './db.ts' {
  interface Tables {
    kit_timer: { company_id: Id; kind: string; key: string; due_at: Date; data: unknown }
  }
}

/** What happens when a moment comes. It runs in one transaction with the timer's end: once, or not at all. */
export type Due<T> = { kind: string; run(db: Db, who: Who, key: string, data: T): Promise<void> }

const kinds = new Map<string, Due<unknown>>()

/** Declares a kind of timer; the word that sets it says what it does. */
export function due<T>(kind: Due<T>): Due<T> {
  kinds.set(kind.kind, kind)
  return kind
}

/** Sets the timer of this kind and key, or moves it. It exists if and only if the deed does. */
export async function setTimer<T>(db: Db, kind: Due<T>, key: string, at: Date, data: T): Promise<void> {
  await db
    .insertInto('kit_timer')
    .values({ company_id: companyOf(db), kind: kind.kind, key, due_at: at, data: JSON.stringify(data) })
    .onConflict((row) =>
      row.columns(['company_id', 'kind', 'key']).doUpdateSet({ due_at: at, data: JSON.stringify(data) }),
    )
    .execute()
  afterCommit(db, (hints) => hints.send('timer', String(at.getTime())))
}

export async function dropTimer<T>(db: Db, kind: Due<T>, key: string): Promise<void> {
  await db
    .deleteFrom('kit_timer')
    .where('company_id', '=', companyOf(db))
    .where('kind', '=', kind.kind)
    .where('key', '=', key)
    .execute()
}

/**
 * Runs what is due now, a hundred at a time; returns how many ran. Several processes may do so at once: each
 * timer is claimed by its row. One that fails is put off by a minute, so that it holds up no other.
 */
export async function runDue(database: Database, trouble: (error: unknown) => void): Promise<number> {
  const at = clock.now()
  const found = await database.outside((db) =>
    sql<{ company: Id; kind: string; key: string }>`select * from kit_timer_due(${at}, 100)`.execute(db),
  )
  let ran = 0
  for (const timer of found.rows) {
    try {
      ran += Number(await claim(database, timer, at))
    } catch (error) {
      trouble(error)
      await putOff(database, timer, at)
    }
  }
  return ran
}

type Found = { company: Id; kind: string; key: string }

function claim(database: Database, timer: Found, at: Date): Promise<boolean> {
  return database.inCompany(timer.company, async (db) => {
    const { rows } = await sql<{ data: unknown; due_at: Date }>`
      select data, due_at from kit_timer
      where company_id = ${timer.company} and kind = ${timer.kind} and key = ${timer.key} and due_at <= ${at}
      for update skip locked`.execute(db)
    const row = rows[0]
    if (!row) return false
    const kind = kinds.get(timer.kind)
    if (!kind) throw new Error(`Nobody knows timers of the kind ${timer.kind}.`)
    await sql`delete from kit_timer where company_id = ${timer.company} and kind = ${timer.kind} and key = ${timer.key}`.execute(
      db,
    )
    await kind.run(db, program(timer.company, at), timer.key, row.data)
    return true
  })
}

async function putOff(database: Database, timer: Found, at: Date): Promise<void> {
  await database.inCompany(timer.company, (db) =>
    sql`update kit_timer set due_at = ${new Date(at.getTime() + 60_000)}
      where company_id = ${timer.company} and kind = ${timer.kind} and key = ${timer.key}`.execute(db),
  )
}

const LOOK_ANYWAY_MS = 30_000

/** One sleeper a process: wakes at the next due moment, on a hint, and every half minute in case one was lost. */
export function watchTimers(
  database: Database,
  trouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  let wake: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let again = false

  const sleepUntil = (moment: number): void => {
    if (stopped) return
    clearTimeout(wake)
    wake = setTimeout(look, Math.min(Math.max(moment - clock.now().getTime(), 0), LOOK_ANYWAY_MS))
  }
  let nextAt = Number.POSITIVE_INFINITY
  const look = (): void => {
    again = true
    running = running.then(async () => {
      if (!again || stopped) return
      again = false
      try {
        while ((await runDue(database, trouble)) > 0);
        const { rows } = await database.outside((db) =>
          sql<{ at: Date | null }>`select kit_timer_next() as at`.execute(db),
        )
        nextAt = rows[0]?.at?.getTime() ?? Number.POSITIVE_INFINITY
      } catch (error) {
        trouble(error)
        nextAt = clock.now().getTime() + 1000
      }
      sleepUntil(nextAt)
    })
  }
  database.hints.listen('timer', (payload) => {
    const at = Number(payload)
    if (at >= nextAt) return
    nextAt = at
    sleepUntil(at)
  })
  look()
  return {
    async stop() {
      stopped = true
      clearTimeout(wake)
      await running
    },
  }
}
