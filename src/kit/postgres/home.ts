import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, accountFor, canReach } from './account.ts'
import { codeOf, readIfThere, writeOnce } from './write-once.ts'

/** Where one cluster lives, under whom, and what opens it. `home` holds the cluster `pg`, its key and its log. */
export type Home = {
  folder: string
  home: string
  pg: string
  account: Account
  instance: string
  password: string
}

const elsewhere = '/var/lib/makegood'

/** Finds the home of the data folder's cluster, or makes one. It is the folder itself, unless root was given a
 * folder that PostgreSQL's user cannot enter: then a folder under /var/lib/makegood, named in the file `where`. */
export async function findHome(folder: string): Promise<Home> {
  try {
    await makeFolder(folder)
    const real = await realpath(folder)
    const home = await homeOf(real)
    const pg = join(home, 'pg')
    return { folder: real, home, pg, account: await accountFor(pg), ...(await keyOf(home, pg)) }
  } catch (error) {
    if (!(error instanceof Error && ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error)))) throw error
    throw new Error(
      `The data folder ${folder} belongs to another user or cannot be written (${error.message}). ` +
        'Start Makegood as its owner, or name another folder with MAKEGOOD_DATA.',
      { cause: error },
    )
  }
}

async function homeOf(folder: string): Promise<string> {
  const where = (await readIfThere(join(folder, 'where')))?.trim()
  if (where) {
    if (existsSync(where)) return where
    // Beginning anew here would look like the loss of everything: the person must say so.
    throw new Error(
      `The database of ${folder} was kept in ${where}, which is gone. Bring it back, or remove the file ` +
        `${join(folder, 'where')} to begin with an empty database.`,
    )
  }
  const pg = join(folder, 'pg')
  if (existsSync(pg) || (await canReach(await accountFor(pg), folder))) return folder
  return makeElsewhere(folder)
}

async function makeElsewhere(folder: string): Promise<string> {
  const made = join(elsewhere, randomBytes(6).toString('hex'))
  await makeFolder(elsewhere)
  await makeFolder(made)
  const stands = (await writeOnce(join(folder, 'where'), `${made}\n`, 0o644)).trim()
  if (stands !== made) await rm(made, { recursive: true })
  return stands
}

/** Only what we make gets its mode from us: root's folders must be enterable by the user PostgreSQL runs as. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
}

async function keyOf(home: string, pg: string): Promise<{ instance: string; password: string }> {
  const path = join(home, 'postgres.json')
  if (existsSync(join(pg, 'PG_VERSION')) && !existsSync(path))
    throw new Error(
      `The database in ${pg} opens only with the file ${path}, which is missing. Bring it back.`,
    )
  const fresh = { instance: randomUUID(), password: randomBytes(32).toString('base64url') }
  const text = await writeOnce(path, `${JSON.stringify(fresh)}\n`, 0o600)
  const key: unknown = JSON.parse(text)
  if (isKey(key)) return key
  throw new Error(`The file ${path} does not hold what Makegood wrote into it. Bring it back from a backup.`)
}

function isKey(key: unknown): key is { instance: string; password: string } {
  return typeof key === 'object' && key !== null && 'instance' in key && 'password' in key
}

/** A private folder that we would trust with a socket: nobody else's, and open to nobody else. */
export async function isPrivate(folder: string, account: Account): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === account.uid && (found.mode & 0o077) === 0
}
