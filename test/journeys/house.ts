import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { serve } from '@hono/node-server'
import AxeCore from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { buildApp } from '../../src/app.ts'
import { openMailDoors } from '../../src/channels/email/email.ts'
import { readConfig } from '../../src/config.ts'
import { clock } from '../../src/kit/clock.ts'
import type { Id } from '../../src/kit/ids.ts'
import { workJobs } from '../../src/kit/jobs.ts'
import { logTo } from '../../src/kit/log.ts'
import { mailsGoOutBy } from '../../src/kit/mail.ts'
import { root } from '../../src/kit/root.ts'
import { goRounds } from '../../src/kit/rounds.ts'
import { beginSession } from '../../src/kit/session.ts'
import { watchTimers } from '../../src/kit/timers.ts'
import { sampleOn } from '../../src/sample.ts'
import { closeBrowser, NO_BROWSER, openBrowser } from '../browser.ts'
import { atEnd, ground } from '../ground.ts'

/** A letter as it arrived at the other end of the wire. */
export type Letter = { to: string; raw: string; at: Date }

export type House = {
  base: string
  mailPort: number
  /** Every letter that left the house, by real SMTP. */
  letters: Letter[]
  /** A browser of its own, signed in as that person or as nobody. */
  browser(
    who?: { company: Id; id: Id },
    more?: Parameters<import('playwright-core').Browser['newContext']>[0],
  ): Promise<Page>
  /** Lets so much time pass at once, and wakes whoever sleeps until then. */
  pass(ms: number): void
  /** Pictures of every open page, for a journey that has failed. */
  showAll(name: string): Promise<void>
  close(): Promise<void>
}

export const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 }
export const DESK = { viewport: { width: 1280, height: 860 } }

let standing: Promise<House> | undefined
/** The whole program on the tests' database: web, mail in and out, jobs and clock, as its users have it. */
export function house(): Promise<House> {
  standing ??= open().then((one) => {
    atEnd(() => one.close())
    return one
  })
  return standing
}

async function open(): Promise<House> {
  const { database, ownerConfig } = await ground()
  const troubles: unknown[] = []
  const trouble = (error: unknown) => void troubles.push(error)
  const letters: Letter[] = []
  const post = await postOffice(letters)
  mailsGoOutBy({ host: '127.0.0.1', port: post.port, secure: false, from: 'halden@mail.example' })

  let handle: (request: Request, env: object) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 })
  const server = serve({
    fetch: (request, env) => handle(request, env),
    hostname: '127.0.0.1',
    port: 0,
    overrideGlobalObjects: false,
  })
  await new Promise((ready) => server.once('listening', ready))
  const base = `http://localhost:${(server.address() as { port: number }).port}`
  const config = { ...readConfig({ LOG_LEVEL: 'silent', MAIL_DOMAIN: 'mail.example' }), mailPort: 0 }
  const app = await buildApp({ config, database, log: logTo('silent'), base, sample: sampleOn(database) })
  handle = app.hono.fetch
  const mail = await openMailDoors({ ...config, mailPort: await freePort() }, database, trouble)
  const jobs = await workJobs(ownerConfig, database, trouble)
  const timers = watchTimers(database, trouble)
  const rounds = goRounds(app.rounds, trouble)
  await database.hints.ready()
  const contexts: BrowserContext[] = []

  return {
    base,
    mailPort: mail.port ?? 0,
    letters,
    async browser(who, more = DESK) {
      const chromium = await openBrowser()
      if (!chromium) throw new Error('No browser.')
      const context = await chromium.newContext({ baseURL: base, ...more })
      contexts.push(context)
      if (who) {
        const token = await database.inCompany(who.company, (db) =>
          beginSession(db, who.id, 'journey', clock.now()),
        )
        await context.addCookies([{ name: 'makegood', value: token, url: base }])
      }
      context.setDefaultTimeout(8000)
      const page = await context.newPage()
      page.on('console', (message) => {
        // Whoever goes on breaks off what was still being fetched, and a test may cut the network: that is no fault.
        if (
          message.type() === 'error' &&
          !/aborted a request|net::ERR_(INTERNET_DISC|CONNECTION_RESET)/.test(message.text())
        )
          console.error(`in the browser: ${message.text()} ${message.location().url}`)
      })
      page.on('pageerror', (error) => console.error(`in the browser: ${error.message}`))
      return page
    },
    pass(ms) {
      clock.move(ms)
      database.hints.send('timer', '0')
    },
    async showAll(name) {
      for (const [place, page] of contexts.flatMap((context) => context.pages()).entries())
        await picture(page, `failed-${name.slice(1, 2)}-${place}`, { fullPage: true }).catch(() => {})
    },
    async close() {
      for (const context of contexts) await context.close()
      await closeBrowser()
      await mail.close()
      await Promise.all([timers.stop(), rounds.stop(), jobs.stop()])
      server.close()
      ;(server as { closeAllConnections?: () => void }).closeAllConnections?.()
      await post.close()
      mailsGoOutBy(undefined)
      if (troubles.length > 0) throw troubles[0]
    },
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })
}

/** A mail server at the other end: real SMTP, nothing pretended. */
async function postOffice(letters: Letter[]): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        for (const to of session.envelope.rcptTo)
          letters.push({ to: to.address, raw: Buffer.concat(parts).toString('utf8'), at: new Date() })
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.server.address() as { port: number }).port,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** Waits until something is so; says what was waited for when it never is. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  mostMs = 8000,
): Promise<NonNullable<T>> {
  const ends = performance.now() + mostMs
  for (;;) {
    const seen = await look()
    if (seen) return seen as NonNullable<T>
    if (performance.now() > ends) throw new Error(`Waited in vain for ${what}.`)
    await new Promise((go) => setTimeout(go, 25))
  }
}

const pictures = join(root, 'build/pictures')
/** Leaves a picture of the page; those that the README shows are copied by bin/dev. */
export async function picture(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  // Not while a page is on its way.
  await page.waitForFunction(
    () =>
      !document.querySelector('.turbo-progress-bar') && !document.documentElement.hasAttribute('aria-busy'),
  )
  await page.screenshot({ path: join(pictures, `${name}.png`), ...options })
}

/** What axe finds serious or critical on the page. */
export async function faults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, not by the page: its policy forbids scripts that are not its own.
  await page.evaluate(AxeCore.source)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations
  })
  return found
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`)
}

/** Whether the page is wider than its window. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)

/** A journey needs a browser; where there is none it says so, and in CI that is a failure. */
export function journey(name: string, go: (house: House, t: TestContext) => Promise<void>): void {
  test(name, async (t) => {
    if (!(await openBrowser())) return t.skip(NO_BROWSER)
    const one = await house()
    await go(one, t).catch(async (error: unknown) => {
      await one.showAll(name)
      throw error
    })
  })
}
