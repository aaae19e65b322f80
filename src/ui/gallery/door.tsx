import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Child } from 'hono/jsx'
import { type Assets, assetResponse, loadAssets } from '../assets.ts'
import { Desk } from './desk.tsx'
import { Figures } from './figures.tsx'
import { Forms } from './forms.tsx'
import { Ask, TellUs } from './outside.tsx'
import { StoryPage } from './story.tsx'
import { Paper, Wall } from './walls.tsx'

/** The gallery behind a door of its own, with the policy that the product sends. */
export interface GalleryDoor {
  origin: string
  /** Sends an event to whoever listens and returns how many that are. */
  tell(id: string, data: string): number
  /** `last` of each stream that was opened. */
  streams: string[]
  /** What was posted, as "path body". */
  posted: string[]
  /** Changes a word on the story page. */
  heard: string | undefined
  close(): Promise<void>
}

type Page = (made: { assets: Assets; nonce: string; lang?: string }) => Child

export async function openGallery(): Promise<GalleryDoor> {
  const assets = await loadAssets()
  const open = new Set<ServerResponse>()
  const pages: Record<string, Page> = {
    '/desk': Desk,
    '/story': (made) => StoryPage({ ...made, heard: door.heard }),
    '/figures': Figures,
    '/forms': Forms,
    '/tell-us': TellUs,
    '/ask': Ask,
    '/wall': Wall,
    '/paper': Paper,
  }
  const server = createServer((request, response) => void answer(request, response))
  const door: GalleryDoor = {
    origin: '',
    streams: [],
    posted: [],
    heard: undefined,
    tell(id, data) {
      for (const stream of open) stream.write(`id: ${id}\nevent: happened\ndata: ${data}\n\n`)
      return open.size
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://gallery')
    const asset = assetResponse(assets, url.pathname, request.headers['accept-encoding'])
    if (asset)
      return void response
        .writeHead(200, Object.fromEntries(asset.headers))
        .end(new Uint8Array(await asset.arrayBuffer()))
    if (url.pathname === '/events') return stream(url, response)
    if (request.method === 'POST') return post(url, request, response)
    const page = pages[url.pathname]
    if (!page) return void response.writeHead(404).end()
    const nonce = randomUUID()
    const lang = url.searchParams.get('l')
    const made = { assets, nonce, ...(lang && { lang }) }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(nonce),
    })
    response.end(String(await page(made)))
  }

  function stream(url: URL, response: ServerResponse): void {
    door.streams.push(url.searchParams.get('last') ?? '')
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    open.add(response)
    response.on('close', () => open.delete(response))
  }

  async function post(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request) body += part
    door.posted.push(`${url.pathname} ${body}`)
    response.writeHead(303, { location: '/desk' }).end()
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  door.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return door
}

const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
  `connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
