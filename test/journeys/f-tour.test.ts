import assert from 'node:assert/strict'
import { faults, journey, overflows, PHONE, picture } from './house.ts'

journey(
  '(f) the tour: a visitor is Ben, has €74 left for Jonas, and puts it right with one deed',
  async (house) => {
    const page = await house.browser()
    await page.goto('/sample')
    await page.getByRole('button', { name: 'Come in as Ben' }).click()
    await page.waitForURL('**/today', { timeout: 30_000 })
    await page.getByText('You may give').first().waitFor()
    assert.match(await page.locator('main').innerText(), /You may give €74 more to Jonas/)
    await picture(page, 'today')
    await page.getByRole('link', { name: 'Jonas Weber' }).first().click()
    await page.getByRole('heading', { name: 'The light went dead on the way home' }).waitFor()
    assert.match(await page.locator('main').innerText(), /You may give €74 more to Jonas/)
    const card = page.getByRole('region', { name: 'Put it right' })
    await card.getByRole('textbox', { name: 'How much' }).fill('40')
    await card.getByRole('textbox', { name: 'Why', exact: true }).fill('afraid in the dark with his son')
    await picture(page, 'case')
    await card.getByRole('button', { name: 'Give Jonas €40 now' }).click()
    await page
      .getByText(/€34 more to Jonas/)
      .locator('visible=true')
      .first()
      .waitFor()
    await page.goto('/journey')
    await picture(page, 'journey')
    const phone = await house.browser(undefined, PHONE)
    await phone.goto('/halden/tell-us/collect-your-repair')
    await picture(phone, 'tell-us')
  },
)

journey('axe finds nothing serious on any page, none is wider than a phone, light or dark', async (house) => {
  const page = await house.browser()
  await page.goto('/sample')
  await page.getByRole('button', { name: 'Come in as Mara' }).click()
  await page.waitForURL('**/today', { timeout: 30_000 })
  const wrong: string[] = []
  const paths = [
    '/today',
    '/expected',
    '/heard',
    '/customers',
    '/customers?q=weber',
    '/cases',
    '/journey',
    '/journey/draw',
    '/wall',
    '/results',
    '/account',
    '/api',
  ]
  const company = [
    '',
    '/people',
    '/teams',
    '/settings',
    '/limits',
    '/kinds',
    '/todos',
    '/keys',
    '/letters',
    '/import',
    '/calendars',
    '/mail',
  ].map((path) => `/company${path}`)
  await page.goto('/cases?of=all')
  const inside = await page
    .locator('main a[href^="/cases/0"], main a[href^="/customers/0"]')
    .evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute('href') ?? ''))
  for (const path of [...paths, ...company, ...inside, '/halden/tell-us', '/sign-in']) {
    for (const [scheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 800 })
      const response = await page.goto(path)
      if (response?.status() !== 200) wrong.push(`${path}: ${response?.status()}`)
      if (await overflows(page)) wrong.push(`${path}: wider than ${width} px`)
      for (const fault of await faults(page)) wrong.push(`${path} ${scheme} ${width}: ${fault}`)
    }
  }
  assert.deepEqual(wrong, [])
})
