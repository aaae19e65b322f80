import type { Id } from '../../src/kit/ids.ts'
import type { Ground } from '../ground.ts'

const TABLES = `select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid
    and a.attname = 'company_id' and not a.attisdropped) as walled
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`

/** All rows of a company as one number a table, so that a change can be named. Its sessions are seen, and that is no change. */
export async function snapshot({ owner }: Ground, company: Id): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string; walled: boolean }>(TABLES)
  const tables = rows.filter((one) => one.walled || one.name === 'people_company')
  const found: Record<string, string> = {}
  for (const { name, walled } of tables) {
    const what = name === 'kit_session' ? '(t.id, t.holder_id, t.token_hash)::text' : 't::text'
    const { rows: hashed } = await owner.query<{ n: string; hash: string }>(
      `select count(*)::text as n, md5(coalesce(string_agg(${what}, '|' order by ${what}), '')) as hash
       from ${name} t where ${walled ? 'company_id' : 'id'} = $1`,
      [company],
    )
    found[name] = `${hashed[0]?.n} ${hashed[0]?.hash}`
  }
  return found
}

export const changedTables = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name])

/** Every id that one of a company's rows has of its own: none of them may be seen from outside. */
export async function idsOf({ owner }: Ground, company: Id): Promise<Set<Id>> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and exists (select from pg_attribute a
       where a.attrelid = c.oid and a.attname = 'company_id') and exists (select from pg_attribute a
       where a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype)`,
  )
  const ids = new Set<Id>([company])
  for (const { name } of rows)
    for (const { id } of (
      await owner.query<{ id: Id }>(`select id from ${name} where company_id = $1`, [company])
    ).rows)
      ids.add(id)
  return ids
}
