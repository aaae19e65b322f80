// The commands as one types them, and killed in the middle: a backup that is there is whole, a place that is not full is empty.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { migrate } from '../src/kit/migrate.ts'
import { startPostgres } from '../src/kit/postgres/postgres.ts'
import { root } from '../src/kit/root.ts'
import { migrationsFolder } from '../src/kit/store.ts'
import { surroundings } from './ground.ts'
import { asked } from './servers.ts'

type Ran = { code: number | null; said: string }

function makegood(
  words: string[],
  data: string,
): { child: ChildProcess; said(): string; ended: Promise<Ran> } {
  const child = spawn(process.execPath, [join(root, 'bin/makegood'), ...words], {
    env: surroundings({ MAKEGOOD_DATA: data, LOG_LEVEL: 'silent' }),
  })
  let said = ''
  child.stdout?.on('data', (part) => (said += part))
  child.stderr?.on('data', (part) => (said += part))
  const ended = new Promise<Ran>((done) => child.once('close', (code) => done({ code, said })))
  return { child, said: () => said, ended }
}

/** Ends it without a word as soon as it holds, and says whether it was still at work then. */
async function killedOnce(one: ReturnType<typeof makegood>, holds: () => boolean): Promise<void> {
  while (!holds()) {
    assert.equal(one.child.exitCode, null, `it ended by itself: ${one.said()}`)
    await new Promise((go) => setTimeout(go, 2))
  }
  one.child.kill('SIGKILL')
  assert.equal((await one.ended).code, null, 'it was over before it could be killed')
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-backups-'))
  // PostgreSQL's own user must be able to enter, or the cluster goes elsewhere and is left behind.
  chmodSync(folder, 0o755)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('backup and restore by command, killed without a word in the middle of each', async (t) => {
  const folder = folderOf(t)
  const [here, there, file] = [join(folder, 'here'), join(folder, 'there'), join(folder, 'makegood.tar.age')]
  const server = await startPostgres({ folder: here, tests: true })
  t.after(() => server.stop())
  await migrate(server.owner, migrationsFolder, null)
  await asked(
    server.owner,
    `insert into kit_file (company_id, hash, size, packed, kept_at)
     select gen_random_uuid(), md5(n::text) || md5(n::text || 'x'), n, false, '2026-01-01'::timestamptz from generate_series(1, 40000) n`,
  )
  const word = join(folder, 'word')
  writeFileSync(word, 'a passphrase of some length\n')
  const locked = ['--passphrase-file', word]
  const part = `${file}.part`
  await killedOnce(makegood(['backup', file], here), () => existsSync(part) && statSync(part).size > 0)
  assert.ok(!existsSync(file))
  const written = await makegood(['backup', file, ...locked], here).ended
  assert.equal(written.code, 0, written.said)
  assert.match(written.said, /makegood\.tar\.age: 40,\d\d\d rows of \d+ tables, [\d.]+ MB\.$/m)
  assert.ok(!existsSync(part))
  const told = await asked<{ way: string }>(server.owner, 'select way from kit_backup')
  assert.deepEqual(told, [{ way: 'hand' }])

  const half = makegood(['restore', file, ...locked], there)
  await killedOnce(half, () => /Restoring\./.test(half.said()))
  const restored = await makegood(['restore', file, ...locked], there).ended
  assert.equal(restored.code, 0, restored.said)
  assert.match(restored.said, /40,\d\d\d rows of \d+ tables, each compared with the backup/)
})
