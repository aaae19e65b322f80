import pg from 'pg'

/** A table as it is written and read: its own columns without those that PostgreSQL works out, and its order. */
export type Table = {
  /** `schema.table`. */
  name: string
  /** The same, quoted for SQL. */
  sql: string
  columns: string[]
  /** What is written for each column: itself, or what stands in for it. */
  values: string[]
  order: string
  /** Bytes on disk and rows as PostgreSQL last estimated them: to say how far it is. */
  size: number
  about: number
  leftOut: boolean
}

// The schema in which jobs wait keeps a list of its own migrations, and makes it itself.
const OF_A_LIBRARY = 'graphile_worker.migrations'
const SCHEMAS = ['public', 'graphile_worker']

/** A table whose comment begins so is in no backup; the comment goes on to say why. */
export const LEFT_OUT = 'not in backups:'
/** What a column's comment ends with, before the SQL that is written instead of it: a restored place begins with that. */
export const STANDS_IN = 'in backups as:'

const TABLES = `
  select n.nspname as schema, c.relname as name, pg_table_size(c.oid)::float8 as size,
    greatest(c.reltuples, 0)::float8 as about,
    coalesce(obj_description(c.oid, 'pg_class') like $2, false) as "leftOut",
    (select json_agg(json_build_object('name', a.attname, 'worded', a.attcollation <> 0,
         'as', trim(split_part(coalesce(col_description(c.oid, a.attnum), ''), $4, 2))) order by a.attnum)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ) as columns,
    coalesce((select json_agg(json_build_object('name', a.attname, 'worded', a.attcollation <> 0) order by k.place)
       from pg_index x, unnest(x.indkey) with ordinality k(attnum, place)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
       where x.indrelid = c.oid and x.indisprimary), '[]') as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind = 'r' and n.nspname || '.' || c.relname <> $3
  order by 1, 2`

type Column = { name: string; worded: boolean; as?: string }
type Row = Pick<Table, 'name' | 'size' | 'about' | 'leftOut'> & {
  schema: string
  columns: Column[]
  key: Column[]
}

/** Every table of ours in the database, also those that are left out. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Row>(TABLES, [SCHEMAS, `${LEFT_OUT}%`, OF_A_LIBRARY, STANDS_IN])
  return rows.map((row) => ({
    name: `${row.schema}.${row.name}`,
    sql: `${quoted(row.schema)}.${quoted(row.name)}`,
    columns: row.columns.map((one) => one.name),
    values: row.columns.map((one) => one.as || quoted(one.name)),
    order: (row.key.length > 0 ? row.key.map(byKey) : row.columns.map(byText)).join(', '),
    size: row.size,
    about: row.about,
    leftOut: row.leftOut,
  }))
}

// Words stand in another order on each server; by their bytes they stand in the same on all of them.
const byKey = ({ name, worded }: Column) => (worded ? `${quoted(name)} collate "C"` : quoted(name))
const byText = ({ name }: Column) => `${quoted(name)}::text collate "C"`

export const quoted = (name: string): string => pg.escapeIdentifier(name)

/** All rows in the order of the key, as text that is the same on every server and version. */
export const copyOut = (table: Table): string =>
  `copy (select ${table.values.join(', ')} from ${table.sql} order by ${table.order}) to stdout`

export const copyIn = (table: Table): string =>
  `copy ${table.sql} (${table.columns.map(quoted).join(', ')}) from stdin`
