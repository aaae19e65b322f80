import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { clock } from './clock.ts'
import { afterCommit, companyOf, type Database, type Db } from './db.ts'
import type { Id } from './ids.ts'

/** Tells the open pages of this company, in every process, that something of this kind happened. */
export function tellPages(db: Db, kind: string): void {
  const company = companyOf(db)
  afterCommit(db, (hints) => hints.send('live', `${company} ${kind}`))
}

type Hearer = (kinds: string[]) => void

/** What a process knows of its open pages: one LISTEN serves them all, each hears its own company only. */
export type Live = { hear(company: Id, hearer: Hearer): () => void; count(): number }

const GATHER_MS = 30

export function liveOn(database: Database): Live {
  const hearers = new Map<Id, Set<Hearer>>()
  const waiting = new Map<Id, Set<string>>()
  database.hints.listen('live', (payload) => {
    const [company = '', kind = ''] = payload.split(' ')
    if (!hearers.has(company)) return
    const kinds = waiting.get(company)
    if (kinds) return void kinds.add(kind)
    waiting.set(company, new Set([kind]))
    setTimeout(() => {
      const told = [...(waiting.get(company) ?? [])]
      waiting.delete(company)
      for (const hearer of hearers.get(company) ?? []) hearer(told)
    }, GATHER_MS)
  })
  return {
    hear(company, hearer) {
      const set = hearers.get(company) ?? new Set()
      hearers.set(company, set.add(hearer))
      return () => {
        set.delete(hearer)
        if (set.size === 0) hearers.delete(company)
      }
    },
    count: () => [...hearers.values()].reduce((sum, set) => sum + set.size, 0),
  }
}

// Often enough that whoever leaves the company hears no more within five seconds.
const COMMENT_EVERY_MS = 5000
const MOST_UNREAD_BYTES = 64 * 1024

type Outgoing = {
  writeHead(status: number, headers: Record<string, string>): void
  write(text: string): boolean
  end(): void
  destroy(): void
  writableLength: number
  on(event: 'close', then: () => void): void
}

/** What the stream of one page needs: what it missed since the moment it last knew, and whether it still may hear. */
export type Listener = {
  company: Id
  missed(since: Date): Promise<string[]>
  still(): Promise<boolean>
}

/**
 * The stream of one open page. It holds no transaction. Each event bears the moment as its id; a page that comes
 * back with the last one hears at once what it missed. The raw response is used where there is one, as it costs a
 * tenth of a web stream.
 */
export async function livePage(c: Context, live: Live, listener: Listener): Promise<Response> {
  const outgoing = (c.env as { outgoing?: Outgoing } | undefined)?.outgoing
  const last = Number(c.req.header('last-event-id') ?? c.req.query('last'))
  const missed = last > 0 && last < clock.now().getTime() ? await listener.missed(new Date(last)) : []
  const first = `retry: 1500\n\n${missed.length > 0 ? event(missed) : ''}`
  return outgoing ? raw(outgoing, live, listener, first) : viaWeb(c, live, listener.company, first)
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'private, no-store',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
}
const event = (kinds: string[]) =>
  `id: ${clock.now().getTime()}\nevent: happened\ndata: ${JSON.stringify({ kinds })}\n\n`

function raw(outgoing: Outgoing, live: Live, { company, still }: Listener, first: string): Response {
  outgoing.writeHead(200, HEADERS)
  outgoing.write(first)
  const leave = live.hear(company, (kinds) => {
    if (outgoing.writableLength > MOST_UNREAD_BYTES) outgoing.destroy()
    else outgoing.write(event(kinds))
  })
  const beat = setInterval(() => {
    outgoing.write(':\n\n')
    still().then(
      (may) => may || outgoing.end(),
      () => outgoing.end(),
    )
  }, COMMENT_EVERY_MS)
  outgoing.on('close', () => {
    clearInterval(beat)
    leave()
  })
  const sent = new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
  // node-server answers from a cache of its own, past that header, until somebody has asked for the body.
  void sent.body
  return sent
}

function viaWeb(c: Context, live: Live, company: Id, first: string): Response {
  return streamSSE(c, async (stream) => {
    const leave = live.hear(company, (kinds) => void stream.write(event(kinds)))
    await stream.write(first)
    await new Promise<void>((done) => stream.onAbort(done))
    leave()
  })
}
