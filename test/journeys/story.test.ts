import assert from 'node:assert/strict'
import { clock, days, hours, minutes } from '../../src/kit/clock.ts'
import type { Staff } from '../../src/people/people.ts'
import { addStage, addTouchpoint } from '../../src/touchpoints/touchpoints.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { faults, type House, journey, PHONE, until } from './house.ts'
import { linkIn } from './letters.ts'

const FEE = 'Storage fee after three days'

/** Monday, ten in the morning, of the next week: everybody is at work. */
function toMonday(house: House): void {
  const at = new Date(clock.now())
  do at.setUTCDate(at.getUTCDate() + 1)
  while (at.getUTCDay() !== 1)
  at.setUTCHours(9, 0, 0, 0)
  house.pass(at.getTime() - clock.now().getTime())
}

/** A page of this person, signed in now: so much time passes that each scene begins at the door. */
const at = async (house: House, who: Staff, path: string, more?: Parameters<House['browser']>[1]) => {
  const page = await house.browser(who, more)
  await page.goto(path)
  return page
}

/** Somebody tells a colleague at the counter what went wrong; it is written down on a phone. */
async function saysAtTheCounter(
  house: House,
  who: Staff,
  said: { whom: string; text: string; wants: string },
) {
  const page = await at(house, who, '/heard', PHONE)
  await page.getByRole('radio', { name: 'Something went wrong' }).check()
  await page.getByRole('textbox', { name: 'What did they say?' }).fill(said.text)
  await page.getByRole('textbox', { name: 'Who was it?' }).fill(said.whom)
  await page.getByLabel('Where was it?').selectOption({ label: 'Repair: Collect your repair' })
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  return page
}

/** In one tap, on the case. */
async function ruleStoppedMe(page: Awaited<ReturnType<typeof at>>, name: string, owner?: string) {
  await page.getByText('A rule stopped me', { exact: true }).click()
  const form = page.locator('form[action="/rules/report"]')
  await form.getByLabel('Which rule?').fill(FEE)
  await form.getByLabel('To be kind').fill('6')
  await form.getByLabel('Taken from them').fill('6')
  await form.getByRole('textbox', { name: 'A few words' }).fill('Nobody here may waive it.')
  if (owner) {
    await form.getByText('Somebody else, or more; a new rule’s owner').click()
    await form.getByLabel('Of a new rule: whose is it?').selectOption({ label: owner })
  }
  await form.getByRole('button', { name: `It stopped me from being kind to ${name}` }).click()
  await page
    .getByText(/Reported/)
    .first()
    .waitFor()
}

const setStage = (halden: TestCompany) =>
  halden.run(async (db) => {
    const mara = halden.now(halden.mara)
    const stage = await addStage(db, mara, 'Repair')
    await addTouchpoint(db, mara, {
      stage: stage.id,
      name: 'Collect your repair',
      team: halden.teams.station,
    })
  })

