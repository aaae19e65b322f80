import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { meet } from '../../src/customers/customers.ts'
import { hear } from '../../src/interactions/interactions.ts'
import { aCompany } from '../company.ts'
import { faults, journey, overflows } from './house.ts'

/** A house in which two customers wait. */
async function twoWait() {
  const halden = await aCompany()
  await halden.run(async (db) => {
    for (const name of ['Tom Baker', 'Clara Ferreira']) {
      const { id } = await meet(db, halden.now(halden.ben), { name, addresses: [] })
      const what = { kind: 'complaint', channel: 'page', customer: id, team: halden.teams.station } as const
      await hear(db, halden.now(halden.ben), { ...what, text: `${name} waited in vain.` })
    }
  })
  return halden
}

/** Where the focus is, among the rows of the page: -1 where it is on none. */
const row = (page: Page): Promise<number> =>
  page.evaluate(() => [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement as Element))
const press = async (page: Page, keys: string) => {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}

journey('the keys work on today, on cases and on customers, and their switch holds', async (house) => {
  const halden = await twoWait()
  const page = await house.browser(halden.ben)
  for (const path of ['/today', '/cases?whose=all', '/customers']) {
    await page.goto(path)
    await page.locator('[data-row]').nth(1).waitFor()
    await press(page, 'j')
    assert.equal(await row(page), 0, `${path}: j goes to the first`)
    await press(page, 'j')
    assert.equal(await row(page), 1, `${path}: and on`)
    await press(page, 'k')
    assert.equal(await row(page), 0, `${path}: k goes back`)
    await press(page, '/')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'q', path)
    await page.keyboard.type('jk?/')
    assert.equal(
      await page.locator(':focus').inputValue(),
      'jk?/',
      `${path}: keys are letters where one types`,
    )
    await page.locator(':focus').blur()
    await press(page, '?')
    const help = page.getByRole('dialog', { name: 'Keys' })
    await help.waitFor()
    await press(page, 'Escape')
    await help.waitFor({ state: 'hidden' })
    await press(page, 'j')
    const wanted = await page.locator('[data-row]:focus').getAttribute('href')
    await press(page, 'Enter')
    await page.waitForURL(`**${wanted}`)
    await press(page, 'g t')
    await page.waitForURL('**/today')
  }

  await press(page, '?')
  await page.getByLabel('Use single keys').uncheck()
  await press(page, 'Escape')
  await press(page, 'j')
  assert.equal(await row(page), -1, 'switched off, a letter does nothing')
  await press(page, 'g c')
  await page.goto('/cases?whose=all')
  await press(page, 'j')
  assert.equal(await row(page), -1, 'on the next page neither')
  await press(page, '?')
  await page.getByLabel('Use single keys').check()
  await press(page, 'Escape')
  await press(page, 'j')
  assert.equal(await row(page), 0, 'and on again')
})

journey('what is counted is a page for everybody, narrow or wide, light or dark', async (house) => {
  const halden = await twoWait()
  const page = await house.browser(halden.ben)
  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/company/figures')
    await page.getByRole('button', { name: 'Count it all again' }).click()
    await page.getByText('it is the same, to the last one').first().waitFor()
    assert.deepEqual([await overflows(page), await faults(page)], [false, []])
  }
})

journey('on paper a case is its story, with moments that stay right and nothing to press', async (house) => {
  const halden = await twoWait()
  const page = await house.browser(halden.ben)
  await page.goto('/cases?whose=all')
  await page.getByRole('link', { name: 'Tom Baker waited in vain' }).click()
  await page.getByRole('heading', { name: 'Answer Tom' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.story .voice').first().isVisible(), true)
  for (const name of ['Answer Tom', 'Put it right'])
    assert.equal(await page.getByRole('heading', { name }).isVisible(), false, name)
  assert.equal(await page.locator('button:visible, textarea:visible, nav:visible').count(), 0)
  const moment = page.locator('.entry time').first()
  const shown = await moment.evaluate((time) => getComputedStyle(time, '::after').content)
  assert.equal(shown, JSON.stringify(await moment.getAttribute('title')))
})
