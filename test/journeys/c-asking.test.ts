import assert from 'node:assert/strict'
import { openCase, take } from '../../src/cases/cases.ts'
import { meet } from '../../src/customers/customers.ts'
import { clock, minutes } from '../../src/kit/clock.ts'
import { setSilence } from '../../src/limits/set.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { DESK, type House, journey, PHONE, until } from './house.ts'
import { linkIn } from './letters.ts'

/** The next Monday, ten in the morning: everybody is at work. */
function toWork(house: House): void {
  const at = new Date(clock.now())
  do at.setUTCDate(at.getUTCDate() + 1)
  while (at.getUTCDay() !== 1)
  at.setUTCHours(9, 0, 0, 0)
  house.pass(at.getTime() - clock.now().getTime())
}

async function tomsCase(halden: TestCompany): Promise<string> {
  const one = await halden.run(async (db) => {
    const ben = halden.now(halden.ben)
    const tom = await meet(db, ben, {
      name: 'Tom Baker',
      addresses: [{ kind: 'email', written: `tom@${halden.slug}.example` }],
    })
    const opened = await openCase(db, ben, {
      customer: tom.id,
      team: halden.teams.station,
      happened: 'The wheel is broken and he works tonight.',
      wants: 'A wheel.',
    })
    return take(db, ben, opened.id)
  })
  return `/cases/${one.id}`
}

async function askFor180(house: House, halden: TestCompany) {
  const ben = await house.browser(halden.ben, DESK)
  await ben.goto(await tomsCase(halden))
  const card = ben.getByRole('region', { name: 'Put it right' })
  await card.getByRole('textbox', { name: 'How much' }).fill('180')
  await card
    .getByRole('textbox', { name: 'Why', exact: true })
    .fill('a new wheel, so that he can work tonight')
  await card.getByRole('button', { name: 'Ask Carla for €180' }).click()
  await ben.getByText(/Carla/).first().waitFor()
  const letter = await until('the question in Carla’s mailbox', () =>
    house.letters.find((one) => one.to === carlaMail(halden)),
  )
  return { ben, letter }
}

let emails: Map<string, string> = new Map()
const carlaMail = (halden: TestCompany) => emails.get(halden.carla.id) ?? ''
async function learnMails(halden: TestCompany): Promise<void> {
  const { people } = await import('../../src/people/people.ts')
  emails = new Map((await halden.run((db) => people(db))).map((one) => [one.id, one.email ?? '']))
}

journey('(c) €180: Carla says yes from the link in her mail, and Ben gives it', async (house, t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  await learnMails(halden)
  toWork(house)
  const { ben, letter } = await askFor180(house, halden)
  const link = await linkIn(letter.raw, '/yes/')

  // Whatever opens links in mails decides nothing by it.
  await fetch(link)
  await fetch(link, { method: 'HEAD' })
  const carla = await house.browser(undefined, PHONE)
  await carla.goto(link)
  await carla.getByText('a new wheel, so that he can work tonight').first().waitFor()
  await carla.getByRole('button', { name: /^Yes/ }).first().click()
  await carla.getByText(/You said yes/).waitFor()
  const again = await fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'answer=yes',
  })
  assert.ok(again.status >= 400, 'the link works once')

  await ben.getByRole('button', { name: /Give Tom €180 now/ }).click({ timeout: 5000 })
  await ben.getByText('€180 · Goodwill').first().waitFor()
})

journey('(c) the same, unanswered and allowed: after ten working minutes it was yes', async (house, t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  await learnMails(halden)
  toWork(house)
  await halden.run((db) => setSilence(db, halden.now(halden.mara), { minutes: 10, per_week: 3 }))
  const { ben } = await askFor180(house, halden)
  house.pass(minutes(9))
  await new Promise((go) => setTimeout(go, 300))
  assert.equal(
    await ben.getByRole('button', { name: /Give Tom €180 now/ }).count(),
    0,
    'nine minutes are not ten',
  )
  house.pass(minutes(1) + 1000)
  await ben.getByRole('button', { name: /Give Tom €180 now/ }).click({ timeout: 8000 })
  await ben.getByText('€180 · Goodwill').first().waitFor()
})
