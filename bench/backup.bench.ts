// A million interactions into a file and back into an empty place: how long it takes, and that memory does not grow with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sizeInWords } from '../src/kit/backup/progress.ts'
import { root } from '../src/kit/root.ts'
import { fill } from './million.ts'
import { aCompanyOn, busy, print, startProgram } from './program.ts'

test('backup and restore of a million interactions', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-bench-'))
  const [plain, locked] = [join(folder, 'plain.tar'), join(folder, 'locked.tar.age')]
  print(`\nBackup (${busy()})`)
  const program = await startProgram({ folder })
  try {
    const here = join(folder, 'data')
    report('backup of a company that has just begun', await run(['backup', join(folder, 'small.tar')], here))
    await fill(program, await aCompanyOn(program))
    report('backup, a million interactions', await run(['backup', plain], here))
    report(
      'the same, encrypted',
      await run(['backup', locked], here, { MAKEGOOD_BACKUP_PASSPHRASE: 'for this bench only' }),
    )
    print(`  ${sizeInWords(statSync(plain).size)} on disk`)
    report('check', await run(['check', 'backup', plain], here))
    report('restore, every table compared', await run(['restore', plain], join(folder, 'there')))
  } finally {
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

type Run = { said: string; seconds: number; peak: number }

async function run(words: string[], data: string, env: Record<string, string> = {}): Promise<Run> {
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'bin/makegood'), ...words], {
    env: { ...process.env, MAKEGOOD_DATA: data, ...env },
  })
  let [said, peak] = ['', 0]
  child.stdout.on('data', (part) => (said += part))
  child.stderr.on('data', (part) => (said += part))
  const look = setInterval(() => {
    peak = Math.max(peak, peakOf(child))
  }, 50)
  const code = await new Promise((done) => child.once('close', done))
  clearInterval(look)
  if (code !== 0) throw new Error(said)
  return { said, seconds: (performance.now() - begun) / 1000, peak }
}

/** The most memory that the process ever had, in bytes. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

const report = (name: string, { said, seconds, peak }: Run): void =>
  print(
    `${name}: ${seconds.toFixed(1)} s, at most ${sizeInWords(peak)} of memory. ${
      said
        .split('\n')
        .find((line) => / rows of /.test(line))
        ?.replace(/^.*?: /, '') ?? ''
    }`,
  )
