import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { assetResponse, loadAssets } from './assets.ts'

test('every asset has a path with its hash, and may be kept for ever', async () => {
  const assets = await loadAssets()
  for (const name of [
    'app.css',
    'app.js',
    'wall.css',
    'print.css',
    'favicon.svg',
    'figtree.woff2',
    'newsreader.woff2',
  ]) {
    assert.match(assets.href(name), /^\/assets\/[a-z-]+-[A-Z0-9]{8}\.[a-z0-9]+$/)
    const answer = assetResponse(assets, assets.href(name), undefined)
    assert.equal(answer?.status, 200)
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/)
  }
  assert.throws(() => assets.href('none.css'), /No asset is called none\.css/)
  assert.equal(assets.get('/assets/../package.json'), undefined)
})

test('what is compressed is the same', async () => {
  const assets = await loadAssets()
  const script = assets.get(assets.href('app.js'))
  assert.ok(script?.brotli && script.gzip)
  assert.deepEqual(brotliDecompressSync(script.brotli), Buffer.from(script.body))
  assert.deepEqual(gunzipSync(script.gzip), Buffer.from(script.body))
  assert.ok(script.brotli.length < 32_000, `the script has ${script.brotli.length} bytes on the wire`)
  const answer = assetResponse(assets, assets.href('app.js'), 'gzip, br')
  assert.equal(answer?.headers.get('content-encoding'), 'br')
})

test('the fonts that a style sheet names are served', async () => {
  const assets = await loadAssets()
  const css = new TextDecoder().decode(assets.get(assets.href('app.css'))?.body)
  const fonts = [...css.matchAll(/url\(["']?(\/assets\/[^)"']+)/g)].map((match) => match[1] ?? '')
  assert.equal(fonts.length, 5)
  for (const font of fonts) assert.equal(assets.get(font)?.type, 'font/woff2', font)
})

test('the public style is small enough to travel inside each page', async () => {
  const css = (await loadAssets()).inline('public.css')
  assert.ok(css.length <= 7 * 1024, `it has ${css.length} bytes`)
  assert.doesNotMatch(css, /url\(/)
})
