import assert from 'node:assert/strict'
import { aCompany } from '../company.ts'
import { journey, overflows, PHONE, picture } from './house.ts'

journey(
  '(a) a stranger thanks Ana by name on a phone; she sees it live, and it goes on the wall',
  async (house) => {
    const halden = await aCompany()
    const ana = await house.browser(halden.ana)
    await ana.goto('/today')
    assert.equal(await ana.getByText('big brass bell').count(), 0)

    const phone = await house.browser(undefined, PHONE)
    await phone.goto(`/${halden.slug}`)
    assert.equal(await overflows(phone), false)
    await phone.getByRole('link', { name: 'Something was good' }).click()
    await phone.getByRole('textbox').fill('Ana let my daughter ring the big brass bell while we talked.')
    await phone.getByRole('button', { name: 'Next' }).click()
    await phone.getByRole('textbox', { name: 'Name' }).fill('Ana')
    await phone.getByRole('button', { name: 'Next' }).click()
    await phone.getByRole('radio', { name: /5/ }).check()
    await phone.getByRole('button', { name: 'Next' }).click()
    await phone.getByRole('heading', { name: 'How may we reach you?' }).waitFor()
    await phone.getByRole('button', { name: 'Next' }).click()
    const sent = performance.now()
    await phone.getByRole('button', { name: 'Send' }).click()
    await phone.getByText('Thank you. We have it.').waitFor()
    assert.equal(
      await phone.evaluate(() => document.scripts.length),
      0,
      'no script runs on a customer’s page',
    )

    // Her page is open and nobody touches it.
    await ana.getByText('Ana let my daughter ring the big brass bell').waitFor({ timeout: 3000 })
    assert.ok(performance.now() - sent < 3000)
    await ana.goto('/wall')
    await ana.getByRole('button', { name: /wall/i }).first().click()
    const screen = await house.browser(halden.carla)
    await screen.emulateMedia({ reducedMotion: 'reduce' })
    await screen.goto('/wall/screen')
    await screen.getByText('Ana let my daughter ring the big brass bell').waitFor()
    await picture(screen, 'wall')
  },
)
