// One bundler for the program, its tests and its benches: no build step to remember, and imports of
// TypeScript cost milliseconds. Packages stay outside of the bundle, so that a stack trace names them.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Except those of hundreds of small modules: loaded one by one they cost half of the start and 20 MB.
const INSIDE = new Set([
  '@hono/node-server',
  'd3-scale',
  'd3-shape',
  'hono',
  'intl-messageformat',
  'kysely',
  'libphonenumber-js',
  'zod',
])

/** Bundles `{name: file}` into build/<folder>/<name>.js and returns that folder. */
export async function bundle(folder, entries) {
  const { buildSync } = await import('esbuild')
  const outdir = join(root, 'build', folder)
  mkdirSync(outdir, { recursive: true })
  buildSync({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    external: packages().filter((name) => !INSIDE.has(name)),
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    // Node keeps the maps in memory; the sources themselves lie beside and are read when a trace needs them.
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  })
  return outdir
}

/** The same, unless the bundle that lies there was made of these very files. */
export async function bundleOnce(folder, entries) {
  const stamp = join(root, 'build', folder, 'made-of')
  const sources = stateOf([
    'bin/bundle.js',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    ...filesIn('src'),
    // The sample company is part of the program.
    ...filesIn('test/world'),
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return dirname(stamp)
  const out = await bundle(folder, entries)
  writeFileSync(stamp, sources)
  return out
}

/** One entry that imports all the files given, so that every test shares one process and one database. */
export function gather(folder, files) {
  const entry = join(root, 'build', `${folder}.entry.ts`)
  mkdirSync(dirname(entry), { recursive: true })
  writeFileSync(entry, files.map((file) => `import ${JSON.stringify(file)}\n`).join(''))
  return entry
}

function packages() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.keys({ ...dependencies, ...devDependencies })
}

const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file))

/** Which files, how large and how old: milliseconds, where reading them would cost what it saves. */
function stateOf(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
