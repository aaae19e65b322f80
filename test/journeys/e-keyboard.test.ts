import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { clock, seconds } from '../../src/kit/clock.ts'
import { aCompany } from '../company.ts'
import { journey, until } from './house.ts'
import { linkIn, writeMail } from './letters.ts'

/** Tab until the focus is on what is wanted; fails where the keyboard cannot get there. */
async function tabTo(page: Page, what: RegExp): Promise<void> {
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const at = document.activeElement as (HTMLElement & { labels?: NodeListOf<HTMLLabelElement> }) | null
      return `${at?.getAttribute('aria-label') ?? ''} ${[...(at?.labels ?? [])].map((label) => label.innerText).join(' ')} ${at?.innerText ?? ''}`.trim()
    })
    if (what.test(name)) return
  }
  throw new Error(`The keyboard does not reach ${what}.`)
}

journey('(e) the same complaint, from the list to the five, by keyboard alone', async (house, t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const mail = `clara.${halden.slug}@example.org`
  const page = await house.browser(halden.ben)
  await page.goto('/today')
  await writeMail(house, {
    from: `Clara Ferreira <${mail}>`,
    to: `${halden.slug}@mail.example`,
    subject: 'The helmet',
    text: 'The helmet you sold me has a crack.',
  })
  await page.getByText('Clara Ferreira').first().waitFor()

  // j goes down the list, Enter opens.
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('j')
    if (
      await page.evaluate(() => /Clara/.test((document.activeElement as HTMLElement | null)?.innerText ?? ''))
    )
      break
  }
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'The helmet' }).waitFor()

  await tabTo(page, /^Promise Clara something/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^What do you promise/)
  await page.keyboard.type('A whole one by tomorrow')
  await tabTo(page, /^Promise it/)
  await page.keyboard.press('Enter')
  await page.getByText('A whole one by tomorrow').first().waitFor()

  await tabTo(page, /^How much/)
  await page.keyboard.type('40')
  await tabTo(page, /^Why/)
  await page.keyboard.type('a cracked helmet')
  await tabTo(page, /^Give Clara €40 now/)
  await page.keyboard.press('Enter')
  await page.getByText('€40 · Goodwill').first().waitFor()

  await tabTo(page, /^It is put right/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^How was it put right/)
  await page.keyboard.type('A new helmet')
  await tabTo(page, /^Put right: ask Clara/)
  await page.keyboard.press('Enter')
  await page.getByText('Was it put right for Clara?').waitFor()
  house.pass(seconds(11))
  const asked = await until('the question in her mailbox', () =>
    house.letters.find((one) => one.to === mail && /\/follow\//.test(one.raw)),
  )

  const customer = await house.browser()
  await customer.goto(await linkIn(asked.raw, '/follow/'))
  await tabTo(customer, /Not at all/)
  for (let press = 0; press < 4; press++) await customer.keyboard.press('ArrowDown')
  await customer.keyboard.press('Space')
  await tabTo(customer, /^Next/)
  await customer.keyboard.press('Enter')
  await customer.getByRole('heading', { name: 'Did you have to tell it twice?' }).waitFor()
  await tabTo(customer, /^(Yes|No)$/)
  if (
    await customer.evaluate(() =>
      /Yes/.test((document.activeElement as HTMLInputElement | null)?.labels?.[0]?.innerText ?? ''),
    )
  )
    await customer.keyboard.press('ArrowDown')
  await customer.keyboard.press('Space')
  await tabTo(customer, /^Send/)
  await customer.keyboard.press('Enter')
  await customer
    .getByText(/Thank you/)
    .first()
    .waitFor()
  await page.getByRole('heading', { name: 'Clara gave it a five' }).waitFor()

  // And the help for all this is one key away.
  await page.keyboard.press('?')
  assert.equal(await page.getByRole('dialog').isVisible(), true)
})
