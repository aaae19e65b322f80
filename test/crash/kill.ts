// The program under load, killed by force, with its PostgreSQL or without: what it answered for must be there, once.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { aCompanyOn, type Loaded } from '../../bench/program.ts'
import { readConfig } from '../../src/config.ts'
import { clock, later } from '../../src/kit/clock.ts'
import { findHome } from '../../src/kit/postgres/home.ts'
import { root } from '../../src/kit/root.ts'
import { openStore } from '../../src/kit/store.ts'

const VICTIMS = ['both', 'program', 'postmaster'] as const
const WRITERS = 6
/** Each so manieth write is a mail, which is read afterwards by a job. */
const MAIL_EVERY = 8

/** One thing that is written until somebody has answered for it. `id` is what the answer said. */
type Written = { key: string; mail: boolean; id?: string; tries: number }

/** `each` is how many answers there must be at least after each death, before the next. */
export async function killAgainAndAgain(t: TestContext, cycles: number, each = 2 * WRITERS): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-crash-'))
  // PostgreSQL's own user must be able to enter, or the cluster goes elsewhere and is left behind.
  chmodSync(folder, 0o755)
  const [data, port] = [join(folder, 'data'), await freePort()]
  const base = `http://127.0.0.1:${port}`
  let child = await startAt(data, port)
  t.after(async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  })
  const store = await openStore(readConfig({ MAKEGOOD_DATA: data }), 'command')
  const company = await aCompanyOn({ store }, 'crash')
  await store.close()
  const promised = await promiseSoon(base, company)

  const written: Written[] = []
  let writing = true
  const writers = Array.from({ length: WRITERS }, (_, n) => write(base, company, n, written, () => writing))
  const answered = () => written.filter((one) => one.id).length
  const downtimes: number[] = []
  for (let cycle = 0; cycle < cycles; cycle++) {
    const victim = VICTIMS[cycle % VICTIMS.length]
    await sleep(150 + Math.round(((cycle * 137) % 10) * 40))
    const before = answered()
    // The postmaster leaves its own number beside its files.
    if (victim !== 'program') process.kill(await postmasterOf(data), 'SIGKILL')
    if (victim !== 'postmaster') {
      await killed(child)
      child = await startAt(data, port)
    }
    const begun = performance.now()
    let [heard, last] = [begun, before]
    while (answered() < before + each) {
      if (answered() > last) {
        if (last === before) downtimes.push(performance.now() - begun)
        last = answered()
        heard = performance.now()
      }
      const silence = performance.now() - heard
      assert.ok(silence < 30_000, `after the death of ${victim} nothing is answered any more`)
      assert.equal(child.exitCode, null, `the program ended by itself after the death of ${victim}`)
      await sleep(5)
    }
  }
  writing = false
  await Promise.all(writers)
  assert.ok(written.every((one) => one.id))
  await everythingOnce(base, company, data, written, promised)
  const again = written.filter((one) => one.tries > 1).length
  t.diagnostic(
    `${cycles} cycles: ${written.length} answered, 0 lost, 0 twice; ${again} were asked again; slowest return ${Math.round(Math.max(...downtimes))} ms`,
  )
  assert.ok(again > 0, 'somebody was cut off in the middle, or this shows nothing')
}

const post = async (base: string, { key }: Loaded, path: string, body: unknown, once?: string) => {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(once ? { 'idempotency-key': once } : {}),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  return { status: answer.status, body: (await answer.json()) as { id?: string; mail?: string } }
}

/** Writes one after the other, each under a key of its own, and asks again under it until there is an answer. */
async function write(
  base: string,
  company: Loaded,
  writer: number,
  written: Written[],
  more: () => boolean,
): Promise<void> {
  for (let n = 0; more(); n++) {
    const one: Written = { key: `write-${writer}-${n}`, mail: n % MAIL_EVERY === 0, tries: 0 }
    written.push(one)
    while (!one.id) {
      one.tries++
      const answer = await (one.mail
        ? post(base, company, '/mail', { raw: mailOf(one.key) }, one.key)
        : post(base, company, '/interactions', { kind: 'complaint', text: one.key }, one.key)
      ).catch(() => undefined)
      if (answer && answer.status < 300) one.id = answer.body.id ?? answer.body.mail ?? ''
      // What is refused is a fault of this test or of the program: to ask again would never end.
      else if (answer && answer.status < 500 && answer.status !== 409)
        throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
      else await sleep(15)
    }
  }
}

