import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { Pool } from 'pg'
import { type Database, openDatabase } from './db.ts'
import { randomToken } from './ids.ts'
import { appPassword, checkRole, migrate } from './migrate.ts'
import { type Server, startPostgres } from './postgres/postgres.ts'
import { visitPostgres } from './postgres/visit.ts'
import { root } from './root.ts'

export type Store = { database: Database; owner: pg.PoolConfig; notices: string[]; close(): Promise<void> }

export type StoreSettings = {
  data: string
  databaseUrl: string | undefined
  databaseAppUrl: string | undefined
  databaseDirectUrl: string | undefined
  databasePrepare: boolean
  databasePool: number
}

export const migrationsFolder = join(root, 'migrations')

/** The program's database, up to date: its own server by default, or the one that DATABASE_URL names. */
export async function openStore(
  settings: StoreSettings,
  as: 'program' | 'command' = 'program',
): Promise<Store> {
  const place = await openPlace(settings, as)
  try {
    const { owner, password } = place
    await migrate(owner, migrationsFolder, password)
    const app = settings.databaseAppUrl
      ? { connectionString: settings.databaseAppUrl }
      : asApp(settings.databaseUrl ?? owner, password ?? '')
    const database = openDatabase(app, {
      size: settings.databasePool,
      prepare: settings.databasePrepare,
      ...(settings.databaseDirectUrl ? { hintsTo: owner } : {}),
    })
    await refuseOwner(app)
    return {
      database,
      owner,
      notices: place.notices,
      async close() {
        await database.close()
        await place.close()
      },
    }
  } catch (error) {
    await place.close()
    throw error
  }
}

/** Where the database is, as its owner reaches it. `password` is the one of the program's role, where we set it. */
export type Place = {
  owner: pg.PoolConfig
  password: string | null
  notices: string[]
  close(): Promise<void>
}

/** The server alone, as it is: nothing in it is changed, nor brought up to date. */
export async function openPlace(settings: StoreSettings, as: 'program' | 'command'): Promise<Place> {
  const folder = resolve(root, settings.data)
  const server = settings.databaseUrl ? undefined : await ownServer(folder, as)
  const secret = server ? server.owner.password : sharedSecret(settings.databaseUrl ?? '', folder)
  return {
    owner: server ? server.owner : { connectionString: settings.databaseDirectUrl ?? settings.databaseUrl },
    password: settings.databaseAppUrl ? null : appPassword(secret),
    notices: server?.notices ?? [],
    close: async () => server?.stop?.(),
  }
}

type Own = { owner: Server['owner']; notices: string[]; stop?: () => Promise<void> }

/** A command may run beside the program, on the server that the program holds. */
async function ownServer(folder: string, as: 'program' | 'command'): Promise<Own> {
  const running = as === 'command' ? await visitPostgres(folder) : undefined
  return running ? { owner: running, notices: [] } : startPostgres({ folder, instance: 'only' })
}

function asApp(where: pg.PoolConfig | string, password: string): pg.PoolConfig {
  if (typeof where !== 'string') return { ...where, user: 'makegood_app', password }
  const url = new URL(where)
  url.username = 'makegood_app'
  url.password = password
  return { connectionString: url.toString() }
}

async function refuseOwner(app: pg.PoolConfig): Promise<void> {
  const pool = new Pool({ ...app, max: 1 })
  pool.on('error', () => {})
  try {
    await checkRole(pool)
  } finally {
    await pool.end()
  }
}

/** Several processes on one server must make the same password of it: so it is made from what all of them know. */
const sharedSecret = (url: string, folder: string): string =>
  decodeURIComponent(new URL(url).password) || ownSecret(folder)

/** The secret of this installation, where the database has none of its own to derive one from. */
function ownSecret(folder: string): string {
  const file = join(folder, 'secret')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) writeFileSync(file, randomToken(32), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8')
}
