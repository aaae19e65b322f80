import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { FrameLocator, Page } from 'playwright-core'
import { waitingCases } from '../../src/cases/cases.ts'
import { listDesk } from '../../src/channels/phone/desks.ts'
import { addAddress, meet, noteFact } from '../../src/customers/customers.ts'
import { clock } from '../../src/kit/clock.ts'
import { remediesOnCase } from '../../src/remedies/remedies.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { aProblem } from '../problem.ts'
import { faults, journey, overflows, PHONE, picture, until } from './house.ts'

/** Another program's page, at an origin of its own, with our panel in a frame of 320 px. */
async function aDesk(t: TestContext, frame: string, host = '127.0.0.1'): Promise<string> {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' })
    answer.end(
      `<!doctype html><html lang="en"><title>Desk</title><h1>Another desk</h1><iframe title="Makegood" src="${frame}" width="320" height="640"></iframe>`,
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

const allow = (house: TestCompany, origin: string) =>
  house.run((db) => listDesk(db, house.now(house.mara), origin))

/** Signs the frame in: the code is shown in a tab, and typed once. */
async function connect(page: Page, frame: FrameLocator, origin: string): Promise<void> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    frame.getByRole('link', { name: 'Show me a code' }).click(),
  ])
  await tab.getByRole('button', { name: `Show a code for ${new URL(origin).host}` }).click()
  const code = (await tab.locator('#code').innerText()).trim()
  assert.match(code, /^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  await tab.close()
  await frame.getByRole('textbox', { name: 'Code' }).fill(code.toLowerCase())
  await frame.getByRole('button', { name: 'Open my panel here' }).click()
}

journey(
  '(h) the telephone opens the story, in three spellings; nobody known is written down',
  async (house) => {
    const company = await aCompany()
    const tom = await company.run((db) =>
      meet(db, company.now(company.ben), {
        name: 'Tom Baker',
        addresses: [{ kind: 'phone', written: '0171 5550102' }],
      }),
    )
    const ben = await house.browser(company.ben)
    for (const spelling of ['0171 5550102', '+491715550102', 'tel:0049-171-5550102']) {
      await ben.goto(`/find?phone=${spelling}`)
      assert.equal(new URL(ben.url()).pathname, `/customers/${tom.id}`, spelling)
      await ben.getByRole('heading', { name: 'Tom Baker' }).waitFor()
    }
    await ben.goto('/find?phone=%2B44 7400 123456')
    assert.deepEqual(await faults(ben), [])
    await ben.getByRole('textbox', { name: 'Name' }).fill('Clara Ferreira')
    await ben.getByRole('button', { name: 'Add them' }).click()
    await ben.getByRole('heading', { name: 'Clara Ferreira' }).waitFor()
    const mara = await house.browser(company.mara, PHONE)
    await mara.goto('/company/telephone')
    assert.deepEqual([await overflows(mara), await faults(mara)], [false, []])
    await picture(mara, 'telephone-settings', { fullPage: true })
  },
)

journey(
  '(h) the panel in another program’s frame gives €20, and nobody else can make it',
  async (house, t) => {
    const company = await aCompany()
    const one = await aProblem(company, { name: 'Jonas Weber' })
    const customer = one.customer_id ?? ''
    await company.run(async (db) => {
      await addAddress(db, company.now(company.ben), customer, { kind: 'phone', written: '0171 5550102' })
      await noteFact(db, company.now(company.ben), customer, 'His son loves the big brass bell')
    })
    const address = `${house.base}/panel?company=${company.slug}&phone=%2B491715550102`
    const desk = await aDesk(t, address)
    const other = await aDesk(t, address, 'other.localhost')
    const evil = await aDesk(t, address, 'evil.localhost')
    await allow(company, desk)
    await allow(company, other)
    const page = await house.browser(company.ben)
    // What a browser keeps from a frame, it says in its console.
    page.removeAllListeners('console')
    await page.goto(desk)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await connect(page, frame, desk)
    await frame.getByRole('heading', { name: 'Jonas Weber' }).waitFor()
    await frame.getByText('His son loves the big brass bell').waitFor()
    await frame.getByText('You may give Jonas €100 without asking.').waitFor()
    await frame.getByRole('textbox', { name: 'How much' }).fill('20')
    await frame.getByRole('textbox', { name: 'Why' }).fill('afraid in the dark')
    await narrow(page)
    await picture(page, 'panel')
    // By keyboard alone: look, then sure.
    await page.keyboard.press('Enter')
    const sure = frame.getByRole('button', { name: 'Give Jonas €20 now' })
    await sure.waitFor()
    assert.equal(await given(company, one.id), 0n)
    await sure.focus()
    await page.keyboard.press('Enter')
    await frame.getByText('€20 given to Jonas.').waitFor()
    await frame.getByText('You may give €80 more on this case.').waitFor()
    assert.equal(await given(company, one.id), 2000n)

    // Nobody lists it: the browser shows nothing of ours there.
    await page.goto(evil)
    await until('the frame to be refused', () =>
      page.frames().some((each) => each.url().startsWith('chrome-error')),
    )
    assert.equal(await page.frameLocator('iframe').getByText('Jonas').count(), 0)
    // From there neither a form nor a script comes through, though this browser has both cookies.
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/panel/say')),
      page.evaluate(
        ({ to, whom }) => {
          const form = document.createElement('form')
          form.method = 'post'
          form.action = to
          for (const [name, value] of Object.entries({
            customer: whom,
            key: 'k',
            kind: 'kindness',
            text: 'x',
          })) {
            const field = document.createElement('input')
            field.name = name
            field.value = value
            form.append(field)
          }
          document.body.append(form)
          form.submit()
        },
        { to: `${house.base}/panel/say`, whom: customer },
      ),
    ])
    assert.equal(answer.status(), 403)
    await page.waitForURL('**/panel/say')
    await page.goto(evil)
    const read = await page.evaluate(
      (to) =>
        fetch(to, { credentials: 'include' })
          .then((got) => got.text())
          .catch(() => 'nothing'),
      address,
    )
    assert.equal(read, 'nothing')
    // Another listed program has no panel of this person until they open one there.
    await page.goto(other)
    await page.frameLocator('iframe').getByRole('heading', { name: 'Who are you?' }).waitFor()
    assert.equal(await given(company, one.id), 2000n)
  },
)

