import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { as } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Home } from './home.ts'
import { codeOf } from './write-once.ts'

/** The role that owns the cluster, and the database made in it. */
export const owner = 'makegood'

/** Makes the cluster where there is none. It appears whole, by a rename: of two who make it at once, and of one
 * who is killed while making it, nothing half made remains in its place. */
export async function makeCluster(home: Home, binaries: Binaries, tests: boolean): Promise<void> {
  const version = join(home.pg, 'PG_VERSION')
  if (existsSync(version)) return sameMajor(home, (await readFile(version, 'utf8')).trim(), binaries.major)
  await clearAbandoned(home.home)
  const making = join(home.home, `pg.making-${process.pid}-${randomBytes(3).toString('hex')}`)
  const [cluster, password] = [join(making, 'pg'), join(making, 'password')]
  try {
    await mkdir(making, { mode: 0o700 })
    await writeFile(password, `${home.password}\n`, { mode: 0o600 })
    for (const path of home.account.steppingDown ? [password, making] : [])
      await chown(path, home.account.uid, home.account.gid)
    await initdb(home, binaries, [
      `--pgdata=${cluster}`,
      `--pwfile=${password}`,
      ...(tests ? ['--no-sync'] : []),
    ])
    await rename(cluster, home.pg).catch((error: unknown) => {
      // The other was quicker; its cluster opens with the same key.
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
    })
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function initdb(home: Home, binaries: Binaries, places: string[]): Promise<void> {
  const words = [
    ...places,
    `--username=${owner}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    // With --locale=C pg_trgm drops every letter beyond ASCII, silently. The built-in provider never changes
    // its order, so that no index breaks when the system is upgraded.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    process.platform === 'darwin' ? '--locale=en_US.UTF-8' : '--locale=C.UTF-8',
    '--lc-messages=C',
  ]
  const child = spawn(binaries.initdb, words, {
    ...as(home.account),
    env: binaries.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve)).catch(
    (error: unknown) => {
      throw cannotRun(binaries.initdb, error)
    },
  )
  if (code !== 0) throw new Error(`PostgreSQL could not make its cluster in ${home.home}: ${said.trim()}`)
}

/** A program that is there and yet "not found" lacks its loader: these are built for glibc, not for musl. */
export function cannotRun(program: string, error: unknown): Error {
  const why =
    codeOf(error) === 'ENOENT' && existsSync(program)
      ? 'this system has another C library than glibc'
      : String(error)
  return new Error(
    `PostgreSQL cannot be run from ${program}: ${why}. Set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
    { cause: error },
  )
}

function sameMajor(home: Home, written: string, carried: string): void {
  if (written === carried) return
  throw new Error(
    `The database in ${home.pg} was written by PostgreSQL ${written}, and this Makegood carries ${carried}. ` +
      'Export it with the Makegood that wrote it.',
  )
}

/** What a killed maker left behind; the name says who made it. */
async function clearAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const maker = /^pg\.making-(\d+)-/.exec(name)?.[1]
    if (maker && !isLiving(Number(maker))) await rm(join(home, name), { recursive: true, force: true })
  }
}

/** Whether any process has this number, be it another user's. */
export function isLiving(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
