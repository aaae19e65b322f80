import assert from 'node:assert/strict'
import { ground } from '../ground.ts'
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

/** What is no page to look at: files, what a program asks, what needs a word in its address. */
const NO_PAGE = new Set([
  '/find', // leads on; journey (h) looks at what it says
  '/heard/queued',
  '/heard/worker.js',
  '/panel', // in a frame of another program: journey (h)
  '/results/people', // refused as long as its switch is off, as it is here
  '/rules/report', // what comes of a form
])

/** The first of each kind: a case, a customer, a rule… */
const LISTS = [
  '/cases?of=all',
  '/customers',
  '/rules',
  '/requests',
  '/shifts',
  '/company/people',
  '/journey/draw',
]

journey('axe finds nothing serious on any page, none is wider than a phone, light or dark', async (house) => {
  const page = await house.browser()
  await page.goto('/sample')
  await page.getByRole('button', { name: 'Come in as Mara' }).click()
  await page.waitForURL('**/today', { timeout: 30_000 })
  await page.getByRole('heading', { name: 'What you do' }).waitFor()
  await picture(page, 'monday')
  // Read from the program itself: a new page is looked at unasked.
  const { app } = await ground()
  const paths = app.leaves
    .filter((leaf) => leaf.method === 'get' && !/[:*]|\.csv$/.test(leaf.path) && !NO_PAGE.has(leaf.path))
    .map((leaf) => leaf.path)
  assert.ok(paths.length > 45, `${paths.length} pages`)
  const inside = new Set<string>()
  for (const list of LISTS) {
    await page.goto(list)
    const links = await page
      .locator('main a[href]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const one = links.find((href) => /^\/(?:[a-z]+\/)+0[0-9a-f-]{35}$/.test(href))
    if (one) inside.add(one)
  }
  assert.ok(inside.size >= 5, [...inside].join())
  const wrong: string[] = []
  for (const path of [
    ...new Set([...paths, ...inside, '/customers?q=weber', '/halden', '/halden/tell-us']),
  ]) {
    for (const [scheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      // What fades in is measured when it has: the screen of the wall.
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })
      const response = await page.goto(path)
      if (response?.status() !== 200) wrong.push(`${path}: ${response?.status()}`)
      if (await overflows(page)) wrong.push(`${path}: wider than ${width} px`)
      for (const fault of await faults(page)) wrong.push(`${path} ${scheme} ${width}: ${fault}`)
    }
  }
  assert.deepEqual(wrong, [])
})
