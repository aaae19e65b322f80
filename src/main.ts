import type { Server } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { buildApp, version } from './app.ts'
import { closeMailThreads, openMailDoors } from './channels/email/email.ts'
import { type Config, readConfig } from './config.ts'
import { keepBackups } from './kit/backup/daily.ts'
import { planOf } from './kit/backup/plan.ts'
import { withGrace } from './kit/grace.ts'
import { randomToken } from './kit/ids.ts'
import { workJobs } from './kit/jobs.ts'
import { logTo, logTrouble } from './kit/log.ts'
import { mailsGoOutBy } from './kit/mail.ts'
import { goRounds } from './kit/rounds.ts'
import { migrationsFolder, openStore } from './kit/store.ts'
import { watchTimers } from './kit/timers.ts'
import { sampleOn } from './sample.ts'

export type Running = { base: string; stop(): Promise<void> }

const LOCAL = new Set(['127.0.0.1', '::1', 'localhost'])

/** Config → database → doors (web, mail, clock). Resolves when the first page can be opened. */
export async function start(
  config: Config = readConfig(),
  options: { sample?: boolean; say?: (line: string) => void } = {},
): Promise<Running> {
  const say = options.say ?? ((line) => process.stdout.write(`${line}\n`))
  const local = LOCAL.has(config.host)
  if (!local && !config.url)
    throw new Error(
      `MAKEGOOD_HOST=${config.host} is open to others: say in MAKEGOOD_URL at which address they reach it.`,
    )
  if (config.smtpUrl && !config.url)
    throw new Error(
      'SMTP_URL is set, so letters really leave: say in MAKEGOOD_URL with which address the links in them begin.',
    )
  if (!local && options.sample)
    throw new Error('The sample company is only shown on this machine: leave MAKEGOOD_HOST as it is.')

  const log = logTo(config.logLevel)
  const trouble = (error: unknown) => void logTrouble(log, error)
  const store = await openStore(config)
  for (const notice of store.notices) say(notice)
  mailsGoOutBy(outgoing(config))
  const setUpToken = local ? undefined : randomToken(16)
  const port = config.port || (await freePort(config.host))
  const base = (config.url ?? `http://localhost:${port}`).replace(/\/$/, '')
  const sample = local ? sampleOn(store.database) : undefined
  const app = await buildApp({
    config,
    database: store.database,
    log,
    base,
    setUpToken,
    sample,
    straight: options.sample,
  })
  const grace = withGrace(app.hono.fetch)
  const server = serve({
    fetch: grace.fetch,
    hostname: config.host,
    port,
    autoCleanupIncoming: false,
  }) as Server
  grace.watch(server)
  await new Promise<void>((ready, fail) => server.once('listening', ready).once('error', fail)).catch(
    async (error: NodeJS.ErrnoException) => {
      await store.close()
      throw error.code === 'EADDRINUSE'
        ? new Error(`Something else listens on port ${port} already: set PORT to another.`)
        : error
    },
  )
  const jobs = await workJobs(store.owner, store.database, trouble)
  const timers = watchTimers(store.database, trouble)
  const rounds = goRounds([...app.rounds, ...app.daily], trouble)
  for (const round of app.daily) await round.run().catch(trouble)
  const plan = planOf(config)
  const backups = plan.at
    ? keepBackups({
        ...plan,
        at: plan.at,
        owner: store.owner,
        version,
        migrations: migrationsFolder,
        trouble,
      })
    : undefined
  const mailDoors = await openMailDoors(config, store.database, trouble)
  if (options.sample)
    for (const link of (await sample?.links(base)) ?? []) say(`  ${link.name.padEnd(12)} ${link.href}`)
  say(`Makegood is at ${base}${setUpToken ? `/set-up?token=${setUpToken}` : ''}`)

  return {
    base,
    async stop() {
      const ended = grace.end(server)
      await mailDoors.close()
      await Promise.all([timers.stop(), rounds.stop(), jobs.stop(), backups?.stop()])
      await closeMailThreads()
      await ended
      await store.close()
    },
  }
}

/** Links in letters bear the port, so it is known before anything listens on it. */
const freePort = (host: string) =>
  new Promise<number>((found, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => found(port))
    })
  })

function outgoing(config: Config): Parameters<typeof mailsGoOutBy>[0] {
  if (!config.smtpUrl) return undefined
  const url = new URL(config.smtpUrl)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    from: config.mailFrom,
    ...(url.username
      ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : {}),
  }
}
