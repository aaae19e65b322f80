// Other places for a database than the one that all tests share: an empty one beside it, and a server of another make.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { accountFor, as } from '../src/kit/postgres/account.ts'
import { startPostgres } from '../src/kit/postgres/postgres.ts'
import { ground, within } from './ground.ts'

const undone = new WeakMap<TestContext, (() => unknown)[]>()

/** What a test set up goes in the opposite order: a database before its server. */
export function goesAfter(t: TestContext, go: () => unknown): void {
  const known = undone.get(t)
  if (known) return void known.unshift(go)
  const all = [go]
  undone.set(t, all)
  t.after(async () => {
    for (const one of all) await one()
  })
}

/** An empty database on the server of the tests, or on the one given. It goes when the test ends. */
export async function emptyDatabase(t: TestContext, on?: pg.PoolConfig): Promise<pg.PoolConfig> {
  const where = within(on ?? (await ground()).ownerConfig, 'postgres')
  const name = `makegood_test_empty_${randomBytes(4).toString('hex')}`
  await asked(where, `create database ${name} template template0`)
  goesAfter(t, () => asked(where, `drop database if exists ${name} with (force)`))
  return within(where, name)
}

export async function asked<R extends object>(where: pg.ClientConfig, sql: string, values: unknown[] = []) {
  const client = new pg.Client(where)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<R>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/**
 * A server of another major version than that of the tests: the embedded one where they run on a server of somebody's,
 * else Debian's, where it is installed. Undefined where there is none; say so then.
 */
export async function otherServer(t: TestContext): Promise<pg.PoolConfig | undefined> {
  const { ownerConfig } = await ground()
  if (ownerConfig.connectionString) {
    const server = await startPostgres({
      folder: join(tmpdir(), 'makegood-test'),
      tests: true,
      instance: 'shared',
    })
    goesAfter(t, () => server.stop())
    return { ...server.owner, database: 'postgres' }
  }
  const bin = programs()
  return bin ? debians(t, bin) : undefined
}

function programs(): string | undefined {
  try {
    const [newest] = readdirSync('/usr/lib/postgresql').sort().reverse()
    return newest && `/usr/lib/postgresql/${newest}/bin`
  } catch {
    return undefined
  }
}

async function debians(t: TestContext, bin: string): Promise<pg.PoolConfig> {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-other-'))
  const account = await accountFor(join(folder, 'data'))
  const password = join(folder, 'password')
  writeFileSync(password, 'for this test only', { mode: 0o644 })
  if (account.steppingDown) chownSync(folder, account.uid, account.gid)
  const port = await freePort()
  const run = (program: string, words: string[]) => {
    const { status, stderr } = spawnSync(join(bin, program), words, {
      ...as(account),
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${program}: ${stderr}`)
  }
  const data = ['-D', join(folder, 'data')]
  run('initdb', [
    ...data,
    '-U',
    'owner',
    '--auth=scram-sha-256',
    `--pwfile=${password}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ])
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off`
  run('pg_ctl', [...data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])
  goesAfter(t, () => {
    run('pg_ctl', [...data, '-m', 'immediate', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  })
  return { connectionString: `postgresql://owner:for%20this%20test%20only@127.0.0.1:${port}/postgres` }
}

export const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })
