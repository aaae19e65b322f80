import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const onPath = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))

/** Only in a throw-away machine of root's, where a package more hurts nobody. */
function installed(): string | undefined {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined
  const wanted = ['chromium-headless-shell', 'fonts-dejavu-core']
  for (const line of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...wanted],
  ]) {
    const run = spawnSync('apt-get', line, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (run.status !== 0) return undefined
  }
  return onPath('chromium-headless-shell')
}

function own(): string | undefined {
  const file = chromium.executablePath()
  return existsSync(file) ? file : undefined
}

/** Chromium where this machine has it: CHROMIUM, the path, apt for root, what Playwright brought. */
function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM
  if (named) {
    execFileSync(named, ['--version'], { stdio: 'ignore' })
    return named
  }
  const known = ['chromium-headless-shell', 'chromium', 'google-chrome'].map(onPath)
  return known.find(Boolean) ?? installed() ?? own()
}

let opening: Promise<Browser | undefined> | undefined

/** One browser for the whole run; undefined where there is none, which in CI is a failure. */
export function openBrowser(): Promise<Browser | undefined> {
  opening ??= open()
  return opening
}

async function open(): Promise<Browser | undefined> {
  const executablePath = findBrowser()
  if (executablePath) return chromium.launch({ executablePath, args: FLAGS })
  if (process.env.CI)
    throw new Error('No Chromium was found or could be installed: in CI the journeys must run.')
  return undefined
}

/** Call it when all is done: a browser left open keeps the process alive. */
export async function closeBrowser(): Promise<void> {
  const browser = await opening
  opening = undefined
  await browser?.close()
}

export const NO_BROWSER =
  'no Chromium was found: set CHROMIUM, or install chromium-headless-shell, to see the pages tested'
