// The program as one starts it: in a process of its own, on a folder of its own, by the command of the README.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { root } from '../src/kit/root.ts'
import { surroundings } from './ground.ts'

type Started = { child: ChildProcess; said: () => string; ended: Promise<number | null> }

function makegood(words: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [join(root, 'bin/makegood'), ...words], {
    env: surroundings({ ...env, LOG_LEVEL: 'silent' }),
  })
  let said = ''
  child.stdout?.on('data', (part) => (said += part))
  child.stderr?.on('data', (part) => (said += part))
  return { child, said: () => said, ended: new Promise((done) => child.once('exit', done)) }
}

const freePort = () =>
  new Promise<string>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(String(port)))
    })
  })

async function said(one: Started, words: RegExp): Promise<void> {
  for (let waited = 0; !words.test(one.said()); waited += 25) {
    if (waited > 30_000 || one.child.exitCode !== null)
      throw new Error(`It never said ${words}, but: ${one.said()}`)
    await new Promise((go) => setTimeout(go, 25))
  }
}

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-start-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The process of the PostgreSQL on that folder, while it lives. */
function postmaster(folder: string): number | undefined {
  const known = existsSync(join(folder, 'data/where'))
    ? readFileSync(join(folder, 'data/where'), 'utf8').trim()
    : join(folder, 'data')
  const file = join(known, 'pg/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

test('one line with the address; two doors; a second start refuses; a command runs beside it; Ctrl-C ends both', async (t) => {
  const folder = place(t)
  const port = await freePort()
  const env = { MAKEGOOD_DATA: join(folder, 'data'), PORT: port }
  const program = makegood(['start'], env)
  t.after(() => program.child.kill('SIGKILL'))
  await said(program, new RegExp(`Makegood is at http://localhost:${port}`))
  const first = await (await fetch(`http://localhost:${port}/`)).text()
  assert.match(first, /Set up your company/)
  assert.match(first, /Look around Halden Cycles/)

  const second = makegood(['start'], { ...env, PORT: await freePort() })
  assert.equal(await second.ended, 1)
  assert.match(second.said(), /already running/)

  const elsewhere = makegood(['start'], { MAKEGOOD_DATA: join(folder, 'other'), PORT: port })
  assert.equal(await elsewhere.ended, 1)
  assert.match(elsewhere.said(), new RegExp(`port ${port} already`))

  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams({
    name: 'Corner Shop',
    founder: 'Nora Klein',
    email: 'nora@corner.example',
    password: 'a door that opens',
    people: '12',
    currency: 'EUR',
    country: 'DE',
    zone: 'Europe/Berlin',
  })
  const set = await fetch(`http://localhost:${port}/set-up`, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
  })
  assert.equal(set.status, 303)
  const table = join(folder, 'customers.csv')
  writeFileSync(table, 'name,email\nTom Baker,tom@baker.example\nMrs Ito,ito@post.example\n')
  const brought = makegood(['import', 'customers', table, '--company', 'corner-shop'], env)
  assert.equal(await brought.ended, 0, brought.said())
  assert.match(brought.said(), /Brought in: 2 rows, 2 new, 0 known, 0 cannot be read\./)
  const checked = makegood(['check', 'figures'], env)
  assert.equal(await checked.ended, 0, checked.said())
  assert.match(checked.said(), /Every figure equals its recount\./)

  const server = postmaster(folder)
  assert.ok(server)
  program.child.kill('SIGINT')
  assert.equal(await program.ended, 0)
  assert.throws(() => process.kill(server, 0), 'the database has ended too')
})

test('--sample goes straight to Halden Cycles, with a sign-in link for each person', async (t) => {
  const folder = place(t)
  const port = await freePort()
  const program = makegood(['start', '--sample'], { MAKEGOOD_DATA: join(folder, 'data'), PORT: port })
  t.after(() => program.child.kill('SIGKILL'))
  await said(program, /Makegood is at/)
  const links = [...program.said().matchAll(/^ {2}(\w+ \w+) +(http:\S+\/sign-in\/\S+)$/gm)]
  assert.deepEqual(
    links.map((link) => link[1]),
    [
      'Ben Okafor',
      'Ana Reyes',
      'Carla Weiss',
      'David Lund',
      'Priya Nair',
      'Mara Halden',
      'Victor Stahl',
      'Lena Vogt',
    ],
  )
  const opened = await fetch(`http://localhost:${port}/`, { redirect: 'manual' })
  assert.equal(opened.headers.get('location'), '/sample')
  const link = await (await fetch(links[0]?.[2] ?? '')).text()
  assert.match(link, /Sign in as Ben Okafor/)
  program.child.kill('SIGINT')
  assert.equal(await program.ended, 0)
})
