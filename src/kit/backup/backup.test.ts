import assert from 'node:assert/strict'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Decrypter, Encrypter } from 'age-encryption'
import type pg from 'pg'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { ground } from '../../../test/ground.ts'
import { asked, emptyDatabase, otherServer } from '../../../test/servers.ts'
import { record } from '../../history/history.ts'
import { clock, later } from '../clock.ts'
import { openDatabase } from '../db.ts'
import { type Id, newId } from '../ids.ts'
import { enqueue, type Job } from '../jobs.ts'
import { migrate, readMigrations } from '../migrate.ts'
import { root } from '../root.ts'
import { readSecret } from '../secrets.ts'
import { migrationsFolder } from '../store.ts'
import { findTicket, makeTicket } from '../tickets.ts'
import { connectAs, inDatabase } from './connection.ts'
import type { Counted } from './format.ts'
import { inspect, readTables } from './read.ts'
import { hashOf, restoreBackup } from './restore.ts'
import { LEFT_OUT, tablesOf } from './tables.ts'
import { writeBackup } from './write.ts'

const how = { version: 'test' }
const restoring = { migrations: migrationsFolder, password: null }

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-backup-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'one.tar')
}

/** The ordered hash of every table that a backup holds, worked out anew from the database. */
async function hashes(where: pg.ClientConfig): Promise<Record<string, string>> {
  const { client } = await connectAs(where, 'test')
  const found: Record<string, string> = {}
  for (const table of await tablesOf(client))
    if (!table.leftOut) found[table.name] = (await hashOf(client, table)).sha256
  await client.end()
  return found
}
const told = (tables: readonly Counted[]) => Object.fromEntries(tables.map((one) => [one.name, one.sha256]))

// Nobody was told of this kind, so nobody works it: it waits as long as the test needs.
const remember: Job<{ line: Id }> = { name: 'test.remember', run: async () => {} }

/** Deeds of two rows and a job each, one after the other, acknowledged when they are stored. */
function writer({ run, ben }: TestCompany) {
  const acknowledged: Id[] = []
  let going = true
  const deed = async () => {
    const line = newId(clock.now())
    await run(async (db) => {
      await record(db, { ...ben, at: clock.now() }, 'test.wrote', line, { n: acknowledged.length })
      await enqueue(db, remember, { line })
      await record(db, { ...ben, at: clock.now() }, 'test.wrote-twin', line, {})
    })
    acknowledged.push(line)
  }
  const all = Promise.all(
    [1, 2, 3].map(async () => {
      while (going) await deed()
    }),
  )
  const stop = async () => {
    going = false
    await all
  }
  return { acknowledged, deed, stop }
}

/** Deeds of which a part is missing: lines without a twin, lines without a job, jobs without a line. */
const HALF = `
  with lines as (select about_id as id, count(*) as n from history_line where kind like 'test.wrote%' group by 1),
    jobs as (select (payload->'what'->>'line')::uuid as id from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'test.remember')
  select coalesce(lines.id, jobs.id) as id from lines full join jobs using (id)
  where lines.id is null or jobs.id is null or n <> 2`

test('a backup under load: what was acknowledged before is in it, nothing is in it by half, every hash is equal on another server', async (t) => {
  const company = await aCompany()
  const { ownerConfig } = company
  const file = place(t)
  const load = writer(company)
  while (load.acknowledged.length < 20) await new Promise((go) => setTimeout(go, 5))
  const before = [...load.acknowledged]
  const written = await writeBackup(ownerConfig, file, how).finally(load.stop)
  const after = load.acknowledged.length
  assert.ok(after > before.length, 'deeds went on meanwhile')
  assert.deepEqual(readdirSync(join(file, '..')), ['one.tar'])

  const other = await otherServer(t)
  if (!other) t.diagnostic('No second PostgreSQL is here: restored beside the first.')
  const there = await emptyDatabase(t, other)
  const restored = await restoreBackup(there, file, restoring)
  assert.deepEqual(await hashes(there), told(written.tables))
  assert.deepEqual(restored.tables, written.tables)
  assert.deepEqual(await asked(there, HALF), [])
  const kept = await asked<{ id: Id }>(
    there,
    `select about_id as id from history_line where kind = 'test.wrote'`,
  )
  const ids = new Set(kept.map((one) => one.id))
  assert.deepEqual(
    before.filter((id) => !ids.has(id)),
    [],
  )

  const [a, b] = [await serverOf(ownerConfig), await serverOf(there)]
  t.diagnostic(`${written.rows} rows from PostgreSQL ${a} to ${b}; ${after - before.length} deeds meanwhile`)

  // And back again.
  const again = place(t)
  const home = await emptyDatabase(t)
  const back = await writeBackup(there, again, how)
  assert.deepEqual(told(back.tables), told(written.tables))
  await restoreBackup(home, again, restoring)
  assert.deepEqual(await hashes(home), told(written.tables))
})

