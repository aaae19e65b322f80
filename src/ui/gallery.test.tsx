import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { closeBrowser, NO_BROWSER, openBrowser } from '../../test/browser.ts'
import { root } from '../kit/root.ts'
import { type GalleryDoor, openGallery } from './gallery/door.tsx'

const folder = join(root, 'build/gallery')
const PAGES = ['desk', 'story', 'figures', 'forms', 'tell-us', 'ask', 'wall', 'paper']
const WIDE = { width: 1280, height: 860 }
const PHONE = { width: 360, height: 740 }

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** What axe finds serious, as readable lines. Page and axe share the policy: it is evaluated, not injected. */
async function wrongs(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate<Violation[]>(
    `axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })
      .then((r) => r.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes })))`,
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} – ${node.failureSummary}`),
    )
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe('gallery', () => {
  let door: GalleryDoor
  let browser: Browser | undefined
  before(async () => {
    mkdirSync(folder, { recursive: true })
    door = await openGallery()
    browser = await openBrowser()
  })
  after(async () => {
    await closeBrowser()
    await door.close()
  })

  test('every page is kept as a file, and a public one is below 14 KB with all that it loads', async () => {
    for (const name of PAGES) {
      const html = await (await fetch(`${door.origin}/${name}`)).text()
      writeFileSync(join(folder, `${name}.html`), html)
      assert.match(html, /^<!doctype html><html lang="en" dir="ltr"/)
      if (name !== 'tell-us' && name !== 'ask') continue
      assert.doesNotMatch(html, /<script/)
      const loaded = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
      const bodies = await Promise.all(
        loaded.map(async (path) => (await fetch(door.origin + path)).arrayBuffer()),
      )
      const bytes = Buffer.byteLength(html) + bodies.reduce((sum, body) => sum + body.byteLength, 0)
      assert.ok(bytes < 14_000, `${name} is ${bytes} bytes uncompressed, ${gzipSync(html).length} compressed`)
    }
  })

  for (const name of PAGES)
    test(`${name}: nothing serious for axe, no scrolling sideways, light and dark, wide and narrow`, async (t) => {
      if (!browser) return t.skip(NO_BROWSER)
      const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
      const page = await browser.newPage({ viewport: WIDE, reducedMotion: 'reduce' })
      const said: string[] = []
      page.on('console', (message) => void (message.type() === 'error' && said.push(message.text())))
      page.on('pageerror', (error) => void said.push(error.message))
      await page.goto(`${door.origin}/${name}`)
      await page.screenshot({ path: join(folder, `${name}-wide.png`) })
      assert.deepEqual(await wrongs(page, axe), [])
      assert.equal(await sideways(page), 0)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.screenshot({ path: join(folder, `${name}-wide-dark.png`) })
      await page.setViewportSize(PHONE)
      await page.screenshot({ path: join(folder, `${name}-phone-dark.png`), fullPage: true })
      assert.deepEqual(await wrongs(page, axe), [])
      assert.equal(await sideways(page), 0, 'at 360 px')
      await page.emulateMedia({ colorScheme: 'light' })
      await page.screenshot({ path: join(folder, `${name}-phone.png`) })
      if (['desk', 'figures', 'ask'].includes(name)) {
        await page.goto(`${door.origin}/${name}?l=ar`)
        assert.equal(await sideways(page), 0, 'right to left at 360 px')
        await page.setViewportSize(WIDE)
        await page.screenshot({ path: join(folder, `${name}-rtl.png`) })
        assert.equal(await sideways(page), 0, 'right to left')
      }
      await page.close()
      assert.deepEqual(said, [])
    })
})
