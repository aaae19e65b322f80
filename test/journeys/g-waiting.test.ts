import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { take } from '../../src/cases/cases.ts'
import { clock } from '../../src/kit/clock.ts'
import { newId } from '../../src/kit/ids.ts'
import { insertTeam } from '../../src/people/store.ts'
import { setUsual } from '../../src/requests/requests.ts'
import { aCompany } from '../company.ts'
import { aProblem } from '../problem.ts'
import { DESK, faults as faultsNow, journey, overflows, PHONE, picture } from './house.ts'

const week = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
)

/** Station, Workshop and Stores, all at work at any hour; Ben holds Clara’s case. */
async function threeTeams() {
  const halden = await aCompany()
  const stores = newId(clock.now())
  const henk = await halden
    .run(async (db) => {
      await insertTeam(db, { id: stores, parent_id: null, name: 'Stores' })
      return undefined
    })
    .then(() => halden.hire('Henk Dorn', stores, 'front-line'))
  const one = await aProblem(halden, { name: 'Clara Ferreira' })
  await halden.run(async (db) => {
    await take(db, halden.now(halden.ben), one.id)
    const always = { zone: 'Europe/Berlin', week: week as never, closed: [] }
    for (const who of [halden.priya, henk])
      await setUsual(db, halden.now(who), who.team ?? '', { answer: 30, done: 120, hours: always })
  })
  return { halden, stores, henk, one }
}

/** Tab by tab to what bears this name, as somebody goes who has no mouse. */
async function tabTo(page: Page, name: RegExp, most = 80): Promise<void> {
  for (let tab = 0; tab < most; tab++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const at = document.activeElement
      const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : ''
      return `${at?.getAttribute('aria-label') ?? ''} ${label ?? ''} ${at?.textContent ?? ''}`
    })
    if (name.test(here)) return
  }
  throw new Error(`No way by keyboard to ${name}.`)
}

/** What axe finds. A page that fetched itself anew meanwhile, because something happened, is looked at once more. */
async function faults(page: Page): Promise<string[]> {
  for (let look = 0; look < 5; look++) {
    await page.waitForFunction(() => !document.documentElement.hasAttribute('aria-busy'))
    const found = await faultsNow(page)
    if (!found.some((one) => one.includes('aria-busy'))) return found
  }
  throw new Error('The page does not come to rest.')
}

journey(
  '(g) Ben waits for Workshop, Workshop for Stores: promised, drawn, done, and it helped',
  async (house, t) => {
    t.after(() => clock.reset())
    const { halden, henk, one } = await threeTeams()
    const priya = await house.browser(halden.priya, PHONE)
    await priya.goto('/today')

    // Ben asks by keyboard alone.
    const ben = await house.browser(halden.ben, DESK)
    await ben.goto(`/cases/${one.id}`)
    await tabTo(ben, /Waiting for another team/)
    await ben.keyboard.press('Enter')
    await tabTo(ben, /Whom do you ask/)
    await ben.keyboard.type('Workshop')
    await tabTo(ben, /For what, in a sentence/)
    await ben.keyboard.type('Look for the blue helmet.')
    await tabTo(ben, /Ask them/)
    await ben.keyboard.press('Enter')
    await ben.getByRole('heading', { name: 'Waiting for Workshop' }).waitFor()

    // Priya never sees a customer: it is on her telephone without a touch.
    await priya.getByText('Look for the blue helmet.').waitFor({ timeout: 5000 })
    await priya.getByText('It was dark and I had my son on the back.').first().waitFor()
    assert.equal(await overflows(priya), false)
    assert.deepEqual(await faults(priya), [])
    await picture(priya, 'waiting-today-phone', { fullPage: true })
    await priya.getByRole('button', { name: /^Promise it by .* to Station/ }).click()
    await priya.getByRole('button', { name: /^It is done/ }).waitFor()

    // In turn she asks Stores, from the page of what she was asked.
    await priya.getByRole('link', { name: 'Clara' }).first().click()
    await priya.getByText('You wait for another team in turn?').click()
    await priya.getByRole('combobox', { name: 'Whom do you ask?' }).last().selectOption({ label: 'Stores' })
    await priya
      .getByRole('textbox', { name: 'For what, in a sentence?' })
      .last()
      .fill('Is one in the cellar?')
    await priya.getByRole('button', { name: 'Ask them' }).last().click()
    await priya.getByText('it is their move').waitFor()
    assert.equal(await overflows(priya), false)
    assert.deepEqual(await faults(priya), [])
    await picture(priya, 'waiting-request-phone', { fullPage: true })

    // The case shows the line, untouched.
    await ben.getByRole('heading', { name: 'Waiting for Stores' }).waitFor({ timeout: 5000 })
    const chain = ben.getByRole('list', { name: 'Who waits for whom' })
    assert.match((await chain.innerText()).replace(/\s+/g, ' '), /Station.*Workshop.*Stores/)
    assert.deepEqual(await faults(ben), [])
    await picture(ben, 'waiting-chain')

    // Stores does it on its own page, then Workshop.
    const stores = await house.browser(henk, DESK)
    await stores.goto('/requests')
    await stores.getByRole('button', { name: /^I do it/ }).click()
    await stores.getByText('You do it.').waitFor()
    assert.deepEqual(await faults(stores), [])
    await stores.getByText('Another time, a question, or not').click()
    await stores.getByRole('textbox', { name: 'It is done: a word to it' }).fill('Shelf four.')
    await stores.getByRole('button', { name: 'Done, with this word' }).click()
    await stores.getByText('What came of the last ones').waitFor()
    await priya.goto('/today')
    await priya.getByText('“Shelf four.”').waitFor()
    await priya.getByRole('button', { name: 'It helped: Is one in the cellar?' }).click()
    await priya.getByText('“Shelf four.”').waitFor({ state: 'detached' })
    await priya.getByRole('button', { name: /^It is done/ }).click()

    await ben.getByRole('button', { name: 'It helped: Look for the blue helmet.' }).click()
    await ben.getByText('Workshop has done it. It helped.').waitFor()
    await ben.goto('/requests?whose=went')
    await ben.getByRole('heading', { name: 'How it went between us' }).waitFor()
    assert.deepEqual(await faults(ben), [])
  },
)
