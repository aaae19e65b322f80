import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import { interactionsOf } from '../interactions/interactions.ts'
import { clock, seconds } from '../kit/clock.ts'
import { casesOf, readCase, waitingCases } from './cases.ts'

const opened = {
  name: 'Tom Baker',
  phone: '',
  email: 'tom@courier.example',
  happened: 'My bike was <not> ready on Friday. I need it to work.',
  wants: 'A bike by Saturday',
  channel: 'counter',
}

/** Says which words are missing without printing the whole page. */
const shows = (text: string, words: RegExp) => assert.ok(words.test(text), `the page does not show ${words}`)

async function aCase() {
  const halden = await aCompany()
  const ben = await halden.door(halden.ben)
  const answer = await ben.post('/cases', opened)
  assert.equal(answer.status, 303, answer.text)
  const path = answer.location ?? ''
  assert.match(path, /^\/cases\/[0-9a-f-]{36}$/)
  return { halden, ben, path, id: path.slice('/cases/'.length) }
}

test('what a customer told at the counter is a case whose page tells the whole story', async () => {
  const { halden, ben, path } = await aCase()
  const page = await ben.get(path)
  assert.equal(page.status, 200)
  shows(page.text, /Tom Baker<\/bdi>/)
  shows(page.text, /nobody holds it yet/)
  shows(page.text, /A bike by Saturday/)
  shows(page.text, /My bike was &lt;not&gt; ready/)
  shows(page.text, /by email to tom@courier\.example/)
  assert.equal((await ben.get('/cases/1')).location, path)
  const [one] = await halden.run((db) => waitingCases(db, { most: 1 }))
  const story = await ben.get(`/customers/${one?.customer_id}`)
  shows(story.text, /Open a case/)
})

test('a case is taken with one click, from the list too', async () => {
  const { halden, ben, path, id } = await aCase()
  const list = await ben.get('/cases')
  shows(list.text, /One waits/)
  const taken = await ben.post(`${path}/take`, { to: 'list' })
  assert.deepEqual([taken.status, taken.location], [303, '/cases'])
  shows((await ben.get('/cases')).text, /with you/)
  const carla = await halden.door(halden.carla)
  shows((await carla.get('/cases?whose=team')).text, /with Ben/)
  shows((await carla.get('/cases?whose=mine')).text, /Nobody waits for you/)
  assert.equal((await halden.run((db) => readCase(db, id))).holder_id, halden.ben.id)
})

test('a hand-over without a brief shows the form again with what was typed', async () => {
  const { halden, ben, path } = await aCase()
  await ben.post(`${path}/take`)
  const refused = await ben.post(`${path}/hand-over`, { to: halden.carla.id, brief: 'please' })
  assert.equal(refused.status, 422)
  shows(refused.text, /Write a brief of a sentence or two/)
  shows(refused.text, />\nplease<\/textarea>/)
  const done = await ben.post(`${path}/hand-over`, {
    to: halden.carla.id,
    brief: 'Tom needs a bike by Saturday: he is a courier.',
  })
  assert.equal(done.status, 303)
  shows((await ben.get(path)).text, /Ben handed over to Carla/)
})

test('promised, kept, put right, confirmed: each shows on the page', async () => {
  const { halden, ben, path, id } = await aCase()
  const own = await ben.post(`${path}/promise`, { what: 'A call', when: 'own', own: '', instead: '' })
  shows(own.text, /Say by when: a day and a time/)
  assert.equal(
    (await ben.post(`${path}/promise`, { what: 'A call', when: 'hour', own: '', instead: '' })).status,
    303,
  )
  const promised = (await ben.get(path)).text
  shows(promised, /<b dir="auto">A call<\/b>/)
  const keep = /\/cases\/[0-9a-f-]+\/promises\/[0-9a-f-]+\/keep/.exec(promised)?.[0]
  assert.equal((await ben.post(keep ?? '')).status, 303)
  shows((await ben.get(path)).text, /A call, by [^<]*<span class="faint"> · kept/)
  const right = await ben.post(`${path}/put-right`, { how: 'Lent a bike.' })
  shows((await ben.get(right.location ?? '')).text, /Put right\. Tom is asked whether it was\./)
  const link = await ben.post(`${path}/link`)
  shows((await ben.get(link.location ?? '')).text, /\/follow\/[\w-]{32}</)
  assert.equal((await halden.run((db) => linesAbout(db, id))).at(-1)?.kind, 'cases.link-made')
  assert.equal(
    (await ben.post(`${path}/confirm`, { score: '5', words: 'Told once.', twice: 'no' })).status,
    303,
  )
  const confirmed = (await ben.get(path)).text
  shows(confirmed, /Tom gave it a five/)
  shows(confirmed, /Nothing had to be told twice/)
})

