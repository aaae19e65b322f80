import assert from 'node:assert/strict'
import { clock } from '../../src/kit/clock.ts'
import { newId } from '../../src/kit/ids.ts'
import { journey, PHONE, until } from './house.ts'

journey('(d) a new company, from nothing to its first heard customer', async (house) => {
  const name = `Corner Bakery ${newId(clock.now()).slice(-6)}`
  const desk = await house.browser()
  await desk.goto('/set-up')
  await desk.getByLabel('Name of the company').fill(name)
  await desk.getByLabel('Your name').fill('Nora Klein')
  await desk.getByLabel('Your email address').fill(`nora@${newId(clock.now()).slice(-8)}.example`)
  await desk.getByLabel('A password').fill('the oven is warm at four')
  await desk.getByLabel('How many are you?').fill('14')
  await desk.getByLabel('Time zone').selectOption('Europe/Berlin')
  await desk.getByRole('button', { name: 'Set it up' }).click()

  // The first setting is what people may give without asking.
  await desk.waitForURL(/company\/limits/)
  await desk.getByRole('button', { name: 'That is how far we trust them' }).click()
  await desk.waitForLoadState()
  await desk.goto('/journey')
  await desk.getByRole('button', { name: /shop/i }).first().click()
  await desk.goto('/today')
  await desk.getByRole('heading', { level: 1 }).waitFor()

  const slug = name.toLowerCase().replace(/\s+/g, '-')
  const phone = await house.browser(undefined, PHONE)
  await phone.goto(`/${slug}/tell-us`)
  await phone.getByRole('link', { name: 'Something went wrong' }).click()
  await phone.getByRole('textbox').fill('The rolls were of yesterday.')
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByRole('textbox').fill('Fresh ones.')
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByRole('radio', { name: /2/ }).check()
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByRole('textbox').fill('to be told')
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByLabel('Email').fill('early@riser.example')
  await phone.getByLabel('Your name').fill('Frida Early')
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByRole('button', { name: 'Send' }).click()
  await phone.getByText('Thank you. We have it.').waitFor()

  // Nora’s page shows it by itself.
  await desk.getByText('Frida Early').first().waitFor({ timeout: 3000 })
  const letter = await until('the one letter that a stranger gets', () =>
    house.letters.find((one) => one.to === 'early@riser.example'),
  )
  assert.doesNotMatch(
    letter.raw,
    /rolls|yesterday/,
    'nothing of what was typed goes to an address that nobody has proven',
  )
})
