import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ground } from '../ground.ts'

/** What stands outside of the walls, and why. A table that is not here must be walled in. */
const OUTSIDE: Record<string, string> = {
  kit_migration: 'which migrations ran; the program’s role cannot see it',
  kit_secret: 'the keys that sign links, one set for the whole server',
  kit_backup: 'which backups were written: they hold the whole server',
  kit_rehearsal: 'which of them came back whole',
  kit_attempt: 'tries to sign in, by a hash: made before the company is known',
  people_identity: 'a human’s address and secret belong to no company; reached by functions only',
  people_membership: 'which person of which company a human is; reached by functions only',
}
/** The company itself is the row, so its wall is its id. */
const OWN_KEY: Record<string, string> = { people_company: 'id' }

/** A token is looked for before the company is known: 192 random bits, unique over all of them. */
const UNIQUE_OVER_ALL: Record<string, string> = {
  kit_session_token_hash_key: 'the cookie is looked up before the company is known',
  kit_ticket_token_hash_key: 'so is the link of a mail',
  people_key_token_hash_key: 'so is the key of a program',
  email_inbox_address_key: 'the company of an address is found by the address alone',
  people_company_slug_key: 'the short name is part of public addresses',
  people_company_pkey: 'the company is the row',
}

/** Functions that run with their owner's rights, and what each may tell. */
const DEFINERS: Record<string, { owner: 'finder' | 'owner'; why: string }> = {
  kit_enqueue: { owner: 'owner', why: 'adds a job to tables that the program cannot write' },
  kit_session_find: { owner: 'finder', why: 'whose cookie' },
  kit_ticket_find: { owner: 'finder', why: 'whose link' },
  kit_timer_next: { owner: 'finder', why: 'when something is due next, anywhere' },
  kit_timer_due: { owner: 'finder', why: 'what is due, as company and key' },
  people_company_find: { owner: 'finder', why: 'the company of a short name' },
  people_company_ids: { owner: 'finder', why: 'for rounds, one company after another' },
  people_key_find: { owner: 'finder', why: 'whose key' },
  people_identity_find: { owner: 'owner', why: 'the human of an address' },
  people_identity_secret: { owner: 'owner', why: 'the hash to check a password by' },
  people_identity_members: { owner: 'owner', why: 'where this human is somebody' },
  people_identity_make: { owner: 'owner', why: 'a new human' },
  people_identity_set_secret: { owner: 'owner', why: 'a new password' },
  people_identity_prove: { owner: 'owner', why: 'the address was proven' },
  people_identity_join: { owner: 'owner', why: 'this company only' },
  people_identity_part: { owner: 'owner', why: 'this company only' },
  customers_search: {
    owner: 'finder',
    why: 'search by an index that the walls would hide; names its company',
  },
  interactions_search: { owner: 'finder', why: 'the same' },
  figures_unfolded: { owner: 'finder', why: 'which companies have figures to fold' },
  email_inbox_find: { owner: 'finder', why: 'the company of an address that mail came to' },
}

/** Rows that the program may not take back: what they are, it can only add to. */
const ONLY_ADDED: Record<string, string> = {
  history_line: 'one line a deed',
  remedies_entry: 'the ledger',
}

const rows = async <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
  (await (await ground()).owner.query<R>(sql, values)).rows

const TABLES = `
  select c.oid, c.relname as name, c.relrowsecurity as walled, c.relforcerowsecurity as forced,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped) as company
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`
type Table = { oid: number; name: string; walled: boolean; forced: boolean; company: boolean }

test('the catalogue: every table is walled in, and forced to be, or stands on the list of those outside', async () => {
  const tables = await rows<Table>(TABLES)
  assert.ok(tables.length > 30)
  const open = tables.filter((one) => !(one.walled && one.forced && (one.company || OWN_KEY[one.name])))
  assert.deepEqual(open.map((one) => one.name).sort(), Object.keys(OUTSIDE).sort())
})

test('the catalogue: each wall lets the program see the company of its transaction and nothing else', async () => {
  const tables = await rows<Table>(TABLES)
  const policies = await rows<{
    name: string
    policy: string
    roles: string[]
    cmd: string
    using: string
    check: string | null
  }>(
    `select tablename as name, policyname as policy, roles::text[] as roles, cmd, qual as using, with_check as check
     from pg_policies where schemaname = 'public'`,
  )
  for (const { name } of tables.filter((one) => !OUTSIDE[one.name])) {
    const wall = `(${OWN_KEY[name] ?? 'company_id'} = (NULLIF(current_setting('app.company'::text, true), ''::text))::uuid)`
    const own = policies.filter((one) => one.name === name)
    assert.deepEqual(
      own.filter((one) => one.policy === 'company').map((one) => [one.roles, one.cmd, one.using, one.check]),
      [[['makegood_app'], 'ALL', wall, wall]],
      name,
    )
    const others = own.filter((one) => one.policy !== 'company')
    for (const one of others)
      assert.deepEqual([one.policy, one.roles, one.cmd], ['finding', ['makegood_finder'], 'SELECT'], name)
  }
})

