import assert from 'node:assert/strict'
import { clock, seconds } from '../../src/kit/clock.ts'
import { aCompany } from '../company.ts'
import { journey, PHONE, until } from './house.ts'
import { linkIn, writeMail } from './letters.ts'

const COMPLAINT =
  'The light you sold me went dead on the way home. It was dark and I had my son on the back. I need one that works by Thursday.'

journey(
  '(b) a complaint by mail becomes a case; promised, €40 given, confirmed with a five, told once',
  async (house, t) => {
    t.after(() => clock.reset())
    const halden = await aCompany()
    const mail = `jonas.weber.${halden.slug}@example.org`
    const ben = await house.browser(halden.ben)
    await ben.goto('/today')
    const wrote = performance.now()
    const messageId = await writeMail(house, {
      from: `Jonas Weber <${mail}>`,
      to: `${halden.slug}@mail.example`,
      subject: 'Light went dead',
      text: COMPLAINT,
    })
    await ben.getByText('Jonas Weber').first().waitFor({ timeout: 5000 })
    assert.ok(performance.now() - wrote < 5000)

    await ben.getByRole('link', { name: 'Jonas Weber' }).first().click()
    await ben.getByText('went dead on the way home').first().waitFor()
    await ben.getByText('Promise Jonas something').click()
    const promise = ben.getByRole('textbox', { name: 'What do you promise?' })
    await promise.fill('A call before noon')
    await ben.getByRole('button', { name: 'Promise it' }).click()
    await ben.getByText('A call before noon').first().waitFor()

    const card = ben.getByRole('region', { name: 'Put it right' })
    await card.getByRole('textbox', { name: 'How much' }).fill('40')
    await card.getByRole('textbox', { name: 'Why', exact: true }).fill('afraid in the dark with his son')
    await card.getByRole('button', { name: 'Give Jonas €40 now' }).click()
    await card.getByText('You may give €60 more on this case.').locator('visible=true').waitFor()
    // What happened brought the page anew: still only the chosen part of the card is in sight.
    assert.equal(await ben.getByRole('button', { name: 'Say sorry to Jonas' }).isVisible(), false)

    await ben
      .getByRole('textbox', { name: 'What you write to Jonas' })
      .fill('Dear Mr Weber, a new light waits for you, and we are sorry.')
    await ben.getByRole('button', { name: 'Send' }).click()
    await ben
      .getByText(/leaves/)
      .first()
      .waitFor()
    // Both deeds can be undone still, and neither toast covers the other.
    const toasts = await Promise.all(['undo', 'undo-given'].map((id) => ben.locator(`#${id}`).boundingBox()))
    const [below, above] = toasts
    assert.ok(below && above && above.y + above.height <= below.y, JSON.stringify(toasts))
    house.pass(seconds(11))
    const answer = await until(
      'the answer in his mailbox',
      () => house.letters.find((one) => one.to === mail && /new light waits/.test(one.raw)),
      20_000,
    )
    assert.match(answer.raw, new RegExp(`In-Reply-To: ${messageId.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))

    await ben.getByText('It is put right').click()
    await ben
      .getByRole('textbox', { name: 'How was it put right?' })
      .fill('A new light, and €40 for the fright.')
    await ben.getByRole('button', { name: 'Put right: ask Jonas' }).click()
    await ben.getByText('Was it put right for Jonas?').waitFor()
    house.pass(seconds(11))
    const asked = await until(
      'the question in his mailbox',
      () => house.letters.find((one) => one.to === mail && /\/follow\//.test(one.raw) && one !== answer),
      20_000,
    )

    assert.doesNotMatch(
      await ben.locator('main').innerText(),
      /\/follow\//,
      'the private link is in the letter and nowhere else',
    )
    const phone = await house.browser(undefined, PHONE)
    await phone.goto(await linkIn(asked.raw, '/follow/'))
    await phone.getByRole('radio', { name: /^5/ }).check()
    await phone.getByRole('button', { name: 'Next' }).click()
    await phone.getByRole('radio', { name: 'No', exact: true }).check()
    await phone.getByRole('button', { name: 'Send' }).first().click()
    await phone
      .getByText(/Thank you/)
      .first()
      .waitFor()

    // The holder's own page shows it, untouched: a five, and nothing had to be told twice.
    await ben.getByRole('heading', { name: 'Jonas gave it a five' }).waitFor({ timeout: 5000 })
    await ben.getByText('Nothing had to be told twice.').waitFor()
  },
)
