import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { openCase } from '../cases/cases.ts'
import { meet } from '../customers/customers.ts'
import { hear, latest } from '../interactions/interactions.ts'
import { thanksFor } from './thanks.ts'

const shows = (text: string, words: RegExp) => assert.ok(words.test(text), `the page does not show ${words}`)
const hides = (text: string, words: RegExp) => assert.ok(!words.test(text), `the page shows ${words}`)

async function praise(halden: TestCompany, names: string, text: string) {
  await halden.run(async (db) => {
    const one = await meet(db, halden.now(halden.ben), { name: 'Nina Vogel', addresses: [] })
    const who = { ...halden.now(halden.ben), by: 'customer' as const, id: one.id }
    await hear(db, who, { kind: 'compliment', channel: 'page', customer: one.id, text, beside: { names } })
  })
}

test('praise reaches the person, goes on the wall and on the screen, and they take it down', async () => {
  const halden = await aCompany()
  await praise(halden, 'Ana', 'She let <my> son ring the bell.')
  const ana = await halden.door(halden.ana)
  const ben = await halden.door(halden.ben)
  const mine = (await ana.get('/wall')).text
  shows(mine, /For you/)
  shows(mine, /She let &lt;my&gt; son ring the bell\./)
  shows(mine, /One thank-you this week/)
  hides((await ben.get('/wall')).text, /ring the bell/)
  const up = /\/thanks\/[0-9a-f-]+\/wall/.exec(mine)?.[0] ?? ''
  assert.equal((await ana.post(up)).status, 303)
  const wall = (await ben.get('/wall')).text
  shows(wall, /ring the bell/)
  shows(wall, /class="who">Ana Reyes/)
  shows(wall, /Nina Vogel/)
  hides(wall, /Take it down/)
  const screen = await ben.get('/wall/screen?turn=7')
  assert.equal(screen.status, 200)
  shows(screen.text, /class="who">Ana</)
  shows(screen.text, /One thank-you this week/)
  hides(screen.text, /Nina/)
  assert.equal((await ben.post(`${up}/down`)).status, 403)
  assert.equal((await ana.post(`${up}/down`)).status, 303)
  hides((await ben.get('/wall')).text, /ring the bell/)
})

test('beside the praise stands whom it reached, and that it hangs on the wall', async () => {
  const halden = await aCompany()
  await praise(halden, 'Ana', 'She let my son ring the bell.')
  await praise(halden, 'the man with the beard', 'So patient.')
  const ana = await halden.door(halden.ana)
  const [unclear, clear] = await halden.run((db) => latest(db, { most: 2 }))
  const path = `/interactions/${clear?.id}`
  shows((await ana.get(path)).text, /Passed on to Ana Reyes\./)
  shows((await ana.get(`/interactions/${unclear?.id}`)).text, /It is not clear whom they meant\./)
  hides((await ana.get(path)).text, /It hangs on the wall/)
  const up = /\/thanks\/[0-9a-f-]+\/wall/.exec((await ana.get('/wall')).text)?.[0] ?? ''
  await ana.post(up)
  shows((await ana.get(path)).text, /It hangs on the wall/)
})

test('whoever is asked chooses whom the customer meant', async () => {
  const halden = await aCompany()
  await praise(halden, 'the man with the beard', 'So patient.')
  hides((await (await halden.door(halden.carla)).get('/wall')).text, /Whom did they mean/)
  const mara = await halden.door(halden.mara)
  const page = (await mara.get('/wall')).text
  shows(page, /the man with the beard/)
  const action = /\/thanks\/[0-9a-f-]+\/choose/.exec(page)?.[0] ?? ''
  const nobody = await mara.post(action, { person: '' })
  assert.equal(nobody.status, 422)
  shows(nobody.text, /Choose whom they meant/)
  assert.equal((await mara.post(action, { person: halden.ben.id })).status, 303)
  assert.equal((await halden.run((db) => thanksFor(db, halden.ben.id, 5))).length, 1)
})

test('colleagues thank each other in two clicks, from a case too', async () => {
  const halden = await aCompany()
  const one = await halden.run((db) =>
    openCase(db, halden.now(halden.ben), { customer: null, happened: 'The wheel was bent.' }),
  )
  const ben = await halden.door(halden.ben)
  shows((await ben.get(`/cases/${one.id}`)).text, /Thank somebody for this/)
  const sent = { person: halden.priya.id, words: 'You stayed until it ran.', case: one.id }
  const given = await ben.post('/thanks', sent)
  assert.equal(given.status, 303)
  const after = (await ben.get(given.location ?? '')).text
  shows(after, /Priya Nair has your thanks/)
  const priya = (await (await halden.door(halden.priya)).get('/wall')).text
  shows(priya, /You stayed until it ran\./)
  shows(priya, /Ben Okafor/)
  shows(priya, /the case behind it/)
  const empty = await ben.post('/thanks', { ...sent, words: '  ' })
  assert.equal(empty.status, 422)
  shows(empty.text, /Say what you thank them for/)
})

test('a page for thanks is switched on and off', async () => {
  const halden = await aCompany()
  const ana = await halden.door(halden.ana)
  await ana.post('/thanks/page', { on: 'yes' })
  const page = (await ana.get('/wall')).text
  const link = new RegExp(`/${halden.slug}/thank/ana-[a-z0-9]{5}`).exec(page)?.[0]
  assert.ok(link)
  assert.equal((await (await halden.door(null)).get(link)).status, 200)
  await ana.post('/thanks/page', { on: 'no' })
  assert.equal((await (await halden.door(null)).get(link)).status, 404)
})

test('the API thanks, hangs and takes down; one’s own thanks are one’s own', async () => {
  const halden = await aCompany()
  const ben = await halden.api(halden.ben)
  const made = await ben('POST', '/thanks', { people: [halden.priya.id], words: 'You stayed.' })
  assert.equal(made.status, 201)
  const { id } = made.body
  assert.ok((await ben('PUT', `/thanks/${id}/wall`, {})).body.wall_at)
  const { body } = await ben('GET', '/wall')
  assert.deepEqual([body.items.length, body.this_week], [1, 1])
  assert.equal((await ben('GET', '/thanks')).body.items.length, 0)
  assert.equal((await ben('GET', `/thanks?person=${halden.priya.id}`)).status, 422)
  const priya = await halden.api(halden.priya)
  assert.equal((await priya('GET', '/thanks')).body.items.length, 1)
  assert.equal((await priya('DELETE', `/thanks/${id}/wall`)).body.wall_at, null)
  assert.deepEqual((await priya('GET', '/unclear-thanks')).body.items, [])
  assert.equal((await ben('POST', '/thanks', { people: [halden.ben.id], words: 'Me' })).status, 422)
})
