import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { closeBrowser, NO_BROWSER, openBrowser } from '../../../test/browser.ts'
import { root } from '../../kit/root.ts'
import { type GalleryDoor, openGallery } from '../gallery/door.tsx'

const picture = (name: string): string => join(root, 'build/gallery', `${name}.png`)

describe('behaviours', () => {
  let door: GalleryDoor
  let browser: Browser | undefined
  before(async () => {
    door = await openGallery()
    browser = await openBrowser()
  })
  after(async () => {
    await closeBrowser()
    await door.close()
  })

  async function visit(
    t: TestContext,
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<Page | undefined> {
    if (!browser) return void t.skip(NO_BROWSER)
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      reducedMotion: 'reduce',
      ...options,
    })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && said.push(message.text())))
    page.on('pageerror', (error) => void said.push(error.message))
    t.after(async () => {
      await context.close()
      assert.deepEqual(said, [])
    })
    door.streams.length = 0
    door.posted.length = 0
    door.heard = undefined
    await page.goto(door.origin + path)
    return page
  }

  const event = (kind: string): string => JSON.stringify({ kinds: [kind] })

  async function streaming(page: Page, count = 1): Promise<void> {
    for (let tries = 0; door.streams.length < count && tries < 100; tries++) await page.waitForTimeout(20)
    assert.equal(door.streams.length, count)
  }

  test('an event that concerns the page brings it anew, without a load; others do not', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    await streaming(page)
    await page.evaluate('window.kept = 1')
    door.heard = 'put right'
    door.tell('6', event('other.thing'))
    await page.waitForTimeout(300)
    assert.equal(await page.getByText('put right,').count(), 0)
    door.tell('7', event('note.added'))
    await page.getByText('put right,').waitFor({ timeout: 1000 })
    assert.equal(await page.evaluate('window.kept'), 1)
    assert.equal(await page.locator('x-undo').count(), 1, 'the toast outlives the refresh')
    assert.equal(door.streams.length, 1, 'the same stream goes on')
  })

  test('while somebody types, it offers what is new and keeps what is typed', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    await streaming(page)
    const answer = page.getByLabel('Your answer')
    await answer.fill('I am sorry.')
    door.heard = 'put right'
    door.tell('8', event('note.added'))
    const show = page.getByRole('button', { name: 'Show' })
    await show.waitFor({ timeout: 1000 })
    assert.equal(await page.getByText('put right,').count(), 0)
    await show.click()
    await page.getByText('put right,').waitFor({ timeout: 1000 })
    assert.equal(await answer.inputValue(), 'I am sorry.')
  })

  test('what was offered comes by itself once nothing that was typed could be lost', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    await streaming(page)
    const answer = page.getByLabel('Your answer')
    await answer.fill('I am')
    door.heard = 'thanked'
    door.tell('9', event('note.added'))
    await page.getByRole('button', { name: 'Show' }).waitFor({ timeout: 1000 })
    await page.waitForTimeout(1300)
    assert.equal(await page.getByText('thanked,').count(), 0, 'as long as it stands there')
    await answer.fill('')
    await page.getByText('thanked,').waitFor({ timeout: 3000 })
  })

  test('a hidden tab gives its connection back and then asks from the last event on', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    await streaming(page)
    door.tell('41', event('other.thing'))
    await page.waitForTimeout(50)
    const hide = (hidden: boolean): Promise<unknown> =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'))`,
      )
    await hide(true)
    await page.waitForTimeout(100)
    assert.equal(door.tell('42', event('other.thing')), 0)
    await hide(false)
    await streaming(page, 2)
    assert.deepEqual(door.streams, ['', '41'])
  })

  test('the button bears the amount, and another word above the limit', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    const button = page.locator('x-money button.go')
    const label = async (amount: string): Promise<string | null> => {
      await page.getByLabel('How much').fill(amount)
      return button.textContent()
    }
    assert.equal(await button.textContent(), 'Give Jonas €40 now')
    assert.equal(await label('20,50'), 'Give Jonas €20.50 now')
    assert.equal(await label('74'), 'Give Jonas €74 now')
    assert.equal(await label('180'), 'Ask Carla for €180')
    assert.equal(await label('a lot'), 'Give it now')
  })

  test('the part of the choice shows and sends; the others neither', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    assert.equal(await page.getByLabel('Your words').isVisible(), false)
    await page.getByRole('radio', { name: 'Say sorry' }).check()
    assert.equal(await page.getByLabel('How much').isVisible(), false)
    await page.getByLabel('Your words').fill('Sorry, Jonas')
    await page.getByRole('button', { name: 'Say sorry to Jonas' }).click()
    await page.getByRole('heading', { name: 'Good morning' }).waitFor()
    assert.deepEqual(door.posted, ['/give key=k1&kind=sorry&words=Sorry%2C+Jonas'])
  })

  test('without script everything is there and goes through', async (t) => {
    const page = await visit(t, '/story', { javaScriptEnabled: false })
    if (!page) return
    assert.equal(await page.getByLabel('Your words').isVisible(), true)
    await page.getByLabel('Your answer').fill('Soon')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Good morning' }).waitFor()
    assert.deepEqual(door.posted, ['/reply text=Soon'])
  })

  test('keys: help, rows, search, places, and the switch', async (t) => {
    const page = await visit(t, '/desk')
    if (!page) return
    const focused = (): Promise<string> => page.evaluate('document.activeElement?.textContent ?? ""')
    await page.keyboard.press('j')
    assert.equal(await focused(), 'Jonas Weber')
    await page.keyboard.press('j')
    assert.equal(await focused(), 'Clara Ferreira')
    await page.keyboard.press('k')
    await page.keyboard.press('/')
    await page.keyboard.type('jk?')
    assert.equal(await page.getByLabel('Search').inputValue(), 'jk?')
    await page.evaluate('document.activeElement.blur()')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    assert.equal(await dialog.isVisible(), true)
    await page.screenshot({ path: picture('keys') })
    await page.getByLabel('Use single keys').uncheck()
    await page.keyboard.press('Escape')
    await page.evaluate('document.activeElement.blur()')
    await page.keyboard.press('j')
    assert.notEqual(await focused(), 'Jonas Weber')
    await page.keyboard.press('?')
    await page.getByLabel('Use single keys').check()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.evaluate('document.activeElement.blur()')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL('**/story')
  })

  test('times keep themselves right and the toast goes, unless somebody points at it', async (t) => {
    if (!browser) return t.skip(NO_BROWSER)
    const page = await browser.newPage()
    t.after(() => page.close())
    await page.clock.install()
    await page.goto(`${door.origin}/story`)
    const due = page.locator('.facts x-due')
    assert.equal(await due.textContent(), 'in 38 min.')
    await page.locator('x-undo').hover()
    await page.clock.runFor(20_000)
    assert.equal(await page.locator('x-undo').count(), 1)
    await page.mouse.move(0, 0)
    await page.clock.runFor(11_000)
    assert.equal(await page.locator('x-undo').count(), 0)
    await page.clock.runFor(40 * 60_000)
    assert.match((await due.textContent()) ?? '', /^due [23] min\. ago$/)
  })

  test('on a phone the deed is a sheet that comes from the bottom, with or without script', async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await visit(t, '/story', { viewport: { width: 360, height: 740 }, javaScriptEnabled })
      if (!page) return
      const amount = page.getByLabel('How much')
      assert.equal(await amount.isVisible(), false)
      await page.getByRole('button', { name: 'Put it right' }).click()
      assert.equal(await amount.isVisible(), true)
      if (javaScriptEnabled) await page.screenshot({ path: picture('sheet-phone') })
    }
  })

  test('leaving a half-written answer asks first; sending it does not', async (t) => {
    const page = await visit(t, '/story')
    if (!page) return
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await page.getByLabel('Your answer').fill('I am')
    await page.getByRole('link', { name: 'Company' }).click({ noWaitAfter: true })
    for (let tries = 0; asked.length === 0 && tries < 50; tries++) await page.waitForTimeout(20)
    assert.deepEqual(asked, ['beforeunload'])
    assert.equal(await page.getByLabel('Your answer').inputValue(), 'I am')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Good morning' }).waitFor()
    assert.deepEqual(door.posted, ['/reply text=I+am'])
    assert.equal(asked.length, 1)
  })

  test('a link is copied', async (t) => {
    const page = await visit(t, '/forms', { permissions: ['clipboard-read', 'clipboard-write'] })
    if (!page) return
    await page.getByRole('button', { name: 'Copy: link' }).click()
    await page.getByText('Copied').waitFor()
    assert.equal(
      await page.evaluate('navigator.clipboard.readText()'),
      'https://halden.example/tell-us/harbour',
    )
  })
})
