import type { IncomingMessage, Server, ServerResponse } from 'node:http'

type Answer<E> = (request: Request, env: E) => Response | Promise<Response>

const MOST_MS = 10_000
const LOOK_MS = 25

/**
 * Lets a program end without cutting anybody off: what is under way is finished, what comes meanwhile is asked to come
 * again, and open streams are closed, as their pages come back by themselves.
 */
export function withGrace<E>(answer: Answer<E>) {
  let ending = false
  const underWay = new Set<ServerResponse>()
  return {
    fetch: (request: Request, env: E) => (ending ? comeAgain() : answer(request, env)),
    watch(server: Server): void {
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        if (ending && !response.headersSent) response.setHeader('connection', 'close')
        // A stream never ends by itself.
        if (request.headers.accept?.includes('text/event-stream')) return
        underWay.add(response)
        response.once('close', () => underWay.delete(response))
      })
    },
    /** Resolves when all are answered, after ten seconds at the latest. */
    async end(server: Server): Promise<void> {
      ending = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      const until = performance.now() + MOST_MS
      while (underWay.size > 0 && performance.now() < until)
        await new Promise((go) => setTimeout(go, LOOK_MS))
      server.closeAllConnections()
      await closed
    },
  }
}

const comeAgain = () =>
  new Response('Makegood is being started anew. Please try again in a few seconds.\n', {
    status: 503,
    headers: { 'retry-after': '5', 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
