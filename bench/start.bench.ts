// From the command to the first page, and what the program weighs: idle, and with fifty people who look on.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lookOn } from './looking-on.ts'
import { aCompanyOn, busy, type Program, print, startProgram, weigh } from './program.ts'

const FIFTY = 50
const IDLE_MS = 30_000

test('start, memory, bytes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-bench-'))
  print(`\nStart, weight and bytes (${busy()})`)
  const first = await startProgram({ folder })
  print(`first start, to the first page: ${(first.ms / 1000).toFixed(2)} s`)
  await first.stop()
  const again = await startProgram({ folder })
  print(`second start, to the first page: ${(again.ms / 1000).toFixed(2)} s`)
  try {
    say('right after the start', again)
    await new Promise((go) => setTimeout(go, IDLE_MS))
    say('idle for half a minute', again)
    const loaded = await aCompanyOn(again)
    const seen = await lookOn(again, loaded, FIFTY)
    say(`with ${FIFTY} people who look on`, again)
    print(`  while two things a second happen: each page asks anew, ${seen}`)
    const page = await fetch(`${again.base}/${loaded.slug}/tell-us`, {
      headers: { 'accept-encoding': 'identity' },
    })
    const bytes = (await page.arrayBuffer()).byteLength
    const headers = [...page.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
    print(`public page: ${bytes} bytes and ${headers} of headers, nothing else is loaded`)
  } finally {
    await again.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

function say(name: string, one: Program): void {
  const { program, database } = weigh(one)
  print(
    `memory ${name}: program ${program.toFixed(0)} MB + database ${database.toFixed(0)} MB = ${(program + database).toFixed(0)} MB`,
  )
}
