import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { logTo } from '../../src/kit/log.ts'
import { send } from './attack.ts'
import { cookieOf, keyOf } from './credentials.ts'
import type { Filled } from './filled.ts'
import type { Sent } from './probes.ts'
import { queriesAskedIn } from './queries.ts'
import { seeded, strangeCall, strangeVisit } from './strange.ts'
import { undoing } from './undoing.ts'

/** Asks so many strange things of every contract, page and form, on a database in which nothing lasts. */
export async function fuzz(t: TestContext, house: Filled, seed: number, many: number): Promise<void> {
  t.diagnostic(`seed ${seed}: written in place of randomInt it asks the same again`)
  const dice = seeded(seed)
  const troubles: string[] = []
  const app = await buildApp({
    config: readConfig({ LOG_LEVEL: 'silent' }),
    database: undoing(house.database),
    log: logTo('error', { write: (line) => void troubles.push(line) }),
    base: house.base,
  })
  const [key, cookie] = [await keyOf(house, house.mara), await cookieOf(house, house.mara)]
  const queries = new Map<string, string[]>()
  for (const leaf of app.leaves) {
    const sent: Sent = strangeVisit(leaf, [], house.known, seeded(1))
    queries.set(
      leaf.path,
      await queriesAskedIn(() => send(app.hono, house.base, { door: 'page', ...sent }, cookie)),
    )
  }
  const statuses = new Map<number, number>()
  const wrong: string[] = []
  for (let n = 0; n < many; n++) {
    const api = dice.chance(0.5)
    const contract = dice.of(app.routes).endpoint
    const leaf = dice.of(app.leaves)
    const sent = api
      ? strangeCall(contract, house.known, dice)
      : strangeVisit(leaf, queries.get(leaf.path) ?? [], house.known, dice)
    const answer = await send(
      app.hono,
      house.base,
      { door: api ? 'api' : 'page', ...sent },
      api ? key : cookie,
    )
    const text = await answer.text()
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    const what = api ? wrongAnswer(answer, text) : wrongPage(answer, text)
    if (what)
      wrong.push(
        `${what}: ${JSON.stringify(sent).slice(0, 600)} ${troubles.splice(0).join(' ').slice(0, 600)}`,
      )
  }
  assert.deepEqual([...new Set(wrong)].slice(0, 20), [])
  t.diagnostic(
    [...statuses]
      .sort((a, b) => a[0] - b[0])
      .map(([status, n]) => `${status}: ${n}`)
      .join(', '),
  )
  assert.ok((statuses.get(200) ?? 0) > many / 20, 'enough of it was understood')
}

function wrongAnswer(answer: Response, text: string): string | undefined {
  if (answer.status >= 500) return `a fault ${answer.status}`
  const body = JSON.parse(text) as Record<string, unknown>
  if (answer.status < 400) return undefined
  if (answer.headers.get('content-type') !== 'application/problem+json')
    return 'an error that is no problem+json'
  if (body.status !== answer.status || typeof body.title !== 'string' || typeof body.type !== 'string')
    return `a problem that is none: ${text.slice(0, 200)}`
  return /\n\s+at |node_modules/.test(text) ? 'a stack' : undefined
}

function wrongPage(answer: Response, text: string): string | undefined {
  if (answer.status >= 500) return `a fault ${answer.status}`
  if (/\n\s+at \S+ \(|node_modules/.test(text)) return 'a stack'
  return text.includes('"><script>alert(1)') ? 'what was written is read as a tag' : undefined
}
