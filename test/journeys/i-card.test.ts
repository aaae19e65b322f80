import assert from 'node:assert/strict'
import { DateTime } from 'luxon'
import { meet } from '../../src/customers/customers.ts'
import { hear } from '../../src/interactions/interactions.ts'
import { clock } from '../../src/kit/clock.ts'
import { putOnWall, thanksFor } from '../../src/thanks/thanks.ts'
import { MOST_LETTERS } from '../../src/today/card-deeds.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { faults, journey, overflows, PHONE, picture } from './house.ts'

journey(
  '(i) at 8:50 David opens Station’s card, changes the thing to try, and prints one sheet of A5',
  async (house) => {
    const halden = await aCompany()
    const monday = DateTime.now().setZone('Europe/Berlin').plus({ weeks: 1 }).startOf('week')
    house.pass(monday.set({ hour: 8, minute: 50 }).toMillis() - clock.now().getTime())
    await theWeekBefore(halden)

    const david = await house.browser(halden.david)
    await david.goto('/today')
    await david.getByRole('link', { name: 'Ready the card' }).waitFor()
    await david.goto(`/card?team=${halden.teams.station}`)
    await david.getByRole('heading', { name: 'Station' }).waitFor()
    await david
      .getByText(/^“Ben lent me a bike on a Friday evening so I could work\./)
      .first()
      .waitFor()
    assert.deepEqual(await faults(david), [])

    // By keyboard alone: open, write, let the card say it.
    const open = david.locator('#change-try > summary')
    await open.focus()
    await david.keyboard.press('Enter')
    await david.keyboard.press('Tab')
    await david.keyboard.press('ControlOrMeta+a')
    await david.keyboard.type('Ring everybody whose bicycle is ready before noon.')
    await david.keyboard.press('Tab')
    await david.keyboard.press('Enter')
    await david.getByText(/Changed by David, 08:5\d/).waitFor()
    assert.equal(
      await david.locator('#try .says').textContent(),
      'Ring everybody whose bicycle is ready before noon.',
    )
    await picture(david, 'card')

    const paper = await sheet(await david.pdf({ preferCSSPageSize: true }))
    assert.deepEqual(paper, { pages: 1, millimetres: [148, 210] })
    // Also with all that a card can hold.
    for (const part of ['promise', 'thanks', 'rule', 'try'])
      await change(david, part, 'Wide words were written on Wednesday. '.repeat(10).slice(0, MOST_LETTERS))
    assert.deepEqual(await sheet(await david.pdf({ preferCSSPageSize: true })), paper)
    await david.emulateMedia({ media: 'print' })
    assert.equal(await david.getByRole('button', { name: 'We held it' }).isVisible(), false)
    assert.equal(await david.getByRole('heading', { name: 'One story' }).isVisible(), true)
    await david.emulateMedia({ media: 'screen' })

    await david.getByLabel('How many were there?').fill('6')
    await david.getByRole('button', { name: 'We held it' }).click()
    await david.getByText('Six were there.').waitFor()

    await david.goto(`/card/screen?team=${halden.teams.station}`)
    assert.deepEqual(await faults(david), [])
    const fonts = await david.evaluate(() =>
      [...document.querySelectorAll('.huddle .says, .huddle blockquote')].map((one) =>
        Number.parseFloat(getComputedStyle(one).fontSize),
      ),
    )
    assert.ok(Math.min(...fonts) >= 24, 'large enough across a room')
    await picture(david, 'card-screen')

    const phone = await house.browser(halden.ben, { ...PHONE, colorScheme: 'dark' })
    await phone.goto('/card')
    assert.equal(await overflows(phone), false)
    assert.deepEqual(await faults(phone), [])
    await picture(phone, 'card-phone')
  },
)

type Page = Awaited<ReturnType<Parameters<Parameters<typeof journey>[1]>[0]['browser']>>

async function change(page: Page, part: string, text: string) {
  await page.locator(`#change-${part}`).evaluate((one) => one.setAttribute('open', ''))
  const form = page.locator(`#f-${part}`)
  await form.getByRole('textbox').fill(text)
  await form.getByRole('button').click()
  await page
    .locator(`#${part} .says`)
    .filter({ hasText: text.slice(0, 60) })
    .waitFor()
}

/** How many pages a PDF has, and how large they are. */
async function sheet(pdf: Buffer): Promise<{ pages: number; millimetres: number[] }> {
  const text = pdf.toString('latin1')
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)]
  return {
    pages: [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
    millimetres: (boxes[0] ?? []).slice(1, 3).map((points) => Math.round((Number(points) / 72) * 25.4)),
  }
}

async function theWeekBefore(halden: TestCompany): Promise<void> {
  await halden.run(async (db) => {
    const ben = halden.now(halden.ben)
    const { id } = await meet(db, ben, { name: 'Tom Baker', addresses: [] })
    await hear(
      db,
      { company: halden.company, by: 'customer', id, at: ben.at },
      {
        kind: 'compliment',
        channel: 'page',
        customer: id,
        score: 5,
        team: halden.teams.station,
        // As long as a story on a card may be, and longer.
        text: `Ben lent me a bike on a Friday evening so I could work. ${'I did not have to explain anything twice, to anybody. '.repeat(6)}`,
        beside: { names: 'Ben' },
      },
    )
    const [thanks] = await thanksFor(db, ben.id, 1)
    if (thanks) await putOnWall(db, ben, thanks.id)
  })
}
