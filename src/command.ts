import { readConfig } from './config.ts'
import { start } from './main.ts'

const HELP = `makegood start [--sample]   starts the product and says where it is
makegood help               this`

/** What `bin/makegood` does with its words. */
export async function command(words: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = words
  try {
    if (name === 'start') return await run(rest.includes('--sample'))
    process.stdout.write(`${HELP}\n`)
    process.exitCode = name === 'help' ? 0 : 1
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
