import { z } from 'zod'

/**
 * A backup is a tar file, inside of an age file where it is encrypted. In this order:
 * `makegood.json` says of which schema it is · `tables/<schema>.<table>/00001.gz` and on are the rows of one table in
 * the order of its key, as PostgreSQL's COPY writes them, packed by gzip and cut into parts · `manifest.json` counts
 * them, with the SHA-256 of each table's rows · `SHA256SUMS` is of those two documents.
 */
export const FORMAT = 1

export const HEADER = 'makegood.json'
export const MANIFEST = 'manifest.json'
export const SUMS = 'SHA256SUMS'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

export const headerShape = z.object({
  format: z.number().int(),
  version: z.string(),
  made_at: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash })),
  /** The revision of the tables in which jobs wait: those belong to a library, which migrates them itself. */
  jobs: count,
})
export type Header = z.infer<typeof headerShape>

const tableShape = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: count,
  /** Of the rows as text, before they were packed. */
  bytes: count,
  sha256: hash,
})
/** The rows of one table: how many, and the hash of all of them in the order of the key. */
export type Counted = z.infer<typeof tableShape>

export const manifestShape = z.object({
  tables: z.array(tableShape),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  left_out: z.array(z.string()),
})
export type Manifest = z.infer<typeof manifestShape>

const FOLDER = 'tables/'

export const partName = (table: string, part: number): string =>
  `${FOLDER}${table}/${String(part).padStart(5, '0')}.gz`

/** The table that a part belongs to; undefined for a document. */
export const tableOf = (name: string): string | undefined =>
  name.startsWith(FOLDER) ? name.slice(FOLDER.length).split('/')[0] : undefined
