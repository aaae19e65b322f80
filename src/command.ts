import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { backup, checkBackup, restore } from './backup-commands.ts'
import { bring, importErrors, importRun, takeIn } from './channels/import/import.ts'
import { WHATS, type What } from './channels/import/plan.ts'
import { runImport } from './channels/import/run.ts'
import { readConfig } from './config.ts'
import { checkFigures } from './figures/figures.ts'
import { clock } from './kit/clock.ts'
import type { Database } from './kit/db.ts'
import type { Id } from './kit/ids.ts'
import { openStore } from './kit/store.ts'
import { program } from './kit/who.ts'
import { start } from './main.ts'
import { companyBySlug, companyIds } from './people/founding.ts'
import { company, people, type Staff, staffOf } from './people/people.ts'

const HELP = `makegood start [--sample]
    starts the product and says where it is; with --sample it opens on Halden Cycles
makegood import <customers|purchases|interactions> <file> --company <short name>
        [--column <field>=<number>]… [--currency EUR] [--scale 1-5] [--dates day|month] [--dry]
    brings a table; columns that are not named are guessed; the same file twice takes no row twice
makegood backup <file> [--passphrase-file <file>]
    writes everything into one file, also while the product runs; with a passphrase it is encrypted
makegood restore <file> [--passphrase-file <file>]
    brings it into an empty data folder or database, and compares every table with the file
makegood check backup <file> [--passphrase-file <file>]
    reads a backup to its end and says whether it is whole; touches nothing
makegood check figures
    recounts every figure from what was heard and says where a counter differs
makegood help
    this`

const say = (line: string) => process.stdout.write(`${line}\n`)

/** What `bin/makegood` does with its words. */
export async function command(words: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = words
  try {
    if (name === 'start') await run(rest.includes('--sample'))
    else if (name === 'import') await importTable(rest)
    else if (name === 'check' && rest[0] === 'figures') await check()
    else if (name === 'check' && rest[0] === 'backup') await checkBackup(rest.slice(1), readConfig())
    else if (name === 'backup') await backup(rest, readConfig())
    else if (name === 'restore') await restore(rest, readConfig())
    else {
      say(HELP)
      process.exitCode = name === 'help' ? 0 : 1
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}

async function run(sample: boolean): Promise<void> {
  const running = await start(readConfig(), { sample })
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (ending) return
      ending = true
      void running.stop().then(() => process.exit(0))
    })
}

/** Beside the running program or without it: on the same database, by the same deeds. */
async function withStore<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const store = await openStore(readConfig(), 'command')
  try {
    return await work(store.database)
  } finally {
    await store.close()
  }
}

async function importTable(words: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      company: { type: 'string' },
      column: { type: 'string', multiple: true, default: [] },
      currency: { type: 'string' },
      scale: { type: 'string' },
      dates: { type: 'string' },
      dry: { type: 'boolean', default: false },
    },
  })
  const [what, file] = positionals
  if (!WHATS.includes(what as What) || !file || !values.company) throw new Error(HELP)
  const columns = Object.fromEntries(
    values.column.map((pair) => [pair.split('=')[0], Number(pair.split('=')[1]) - 1]),
  )
  const given = {
    columns,
    ...(values.currency ? { currency: values.currency } : {}),
    ...(values.scale ? { scale: values.scale } : {}),
    ...(values.dates === 'day' || values.dates === 'month'
      ? { dateOrder: values.dates as 'day' | 'month' }
      : {}),
  }
  await withStore(async (database) => {
    const id = await companyBySlug(database, values.company ?? '')
    if (!id) throw new Error(`There is no company ${values.company} here.`)
    const run = await database.inCompany(id, async (db) =>
      bring(
        db,
        await administrator(db),
        what as What,
        { name: basename(file), bytes: readFileSync(file) },
        given,
      ),
    )
    await report(database, id, run.id)
    if (!values.dry) {
      const taken = await database.inCompany(id, async (db) => takeIn(db, await administrator(db), run.id))
      await report(database, id, taken.id)
    }
  })
}

async function administrator(db: Parameters<typeof company>[0]): Promise<Staff> {
  const first = (await people(db)).find((one) => one.admin)
  if (!first) throw new Error('Nobody administers this company.')
  return staffOf(await company(db), first, clock.now())
}

async function report(database: Database, company: Id, id: Id): Promise<void> {
  await runImport(database, program(company, clock.now()), id)
  const [run, errors] = await database.inCompany(
    company,
    async (db) => [await importRun(db, id), await importErrors(db, id)] as const,
  )
  for (const error of errors) say(`line ${error.line}: ${error.sentence}`)
  if (run.trouble) throw new Error(run.trouble)
  say(
    `${run.dry ? 'Tried' : 'Brought in'}: ${run.rows} rows, ${run.made} new, ${run.known} known, ${run.wrong} cannot be read.`,
  )
}

async function check(): Promise<void> {
  await withStore(async (database) => {
    for (const id of await companyIds(database)) {
      const differences = await database.inCompany(id, (db) => checkFigures(db))
      for (const one of differences)
        say(
          `${id}: ${JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}`,
        )
      if (differences.length > 0) process.exitCode = 1
    }
    if (!process.exitCode) say('Every figure equals its recount.')
  })
}