journey(
  'the story: a fee loses a customer, the owner meets it on a shift, it goes, those it hurt are told; a five',
  async (house, t) => {
    t.after(() => clock.reset())
    const halden = await aCompany()
    const victor = await halden.hire('Victor Stahl', null, 'leader')
    await setStage(halden)
    const mail = (name: string) => `${name}.${halden.slug}@example.org`
    toMonday(house)

    // Six euros, because nobody rang her. Nobody at the counter may waive it.
    const ito = await saysAtTheCounter(house, halden.ben, {
      whom: 'Mrs Ito, +49 40 555 0187',
      text: 'Six euros because nobody rang me. I have been coming here for nine years.',
      wants: '',
    })
    await ruleStoppedMe(ito, 'Mrs Ito', 'Victor Stahl')
    for (const name of ['Nadia Rahman', 'Oskar Lindner']) {
      const page = await saysAtTheCounter(house, halden.ana, {
        whom: `${name}, ${mail(name.split(' ')[0]!.toLowerCase())}, +49 40 555 01${name.length}`,
        text: 'I paid for your storing what you never told me was ready.',
        wants: '',
      })
      await ruleStoppedMe(page, name)
    }

    // Its owner says nothing within the week: it goes one level up. She leaves, and somebody writes down why.
    house.pass(days(8))
    const david = await at(house, halden.david, '/customers?q=Ito')
    await david.getByRole('link', { name: 'Mrs Ito' }).first().click()
    await david.getByText('They left us').click()
    await david.getByRole('radio', { name: 'Something small' }).check()
    await david.getByLabel('Over what, in two or three words?').fill('€6')
    await david.getByLabel('Their reason, in their own words').fill('It was never the six euros.')
    await david.getByRole('button', { name: /Write down that Mrs Ito left/ }).click()
    await david.getByText('It was never the six euros.').first().waitFor()

    // Saturday's shift: the owner, with Ben's limit, beside Ben, meets the same wall.
    toMonday(house)
    const mara = await at(house, halden.mara, '/shifts')
    await mara.getByLabel('Beside whom').selectOption({ label: 'Ben Okafor' })
    await mara.getByRole('button', { name: 'Ask them for a shift' }).click()
    await mara.getByText('Ben has not answered yet.').waitFor()
    const ben = await at(house, halden.ben, '/shifts')
    await ben.getByRole('button', { name: 'Yes, Mara may work beside me' }).click()
    await ben.waitForURL('**/today')
    await mara.goto('/shifts')
    await mara.getByRole('button', { name: 'Begin the shift with Ben’s limit' }).click()
    await mara
      .getByText(/Ben’s limit/)
      .first()
      .waitFor()
    const selin = await saysAtTheCounter(house, halden.ben, {
      whom: `Selin Kaya, ${mail('selin')}`,
      text: 'Another six euros. My bike was ready on Tuesday, you say; to whom?',
      wants: '',
    })
    await mara.goto(selin.url())
    const card = mara.getByRole('region', { name: 'Put it right' })
    await card.getByRole('textbox', { name: 'How much' }).fill('150')
    await card.getByRole('button', { name: /Ask Carla for €150/ }).waitFor()
    await ruleStoppedMe(mara, 'Selin Kaya')
    await mara.goto('/shifts')
    await mara.getByRole('button', { name: 'End it now' }).click()
    await mara.getByText(`“${FEE}”`).waitFor()
    await mara.getByLabel('What I met').fill('The fee that you told me of. I could not waive it either.')
    await mara
      .getByLabel(/change/i)
      .first()
      .fill('It goes.')
    await mara.getByRole('button', { name: 'Tell Ben’s team' }).click()
    await mara.getByText('I could not waive it either.').waitFor()

    // On Monday it is scrapped: the reporters hear it, and the four it hurt stand on a list with their drafts.
    await mara.goto('/today')
    const rule = mara.locator('section, article, div.card').filter({ hasText: FEE }).first()
    await rule.getByLabel('Why it goes, in a sentence').fill('It charges people for our own silence.')
    await mara.getByRole('button', { name: 'Scrap it and tell the four' }).click()
    await mara.getByRole('heading', { name: 'Four customers still to be told' }).waitFor()
    assert.deepEqual(await faults(mara), [])
    const told = new URL(mara.url()).pathname
    await ben.goto('/today')
    await ben.getByText(FEE).first().waitFor()
    await ben.goto(told)
    const nadia = ben.locator('[id^="tell-"]').filter({ hasText: 'Nadia Rahman' }).first()
    assert.match(await nadia.getByRole('textbox').inputValue(), /€6/)
    await nadia.getByRole('button', { name: 'Send it to Nadia Rahman' }).click()
    await ben.getByRole('heading', { name: 'Three customers still to be told' }).waitFor()
    house.pass(minutes(1))
    const letter = await until('the rule that is gone, in her mailbox', () =>
      house.letters.find((one) => one.to === mail('nadia') && /6/.test(one.raw)),
    )
    assert.ok(letter)
    const itoCard = ben.locator('[id^="tell-"]').filter({ hasText: 'Mrs Ito' }).first()
    await itoCard.getByRole('button', { name: 'I told Mrs Ito' }).click()
    await ben.getByRole('heading', { name: 'Two customers still to be told' }).waitFor()
    await ben.getByText('not back so far').first().waitFor()

    // Outside nobody reads of it until the company wants that.
    const outside = await house.browser(undefined, PHONE)
    const open = `/${halden.slug}/rules`
    assert.equal((await outside.request.get(house.base + open)).status(), 404)
    await mara.goto('/rules')
    await mara.getByText('Change it', { exact: true }).click()
    await mara.getByRole('button', { name: 'Show everybody outside which rules are gone' }).click()
    await mara.getByText('Everybody outside may read which rules are gone').waitFor()
    await outside.goto(open)
    await outside.getByText(FEE).first().waitFor()
    assert.deepEqual(await faults(outside), [])

    // Tom Baker, Friday: sorry, €40, and €180 by a yes in ninety seconds. He gives a five.
    const tom = await saysAtTheCounter(house, halden.ben, {
      whom: `Tom Baker, ${mail('tom')}`,
      text: 'My bike was promised for today. I work tonight and it is not ready.',
      wants: '',
    })
    await ben.goto(tom.url())
    const give = ben.getByRole('region', { name: 'Put it right' })
    await give.getByRole('textbox', { name: 'How much' }).fill('40')
    await give.getByRole('textbox', { name: 'Why', exact: true }).fill('a lost evening of work')
    await give.getByRole('button', { name: 'Give Tom €40 now' }).click()
    await give.getByText('You may give €60 more on this case.').locator('visible=true').waitFor()
    await give.getByRole('textbox', { name: 'How much' }).fill('180')
    await give.getByRole('textbox', { name: 'Why', exact: true }).fill('a new wheel tonight')
    await give.getByRole('button', { name: 'Ask Carla for €180' }).click()
    await ben
      .getByText(/Carla was asked|asked Carla|Carla/)
      .first()
      .waitFor()
    house.pass(90_000)
    const carla = await at(house, halden.carla, '/today')
    await carla.getByRole('button', { name: /Yes/ }).first().click()
    await ben
      .getByRole('button', { name: /Give.*€180/ })
      .first()
      .click()
    await ben.getByText('It is put right').click()
    await ben
      .getByRole('textbox', { name: 'How was it put right?' })
      .fill('A bike lent on the spot, and a new wheel.')
    await ben.getByRole('button', { name: /Put right: ask Tom/ }).click()
    await ben.getByText('Was it put right for Tom?').waitFor()
    house.pass(hours(1))
    const asked = await until('the question in his mailbox', () =>
      house.letters.find((one) => one.to === mail('tom') && /\/follow\//.test(one.raw)),
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
    await ben.getByRole('heading', { name: 'Tom gave it a five' }).waitFor({ timeout: 8000 })

    // Whoever signed the fee pledges, is dealt a customer by lot, and makes his first call.
    const finance = await at(house, victor, '/pledges')
    await finance.getByLabel('How many').fill('1')
    await finance.getByRole('button', { name: 'Pledge it' }).click()
    await finance.waitForURL('**/pledges/calls')
    const place = finance.getByRole('list', { name: 'Customers to ring' })
    await place.getByText('I called').first().click()
    await finance.getByLabel('In a few words').first().fill('She was kind about it. She will not come back.')
    await finance.getByRole('button', { name: 'Keep it in their story' }).first().click()
    await finance.getByText('It is in the customer’s story.').waitFor()

    // The same three lines on everybody's page.
    for (const who of [halden.priya, victor, halden.mara]) {
      const page = await at(house, who, '/today')
      const lines = page.getByRole('region', { name: 'Everybody here knows' })
      await lines.getByText('Mrs Ito').waitFor()
      await lines.getByText(FEE).waitFor()
      assert.deepEqual(await faults(page), [])
    }
  },
)
