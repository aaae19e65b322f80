// Fifty people with Today open while customers are heard: each page asks anew after every deed, as the browser's does.
import { get } from 'node:http'
import { type Loaded, median, type Program, percentile } from './program.ts'

const DEEDS = 20
const EVERY_MS = 500
// As src/ui/behaviours/live.ts has it.
const CALM_MS = 150
const SPREAD_MS = 300
const BETWEEN_MS = 700

/** How soon the pages show what happened, in words. */
export async function lookOn(program: Program, { cookie, key }: Loaded, people: number): Promise<string> {
  const asked: number[] = []
  const shown: number[] = []
  let heardAt = 0
  const pages = Array.from({ length: people }, () =>
    openPage(
      program.base,
      cookie,
      () => heardAt,
      async (since) => {
        const begun = performance.now()
        await (await fetch(`${program.base}/today`, { headers: { cookie } })).arrayBuffer()
        asked.push(performance.now() - begun)
        shown.push(performance.now() - since)
      },
    ),
  )
  await new Promise((go) => setTimeout(go, 500))
  for (let deed = 0; deed < DEEDS; deed++) {
    heardAt = performance.now()
    await (
      await fetch(`${program.base}/api/v1/interactions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'compliment', text: 'The bell was fixed while I waited.', score: 5 }),
      })
    ).arrayBuffer()
    await new Promise((go) => setTimeout(go, EVERY_MS))
  }
  await new Promise((go) => setTimeout(go, 1500))
  for (const close of pages) close()
  const ms = (times: number[], share: number) => `${percentile(times, share).toFixed(0)} ms`
  return `${asked.length} times, answered in ${median(asked).toFixed(0)} ms (p95 ${ms(asked, 0.95)}), ${ms(shown, 0.95)} at most after the deed for 95 in 100`
}

function openPage(
  base: string,
  cookie: string,
  lastDeed: () => number,
  refresh: (since: number) => Promise<void>,
): () => void {
  let timer: NodeJS.Timeout | undefined
  let refreshed = Number.NEGATIVE_INFINITY
  let oldest = 0
  const stream = get(`${base}/live`, { headers: { cookie }, agent: false }, (answer) => {
    answer.setEncoding('utf8').on('data', (text: string) => {
      if (!text.includes('event: happened')) return
      if (!timer) oldest = lastDeed()
      const rest = refreshed + BETWEEN_MS - performance.now()
      timer ??= setTimeout(
        () => {
          timer = undefined
          refreshed = performance.now()
          refresh(oldest).catch(() => {})
        },
        Math.max(CALM_MS + Math.random() * SPREAD_MS, rest),
      )
    })
  })
  stream.on('error', () => {})
  return () => {
    clearTimeout(timer)
    stream.destroy()
  }
}
