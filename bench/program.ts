// The program as its users run it, in a process of its own, and what one needs to load and to weigh it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config.ts'
import { clock } from '../src/kit/clock.ts'
import type { Id } from '../src/kit/ids.ts'
import { root } from '../src/kit/root.ts'
import { beginSession } from '../src/kit/session.ts'
import { openStore, type Store } from '../src/kit/store.ts'
import { makeKey, scopesAre } from '../src/people/bearer.ts'
import { foundCompany } from '../src/people/founding.ts'
import type { Staff } from '../src/people/people.ts'
import { routes } from '../src/words.ts'

export type Program = {
  base: string
  child: ChildProcess
  folder: string
  store: Store
  stop(): Promise<void>
}

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })

/** Starts the program on an empty folder (or a given one) and opens its database beside it. Milliseconds to the first page. */
export async function startProgram(
  given: { folder?: string; env?: Record<string, string> } = {},
): Promise<Program & { ms: number }> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'makegood-bench-'))
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'bin/makegood'), 'start'], {
    env: {
      ...process.env,
      MAKEGOOD_DATA: join(folder, 'data'),
      PORT: String(port),
      LOG_LEVEL: 'silent',
      ...given.env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const base = `http://localhost:${port}`
  await firstPage(base)
  const ms = performance.now() - begun
  const store = await openStore(readConfig({ MAKEGOOD_DATA: join(folder, 'data') }), 'command')
  return {
    base,
    child,
    folder,
    store,
    ms,
    async stop() {
      await store.close()
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGINT')
      await ended
      if (!given.folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function firstPage(base: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(base).catch(() => undefined)
    if (answer?.ok) return void (await answer.arrayBuffer())
    await new Promise((go) => setTimeout(go, 10))
  }
  throw new Error('The program did not start within a minute.')
}

export type Loaded = { company: Id; slug: string; founder: Staff; key: string; cookie: string }

/** A company on that program, with a key and a session. */
export async function aCompanyOn(
  { store }: Pick<Program, 'store'>,
  slug = `bench-${process.pid}`,
): Promise<Loaded> {
  scopesAre([...new Set(routes.map((route) => route.endpoint.scope))])
  const at = clock.now()
  const founder = await foundCompany(
    store.database,
    {
      name: 'Bench',
      slug,
      currency: 'EUR',
      country: 'DE',
      zone: 'Europe/Berlin',
      language: 'en',
      founder: { name: 'Mara Halden', email: `mara@${slug}.example` },
    },
    at,
  )
  return store.database.inCompany(founder.company, async (db) => {
    const { token } = await makeKey(db, founder, {
      name: 'bench',
      person: founder.id,
      scopes: [...new Set(routes.map((route) => route.endpoint.scope))],
    })
    return {
      company: founder.company,
      slug,
      founder,
      key: token,
      cookie: `makegood=${await beginSession(db, founder.id, 'bench', at)}`,
    }
  })
}

/** Proportional set size in MB of a process and all its children, as Linux counts it; undefined elsewhere. */
export function memoryOf(pid: number): number | undefined {
  try {
    return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + pssOf(one), 0) / 1024
  } catch {
    return undefined
  }
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function childrenOf(pid: number): number[] {
  const direct = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid)
  return direct.flatMap((one) => [one, ...childrenOf(one)])
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}

/** The postmaster of that data folder: it lives in a session of its own, so it is no child. */
export function postmasterOf(program: Program): number | undefined {
  const inside = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const port = program.store.owner
  const folder = typeof port === 'object' && 'host' in port ? String(port.host) : ''
  return inside.map(Number).find((pid) => {
    try {
      return (
        parentOf(pid) !== undefined &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) &&
        !parentIsPostgres(pid)
      )
    } catch {
      return false
    }
  })
}

function parentIsPostgres(pid: number): boolean {
  const parent = parentOf(pid)
  try {
    return parent !== undefined && /postgres/.test(readFileSync(`/proc/${parent}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
export const percentile = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ??
  Number.NaN

export const print = (line: string): void => void process.stdout.write(`${line}\n`)