test('a letter can be stopped for ten seconds, and is a draft then', async (t) => {
  t.after(() => clock.reset())
  const { halden, ben, path } = await aCase()
  const carla = await halden.door(halden.carla)
  assert.equal((await ben.post(`${path}/reply`, { text: 'I am sorry, Tom.', seen: '' })).status, 303)
  shows((await ben.get(path)).text, /Your letter to Tom leaves in \d+ seconds/)
  const collided = await carla.post(`${path}/reply`, { text: 'Sorry!', seen: '' })
  assert.equal(collided.status, 409)
  shows(collided.text, /Somebody has just answered/)
  shows(collided.text, />\nSorry!<\/textarea>/)
  assert.equal((await ben.post(`${path}/stop`)).status, 303)
  shows((await ben.get(path)).text, />\nI am sorry, Tom\.<\/textarea>/)
  clock.move(seconds(30))
  await halden.settle()
  assert.ok(!/class="letter">I am sorry/.test((await ben.get(path)).text))
})

test('a call is written down with the case', async () => {
  const { halden, ben, path, id } = await aCase()
  await ben.post(`${path}/note`, { how: 'rang', text: 'He comes at nine.' })
  const one = await halden.run((db) => readCase(db, id))
  const said = await halden.run((db) => interactionsOf(db, [one.customer_id ?? ''], { most: 5 }))
  assert.deepEqual(
    said.filter((each) => each.kind === 'call').map((each) => [each.direction, each.text, each.person_id]),
    [['out', 'He comes at nine.', halden.ben.id]],
  )
  assert.equal(one.holder_id, halden.ben.id)
})

test('the API takes a case from its opening to its confirmation', async () => {
  const halden = await aCompany()
  const ben = await halden.api(halden.ben)
  const made = await ben('POST', '/cases', {
    customer: { name: 'Mrs Ito', addresses: [{ kind: 'phone', written: '040 5550123' }] },
    happened: 'Nobody rang me.',
    wants: 'The fee back',
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { id } = made.body
  assert.equal((await ben('POST', `/cases/${id}/take`, {})).body.holder_id, halden.ben.id)
  const due = new Date(clock.now().getTime() + 3_600_000).toISOString()
  const promised = await ben('POST', `/cases/${id}/promises`, { what: 'A call', due_at: due })
  assert.equal(promised.status, 201)
  assert.equal((await ben('POST', `/promises/${promised.body.id}/keep`, {})).body.end.how, 'kept')
  assert.equal((await ben('POST', `/cases/${id}/replies`, { text: 'I am sorry.' })).status, 202)
  assert.equal((await ben('DELETE', `/cases/${id}/replies`)).status, 200)
  assert.equal((await ben('POST', `/cases/${id}/notes`, { kind: 'call', text: 'Rang her.' })).status, 201)
  assert.equal((await ben('POST', `/cases/${id}/put-right`, { how: 'Paid back' })).body.waiting, false)
  assert.equal(
    (await ben('POST', `/cases/${id}/confirmation`, { score: 4, made_five: 'A call' })).body.confirmed.score,
    4,
  )
  const whole = await ben('GET', `/cases/${id}`)
  assert.equal(whole.body.promises.length, 1)
  assert.equal(whole.body.interactions.length, 3)
  assert.equal((await ben('GET', '/cases?whose=mine')).body.items.length, 0)
  const read = await halden.api(halden.ben, ['cases:read'])
  assert.equal((await read('POST', `/cases/${id}/take`, {})).status, 403)
  // No parameter takes another person.
  assert.equal((await ben('GET', `/cases?holder=${halden.ana.id}`)).status, 422)
})

test('the list goes on where its page ended, and no case is on two pages', async () => {
  const halden = await aCompany()
  const ben = await halden.api(halden.ben)
  for (let n = 0; n < 7; n++) await ben('POST', '/cases', { happened: `Thing ${n}` })
  const seen: number[] = []
  let after = ''
  for (let turn = 0; turn < 9; turn++) {
    const { body } = await ben('GET', `/cases?whose=team&most=2${after}`)
    seen.push(...body.items.map((one: { number: number }) => one.number))
    if (!body.next) break
    after = `&after=${body.next}`
  }
  assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6, 7])
  assert.equal((await halden.run((db) => casesOf(db, []))).length, 0)
})