const mailOf = (key: string) =>
  Buffer.from(
    `From: Tom <tom@customer.example>\r\nSubject: ${key}\r\nMessage-ID: <${key}@customer.example>\r\n\r\n${key}\r\n`,
  ).toString('base64')

/** A case with a promise that falls due while everything dies. */
async function promiseSoon(base: string, company: Loaded): Promise<string> {
  const opened = await post(base, company, '/cases', { happened: 'It broke.' })
  const what = { what: 'We ring.', due_at: later(clock.now(), 3000) }
  const promised = await post(base, company, `/cases/${opened.body.id}/promises`, what)
  assert.ok(promised.status < 300, JSON.stringify(promised))
  return opened.body.id ?? ''
}

async function everythingOnce(
  base: string,
  company: Loaded,
  data: string,
  written: readonly Written[],
  promised: string,
): Promise<void> {
  const store = await openStore(readConfig({ MAKEGOOD_DATA: data }), 'command')
  const client = new pg.Client(store.owner)
  await client.connect()
  try {
    const ids = async (sql: string) =>
      (await client.query<{ key: string; id: string }>(sql, [company.company])).rows
    const said = `select text as key, id from interactions_interaction where company_id = $1 and text like 'write-%'`
    const mails = `select trim(both '<>' from split_part(message_id, '@', 1)) as key, id from email_mail where company_id = $1`
    const all = () => written.map(({ key, mail, id }) => `${key} ${mail ? 'mail' : id}`).sort()
    // A mail is read by a job: those of a worker that was killed are set free, and are done in the end.
    const found = async () => {
      const wrote = new Map(written.map((one) => [one.key, one]))
      return (await ids(said)).map(({ key, id }) => `${key} ${wrote.get(key)?.mail ? 'mail' : id}`).sort()
    }
    await until(async () => (await found()).length >= written.length, 20_000)
    assert.deepEqual(await found(), all(), 'every write that was answered for is there, exactly once')
    assert.deepEqual(
      (await ids(mails)).map(({ key, id }) => `${key} ${id}`).sort(),
      written
        .filter((one) => one.mail)
        .map(({ key, id }) => `${key} ${id}`)
        .sort(),
    )
    const count = async (sql: string) =>
      Number((await client.query<{ n: string }>(`select count(*) as n ${sql}`, [company.company])).rows[0]?.n)
    const lines = (kind: string) => `from history_line where company_id = $1 and kind = '${kind}'`
    assert.equal(
      await count(lines('interactions.heard')),
      await count('from interactions_interaction where company_id = $1'),
    )
    assert.equal(await count(lines('cases.opened')), await count('from cases_case where company_id = $1'))
    for (const one of [...written.filter((each) => each.tries > 1).slice(0, 50), ...written.slice(0, 10)]) {
      const sent = one.mail ? { raw: mailOf(one.key) } : { kind: 'complaint', text: one.key }
      const again = await post(base, company, one.mail ? '/mail' : '/interactions', sent, one.key)
      assert.equal(again.body.id ?? again.body.mail, one.id, 'the key gives the first answer again')
    }
    assert.equal((await ids(said)).length, written.length)
    const rang = () => count(`${lines('cases.promise-due')} and about_id = '${promised}'`)
    await until(async () => (await rang()) > 0, 10_000)
    assert.equal(await rang(), 1, 'the clock of a promise rings once, whatever died before')
  } finally {
    await client.end()
    await store.close()
  }
}

async function until(holds: () => Promise<boolean>, most: number): Promise<void> {
  const begun = performance.now()
  while (!(await holds()) && performance.now() - begun < most) await sleep(50)
}

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })

async function startAt(data: string, port: number): Promise<ChildProcess> {
  const settings = [`MAKEGOOD_DATA=${data}`, `PORT=${port}`, 'LOG_LEVEL=silent']
  // `env` becomes the program: the process that is killed is the program itself.
  const child = spawn(
    'env',
    ['-u', 'DATABASE_URL', ...settings, process.execPath, join(root, 'bin/makegood'), 'start'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  for (let tries = 0; tries < 3000; tries++) {
    assert.equal(child.exitCode, null, 'the program does not start again')
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return child
    await sleep(10)
  }
  throw new Error('The program did not answer within half a minute.')
}

const gone = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done()
    else child.once('exit', () => done())
  })

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await gone(child)
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGINT')
  await gone(child)
}

async function postmasterOf(data: string): Promise<number> {
  const { pg: cluster } = await findHome(data)
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}
