import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { link, mkdtemp, open, readFile, readlink, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { as, canReach } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isLiving, owner } from './cluster.ts'
import { type Home, isPrivate } from './home.ts'
import { codeOf, readIfThere } from './write-once.ts'

/** What `postmaster.pid` says of the server that runs, or ran, on a cluster. `socket` is '' while it starts. */
export type PidFile = { pid: number; port: number; socket: string; text: string }

export async function readPidFile(pg: string): Promise<PidFile | undefined> {
  const text = await readIfThere(join(pg, 'postmaster.pid'))
  if (text === undefined) return undefined
  const lines = text.split('\n')
  // A negative number is PostgreSQL's own mark of a process that is no server (single-user mode).
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]), socket: lines[4]?.trim() ?? '', text }
}

/** Whether the process is the postmaster of this cluster. Numbers are used again, but a postmaster's working
 * directory is its cluster. */
export async function runsOn(pid: number, pg: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (existsSync('/proc/self/cwd'))
    return readlink(`/proc/${pid}/cwd`).then(
      (folder) => folder === pg,
      () => false,
    )
  if (!isLiving(pid)) return false
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])
  return stdout.includes(`-D ${pg} `)
}

/** PostgreSQL refuses to start for ever while a stranger bears the number of its last postmaster: then the note is
 * taken away. PostgreSQL still finds shared memory in use by processes of this cluster, and refuses for that. */
export async function setAside(pg: string, note: PidFile): Promise<void> {
  if (!isLiving(note.pid)) return
  const path = join(pg, 'postmaster.pid')
  const aside = `${path}.aside-${process.pid}`
  await rename(path, aside)
  // Another may have started a server since we read: its note is put back.
  if ((await readFile(aside, 'utf8')) !== note.text) await link(aside, path)
  await rm(aside)
}

/** A fresh, short and private folder for the socket: the path of a socket has no more than 107 bytes (103 on
 * a Mac), a data folder may be longer. */
export async function makeSocketFolder(home: Home): Promise<string> {
  const fits = (folder: string) => folder.length + '/makegood-XXXXXX/.s.PGSQL.5432.lock'.length < 103
  const tmp = fits(tmpdir()) && (await canReach(home.account, tmpdir())) ? tmpdir() : '/tmp'
  const folder = await mkdtemp(join(tmp, 'makegood-'))
  if (home.account.steppingDown) {
    const handle = await open(folder)
    await handle.chown(home.account.uid, home.account.gid).finally(() => handle.close())
  }
  return folder
}

/** Removes a socket folder that no server uses any more, if it is one of ours at all. */
export async function removeSocketFolder(home: Home, folder: string): Promise<void> {
  if (/\/makegood-[^/]+$/.test(folder) && (await isPrivate(folder, home.account)))
    await rm(folder, { recursive: true, force: true })
}

/** Starts the postmaster in a session of its own, so that Ctrl-C in our terminal does not reach it before our
 * last request has ended. It writes to a file, not to a pipe that would break with us. */
export async function spawnPostmaster(
  home: Home,
  binaries: Binaries,
  socket: string,
  tests: boolean,
): Promise<ChildProcess> {
  const log = await openLog(logOf(home))
  const words = Object.entries(settings(home, socket, tests)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(binaries.postgres, ['-D', home.pg, ...words], {
    ...as(home.account),
    env: binaries.env,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.on('error', () => {}).unref()
  await log.close()
  return child
}

function settings(home: Home, socket: string, tests: boolean): Record<string, string | number> {
  const durable = tests ? 'off' : 'on'
  return {
    listen_addresses: '',
    unix_socket_directories: `"${socket}"`,
    unix_socket_permissions: '0700',
    port: 5432,
    cluster_name: `${owner} ${home.instance}`,
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // A company's laptop: few processes and little memory.
    max_connections: 60,
    shared_buffers: '32MB',
    io_method: 'sync',
    max_worker_processes: 4,
    autovacuum_max_workers: 2,
    max_logical_replication_workers: 0,
    max_wal_senders: 0,
    jit: 'off',
    // A backup copies the files first and the write-ahead log after them: it must still be there.
    wal_keep_size: '256MB',
    // What a customer said stands in statements and details; it has no place in a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  }
}

export const logOf = (home: Home) => join(home.home, 'postgres.log')

async function openLog(path: string) {
  const size = await stat(path).then(
    (log) => log.size,
    () => 0,
  )
  if (size > 4_000_000) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}

/** Stops the server of this cluster: in order for 10 s, then at once (the next start recovers), and gives up after
 * 3 s more. Resolves quickly where none runs. */
export async function halt(pg: string): Promise<void> {
  const note = await readPidFile(pg)
  if (!note) return
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 3_000],
  ] as const) {
    if (!(await runsOn(note.pid, pg))) return
    signalTo(note.pid, signal)
    const until = performance.now() + patience
    while (performance.now() < until && (await runsOn(note.pid, pg))) await sleep(5)
  }
}

function signalTo(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended between our look and our word.
    if (codeOf(error) !== 'ESRCH') throw error
  }
}
