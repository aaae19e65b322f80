import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { meet } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { interactionsOf } from '../interactions/interactions.ts'
import { passOn, wall } from './thanks.ts'

async function aKindness() {
  const halden = await aCompany()
  const one = await halden.run((db) => meet(db, halden.now(halden.ben), { name: 'Mr. Aydin', addresses: [] }))
  const door = await halden.door(halden.ben)
  const did = await door.post('/interactions/kindness', {
    customer: one.id,
    did: 'Let his daughter ring the bell.',
    back: 'today',
  })
  const [kindness] = await halden.run((db) => interactionsOf(db, [one.id], { most: 1 }))
  assert.ok(kindness)
  const lines = async () =>
    (await halden.run((db) => linesAfter(db, undefined, 1000)))
      .map((line) => line.kind)
      .filter((kind) => /^(thanks|interactions)/.test(kind))
  return { halden, one, door, did, kindness, lines }
}

test('a kindness takes one line and no money, bears its name, and leads back to where it was done', async () => {
  const { one, door, did, kindness, halden, lines } = await aKindness()
  assert.deepEqual([did.status, did.location], [303, '/today#expected'])
  assert.deepEqual(
    [kindness.kind, kindness.direction, kindness.person_id],
    ['kindness', 'out', halden.ben.id],
  )
  assert.equal((await door.post('/interactions/kindness', { customer: one.id, did: ' ' })).status, 422)
  assert.match((await door.get(`/customers/${one.id}`)).text, /Let his daughter ring the bell/)
  assert.deepEqual(await lines(), ['interactions.heard'])
})

test('a kindness is thanked for by colleagues, and hangs on the wall with itself as the proof', async () => {
  const { halden, kindness, door, lines } = await aKindness()
  const [ana, carla] = [await halden.door(halden.ana), await halden.door(halden.carla)]
  const path = `/interactions/${kindness.id}`
  assert.match((await ana.get(path)).text, /Thank Ben for it/)
  assert.ok(!(await door.get(path)).text.includes('Thank Ben for it'), 'nobody thanks themselves')
  assert.equal((await door.post(`${path}/thanks`, { words: 'Me!' })).status, 422)
  const thanked = await ana.post(`${path}/thanks`, { words: 'He told it to the whole street.' })
  assert.equal(thanked.status, 303)
  const id = thanked.location?.split('=')[1] ?? ''
  assert.equal((await ana.post(`${path}/thanks`, { words: 'Again' })).status, 409)
  assert.equal(
    (await carla.post(`${path}/thanks`, { words: 'So am I glad.' })).status,
    303,
    'others are glad, too',
  )
  assert.equal((await carla.post(`${path}/thanks`, { words: ' ' })).status, 422)
  assert.match((await ana.get(thanked.location ?? '')).text, /Ben Okafor has your thanks/)
  await ana.post(`/thanks/${id}/wall`)
  const page = (await carla.get('/wall')).text
  for (const words of [
    'He told it to the whole street.',
    'Let his daughter ring the bell.',
    'the kindness behind it',
    path,
  ])
    assert.ok(page.includes(words), words)
  const screen = (await carla.get('/wall/screen')).text
  assert.ok(screen.includes('Let his daughter ring the bell.'))
  const [hung] = await halden.run((db) => wall(db, 9))
  assert.deepEqual(
    [hung?.kindness_id, hung?.people, hung?.interaction_id],
    [kindness.id, [halden.ben.id], null],
  )
  assert.match((await door.get(path)).text, /He told it to the whole street[\s\S]*It hangs on the wall/)
  assert.deepEqual(await lines(), [
    'interactions.heard',
    'thanks.given',
    'thanks.given',
    'thanks.put-on-wall',
  ])
})

test('only a kindness is thanked for like this, and its words are never passed on as a customer’s', async () => {
  const { halden, one, kindness } = await aKindness()
  const api = await halden.api(halden.ana)
  const said = await api('POST', '/interactions', { kind: 'compliment', customer: one.id, text: 'Good' })
  assert.equal((await api('POST', `/kindnesses/${said.body.id}/thanks`, { words: 'x' })).status, 422)
  const thanked = await api('POST', `/kindnesses/${kindness.id}/thanks`, { words: 'Lovely' })
  assert.deepEqual(
    [thanked.status, thanked.body.kindness_id, thanked.body.people],
    [201, kindness.id, [halden.ben.id]],
  )
  await assert.rejects(
    halden.run((db) =>
      passOn(db, halden.now(halden.ana), { interaction: kindness.id, people: [halden.ben.id] }),
    ),
    (error: { code?: string }) => error.code === 'thanks-words',
  )
  const other = await aCompany('Rival')
  const theirs = await other.api(other.ana)
  assert.equal((await theirs('POST', `/kindnesses/${kindness.id}/thanks`, { words: 'x' })).status, 404)
})