test('the catalogue: the company leads every primary key, unique index and foreign key', async () => {
  const found = await rows<{ name: string; first: string; table: string }>(
    `select i.relname as name, t.relname as table, a.attname as first
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     join pg_namespace n on n.oid = t.relnamespace
     left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
     where n.nspname = 'public' and x.indisunique`,
  )
  const strange = found
    .filter((one) => !OUTSIDE[one.table] && one.first !== 'company_id')
    .map((one) => one.name)
  assert.deepEqual(strange.sort(), Object.keys(UNIQUE_OVER_ALL).sort())
  const keys = await rows<{ name: string; first: string; table: string; to: string }>(
    `select k.conname as name, t.relname as table, a.attname as first, r.relname as to
     from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class r on r.oid = k.confrelid
     join pg_namespace n on n.oid = t.relnamespace
     join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
     where n.nspname = 'public' and k.contype = 'f'`,
  )
  assert.deepEqual(
    keys.filter((one) => !OUTSIDE[one.table] && one.first !== 'company_id').map((one) => one.name),
    [],
  )
})

test('the catalogue: functions that run as their owner are listed, and look nowhere but where they say', async () => {
  const found = await rows<{
    name: string
    owner: string
    config: string[] | null
    everybody: boolean
    app: boolean
    bound: boolean
  }>(
    `select p.proname as name, r.rolname as owner, p.proconfig as config, p.prosqlbody is not null as bound,
       has_function_privilege('public', p.oid, 'execute') as everybody,
       has_function_privilege('makegood_app', p.oid, 'execute') as app
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
     where n.nspname = 'public' and p.prosecdef order by 1`,
  )
  assert.deepEqual(found.map((one) => one.name).sort(), Object.keys(DEFINERS).sort())
  for (const one of found) {
    const path = one.config?.find((setting) => setting.startsWith('search_path='))
    assert.match(
      path ?? '',
      /^search_path=(public|graphile_worker)(, pg_temp)?$/,
      `${one.name} looks in ${path}`,
    )
    // What is bound when it is made looks nothing up later; all else would find a caller's temporary table first.
    assert.ok(one.bound || path?.endsWith(', pg_temp'), `${one.name} can be shadowed by a temporary table`)
    assert.equal(one.everybody, false, `everybody may call ${one.name}`)
    assert.equal(one.app, true, `the program may not call ${one.name}`)
    assert.equal(
      one.owner === 'makegood_finder',
      DEFINERS[one.name]?.owner === 'finder',
      `${one.name} is ${one.owner}’s`,
    )
  }
})

test('the catalogue: the program’s role owns nothing, bypasses nothing, and may make nothing', async () => {
  const [role] = await rows<Record<string, boolean>>(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin from pg_roles where rolname = 'makegood_app'`,
  )
  assert.deepEqual(role, {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolcanlogin: true,
  })
  const owned = await rows(
    `select 1 from pg_class where relowner = 'makegood_app'::regrole
     union all select 1 from pg_proc where proowner = 'makegood_app'::regrole`,
  )
  assert.equal(owned.length, 0)
  const [may] = await rows<Record<string, boolean>>(
    `select has_schema_privilege('makegood_app', 'public', 'create') as makes,
       has_schema_privilege('makegood_app', 'graphile_worker', 'usage') as jobs,
       pg_has_role('makegood_app', 'makegood_finder', 'member') as finds`,
  )
  assert.deepEqual(may, { makes: false, jobs: false, finds: false })
})

test('the catalogue: the program’s role may do with a table what it needs, and never more', async () => {
  const grants = await rows<{ name: string; may: string }>(
    `select table_name as name, string_agg(lower(privilege_type), ' ' order by privilege_type) as may
     from information_schema.role_table_grants where grantee = 'makegood_app' and table_schema = 'public' group by 1`,
  )
  const may = new Map(grants.map((one) => [one.name, one.may]))
  for (const [name, what] of may)
    assert.deepEqual(
      what.split(' ').filter((one) => !['select', 'insert', 'update', 'delete'].includes(one)),
      [],
      `${name}: ${what}`,
    )
  for (const name of Object.keys(ONLY_ADDED)) assert.equal(may.get(name), 'insert select', name)
  for (const name of ['kit_migration', 'people_identity', 'people_membership'])
    assert.equal(may.get(name), undefined, name)
  const finder = await rows<{ name: string }>(
    `select distinct table_name as name from information_schema.role_table_grants
     where grantee = 'makegood_finder' and privilege_type <> 'SELECT'`,
  )
  assert.deepEqual(finder, [])
})

test('the catalogue: the lists can fail: a table without its wall is seen', async (t) => {
  const { owner } = await ground()
  const client = await owner.connect()
  t.after(() => client.release())
  await client.query('begin')
  try {
    await client.query('create table people_planted (company_id uuid not null, id uuid primary key)')
    const { rows: tables } = await client.query<Table>(TABLES)
    const planted = tables.find((one) => one.name === 'people_planted')
    assert.deepEqual([planted?.walled, planted?.forced, planted?.company], [false, false, true])
  } finally {
    await client.query('rollback')
  }
})
