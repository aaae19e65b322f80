// From the command to the first page, what it weighs idle and with fifty people looking, and what a public page weighs.
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { aCompanyOn, memoryOf, postmasterOf, print, startProgram } from './program.ts'

test('start, memory, bytes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-bench-'))
  const first = await startProgram({ folder })
  print(`\nfirst start, to the first page: ${(first.ms / 1000).toFixed(2)} s`)
  await first.stop()
  const again = await startProgram({ folder })
  print(`second start, to the first page: ${(again.ms / 1000).toFixed(2)} s`)
  const weigh = (name: string) => {
    const [program, server] = [memoryOf(again.child.pid ?? 0) ?? 0, memoryOf(postmasterOf(again) ?? 0) ?? 0]
    print(
      `memory ${name}: program ${program.toFixed(0)} MB + database ${server.toFixed(0)} MB = ${(program + server).toFixed(0)} MB`,
    )
  }
  try {
    await new Promise((go) => setTimeout(go, 3000))
    weigh('idle')
    const { cookie, slug } = await aCompanyOn(again)
    const streams = Array.from({ length: 50 }, () =>
      get(`${again.base}/live`, { headers: { cookie }, agent: false }),
    )
    for (const stream of streams) stream.on('error', () => {})
    for (let n = 0; n < 200; n++)
      await (await fetch(`${again.base}/today`, { headers: { cookie } })).arrayBuffer()
    weigh('with 50 people live')
    for (const stream of streams) stream.destroy()
    const page = await fetch(`${again.base}/${slug}/tell-us`, { headers: { 'accept-encoding': 'identity' } })
    const bytes = (await page.arrayBuffer()).byteLength
    const headers = [...page.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
    print(`public page: ${bytes} bytes and ${headers} of headers, nothing else is loaded`)
  } finally {
    await again.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
