// What a mail costs: acknowledged by SMTP once it is kept for good, and seen once it stands in its case.
import { createServer } from 'node:net'
import { test } from 'node:test'
import { sql } from 'kysely'
import nodemailer from 'nodemailer'
import type { Id } from '../src/kit/ids.ts'
import { aCompanyOn, type Loaded, type Program, percentile, print, startProgram } from './program.ts'

const CONNECTIONS = 8
const words = 'Nobody told me that it was not ready, and I had taken the afternoon off to fetch it. '.repeat(
  40,
)

/** About 4 KB, each from one of 400 customers. */
const mail = (at: number): string =>
  [
    `From: Customer ${at % 400} <c${at % 400}@customer.example>`,
    'To: bench@mail.example',
    `Subject: My bike, part ${at}`,
    `Message-ID: <${at}.${process.pid}@customer.example>`,
    'Date: Fri, 21 Nov 2025 17:40:00 +0100',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `${at}. ${words}`,
  ].join('\r\n')

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })

type Post = { send(at: number): Promise<unknown>; close(): void }

/** Connections that stay open, as those of a mail server that has much to bring. */
function postTo(port: number, { slug }: Loaded): Post {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1_000_000,
  })
  return {
    send: (at) =>
      transport.sendMail({
        envelope: { from: `c${at % 400}@customer.example`, to: `${slug}@mail.example` },
        raw: mail(at),
      }),
    close: () => transport.close(),
  }
}

/** How many mails were heard. */
async function seen({ store }: Program, company: Id): Promise<number> {
  const { rows } = await store.database.inCompany(company, (db) =>
    sql<{ n: number }>`select count(*)::int as n from email_heard where company_id = ${company}`.execute(db),
  )
  return rows[0]?.n ?? 0
}

async function until(reaches: () => Promise<boolean>): Promise<void> {
  const gaveUp = performance.now() + 60_000
  while (!(await reaches())) {
    if (performance.now() > gaveUp) throw new Error('It did not come about within a minute.')
    await new Promise((again) => setTimeout(again, 20))
  }
}

test('mails by SMTP', async () => {
  const port = await freePort()
  const program = await startProgram({ env: { MAIL_PORT: String(port), MAIL_DOMAIN: 'mail.example' } })
  try {
    const company = await aCompanyOn(program)
    const post = postTo(port, company)
    await Promise.all(Array.from({ length: 200 }, (_, at) => post.send(1_000_000 + at)))
    await until(async () => (await seen(program, company.company)) === 200)
    print('\nMails of 4 KB by SMTP, 8 connections')
    await flood(program, company, post)
    await stream(program, company, post)
    post.close()
  } finally {
    await program.stop()
  }
})

/** All at once: how fast they are kept, and how fast they are read. */
async function flood(program: Program, { company }: Loaded, post: Post): Promise<void> {
  const N = 2_000
  const before = await seen(program, company)
  const begun = performance.now()
  await Promise.all(Array.from({ length: N }, (_, at) => post.send(at)))
  const kept = performance.now()
  await until(async () => (await seen(program, company)) === before + N)
  const read = performance.now()
  print(`acknowledged        ${((N / (kept - begun)) * 1000).toFixed(0).padStart(6)}/s`)
  print(`seen, all in all    ${((N / (read - begun)) * 1000).toFixed(0).padStart(6)}/s`)
}

/** At a steady pace: how long after its acknowledgement a mail stands in its case. */
async function stream(program: Program, { company }: Loaded, post: Post): Promise<void> {
  for (const perSecond of [50, 150]) {
    const N = perSecond * 10
    const before = await seen(program, company)
    const acked: number[] = []
    const sights: { at: number; n: number }[] = []
    let sending = true
    const watching = (async () => {
      while (sending || (sights.at(-1)?.n ?? 0) < N) {
        sights.push({ n: (await seen(program, company)) - before, at: performance.now() })
        await new Promise((again) => setTimeout(again, 20))
      }
    })()
    const begun = performance.now()
    await Promise.all(
      Array.from({ length: N }, async (_, at) => {
        await new Promise((go) => setTimeout(go, (at / perSecond) * 1000 - (performance.now() - begun)))
        await post.send(10_000_000 + perSecond * 100_000 + at)
        acked.push(performance.now())
      }),
    )
    sending = false
    await watching
    acked.sort((a, b) => a - b)
    const lags = acked.map((at, k) => (sights.find(({ n }) => n > k)?.at ?? Number.NaN) - at)
    print(
      `at ${String(perSecond).padStart(3)}/s, seen after p50 ${percentile(lags, 0.5).toFixed(0).padStart(5)} ms   p95 ${percentile(lags, 0.95).toFixed(0).padStart(5)} ms`,
    )
  }
}