const serverOf = async (where: pg.ClientConfig) =>
  (await asked<{ server_version: string }>(where, 'show server_version'))[0]?.server_version.split(' ')[0]

test('a backup without one snapshot is torn: its jobs are not those of its lines', async (t) => {
  const company = await aCompany()
  const load = writer(company)
  await load.stop()
  // A deed between the first table and the last: jobs are read before lines are.
  const watch = async ({ table }: { table: string }) => {
    if (table === 'graphile_worker._private_tasks') await load.deed()
  }
  const differ: number[] = []
  for (const torn of [false, true]) {
    const file = place(t)
    await writeBackup(company.ownerConfig, file, { ...how, watch, torn })
    const all = await everythingIn(file)
    const [lines, jobs] = [all.split('\ttest.wrote\t').length, all.split(/"what": ?\{"line"/).length]
    assert.ok(lines > 3 && jobs > 3)
    differ.push(lines - jobs)
  }
  assert.equal(differ[0], 0)
  assert.ok((differ[1] ?? 0) > 0, 'a control that does not tear shows nothing')
})

/** What the migrations make beside rows: walls, who owns and who may, and what holds between tables. */
const BESIDE = `
  select 'policy' as what, tablename || ' ' || policyname || roles::text || cmd || coalesce(qual, '') || coalesce(with_check, '') as says
    from pg_policies where schemaname = 'public'
  union all select 'wall', relname || relrowsecurity || relforcerowsecurity from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
  union all select 'grant', grantee || table_name || privilege_type from information_schema.role_table_grants
    where table_schema in ('public', 'graphile_worker') and grantee like 'makegood%' and grantee <> 'makegood'
  union all select 'function', p.oid::regprocedure || (proowner = 'makegood_finder'::regrole)::text || coalesce(replace(proacl::text, current_user, 'owner'), '')
    from pg_proc p where pronamespace = 'public'::regnamespace and proname ~ '^[a-z]+_' and prolang <> 13
  union all select 'constraint', conrelid::regclass || conname || pg_get_constraintdef(oid) || convalidated::text from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n'
  union all select 'trigger', tgrelid::regclass || tgname || tgenabled::text from pg_trigger where not tgisinternal
  union all select 'index', indexdef from pg_indexes where schemaname = 'public'
  order by 1, 2`

test('a restored place has the walls, grants and keys of the migrations; links in letters work, sessions have ended', async (t) => {
  const company = await aCompany()
  await company.door(company.ben)
  const at = clock.now()
  const link = await company.run((db) =>
    makeTicket(db, { kind: 'test', about: company.ben.id, at, endsAt: later(at, 60_000) }),
  )
  const key = await readSecret(company.database, 'test of backups')
  const round = await anonymousRound(company)
  const file = place(t)
  await writeBackup(company.ownerConfig, file, how)
  await assert.rejects(writeBackup(company.ownerConfig, file, how), /one\.tar is there already/)

  const there = await emptyDatabase(t)
  await assert.rejects(writeBackup(there, `${file}.2`, how), /There is nothing to back up yet/)
  assert.deepEqual(readdirSync(join(file, '..')), ['one.tar'])
  await asked(there, 'create table mine (words text)')
  const notEmpty = /is not empty: it has the table mine\. Nothing is ever deleted/
  await assert.rejects(restoreBackup(there, file, restoring), notEmpty)
  await asked(there, 'drop table mine')
  await restoreBackup(there, file, restoring)
  await assert.rejects(restoreBackup(there, file, restoring), /is not empty/)

  assert.deepEqual(await asked(there, BESIDE), await asked(company.ownerConfig, BESIDE))
  for (const table of ['kit_session', 'kit_attempt'])
    assert.deepEqual(await asked(there, `select count(*)::int as n from ${table}`), [{ n: 0 }])
  const rest = inDatabase(company.appConfig, nameOf(there))
  const database = openDatabase(rest)
  t.after(() => database.close())
  assert.equal((await findTicket(database, link.token))?.company, company.company)
  assert.deepEqual(await readSecret(database, 'test of backups'), key)
  await database.inCompany(company.company, async (db) => {
    const mine = await db.selectFrom('people_company').select('id').execute()
    assert.deepEqual(mine, [{ id: company.company }], 'one company sees itself alone')
  })

  // What two backups would tell of anonymous answers is in none; a control finds the round by the same search.
  assert.deepEqual(await asked(there, round.kept), [{ taken: '\\x0000', answers: '[]' }])
  const all = await everythingIn(file)
  assert.ok(all.includes(round.id) && !all.includes('Zeisigsang'))
})

async function anonymousRound({ company, ownerConfig }: TestCompany) {
  const id = newId(clock.now())
  await asked(
    ownerConfig,
    `insert into kit_anonymous_round (company_id, id, kind, about_id, k, choices, words, opened_at, closes_at)
     values ($1, $2, 'test', $2, 5, '{yes,no}', false, $3, $4)`,
    [company, id, clock.now(), later(clock.now(), 86_400_000)],
  )
  await asked(
    ownerConfig,
    `insert into kit_anonymous_roll (company_id, round_id, taken) values ($1, $2, '\\xa104')`,
    [company, id],
  )
  await asked(
    ownerConfig,
    `insert into kit_anonymous_held (company_id, round_id, answers) values ($1, $2, '[{"choice":"Zeisigsang"}]')`,
    [company, id],
  )
  const kept = `select r.taken::text, h.answers::text from kit_anonymous_roll r
    join kit_anonymous_held h using (company_id, round_id) where round_id = '${id}'`
  assert.match(JSON.stringify(await asked(ownerConfig, kept)), /xa104.*Zeisigsang/)
  return { id, kept }
}

const nameOf = (where: pg.ClientConfig) =>
  where.connectionString ? new URL(where.connectionString).pathname.slice(1) : (where.database ?? '')

test('an encrypted backup is an age file; another passphrase, none, or a changed byte are told, and the place stays empty', async (t) => {
  const { ownerConfig } = await ground()
  const file = place(t)
  const passphrase = 'correct horse battery staple'
  const written = await writeBackup(ownerConfig, file, { ...how, passphrase })
  assert.match(readFileSync(file).subarray(0, 60).toString('latin1'), /^age-encryption\.org\/v1\n-> scrypt /)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  // The library by itself, as any age tool: it knows nothing of ours.
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const plain = await decrypter.decrypt(readFileSync(file))
  assert.ok(Buffer.from(plain.subarray(0, 512)).toString('latin1').startsWith('makegood.json'))
  // And the other way about: what such a tool encrypted is read.
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(10)
  encrypter.setPassphrase(passphrase)
  const theirs = place(t)
  writeFileSync(theirs, await encrypter.encrypt(plain))
  assert.equal((await inspect(theirs, passphrase)).manifest.tables.length, written.tables.length)

  const there = await emptyDatabase(t)
  const restore = (path: string, word?: string) =>
    restoreBackup(there, path, { ...restoring, passphrase: word })
  await assert.rejects(restore(file, 'another passphrase'), /was encrypted with another passphrase\.$/)
  await assert.rejects(restore(file), /is encrypted: name the file that holds its passphrase/)
  flip(file, statSync(file).size >> 1)
  await assert.rejects(restore(file, passphrase), /is damaged: .* nothing was restored/)
  await nothingIn(there)
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at)
  writeFileSync(file, bytes)
}

const nothingIn = async (where: pg.ClientConfig) =>
  assert.deepEqual(
    await asked(
      where,
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    ),
    [],
  )

test('a backup that was cut short, changed anywhere, or is none says so in a sentence', async (t) => {
  const { ownerConfig } = await ground()
  const file = place(t)
  await writeBackup(ownerConfig, file, how)
  await inspect(file, undefined)
  const { size } = statSync(file)
  const copy = `${file}.changed`
  const spoilt = async (spoil: () => void) => {
    cpSync(file, copy)
    spoil()
    await assert.rejects(inspect(copy, undefined), (error: Error) => {
      assert.match(error.message, /^The backup \S+ is damaged: [a-z].*nothing was restored\.$/)
      return true
    })
  }
  for (const share of [0, 0.1, 0.9, 0.99]) await spoilt(() => truncateSync(copy, Math.floor(size * share)))
  // Every byte counts but those that fill a block up: one in each part that says something.
  const all = wherever(readFileSync(file))
  const contents = [...all.filter((_, n) => n % Math.ceil(all.length / 12) === 0), ...all.slice(-3)]
  for (const at of contents) await spoilt(() => flip(copy, at))
  assert.ok(contents.length > 10)
  await spoilt(() => writeFileSync(copy, 'Dear diary\n'.repeat(200)))
  await assert.rejects(inspect(`${file}.nowhere`, undefined), /There is no backup at /)
})

/** The middle of each entry's contents in a tar file. */
function wherever(tar: Buffer): number[] {
  const places: number[] = []
  for (let at = 0; at + 512 < tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(tar.subarray(at + 124, at + 136).toString('latin1'), 8)
    places.push(at + 512 + (size >> 1))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return places
}

test('an owner whom the walls hold cannot back up and says what to do, but restores whole', async (t) => {
  const { ownerConfig } = await ground()
  const file = place(t)
  const written = await writeBackup(ownerConfig, file, how)
  const there = await emptyDatabase(t)
  const [name, role] = [nameOf(there), `makegood_test_${newId(clock.now()).slice(-12)}`]
  await asked(there, `create role ${role} login password 'for this test only' in role makegood_finder`)
  t.after(async () => {
    await asked(inDatabase(there, 'postgres'), `drop database if exists ${name} with (force)`)
    await asked(ownerConfig, `drop role ${role}`)
  })
  await asked(there, `alter database ${name} owner to ${role}`)
  const bound = asRole(there, role)
  await restoreBackup(bound, file, restoring)
  assert.deepEqual(await hashes(there), told(written.tables))
  const unforced = 'select relname from pg_class where relrowsecurity and not relforcerowsecurity order by 1'
  assert.deepEqual(await asked(there, unforced), await asked(ownerConfig, unforced))
  await assert.rejects(writeBackup(bound, `${file}.2`, how), /alter role … bypassrls/)
  await asked(there, `alter role ${role} bypassrls`)
  assert.deepEqual(told((await writeBackup(bound, `${file}.3`, how)).tables), told(written.tables))
})

function asRole(where: pg.ClientConfig, user: string): pg.ClientConfig {
  const password = 'for this test only'
  if (!where.connectionString) return { ...where, user, password }
  const url = new URL(where.connectionString)
  url.username = user
  url.password = password
  return { connectionString: url.toString() }
}

test('the page about backups tells what is left out as the database does', async () => {
  const { ownerConfig } = await ground()
  const rows = await asked<{ name: string; why: string }>(
    ownerConfig,
    `select relname as name, substr(obj_description(oid, 'pg_class'), length('${LEFT_OUT}') + 2) as why from pg_class
     where obj_description(oid, 'pg_class') like '${LEFT_OUT}%' order by relname`,
  )
  const table = [
    '| table | why |',
    '|---|---|',
    ...rows.map((one) => `| \`${one.name}\` | ${one.why} |`),
  ].join('\n')
  const page = readFileSync(join(root, 'docs/backup.md'), 'utf8')
  assert.equal(/<!-- left out -->\n([\s\S]*?)\n<!-- \/left out -->/.exec(page)?.[1], table)
})

test('a backup of an older schema comes back whole and is brought up to date; one of a newer is refused', async (t) => {
  const folder = join(place(t), '..')
  const all = readMigrations(migrationsFolder).files
  const old = join(folder, 'old')
  mkdirSync(old)
  for (const { name, sql } of all.slice(0, 6)) writeFileSync(join(old, name), sql)
  const before = await emptyDatabase(t)
  await migrate(before, old, null)
  const company = newId(clock.now())
  await asked(
    before,
    `insert into people_company (id, slug, name, currency, country, zone, language, hours, answer, founded_at)
     values ($1, 'old-house', E'Alt\\\\haus\\n\\tMüller', 'EUR', 'DE', 'Europe/Berlin', 'de', '{}', '{}', $2)`,
    [company, clock.now()],
  )
  const file = join(folder, 'old.tar')
  await writeBackup(before, file, how)
  const there = await emptyDatabase(t)
  const restored = await restoreBackup(there, file, restoring)
  assert.deepEqual(
    restored.forward,
    all.slice(6).map((one) => one.name),
  )
  const rows = `select name from people_company where id = '${company}'`
  assert.deepEqual(await asked(there, rows), await asked(before, rows))
  const ran = await asked<{ name: string }>(there, 'select name from kit_migration order by 1')
  assert.deepEqual(
    ran.map((one) => one.name),
    all.map((one) => one.name),
  )

  const empty = await emptyDatabase(t)
  const now = join(folder, 'now.tar')
  await writeBackup(there, now, how)
  await assert.rejects(
    restoreBackup(empty, now, { ...restoring, migrations: old }),
    /was made by a newer Makegood \(test, with 0007_.*Restore it by that version or a newer one/,
  )
  writeFileSync(join(old, all[5]?.name ?? ''), '-- another\n')
  await assert.rejects(
    restoreBackup(empty, file, { ...restoring, migrations: old }),
    /whose migration 0006_channels.sql is another than ours/,
  )
  await nothingIn(empty)
})

/** All that a backup says, unpacked. */
async function everythingIn(file: string): Promise<string> {
  const pieces: Buffer[] = []
  await readTables(file, undefined, async (_table, rows) => {
    for await (const piece of rows) pieces.push(piece as Buffer)
  })
  return Buffer.concat(pieces).toString()
}
