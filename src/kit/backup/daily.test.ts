import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import pg from 'pg'
import { ground } from '../../../test/ground.ts'
import { asked } from '../../../test/servers.ts'
import { clock, days, hours } from '../clock.ts'
import { migrationsFolder } from '../store.ts'
import { backUpIfDue, type Keeping, nextMoment } from './daily.ts'
import type { Told } from './told.ts'
import { writeBackup } from './write.ts'

const at = { hour: 2, minute: 10 }

async function aKeeping(t: TestContext, more: Partial<Keeping> = {}) {
  const { ownerConfig } = await ground()
  const folder = mkdtempSync(join(tmpdir(), 'makegood-daily-'))
  const before = await asked<{ id: string }>(ownerConfig, 'select id from kit_backup')
  t.after(async () => {
    clock.reset()
    rmSync(folder, { recursive: true, force: true })
    await asked(ownerConfig, 'delete from kit_backup where id <> all($1)', [before.map((one) => one.id)])
  })
  const troubles: Error[] = []
  const keeping: Keeping = {
    owner: ownerConfig,
    at,
    folder: join(folder, 'backups'),
    keep: { days: 1, weeks: 0 },
    rehearse: false,
    passphrase: undefined,
    version: 'test',
    migrations: migrationsFolder,
    trouble: (error) => void troubles.push(error as Error),
    ...more,
  }
  const told = () =>
    asked<Told>(
      ownerConfig,
      `select b.*, r.at as rehearsed_at, r.trouble as rehearsal_trouble from kit_backup b
       left join kit_rehearsal r on r.backup_id = b.id order by begun_at desc`,
    )
  return { keeping, troubles, told, ownerConfig, files: () => readdirSync(keeping.folder).sort() }
}

/** To some minutes after the next time at which one is due. */
const nextNight = () => clock.move(nextMoment(at, clock.now()).getTime() - clock.now().getTime() + 5 * 60_000)

test('each night one is written, by one process of all; it is rehearsed in a database of its own, and old ones make room', async (t) => {
  const { keeping, troubles, told, ownerConfig, files } = await aKeeping(t, { rehearse: true })
  nextNight()
  assert.deepEqual((await Promise.all([backUpIfDue(keeping), backUpIfDue(keeping)])).sort(), [false, true])
  assert.equal(await backUpIfDue(keeping), false, 'the next is due tomorrow')
  const [one, ...more] = await told()
  assert.ok(one && more.length === 0)
  assert.deepEqual([one.way, one.trouble, one.rehearsal_trouble], ['clock', null, null])
  assert.ok(one.rehearsed_at && one.rehearsed_at >= one.ended_at)
  assert.ok(Number(one.tables) > 50 && existsSync(one.file))
  const scratch = `select datname from pg_database where datname like 'makegood_rehearsal%'`
  assert.deepEqual(await asked(ownerConfig, scratch), [])

  const first = files()
  writeFileSync(join(keeping.folder, `${first[0]}.part`), 'half')
  writeFileSync(join(keeping.folder, 'mine.tar'), 'of somebody')
  const plain = { ...keeping, rehearse: false }
  for (let night = 0; night < 2; night++) {
    nextNight()
    assert.equal(await backUpIfDue(plain), true)
  }
  const left = files()
  // One day, the last that was rehearsed, and what is none of ours.
  assert.equal(left.length, 3, left.join())
  assert.ok(left.includes(first[0] ?? '') && left.includes('mine.tar'))
  assert.deepEqual(troubles, [])
})

test('one that fails is told, tried again within the hour, and takes no other away', async (t) => {
  const { keeping, troubles, told, files } = await aKeeping(t)
  nextNight()
  await backUpIfDue(keeping)
  const before = files()

  const elsewhere = { ...keeping, folder: join(keeping.folder, before[0] ?? '') }
  nextNight()
  assert.equal(await backUpIfDue(elsewhere), true)
  assert.equal(await backUpIfDue(elsewhere), false, 'not at once')
  clock.move(hours(1.1))
  assert.equal(await backUpIfDue(elsewhere), true)
  assert.deepEqual(
    (await told()).map((one) => one.trouble !== null),
    [true, true, false],
  )
  assert.equal(troubles.length, 2)

  // A rehearsal that fails: the one before stays, although only the newest is to be kept.
  clock.move(hours(1.1))
  const strange = join(keeping.folder, '..', 'migrations')
  mkdirSync(strange)
  const doubtful = { ...keeping, rehearse: true, migrations: strange }
  assert.equal(await backUpIfDue(doubtful), true)
  const [last] = await told()
  assert.match(last?.rehearsal_trouble ?? '', /was made by a newer Makegood/)
  assert.equal(troubles.length, 3)
  assert.equal(files().length, 2)
})

test('who holds the lock is waited for by nobody', async (t) => {
  const { keeping, ownerConfig } = await aKeeping(t)
  clock.move(days(1))
  const other = new pg.Client(ownerConfig)
  await other.connect()
  await other.query('select pg_advisory_lock(4400, 3)')
  assert.equal(await backUpIfDue(keeping), false)
  await other.end()
})

test('a full disk is said in a sentence, and nothing is left behind', async (t) => {
  const { ownerConfig } = await aKeeping(t)
  const folder = mkdtempSync(join(tmpdir(), 'makegood-full-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]).status === 0
  t.after(() => {
    if (mounted) spawnSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  })
  if (!mounted) return t.skip('no small disk can be made here: this needs root')
  await assert.rejects(
    writeBackup(ownerConfig, join(folder, 'one.tar'), { version: 'test' }),
    (error: Error) =>
      error.message ===
      `The disk of ${folder} is full: make room there, or name another folder. Nothing was left behind.`,
  )
  assert.deepEqual(readdirSync(folder), [])
})
