import assert from 'node:assert/strict'
import { clock } from '../../src/kit/clock.ts'
import { newId } from '../../src/kit/ids.ts'
import { faults, journey, overflows, PHONE } from './house.ts'
import { writeMail } from './letters.ts'

journey(
  '(j) a restaurant of six: set up in a minute, hears a review, and sees nothing it has no use for',
  async (house) => {
    const mark = newId(clock.now()).slice(-6)
    const rosa = await house.browser(undefined, PHONE)
    await rosa.goto('/set-up')
    await rosa.getByLabel('Name of the company').fill(`Trattoria ${mark}`)
    await rosa.getByLabel('Your name').fill('Rosa Vidal')
    await rosa.getByLabel('Your email address').fill(`rosa.${mark}@example.org`)
    await rosa.getByLabel('A password').fill('the oven is warm at four')
    await rosa.getByLabel('How many are you?').fill('6')
    await rosa.getByRole('button', { name: 'Set it up' }).click()

    // One line to decide: what everybody may give.
    await rosa.getByRole('heading', { name: 'What we may give' }).waitFor()
    assert.equal(await rosa.getByText('Supervisor').count(), 0)
    assert.equal(await overflows(rosa), false)
    await rosa.getByRole('button', { name: 'That is how far we trust them' }).click()
    await rosa.waitForURL('**/today')

    const slug = `trattoria-${mark}`
    await writeMail(house, {
      from: 'Yelp for Business <no-reply@yelp.com>',
      to: `${slug}@mail.example`,
      subject: 'Selin K. left a one star review of Trattoria',
      text: 'Selin K. left a one star review\n\nWe waited an hour for two plates of soup.\n\nRead the review\nhttps://biz.yelp.com/r/9dk?hrid=71',
    })
    await rosa
      .getByRole('link', { name: /customer|Selin/ })
      .first()
      .waitFor({ timeout: 5000 })
    await rosa.getByText('1 of 5').first().waitFor()
    assert.deepEqual(await faults(rosa), [])

    for (const path of ['/today', '/company', '/company/limits', '/company/people', '/wall', '/rules']) {
      await rosa.goto(path)
      const words = await rosa.locator('main').innerText()
      assert.doesNotMatch(words, /\bteams?\b|budget|supervisor|staff pulse|is asked/i, `${path}: ${words}`)
      assert.equal(await overflows(rosa), false, path)
      assert.deepEqual(await faults(rosa), [], path)
    }
  },
)
