import { setTimeout as sleep } from 'node:timers/promises'
import { adopt, ownerAt } from './adopt.ts'
import { type Hold, letGo } from './hold.ts'
import { findHome, type Home } from './home.ts'
import { halt, readPidFile, removeSocketFolder, runsOn } from './postmaster.ts'
import { type Taken, take, type Want } from './take.ts'

export type Server = {
  /** pg settings of the owning role, a superuser, in the database `makegood`, through a private socket. */
  owner: { host: string; port: number; user: string; password: string; database: string; ssl: false }
  /** Whether a running server was taken over. */
  adopted: boolean
  /** Sentences for the person who started us. */
  notices: string[]
  /** Stops the server if nobody else holds it. End your own pools first: it stops in order, but does not wait
   * for them. Safe after the server has died, and to be called twice; takes 25 s at the very worst. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that npm brought, on a data folder (absolute, of any length; made where absent), or takes
 * over the one that a killed process left running there. `only` (the default) refuses with a sentence while a living
 * process holds the folder; processes that say `shared` use one server together, and the last to leave stops it.
 * `tests` gives up all promises about the disk. Every error is a sentence for the person who started us.
 * While it is held, a server that dies is started again at the same socket.
 */
export async function startPostgres(options: {
  folder: string
  tests?: boolean
  instance?: Hold
}): Promise<Server> {
  const home = await findHome(options.folder)
  const notices = noticesOf(home)
  const closing = new AbortController()
  const want: Want = {
    tests: options.tests ?? false,
    instance: options.instance ?? 'only',
    signal: closing.signal,
  }
  const taken = await take(home, want, notices)
  if (taken.adopted && want.instance === 'only')
    notices.push(`PostgreSQL was still running (process ${taken.note.pid}) and was taken over.`)
  const owner = ownerAt(home, taken.note, 'makegood')
  const watched = watch(home, { ...want, again: owner.host }, taken)
  let stopped: Promise<void> | undefined
  const stop = async () => {
    closing.abort()
    await leave(home, want, await watched.last(), owner.host)
  }
  return {
    owner,
    adopted: taken.adopted,
    notices,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

function noticesOf(home: Home): string[] {
  const { name, steppingDown } = home.account
  return [
    ...(steppingDown ? [`Running as root: PostgreSQL runs as the user ${name}.`] : []),
    ...(home.home === home.folder
      ? []
      : [`The user ${name} cannot enter ${home.folder}: the database is kept in ${home.home}.`]),
  ]
}

/** Takes the server anew whenever the kept connection ends, for with it the hold is gone, and perhaps the server.
 * `last()` gives the connection that stands at the end, if one does. */
function watch(home: Home, want: Want, taken: Taken): { last(): Promise<Taken | undefined> } {
  let current: Promise<Taken | undefined> = Promise.resolve(taken)
  const look = (kept: Taken) => {
    // The connection alone is no reason for Node to stay awake.
    kept.stream.unref()
    const lost = () => {
      if (want.signal.aborted) return
      current = takeAnew(home, want)
      current.then((anew) => anew && look(anew))
    }
    if (kept.stream.destroyed) lost()
    else kept.stream.once('close', lost)
  }
  look(taken)
  return { last: () => current }
}

async function takeAnew(home: Home, want: Want): Promise<Taken | undefined> {
  let said = ''
  while (!want.signal.aborted) {
    try {
      return await take(home, want, [])
    } catch (error) {
      if (want.signal.aborted) return undefined
      if (String(error) !== said) process.emitWarning(String(error))
      said = String(error)
    }
    await sleep(500, undefined, { ref: false, signal: want.signal }).catch(() => {})
  }
  return undefined
}

async function leave(home: Home, want: Want, taken: Taken | undefined, socket: string): Promise<void> {
  const last = (taken && (await isLast(taken))) ?? (await isLastAnew(home))
  if (last) await halt(home.pg)
  taken?.stream.destroy()
  const note = await readPidFile(home.pg)
  if (last || (want.instance === 'only' && !(note && (await runsOn(note.pid, home.pg)))))
    await removeSocketFolder(home, socket)
}

/** undefined where the connection is gone and cannot tell. */
async function isLast(taken: Taken): Promise<boolean | undefined> {
  taken.stream.ref()
  return letGo(taken.client).catch(() => undefined)
}

/** Our connection was lost: the server may be dead, or live on with others. Only a new one can tell. */
async function isLastAnew(home: Home): Promise<boolean> {
  const note = await readPidFile(home.pg)
  if (!note?.socket || !(await runsOn(note.pid, home.pg))) return false
  const kept = await adopt(home, note).catch(() => undefined)
  const last = kept ? await letGo(kept.client).catch(() => false) : false
  kept?.stream.destroy()
  return last
}