/** The frame alone, in the width that it has: neither wider than it, nor with a fault that axe finds. */
async function narrow(page: Page): Promise<void> {
  const frame = page.frames().find((each) => each.url().includes('/panel'))
  const wide = await frame?.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  assert.equal(wide, false)
  assert.deepEqual(await faults(page), [])
}

const given = async (company: TestCompany, id: string): Promise<bigint> =>
  (await company.run((db) => remediesOnCase(db, id))).reduce((sum, entry) => sum + entry.amount, 0n)

journey(
  '(h) on a phone, in German, a customer asks to be rung; Ben sees the promise and keeps it',
  async (house, t) => {
    // A Monday morning at 10:10 in Berlin.
    clock.move(Date.parse('2026-11-23T09:10:00Z') - clock.now().getTime())
    t.after(() => clock.reset())
    const company = await aCompany()
    const ben = await house.browser(company.ben)
    await ben.goto('/today')
    const phone = await house.browser(undefined, { ...PHONE, locale: 'de-DE', javaScriptEnabled: false })
    await phone.goto(`/${company.slug}`)
    await phone.getByRole('link', { name: 'Oder wir rufen Sie an' }).click()
    await phone.getByRole('heading', { name: 'Wir rufen Sie an' }).waitFor()
    assert.equal(await overflows(phone), false)
    await picture(phone, 'we-call-you', { fullPage: true })
    await phone.getByRole('textbox', { name: 'Ihre Telefonnummer' }).fill('0171 555 01 02')
    await phone
      .getByRole('combobox', { name: 'Wann dürfen wir anrufen?' })
      .selectOption({ label: 'heute, 11:30' })
    await phone.getByRole('textbox', { name: 'Worum geht es?' }).fill('Ist mein Rad bis Freitag fertig?')
    await phone.getByRole('textbox', { name: 'Ihr Name' }).fill('Tom Baker')
    await phone.getByRole('button', { name: 'Bitte rufen Sie mich dann an' }).click()
    await phone.getByText('Wir rufen Sie an: heute, 11:30.').waitFor()
    assert.equal(await overflows(phone), false)
    await picture(phone, 'we-call-you-sent', { fullPage: true })

    // Ben's own page has it, untouched; he takes it and rings.
    const link = ben.getByRole('link', { name: 'Tom Baker' }).first()
    await link.waitFor()
    await link.click()
    const card = ben.getByRole('region', { name: 'Ring Tom: 11:30 today' })
    await card.getByRole('link', { name: '0171 5550102' }).waitFor()
    assert.equal(await card.getByRole('link').first().getAttribute('href'), 'tel:+491715550102')
    assert.deepEqual(await faults(ben), [])
    await picture(ben, 'case-call')
    await card.getByRole('textbox', { name: 'What was said?' }).fill('It is ready on Thursday; he is glad.')
    await card.getByRole('button', { name: 'I rang Tom: keep this' }).click()
    await card.waitFor({ state: 'detached' })
    const [one] = await company.run((db) => waitingCases(db, { most: 5 }))
    assert.equal(one?.holder_id, company.ben.id)
  },
)
