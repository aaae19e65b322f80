import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { version } from './app.ts'
import type { Config } from './config.ts'
import { type Step, sizeInWords, stepInWords } from './kit/backup/progress.ts'
import { inspect } from './kit/backup/read.ts'
import { restoreBackup } from './kit/backup/restore.ts'
import { noteBackup } from './kit/backup/told.ts'
import { type Written, writeBackup } from './kit/backup/write.ts'
import { clock } from './kit/clock.ts'
import { migrationsFolder, openPlace } from './kit/store.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

type Words = { file: string; passphrase: string | undefined }

/** One file, and where the passphrase stands; the setting says it where the words do not. */
function read(words: string[], config: Config): Words {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' } },
  })
  const [file, more] = positionals
  if (!file || more) throw new Error('Name one file: makegood backup FILE, or makegood restore FILE.')
  const named = values['passphrase-file']
  return { file, passphrase: named ? passphraseIn(named) : config.backupPassphrase }
}

/** Ctrl-C breaks the work off and still leaves in order: no half file, no server of ours that runs on by itself. */
function brokenOff(): AbortSignal {
  const closing = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => closing.abort(new Error('Broken off. Nothing was left behind.')))
  return closing.signal
}

/** Its first line: an editor ends each with a newline. */
function passphraseIn(path: string): string {
  const [line = ''] = readFileSync(path, 'utf8').split(/\r?\n/)
  if (!line) throw new Error(`The first line of ${path} is empty: it must hold the passphrase.`)
  return line
}

/** Beside the running program, or without it; nothing is migrated, so that one can do it before moving on. */
export async function backup(words: string[], config: Config): Promise<void> {
  const { file, passphrase } = read(words, config)
  const signal = brokenOff()
  const place = await openPlace(config, 'command')
  const teller = tellSteps('')
  try {
    const begun = clock.now()
    const written = await writeBackup(place.owner, file, {
      version,
      passphrase,
      watch: teller.watch,
      signal,
    })
    teller.end()
    await note(place.owner, begun, written)
    say(
      `${written.file}: ${written.rows.toLocaleString('en')} rows of ${written.tables.length} tables, ${sizeInWords(written.bytes)}.`,
    )
    if (!passphrase)
      say(
        'It is not encrypted and holds everything, names and keys too: keep it where nobody else can read it.',
      )
  } finally {
    teller.end()
    await place.close()
  }
}

async function note(owner: pg.PoolConfig, begun: Date, written: Written): Promise<void> {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  const tried = { begun, way: 'hand', file: written.file } as const
  await noteBackup(client, tried, written).finally(() => client.end())
}

/** Into an empty place only: an empty data folder, or an empty database of any server. */
export async function restore(words: string[], config: Config): Promise<void> {
  const { file, passphrase } = read(words, config)
  // A file that cannot be restored makes no place for itself.
  const checked = tellSteps('checking: ')
  const contents = await inspect(file, passphrase, checked.share).finally(checked.end)
  const signal = brokenOff()
  const place = await openPlace(config, 'program')
  for (const notice of place.notices) say(notice)
  const { header, manifest } = contents
  say(
    `It is whole: ${manifest.tables.length} tables, as they were on ${momentOf(header.made_at)}. Restoring.`,
  )
  const teller = tellSteps('restoring: ')
  try {
    const { rows, tables, forward } = await restoreBackup(place.owner, file, {
      contents,
      passphrase,
      migrations: migrationsFolder,
      password: place.password,
      watch: teller.watch,
      signal,
    })
    teller.end()
    say(
      `Restored: ${rows.toLocaleString('en')} rows of ${tables.length} tables, each compared with the backup.`,
    )
    if (forward.length > 0) say(`Brought up to date: ${forward.join(', ')}.`)
    say('Everybody signs in anew. Start it by: makegood start')
  } finally {
    teller.end()
    await place.close()
  }
}

/** Reads it whole and says what is in it. */
export async function checkBackup(words: string[], config: Config): Promise<void> {
  const { file, passphrase } = read(words, config)
  const teller = tellSteps('checking: ')
  const { header, manifest, bytes } = await inspect(file, passphrase, teller.share).finally(teller.end)
  const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0)
  say(
    `${file} is whole: ${rows.toLocaleString('en')} rows of ${manifest.tables.length} tables, ${sizeInWords(bytes)}, made on ${momentOf(header.made_at)} by Makegood ${header.version}.`,
  )
}

const momentOf = (written: string) => `${written.slice(0, 16).replace('T', ' ')} UTC`

const EVERY_MS = { screen: 200, log: 10_000 }

/** How far it is, on stderr: one line that is written over on a screen, a line now and then in a log. */
function tellSteps(what: string) {
  const screen = process.stderr.isTTY === true
  // What is over within seconds needs no line in a log.
  let [last, open] = [screen ? -Number.MAX_VALUE : performance.now(), false]
  const tell = (text: () => string) => {
    const now = performance.now()
    if (now - last < (screen ? EVERY_MS.screen : EVERY_MS.log)) return
    last = now
    open = screen
    process.stderr.write(screen ? `\r\u001b[K${what}${text()}` : `${what}${text()}\n`)
  }
  return {
    watch: (step: Step) => tell(() => `${stepInWords(step)}, ${step.table.replace(/^public\./, '')}`),
    share: (share: number) => tell(() => `${Math.floor(share * 100)} %`),
    end: () => {
      if (open) process.stderr.write('\r\u001b[K')
      open = false
    },
  }
}
