import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { closeBrowser, NO_BROWSER, openBrowser } from '../../../test/browser.ts'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { promise, putRight, take, waitingCases } from '../../cases/cases.ts'
import { latest } from '../../interactions/interactions.ts'
import { clock, hours, later } from '../../kit/clock.ts'
import { allLanguages, type Language } from '../../kit/language.ts'
import { root } from '../../kit/root.ts'
import { openPage } from '../../thanks/thanks.ts'
import { addStage, addTouchpoint } from '../../touchpoints/touchpoints.ts'
import { say } from './words.ts'

const folder = join(root, 'build/pages')
const PHONE = { width: 360, height: 740 }
const MOST_BYTES = 14 * 1024

type Violation = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }

/** What axe finds serious. It is evaluated from outside, so the page's own policy stays as it is. */
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

/** Bytes on the wire of one answer, its head and body, as it is and as a proxy would pack it. */
async function weigh(
  url: string,
  init?: RequestInit,
): Promise<{ plain: number; packed: number; text: string; location: string }> {
  const answer = await fetch(url, {
    redirect: 'manual',
    ...init,
    headers: { 'sec-fetch-site': 'same-origin', ...init?.headers },
  })
  const body = Buffer.from(await answer.arrayBuffer())
  const head = [...answer.headers].reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    'HTTP/1.1 200 OK\r\n\r\n'.length,
  )
  return {
    plain: head + body.length,
    packed: head + gzipSync(body).length,
    text: body.toString(),
    location: answer.headers.get('location') ?? '',
  }
}

