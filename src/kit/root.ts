import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. The program runs from bundles in build/, so a path relative to this file would lie. */
export const root: string = climb(dirname(fileURLToPath(import.meta.url)))

function climb(folder: string): string {
  const file = join(folder, 'package.json')
  if (existsSync(file) && /"name":\s*"makegood"/.test(readFileSync(file, 'utf8'))) return folder
  const above = dirname(folder)
  if (above === folder)
    throw new Error('No package.json of makegood above this file: was it moved out of its folder?')
  return climb(above)
}
