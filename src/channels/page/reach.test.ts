import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, aCompany } from '../../../test/company.ts'
import { formOf, readable } from '../../../test/form.ts'
import { waitingCases } from '../../cases/cases.ts'
import { clock } from '../../kit/clock.ts'
import { openPage } from '../../thanks/thanks.ts'
import { addStage, addTouchpoint, touchpoints } from '../../touchpoints/touchpoints.ts'

const words = (html: string) =>
  readable(html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' '))
    .replace(/\u2060/g, '')
    .replace(/\s+/g, ' ')

/** The number, when somebody is there, and that it is a person: on this very page. */
function isReachable(page: Answer, what: string): void {
  const text = words(page.text)
  assert.match(page.text, /href="tel:\+49405550100"/, `${what}: the number`)
  assert.match(text, /Monday to Friday, 9–17/, `${what}: the hours`)
  assert.match(text, /A person answers/, `${what}: a person`)
  assert.match(page.text, /href="\/[\w-]+\/call\?lang=en"|<h1>We ring you/, `${what}: or we ring`)
}

test('the number, the hours and a person are on every public page there is, and on its errors', async (t) => {
  t.after(() => clock.reset())
  const house = await aCompany()
  const code = await house.run(async (db) => {
    const stage = await addStage(db, house.now(house.mara), 'Repair')
    const point = { stage: stage.id, name: 'Collect', team: house.teams.station }
    await addTouchpoint(db, house.now(house.mara), point)
    return (await touchpoints(db))[0]?.code ?? ''
  })
  const thanks = await house.run((db) => openPage(db, house.now(house.ben)))
  const door = await house.door(null)
  const open = (path: string) => door.get(`/${house.slug}${path}${path.includes('?') ? '&' : '?'}lang=en`)
  // A visit to its end gives the private page.
  let page = await open('/tell-us?about=complaint')
  for (let n = 0; n < 8 && page.status === 200; n++) {
    isReachable(page, `tell us, page ${n}`)
    const { action, values } = formOf(page.text, 'tell')
    page = await door.post(action, { ...values, ...(n === 0 && { story: 'Late again.' }) })
  }
  const follow = new URL(page.location ?? '', house.base).pathname
  assert.equal((await house.run((db) => waitingCases(db, { most: 5 }))).length, 1)

  /** Every public address, by the path of its leaf; a new one must be brought here. */
  const addresses: Record<string, string[]> = {
    '/:company': [''],
    '/:company/t/:code': [`/t/${code}`],
    '/:company/tell-us': ['/tell-us'],
    '/:company/tell-us/:code': [`/tell-us/${code}`, '/tell-us/nothing'],
    '/:company/thank/:code': [`/thank/${thanks}`],
    '/:company/already': ['/already', '/already?sent=yes'],
    '/:company/rules': ['/rules'],
    '/:company/call': ['/call'],
    '/:company/call/:code': [`/call/${code}`, '/call/nothing'],
    '/:company/*': ['/nothing/of/the/kind', '/thank/nobody', '/TELL-US-not'],
    '/follow/:token': [],
  }
  const own = (path: string) => path.startsWith('/:company') || path.startsWith('/follow')
  const leaves = house.app.leaves.filter((leaf) => leaf.method === 'get' && own(leaf.path))
  assert.deepEqual(
    leaves.map((leaf) => leaf.path).filter((path) => !(path in addresses)),
    [],
    'a public page that nobody looks at here',
  )
  for (const path of Object.values(addresses).flat()) {
    let shown = await open(path)
    if (shown.status === 302) shown = await door.get(`${shown.location}?lang=en`)
    isReachable(shown, path || '/')
  }
  for (const path of [follow, `${follow}?sent=yes`, `${follow}?added=yes`])
    isReachable(await door.get(`${path}${path.includes('?') ? '&' : '?'}lang=en`), path)

  // What is refused shows its page once more.
  const refused: [string, Record<string, string>][] = [
    [`/${house.slug}/tell-us?lang=en`, { about: 'complaint', step: 'story', story: ' ' }],
    [`/${house.slug}/thank/${thanks}?lang=en`, { story: ' ' }],
    [`/${house.slug}/already?lang=en`, { email: 'x' }],
    [`/${house.slug}/call?lang=en`, { phone: '1' }],
    [`${follow}/add?lang=en`, { text: ' ' }],
  ]
  for (const [path, values] of refused) {
    const answer = await door.post(path, values)
    assert.equal(answer.status, 422, path)
    isReachable(answer, `${path} refused`)
  }
})
