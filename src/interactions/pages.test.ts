import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { meet, story } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { addStage, addTouchpoint } from '../touchpoints/touchpoints.ts'
import { hear, interaction, interactionsOf } from './interactions.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Says which words are missing without printing the whole page. */
const shows = (text: string, words: RegExp) => assert.ok(words.test(text), `the page does not show ${words}`)

async function aVoice() {
  const halden = await aCompany()
  const one = await halden.run(async (db) => {
    const tom = await meet(db, halden.mara, {
      name: 'Tom Baker',
      addresses: [{ kind: 'email', written: 'tom@x.example' }],
    })
    const stage = await addStage(db, halden.mara, 'Repair')
    const place = await addTouchpoint(db, halden.mara, {
      stage: stage.id,
      name: 'Collect',
      team: halden.teams.station,
    })
    return hear(db, halden.now(halden.ben), {
      kind: 'answer',
      channel: 'email',
      customer: tom.id,
      touchpoint: place.id,
      score: 4,
      text: 'Nobody told me it was <b>ready</b>.',
      files: [
        { name: 'bike’s light.png', type: 'image/png', bytes: PNG },
        {
          name: 'page.html',
          type: 'text/html',
          bytes: new TextEncoder().encode('<script>alert(1)</script>'),
        },
      ],
    })
  })
  return { halden, one, path: `/interactions/${one.id}` }
}

test('the page of what was said shows the words, who, where, and what came with them', async () => {
  const { halden, one, path } = await aVoice()
  assert.equal(one.team_id, halden.teams.station, 'the touchpoint says which team')
  const shown = await (await halden.door(halden.carla)).get(path)
  assert.equal(shown.status, 200)
  shows(shown.text, /Nobody told me it was &lt;b&gt;ready/)
  shows(shown.text, /Tom Baker/)
  shows(shown.text, /Repair: Collect · Station/)
  shows(shown.text, /a four/)
  shows(shown.text, /bike’s light\.png/)
})

test('our question is never shown as what the customer said', async () => {
  const { halden, one } = await aVoice()
  const customer = one.customer_id ?? ''
  const answer = { kind: 'answer', channel: 'page', customer, title: 'Was it put right?' } as const
  await halden.run(async (db) => {
    await hear(db, halden.now(halden.ben), { ...answer, score: 4 })
    await hear(db, halden.now(halden.ben), { ...answer, score: 5, text: 'All good.' })
    await hear(db, halden.now(halden.ben), { ...answer, kind: 'question', title: 'Are you open on Sunday?' })
  })
  const ben = await halden.door(halden.ben)
  const { text } = await ben.get(`/customers/${customer}`)
  const voices = [...text.matchAll(/<blockquote[^>]*>(.*?)<\/blockquote>/gs)].map((found) => found[1])
  assert.deepEqual(voices.slice(-2), ['<p>All good.</p>', '<p>Are you open on Sunday?</p>'])
  assert.ok(!voices.some((voice) => voice?.includes('put right')))
  shows(text, /“Was it put right\?”<\/bdi><\/p><p>Gave a four, without words\.<\/p>/)
  shows(text, /a five · <bdi class="faint">“Was it put right\?”/)
})

test('a verdict is set with a name on the page, and undone', async () => {
  const { halden, one, path } = await aVoice()
  const carla = await halden.door(halden.carla)
  const said = await carla.post(`${path}/verdict`, { verdict: 'misery' })
  assert.equal(said.location, `${path}?said=yes`)
  const after = await carla.get(said.location ?? '')
  shows(after.text, /Carla Weiss said it was misery/)
  assert.equal((await carla.post(`${path}/verdict/undo`)).location, path)
  assert.equal((await halden.run((db) => interaction(db, one.id))).verdict, 'mediocre')
  assert.equal((await carla.post(`${path}/verdict`, { verdict: 'great' })).status, 422)
})

test('files are given as they came and never run: pictures as pictures, all else to be saved', async () => {
  const { halden, one } = await aVoice()
  const ben = await halden.door(halden.ben)
  const picture = await ben.get(`/files/${one.id}/0`)
  assert.equal(picture.status, 200)
  const head = (name: string) => picture.headers.get(name)
  assert.equal(head('content-type'), 'image/png')
  assert.equal(head('content-disposition'), "attachment; filename*=UTF-8''bike%E2%80%99s%20light.png")
  assert.equal(head('x-content-type-options'), 'nosniff')
  assert.equal(head('content-security-policy'), "default-src 'none'; sandbox")
  assert.equal((await ben.get(`/files/${one.id}/1`)).headers.get('content-type'), 'application/octet-stream')
  for (const path of [
    `/files/${one.id}/2`,
    '/files/x/0',
    `/interactions/${halden.company}`,
    '/interactions/x',
  ])
    assert.equal((await ben.get(path)).status, 404, path)
  assert.equal((await (await halden.door(null)).get(`/files/${one.id}/0`)).status, 303)
  const other = await aCompany('Other')
  assert.equal((await (await other.door(other.ben)).get(`/files/${one.id}/0`)).status, 404)
  assert.equal((await (await other.door(other.ben)).get(`/interactions/${one.id}`)).status, 404)
})

