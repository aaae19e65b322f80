// Keeps one page and what it is drawn with, so that it opens without a network; nothing else is ever kept.
import { CACHE } from './notes.ts'
import { sendNotes } from './send.ts'

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
const worker = globalThis as unknown as EventTarget & {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  location: Location
}

const page = new URL(worker.registration.scope).pathname
/** A line that says nothing for so long is no line. */
const PATIENCE = 6000

const on = <E extends Event>(name: string, hear: (event: E) => void): void =>
  worker.addEventListener(name, (event) => hear(event as E))

on<Lasting>('install', (event) => event.waitUntil(Promise.all([worker.skipWaiting(), keepFresh()])))
on<Lasting>('activate', (event) => event.waitUntil(worker.clients.claim()))
on<Lasting>('sync', (event) => event.waitUntil(sendNotes()))
/** Somebody else is signed in: their page takes the place of the other's. */
on<Lasting>('message', (event) => event.waitUntil(keepFresh()))

on<Fetching>('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate' && url.pathname === page) event.respondWith(pageNow(request, url))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

/** As the network has it; without one, as it was kept. */
async function pageNow(request: Request, url: URL): Promise<Response> {
  try {
    const answer = await Promise.race([fetch(request), tooLong()])
    if (answer.type === 'opaqueredirect' || [401, 403].includes(answer.status)) await caches.delete(CACHE)
    // With something in its address it may show a customer: only the bare page is kept.
    else if (answer.ok && url.search === '') await keep(answer.clone())
    return answer
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(page, { ignoreSearch: true, ignoreVary: true })
    if (kept) return kept
    throw error
  }
}

const tooLong = (): Promise<never> =>
  new Promise((_, fail) => setTimeout(() => fail(new Error('No answer.')), PATIENCE))

async function keepFresh(): Promise<void> {
  await caches.delete(CACHE)
  const answer = await fetch(page, { redirect: 'manual', credentials: 'same-origin' }).catch(() => undefined)
  if (answer?.ok) await keep(answer)
}

/** The page and what it names; what an older one named goes. */
async function keep(answer: Response): Promise<void> {
  const html = await answer.clone().text()
  const assets = new Set(html.match(/\/assets\/[\w.-]+/g))
  const cache = await caches.open(CACHE)
  await cache.put(page, answer)
  for (const known of await cache.keys()) {
    const path = new URL(known.url).pathname
    if (path !== page && !assets.delete(path)) await cache.delete(known)
  }
  await cache.addAll([...assets])
}

async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  return kept ?? fetch(request)
}