describe('the public pages on a phone', () => {
  let browser: Browser | undefined
  let company: TestCompany
  let origin: string
  let server: ReturnType<typeof serve>
  const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

  before(async () => {
    mkdirSync(folder, { recursive: true })
    company = await aCompany('Halden')
    await company.run(async (db) => {
      const stage = await addStage(db, company.now(company.mara), 'Repair')
      const team = company.teams.station
      await addTouchpoint(db, company.now(company.mara), {
        stage: stage.id,
        name: 'Collect your repair',
        team,
      })
    })
    // It would put its own Response in place of everybody's, in the one process that runs all tests.
    server = serve({
      fetch: company.app.hono.fetch,
      port: 0,
      hostname: '127.0.0.1',
      overrideGlobalObjects: false,
    })
    await new Promise<void>((ready) => (server.listening ? ready() : server.once('listening', ready)))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  })
  after(async () => {
    await closeBrowser()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise<void>((closed) => server.close(() => closed()))
  })

  const phone = async (
    locale: string,
    dark: boolean,
  ): Promise<{ page: Page; look: (name: string) => Promise<void> }> => {
    assert.ok(browser)
    const thorough = locale === 'en' && !dark
    const context = await browser.newContext({
      viewport: PHONE,
      locale,
      colorScheme: dark ? 'dark' : 'light',
      javaScriptEnabled: true,
    })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && said.push(message.text())))
    page.on('request', (request) => void (request.url().startsWith(origin) || said.push(request.url())))
    const look = async (name: string) => {
      await page.screenshot({ path: join(folder, `${name}${dark ? '-dark' : ''}.png`), fullPage: true })
      assert.equal(await sideways(page), 0, `${name} at 360 px`)
      if (thorough || /start|refused|check|sent/.test(name))
        assert.deepEqual(await wrongs(page, axe), [], name)
      // A refused form is a 422, which the browser counts as an error of its own.
      assert.deepEqual(
        said.filter((line) => !line.includes('422')),
        [],
        name,
      )
    }
    return { page, look }
  }

  const go = (page: Page, language: Language, word: 'button.next' | 'button.send') =>
    page
      .getByRole('button', { name: say(language, word), exact: true })
      .first()
      .click()

  for (const [language, dark] of [
    ['en', false],
    ['de', false],
    ['ar', false],
    ['en', true],
  ] as const)
    test(`${language}${dark ? ', dark' : ''}: something went wrong, from the door to “put right”`, async (t) => {
      if (!browser) return t.skip(NO_BROWSER)
      const { page, look } = await phone(language, dark)
      const next = () => go(page, language, 'button.next')
      await page.goto(`${origin}/${company.slug}/tell-us/collect-your-repair`)
      await look(`${language}-1-start`)
      await page.getByRole('link', { name: say(language, 'door.complaint') }).click()
      await page.locator('textarea').fill('   ')
      await next()
      await look(`${language}-2-refused`)
      await page
        .locator('textarea')
        .fill('I came on Friday at 17:40 and the bike was not ready.\nNobody had told me.')
      await look(`${language}-2-story`)
      await next()
      await page.locator('textarea').fill('Lend me a bike for tomorrow')
      await look(`${language}-3-wish`)
      await next()
      await page.getByLabel(/^2/).check()
      await look(`${language}-4-rating`)
      await page.goBack()
      assert.equal(
        await page.locator('textarea').inputValue(),
        'Lend me a bike for tomorrow',
        'going back keeps it',
      )
      await page.goForward()
      await page.getByLabel(/^2/).check()
      await next()
      await page.locator('textarea').fill('A call when it is ready')
      await look(`${language}-5-five`)
      await next()
      await page.locator('input[name=email]').fill(`${language}${dark}@example.org`)
      await page.locator('input[name=name]').fill('Tom')
      await look(`${language}-6-contact`)
      await page.keyboard.press('Enter')
      await page.locator('input[type=file]').setInputFiles({
        name: 'wheel.png',
        mimeType: 'image/png',
        buffer: readFileSync(join(folder, `${language}-1-start${dark ? '-dark' : ''}.png`)),
      })
      await look(`${language}-7-check`)
      await go(page, language, 'button.send')
      await look(`${language}-8-sent`)
      await page.reload()
      const one = await takeIt(company)
      await page.reload()
      await look(`${language}-9-promised`)
      await company.run((db) =>
        putRight(db, company.now(company.ben), one, 'A bike is lent, yours is ready on Saturday.'),
      )
      await page.goto(page.url().replace(/\?.*/, ''))
      await page.getByLabel(/^4/).check()
      await look(`${language}-10-righted`)
      await next()
      await look(`${language}-11-five`)
      await page.getByLabel(say(language, 'answer.no')).check()
      await go(page, language, 'button.send')
      await look(`${language}-12-done`)
      await page.context().close()
    })

  test('the small pages: thanks for one person, a lost link, nothing here; and the first one on a desk', async (t) => {
    if (!browser) return t.skip(NO_BROWSER)
    const code = await company.run((db) => openPage(db, company.now(company.ben)))
    const { page, look } = await phone('en', false)
    await page.goto(`${origin}/${company.slug}/thank/${code}`)
    await look('en-thank')
    await page.locator('textarea').fill('You stayed late for me.')
    await go(page, 'en', 'button.send')
    await look('en-thanked')
    await page.goto(`${origin}/${company.slug}/already?lang=fr`)
    await look('fr-already')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(`${origin}/${company.slug}/tell-us?lang=es`)
    await look('es-start-desk')
    assert.equal((await fetch(`${origin}/${company.slug}/tell-us/gone?lang=de`)).status, 404)
    await page.context().close()
  })

  test('without any script the same works, by keyboard alone', async (t) => {
    if (!browser) return t.skip(NO_BROWSER)
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${origin}/${company.slug}/tell-us?lang=en`)
    await page.getByRole('link', { name: say('en', 'door.compliment') }).focus()
    await page.keyboard.press('Enter')
    await page.locator('textarea').focus()
    await page.keyboard.type('Ben stayed late for me.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByLabel('Name').focus()
    await page.keyboard.type('Ben')
    await page.keyboard.press('Enter')
    await page.locator('input[type=radio]').first().focus()
    for (let n = 1; n < 5; n++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByLabel('Email').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Send', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/follow\//)
    assert.equal(await page.locator('h1').textContent(), say('en', 'sent.title'))
    const [heard] = await company.run((db) => latest(db, { most: 1 }))
    assert.deepEqual([heard?.kind, heard?.score, heard?.text], ['compliment', 5, 'Ben stayed late for me.'])
    await context.close()
  })

  test('each page, with all that it needs, is below 14 KB on the wire', async (t) => {
    const said: string[] = []
    for (const language of allLanguages) {
      const path = `${origin}/${company.slug}/tell-us/collect-your-repair?lang=${language}`
      const post = (values: Record<string, string>) =>
        weigh(path, { method: 'POST', body: new URLSearchParams(values) })
      const visit = {
        about: 'complaint',
        key: 'k'.repeat(22),
        story: 'x'.repeat(300),
        wish: 'y'.repeat(100),
        score: '2',
        five: 'z'.repeat(100),
        email: 'tom@example.org',
      }
      const sent = await post({ ...visit, step: 'check' })
      const pages = {
        start: await weigh(path),
        story: await weigh(`${path}&about=complaint`),
        rating: await post({ ...visit, step: 'wish' }),
        contact: await post({ ...visit, step: 'five' }),
        check: await post({ ...visit, step: 'contact' }),
        follow: await weigh(origin + sent.location),
      }
      const icon = await weigh(origin + (/rel="icon" href="([^"]+)"/.exec(pages.start.text)?.[1] ?? ''))
      for (const [name, { plain, packed, text }] of Object.entries(pages)) {
        const needs = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].filter(([tag]) => /src=|assets/.test(tag))
        assert.equal(needs.length, 1, 'a page needs nothing but its icon')
        assert.ok(plain + icon.plain < MOST_BYTES, `${language} ${name}: ${plain + icon.plain} bytes`)
        if (language === 'en' || language === 'ar')
          said.push(`${language} ${name} ${plain + icon.plain} (gzip ${packed + icon.packed})`)
      }
    }
    t.diagnostic(`bytes of each page with head and icon: ${said.join(', ')}`)
  })
})

async function takeIt(company: TestCompany): Promise<string> {
  const ben = () => company.now(company.ben)
  const waiting = await company.run((db) => waitingCases(db, { most: 20 }))
  const one = waiting.find((found) => !found.holder_id)
  assert.ok(one)
  await company.run((db) => take(db, ben(), one.id))
  const dueAt = later(clock.now(), hours(1))
  await company.run((db) => promise(db, ben(), one.id, { what: 'a bike for tomorrow', dueAt }))
  return one.id
}