test('a kindness and what somebody said are written down beside the story', async () => {
  const { halden, one } = await aVoice()
  const customer = one.customer_id ?? ''
  const ben = await halden.door(halden.ben)
  assert.equal((await ben.post('/interactions/kindness', { customer, did: 'Lent the pump' })).status, 303)
  const wrong = await ben.post('/interactions', { customer, kind: 'call', text: ' ' })
  assert.equal(wrong.status, 422)
  shows(wrong.text, /Write down what they said\./)
  assert.equal(
    (await ben.post('/interactions', { customer, kind: 'call', text: 'He rings on Friday.' })).status,
    303,
  )
  const lines = await halden.run((db) => story(db, halden.ben, customer))
  assert.deepEqual(
    lines.map((line) => line.kind),
    ['an answer to our question, by email', 'something kind', 'a call'],
  )
  const [call, kindness] = await halden.run((db) => interactionsOf(db, [customer], { most: 2 }))
  assert.deepEqual([kindness?.person_id, call?.person_id], [halden.ben.id, null])
  assert.equal(kindness?.direction, 'out')
  assert.equal((await ben.get(`/customers/${customer}`)).status, 200)
  shows((await ben.get('/customers?q=rings')).text, /He rings on Friday/)
})

test('the API hears, lists and reads, and asks for no person', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben)
  const tom = { name: 'Tom', addresses: [{ kind: 'email', written: 'Tom@x.example' }] }
  const place = await halden.run(async (db) => {
    const stage = await addStage(db, halden.mara, 'Repair')
    return addTouchpoint(db, halden.mara, { stage: stage.id, name: 'Collect', team: halden.teams.workshop })
  })
  const sent = {
    kind: 'answer',
    channel: 'feed',
    customer: tom,
    touchpoint: place.code,
    score: 5,
    text: 'All good.',
    at: '2026-01-05T10:00:00+01:00',
    key: 'a1',
    language: 'en',
  }
  const first = await api('POST', '/interactions', sent)
  assert.equal(first.status, 201, JSON.stringify(first.body))
  assert.equal(first.body.at, '2026-01-05T09:00:00.000Z')
  assert.deepEqual(
    [first.body.team_id, first.body.touchpoint_id, first.body.verdict],
    [halden.teams.workshop, place.id, 'magic'],
  )
  assert.deepEqual((await api('POST', '/interactions', sent)).body, first.body)
  for (let n = 0; n < 4; n++)
    await api('POST', '/interactions', { kind: 'idea', text: `Idea ${n}`, customer: first.body.customer_id })
  const page = await api('GET', '/interactions?most=3')
  assert.deepEqual(
    page.body.items.map((one: { text: string }) => one.text),
    ['Idea 3', 'Idea 2', 'Idea 1'],
  )
  const rest = await api('GET', `/interactions?most=3&after=${page.body.next}`)
  assert.deepEqual([rest.body.items.length, rest.body.next], [2, null])
  const filtered = await api(
    'GET',
    `/interactions?kind=answer&channel=feed&score=5&touchpoint=${place.id}&team=${halden.teams.workshop}&since=2026-01-01T00:00:00Z`,
  )
  assert.deepEqual(filtered.body.items, [first.body])
  assert.equal(
    (await api('GET', '/interactions?since=2026-01-06T00:00:00Z&kind=answer')).body.items.length,
    0,
  )
  assert.equal((await api('GET', `/interactions?person=${halden.ben.id}`)).status, 422)
  assert.deepEqual((await api('GET', `/interactions/${first.body.id}`)).body, first.body)
  const path = `/interactions/${first.body.id}/verdict`
  assert.equal((await api('PUT', path, { verdict: 'misery' })).body.verdict, 'misery')
  assert.equal((await api('DELETE', path)).body.verdict, 'magic')
  const lines = await halden.run((db) => linesAfter(db, undefined, 1000))
  assert.deepEqual(
    lines.map((line) => line.kind).filter((kind) => /^(interactions|customers)\./.test(kind)),
    [
      'customers.met',
      ...Array.from({ length: 5 }, () => 'interactions.heard'),
      'interactions.verdict-set',
      'interactions.verdict-taken-back',
    ],
  )
})

test('what the API cannot take is refused with a field, never a fault', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben)
  const far = new Date(halden.ben.at.getTime() + 3 * 86_400_000).toISOString()
  const wrong: [object, number][] = [
    [{ kind: 'rant' }, 422],
    [{ kind: 'idea', score: 6 }, 422],
    [{ kind: 'idea', score: '5' }, 422],
    [{ kind: 'idea', text: 'a\u0000b' }, 422],
    [{ kind: 'idea', text: '\ud800' }, 422],
    [{ kind: 'idea', text: 'x'.repeat(100_001) }, 422],
    [{ kind: 'idea', at: far }, 422],
    [{ kind: 'idea', at: 'yesterday' }, 422],
    [{ kind: 'idea', channel: 'Ünlaut' }, 422],
    [{ kind: 'idea', customer: {} }, 422],
    [{ kind: 'idea', customer: halden.company }, 404],
    [{ kind: 'idea', touchpoint: 'nowhere' }, 404],
    [{ kind: 'idea', touchpoint: halden.company }, 404],
    [{ kind: 'complaint', person: halden.ana.id }, 422],
    [{ kind: 'idea', stranger: 1 }, 422],
  ]
  for (const [body, status] of wrong) {
    const answer = await api('POST', '/interactions', body)
    assert.equal(
      answer.status,
      status,
      `${JSON.stringify(body).slice(0, 80)}: ${JSON.stringify(answer.body)}`,
    )
  }
  const reader = await halden.api(halden.ben, ['interactions:read'])
  assert.equal((await reader('POST', '/interactions', { kind: 'idea' })).status, 403)
})
