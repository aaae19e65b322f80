// One bundler for the program, its tests and its benches: no build step to remember, and imports of
// TypeScript cost milliseconds. Packages stay outside of the bundle, so that a stack trace names them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Bundles `{name: file}` into build/<folder>/<name>.js and returns that folder. */
export function bundle(folder, entries) {
  const outdir = join(root, 'build', folder)
  mkdirSync(outdir, { recursive: true })
  buildSync({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  })
  return outdir
}

/** One entry that imports all the files given, so that every test shares one process and one database. */
export function gather(folder, files) {
  const entry = join(root, 'build', `${folder}.entry.ts`)
  mkdirSync(dirname(entry), { recursive: true })
  writeFileSync(entry, files.map((file) => `import ${JSON.stringify(file)}\n`).join(''))
  return entry
}
