import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, stop } from 'esbuild'
import { root } from '../kit/root.ts'

export interface Asset {
  body: Uint8Array<ArrayBuffer>
  type: string
  /** Precompressed, where it is worth it. */
  gzip?: Uint8Array<ArrayBuffer> | undefined
  brotli?: Uint8Array<ArrayBuffer> | undefined
}

export interface Assets {
  /** By path, as `/assets/app-1A2B3C4D.css`. Every such path may be cached for ever. */
  get(path: string): Asset | undefined
  /** The path of `app.css`, `app.js`, `worker.js`, `wall.css`, `print.css`, `favicon.svg`, `figtree.woff2`, `newsreader.woff2`. */
  href(name: string): string
  /** The text of a style sheet that goes into the page: `public.css`. */
  inline(name: string): string
}

const ENTRIES = [
  'css/app.css',
  'css/wall.css',
  'css/print.css',
  'css/public.css',
  'favicon.svg',
  'behaviours/app.ts',
  'behaviours/later/worker.ts',
]

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

let loading: Promise<Assets> | undefined

/** Bundles styles, behaviours and fonts, once in a process; about 60 ms. */
export function loadAssets(): Promise<Assets> {
  loading ??= bundle()
  return loading
}

async function bundle(): Promise<Assets> {
  const built = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES.map((entry) => join(root, 'src/ui', entry)),
    outdir: join(root, 'build/assets'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
    legalComments: 'none',
    logLevel: 'error',
  })
  // Its helper process would otherwise live, and cost memory, as long as we do.
  await stop()
  const files = new Map(
    built.outputFiles.map((file) => [fileName(file.path), asset(file.path, file.contents)]),
  )
  const named = new Map([...files.keys()].map((file) => [plainName(file), file]))
  const find = (name: string): string => {
    const file = named.get(name)
    if (!file) throw new Error(`No asset is called ${name}; there are ${[...named.keys()].join(', ')}.`)
    return file
  }
  return {
    get: (path) => (path.startsWith('/assets/') ? files.get(path.slice('/assets/'.length)) : undefined),
    href: (name) => `/assets/${find(name)}`,
    inline: (name) => new TextDecoder().decode(files.get(find(name))?.body).trim(),
  }
}

const fileName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path

/** `app-1A2B3C4D.css` is asked for as `app.css`, the upright Latin cut of a font by the font's name. */
const plainName = (file: string): string =>
  file.replace(/-[A-Z0-9]{8}(?=\.)/, '').replace('-latin-wght-normal.woff2', '.woff2')

function asset(path: string, contents: Uint8Array): Asset {
  const body = Uint8Array.from(contents)
  const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  if (type === TYPES.woff2) return { body, type }
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }
  return {
    body,
    type,
    gzip: Uint8Array.from(gzipSync(body, { level: 8 })),
    brotli: Uint8Array.from(brotliCompressSync(body, quality)),
  }
}

/** The answer to a request for an asset, in the best form that the browser takes. */
export function assetResponse(
  assets: Assets,
  path: string,
  accepts: string | undefined,
): Response | undefined {
  const found = assets.get(path)
  if (!found) return undefined
  const headers = new Headers({
    'content-type': found.type,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  })
  for (const [coding, body] of [
    ['br', found.brotli],
    ['gzip', found.gzip],
  ] as const) {
    if (body && accepts && new RegExp(`\\b${coding}\\b`).test(accepts)) {
      headers.set('content-encoding', coding)
      return new Response(body, { headers })
    }
  }
  return new Response(found.body, { headers })
}
