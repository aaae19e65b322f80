import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
} from 'kysely'
import pg from 'pg'
import { type Hints, hintsOn } from './hints.ts'
import { type Id, isId } from './ids.ts'

/** Every store adds its own tables to this by declaration merging, so the ground imports no word. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled from above
export interface Tables {}

/** One transaction of one company (or, from `outside`, of none). It is all that a deed can reach. */
export type Db = Kysely<Tables>

export type Database = {
  /** Runs a deed in a transaction that sees the rows of one company and no other. */
  inCompany<T>(company: Id, deed: (db: Db) => Promise<T>): Promise<T>
  /** A transaction without a company: every walled table is empty; only the listed finding functions answer. */
  outside<T>(deed: (db: Db) => Promise<T>): Promise<T>
  readonly hints: Hints
  readonly pool: pg.Pool
  close(): Promise<void>
}

// int8 is money or a count: exact, as bigint. A day is a word and no moment: as text.
pg.types.setTypeParser(20, (text) => BigInt(text))
pg.types.setTypeParser(1082, (text) => text)

export type Where = pg.PoolConfig

/**
 * Opens the program's own pool. `pipeline` lets `begin`, the company and the first query travel in one message;
 * statements are named by their text, so the server plans each once a connection (set `prepare: false` behind
 * a pooler that cannot follow names).
 */
export function openDatabase(
  where: Where,
  options: { size?: number; prepare?: boolean; hintsTo?: Where } = {},
): Database {
  const pool = new pg.Pool({ ...where, max: options.size ?? 8, pipeline: true } as pg.PoolConfig)
  pool.on('error', () => {}) // a lost idle connection is replaced at the next request
  pool.on('connect', (client) => client.on('error', () => {}))
  const hints = hintsOn(options.hintsTo ?? where)
  const prepare = options.prepare ?? true

  /** A note is made on a connection of its own, after that of the failed deed is given back. */
  async function transaction<T>(
    setting: string,
    company: Id | null,
    deed: (db: Db) => Promise<T>,
  ): Promise<T> {
    const notes: Note[] = []
    try {
      return await attempt(setting, company, deed, notes)
    } catch (error) {
      // A note that fails must not hide why the deed did.
      for (const note of notes) await attempt(setting, company, note, []).catch(() => {})
      throw error
    }
  }

  async function attempt<T>(
    setting: string,
    company: Id | null,
    deed: (db: Db) => Promise<T>,
    notes: Note[],
  ): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const connection = new OneConnection(client, prepare)
    const db = kyselyOn(connection)
    const effects: Effect[] = []
    context.set(db, { company, effects, notes })
    try {
      gather(client)
      const begun = client.query(setting)
      begun.catch(() => {}) // its failure shows in the first query that follows
      const result = await deed(db)
      await begun
      gather(client)
      const committed = await client.query('commit')
      // COMMIT of a failed transaction succeeds, and says ROLLBACK.
      if (committed.command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.')
      for (const effect of effects) effect(hints)
      return result
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost
      })
      throw error
    } finally {
      context.delete(db)
      connection.over = true
      client.release(broken)
    }
  }

  return {
    pool,
    hints,
    inCompany: (company, deed) => {
      if (!isId(company)) throw new Error('inCompany needs the id of a company.')
      return transaction(`begin; select set_config('app.company', '${company}', true)`, company, deed)
    },
    outside: (deed) => transaction(`begin; select set_config('app.company', '', true)`, null, deed),
    close: async () => {
      await hints.close()
      await pool.end()
    },
  }
}

type Effect = (hints: Hints) => void
type Note = (db: Db) => Promise<unknown>
const context = new WeakMap<Db, { company: Id | null; effects: Effect[]; notes: Note[] }>()

/** The company whose transaction this is. */
export function companyOf(db: Db): Id {
  const company = context.get(db)?.company
  if (!company) throw new Error('This transaction has no company.')
  return company
}

/** Does something once the deed is safely stored, and never if it was not. For hints only: it may be lost. */
export function afterCommit(db: Db, effect: Effect): void {
  context.get(db)?.effects.push(effect)
}

/**
 * If this transaction is rolled back, does something in another one of the same company, before whoever asked for the
 * deed hears of it: that somebody was refused may be worth a note, though the deed leaves nothing. Not if it commits.
 * What the note itself cannot write is lost without a word.
 */
export function noteIfUndone(db: Db, note: (db: Db) => Promise<unknown>): void {
  context.get(db)?.notes.push(note)
}

/** Deeds under the same key in the same company run one after another, until their transactions end. */
export async function atomically<T>(db: Db, key: string, deed: () => Promise<T>): Promise<T> {
  const digest = createHash('sha256')
    .update(`${companyOf(db)} ${key}`)
    .digest()
  await sql`select pg_advisory_xact_lock(${digest.readBigInt64BE(0)})`.execute(db)
  return deed()
}

/** An error of the database by its SQLSTATE, e.g. '23505' for a broken unique key. */
export const isDatabaseError = (error: unknown, state: string): boolean =>
  error instanceof pg.DatabaseError && error.code === state

function kyselyOn(connection: OneConnection): Db {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: () => refuseNesting(),
    commitTransaction: () => refuseNesting(),
    rollbackTransaction: () => refuseNesting(),
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely<Tables>({ dialect })
}

function refuseNesting(): never {
  throw new Error('A deed is already in a transaction.')
}

/** What one turn of the loop sends goes out in one write: that system call costs more than the rest of a query. */
function gather({ connection: { stream } }: pg.PoolClient): void {
  if (stream.writableCorked > 0) return
  stream.cork()
  setImmediate(() => stream.uncork())
}

const names = new Map<string, string>()

/** A name for a statement, for the first thousand texts: lists of changing length must not fill the server. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= 1000) return known
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
  names.set(text, name)
  return name
}

class OneConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #prepare: boolean
  /** From then on the client may be in somebody else's transaction: what was forgotten in this one must not run there. */
  over = false
  constructor(client: pg.PoolClient, prepare: boolean) {
    this.#client = client
    this.#prepare = prepare
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.over) throw new Error('The transaction is over: was something in it not waited for?')
    const name = this.#prepare ? nameOf(query.sql) : undefined
    gather(this.#client)
    const result = await this.#client.query({
      text: query.sql,
      values: [...query.parameters],
      ...(name ? { name } : {}),
    })
    const rows = result.rows as R[]
    return result.command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  // biome-ignore lint/correctness/useYield: cursors cannot share a pipelined connection
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Read in pages instead of streaming.')
  }
}
