// The program as its users run it, in a process of its own, and what one needs to load and to weigh it.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, loadavg, tmpdir } from 'node:os'
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

/** What the program and its database weigh, in MB: the proportional set size as Linux counts it, each page once. */
export function weigh(program: Program): { program: number; database: number } {
  const database = family(postmasterOf(program))
  const own = family(program.child.pid ?? 0).filter((pid) => !database.includes(pid))
  const sum = (pids: number[]) => pids.reduce((all, pid) => all + pssOf(pid), 0) / 1024
  return { program: sum(own), database: sum(database) }
}

/** Processor time so far of the program and of its database, in ms: what a busy machine cannot falsify. */
export function spent(program: Program): { program: number; database: number } {
  const sum = (pids: number[]) => pids.reduce((all, pid) => all + statOf(pid).cpu, 0)
  return { program: statOf(program.child.pid ?? 0).cpu, database: sum(family(postmasterOf(program))) }
}

/** It lives in a session of its own, and yet is a child of the program. */
function postmasterOf({ folder }: Program): number {
  const data = join(folder, 'data')
  const home = existsSync(join(data, 'where')) ? readFileSync(join(data, 'where'), 'utf8').trim() : data
  return Number(readFileSync(join(home, 'pg/postmaster.pid'), 'utf8').split('\n')[0])
}

function family(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: statOf(Number(name)).parent }))
  const found = [pid]
  for (const one of found) found.push(...all.filter((each) => each.parent === one).map((each) => each.pid))
  return found
}

const TICK_MS = 10

function statOf(pid: number): { parent: number; cpu: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return { parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) * TICK_MS }
  } catch {
    return { parent: 0, cpu: 0 }
  }
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** How busy the machine is with others, before we begin: what is measured then is no better than this. */
export const busy = (): string =>
  `${cpus().length} processors, ${loadavg()[0]?.toFixed(1)} of them busy in the last minute`

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
export const percentile = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ??
  Number.NaN

export const print = (line: string): void => void process.stdout.write(`${line}\n`)
