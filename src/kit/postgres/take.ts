import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { adopt, isPassing, type Kept, makeDatabase } from './adopt.ts'
import { findBinaries } from './binaries.ts'
import { cannotRun, makeCluster } from './cluster.ts'
import { type Hold, hold } from './hold.ts'
import type { Home } from './home.ts'
import {
  halt,
  logOf,
  makeSocketFolder,
  type PidFile,
  readPidFile,
  removeSocketFolder,
  runsOn,
  setAside,
  spawnPostmaster,
} from './postmaster.ts'
import { codeOf } from './write-once.ts'

/** `again` is the socket folder to stay in when a server of ours has died under us; then no cluster is made. */
export type Want = { tests: boolean; instance: Hold; again?: string; signal: AbortSignal }
export type Taken = Kept & { adopted: boolean }

type Started = { child: ChildProcess; socket: string }

/**
 * Takes the server of this home: the one that runs, else one we start. Every turn looks at what is there, so
 * it is the same whether we are alone, whether another starts at the same moment, or one is just stopping.
 * Gives up after 30 s without a sign, after 10 min of PostgreSQL's own recovery, or when it dies three times.
 */
export async function take(home: Home, want: Want, notices: string[]): Promise<Taken> {
  const began = now()
  let [sign, starts] = [began, 0]
  let started: Started | undefined
  const sockets = new Set<string>()
  try {
    for (;;) {
      const note = await readPidFile(home.pg)
      if (note && (await runsOn(note.pid, home.pg))) {
        const kept = note.socket
          ? await takeRunning(home, want, note).catch(waitOr(() => (sign = now())))
          : undefined
        if (kept && !mustRestart(kept, want)) {
          return { ...kept, adopted: kept.note.pid !== started?.child.pid }
        }
        if (kept) {
          sockets.add(note.socket)
          await halt(home.pg)
          kept.stream.destroy()
        }
      } else if (!started || isOver(started.child)) {
        want.signal.throwIfAborted()
        if (++starts > 3) throw await died(home)
        if (note) await setAside(home.pg, note)
        started = await start(home, want, started, notices)
        sockets.add(started.socket).add(note?.socket ?? '')
      }
      if (now() > Math.min(sign + 30_000, began + 600_000))
        throw new Error(`PostgreSQL on ${home.pg} gives no answer. Its log is ${logOf(home)}.`)
      await sleep(5)
    }
  } finally {
    await removeUnused(home, want, sockets)
  }
}

/** A test left it running without fsync: nothing of worth may be written to it like that. */
const mustRestart = (kept: Kept, want: Want) => !kept.durable && !want.tests && want.instance === 'only'

const now = () => performance.now()
const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function takeRunning(home: Home, want: Want, note: PidFile): Promise<Kept | undefined> {
  const kept = await adopt(home, note)
  let taken = false
  try {
    if (!(await hold(kept.client, want.instance, home.folder))) return undefined
    await makeDatabase(kept.client)
    taken = true
    return kept
  } finally {
    if (!taken) kept.stream.destroy()
  }
}

/** What passes is waited for; a server that says it is starting up or shutting down has given a sign. */
function waitOr(sign: () => void): (error: unknown) => undefined {
  return (error) => {
    if (!isPassing(error)) throw error
    if (codeOf(error) === '57P03') sign()
  }
}

async function start(
  home: Home,
  want: Want,
  before: Started | undefined,
  notices: string[],
): Promise<Started> {
  const binaries = await findBinaries(home, before || want.again ? [] : notices)
  // A cluster that vanished while we held it is not made anew behind the back of those who wrote to it.
  if (!want.again) await makeCluster(home, binaries, want.tests)
  else if (!existsSync(home.pg)) throw new Error(`The database in ${home.pg} is gone.`)
  const socket = before?.socket ?? want.again ?? (await makeSocketFolder(home))
  const child = await spawnPostmaster(home, binaries, socket, want.tests)
  if (child.pid === undefined) throw cannotRun(binaries.postgres, 'it did not start')
  return { child, socket }
}

/** The socket folders of a server that is gone, and ours if another was quicker. */
async function removeUnused(home: Home, want: Want, sockets: Set<string>): Promise<void> {
  const used = (await readPidFile(home.pg))?.socket
  if (used === '') return
  for (const folder of sockets)
    if (folder && folder !== used && folder !== want.again) await removeSocketFolder(home, folder)
}

async function died(home: Home): Promise<Error> {
  const log = await readFile(logOf(home), 'utf8').catch(() => '')
  const last = log.trimEnd().split('\n').slice(-6).join('\n')
  return new Error(`PostgreSQL on ${home.pg} does not start. The last lines of ${logOf(home)}:\n${last}`)
}
