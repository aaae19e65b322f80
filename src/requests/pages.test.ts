import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { formOf, readable } from '../../test/form.ts'
import { aProblem } from '../../test/problem.ts'
import { briefOf, promise, take } from '../cases/cases.ts'
import { story } from '../customers/customers.ts'
import { hear } from '../interactions/interactions.ts'
import { clock, hours, later, minutes } from '../kit/clock.ts'
import { type Id, newId } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { insertTeam } from '../people/store.ts'
import { answerRequest, askTeam, finishRequest, handOn, readRequest, sayHelped } from './requests.ts'
import { answersForMe, waitingForMyTeam } from './today.tsx'

async function asked() {
  const halden = await aCompany()
  const stores = newId(clock.now())
  await halden.run((db) => insertTeam(db, { id: stores, parent_id: null, name: 'Stores' }))
  const one = await aProblem(halden, { name: 'Clara Ferreira' })
  await halden.run(async (db) => {
    await take(db, halden.now(halden.ben), one.id)
    await hear(db, halden.now(halden.ben), {
      kind: 'message',
      channel: 'phone',
      customer: one.customer_id,
      text: 'Is the blue helmet back?',
      beside: { case: one.id },
    })
    await promise(db, halden.now(halden.ben), one.id, {
      what: 'A word about the helmet',
      dueAt: later(clock.now(), hours(5)),
    })
  })
  const request = await halden.run((db) =>
    askTeam(db, halden.now(halden.ben), {
      case: one.id,
      team: halden.teams.workshop,
      what: 'Look for the helmet.',
    }),
  )
  return { halden, stores, one, request }
}

const drawn = async (
  halden: TestCompany,
  who: Staff,
  part: typeof waitingForMyTeam,
  room = 7,
): Promise<string> => {
  const found = await halden.run(async (db) => {
    const one = await part(db, halden.now(who), room)
    return one ? String(await (one.body as { toString(): string | Promise<string> }).toString()) : ''
  })
  return readable(found)
}

test('Today of a team that never sees a customer: their words, what was promised to them, and one tap', async () => {
  const { halden, request } = await asked()
  const today = await drawn(halden, halden.priya, waitingForMyTeam)
  for (const words of [
    'Waiting for Workshop',
    'Clara',
    'Is the blue helmet back?',
    'Look for the helmet.',
    'Clara was promised: ',
    'A word about the helmet',
    'Promise it by ',
  ])
    assert.ok(today.includes(words), words)
  assert.doesNotMatch(today, /Ferreira/, 'the first name is enough')
  assert.equal(await drawn(halden, halden.ana, waitingForMyTeam), '', 'Harbour has nothing to do with it')
  const priya = await halden.door(halden.priya)
  const sent = formOf(today, `promise-${request.id}`)
  const answer = await priya.post(sent.action, sent.values)
  assert.deepEqual([answer.status, answer.location], [303, '/today'])
  const after = await halden.run((db) => readRequest(db, request.id))
  assert.equal(after.promise?.due_at.toISOString(), sent.values.when)
  assert.match(await drawn(halden, halden.priya, waitingForMyTeam), /It is done/)
})

test('the one tap promises in time for what the customer was promised', async () => {
  const { halden, request } = await asked()
  const { values } = formOf(await drawn(halden, halden.priya, waitingForMyTeam), `promise-${request.id}`)
  const mostly = later(clock.now(), hours(5) - minutes(14))
  assert.ok(new Date(values.when ?? '') < mostly, `${values.when} is too late`)
})

test('a manager sees what waits in the teams beneath, a leader in the whole house, without its one taps', async () => {
  const { halden, one } = await asked()
  await halden.run((db) =>
    askTeam(db, halden.now(halden.priya), { case: one.id, team: halden.teams.harbour, what: 'And you?' }),
  )
  const manager = await drawn(halden, halden.david, waitingForMyTeam)
  assert.match(manager, /Workshop waits for Harbour/)
  assert.doesNotMatch(manager, /Look for the helmet|Promise it by/)
  assert.match(await drawn(halden, halden.mara, waitingForMyTeam), /Station waits for Workshop/)
})

test('what came back stands on the asker’s Today until they said whether it helped', async () => {
  const { halden, request } = await asked()
  assert.equal(await drawn(halden, halden.ben, answersForMe), '', 'nothing came back yet')
  await halden.run((db) =>
    answerRequest(db, halden.now(halden.priya), request.id, { question: 'Which size?' }),
  )
  const question = await drawn(halden, halden.ben, answersForMe)
  assert.match(question, /Workshop asks back/)
  const ben = await halden.door(halden.ben)
  const reply = formOf(question, `reply-${request.id}`)
  assert.equal((await ben.post(reply.action, { ...reply.values, reply: 'Small.' })).location, '/today')
  assert.equal(await drawn(halden, halden.ben, answersForMe), '')
  await halden.run((db) =>
    finishRequest(db, halden.now(halden.priya), request.id, 'It hangs at the counter.'),
  )
  const done = await drawn(halden, halden.ben, answersForMe)
  assert.match(done, /It hangs at the counter\./)
  const tap = formOf(done, `helped-yes-${request.id}`)
  assert.equal((await ben.post(tap.action, tap.values)).status, 303)
  assert.equal(await drawn(halden, halden.ben, answersForMe), '')
})

test('what is late stands on both Todays', async (t) => {
  t.after(() => clock.reset())
  const { halden, request } = await asked()
  await halden.run((db) =>
    answerRequest(db, halden.now(halden.priya), request.id, { promise: later(clock.now(), hours(1)) }),
  )
  clock.move(hours(2))
  assert.match(await drawn(halden, halden.priya, waitingForMyTeam), /: late/)
  assert.match(await drawn(halden, halden.ben, answersForMe), /Workshop keeps you waiting/)
})

test('the case shows who waits for whom, as a line and as words; so do the list, the story and the brief', async () => {
  const { halden, stores, one } = await asked()
  await halden.run((db) =>
    askTeam(db, halden.now(halden.priya), { case: one.id, team: stores, what: 'Is one in the cellar?' }),
  )
  const ben = await halden.door(halden.ben)
  const page = readable((await ben.get(`/cases/${one.id}`)).text)
  const chain = /<ol class="chain"[\s\S]*?<\/ol>/.exec(page)?.[0] ?? ''
  assert.deepEqual(
    [...chain.matchAll(/<b>(.*?)<\/b>/g)].map((name) => name[1]),
    ['Station', 'Workshop', 'Stores'],
  )
  assert.match(chain, /waits for Workshop[\s\S]*waits for Stores/)
  assert.match(page, /Waiting for Stores/)
  const list = readable((await ben.get('/cases?whose=mine')).text)
  assert.match(list, /Waiting for Stores since 1 min/)
  const brief = await halden.run((db) => briefOf(db, halden.now(halden.ben), one.id))
  assert.match(brief, /Station waits for Workshop since .*; Workshop waits for Stores since /)
  const lines = await halden.run((db) => story(db, halden.now(halden.ben), one.customer_id ?? ''))
  assert.ok(lines.some((line) => line.kind === 'Ben asked Workshop'))
  assert.ok(lines.some((line) => line.kind === 'Priya asked Stores'))
})

test('the page of a request has the brief and the customer’s words, for a team that never sees them', async () => {
  const { halden, stores, request } = await asked()
  const priya = await halden.door(halden.priya)
  const page = readable((await priya.get(`/requests/${request.id}`)).text)
  for (const words of [
    'Look for the helmet.',
    'Is the blue helmet back?',
    'Wants: A working light',
    'What Workshop says',
  ])
    assert.ok(page.includes(words), words)
  // A refusal shows the same form again, with what was typed.
  const refused = await priya.post(`/requests/${request.id}/hand-on`, {
    team: stores,
    reason: ' ',
    back: 'page',
  })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Say why they are the right ones/)
  await halden.run((db) =>
    handOn(db, halden.now(halden.priya), request.id, { team: stores, reason: 'They keep the helmets.' }),
  )
  const after = readable((await priya.get(`/requests/${request.id}`)).text)
  assert.match(after, /Workshop handed it on to Stores[\s\S]*They keep the helmets\./)
  assert.equal((await priya.get('/requests/nothing')).status, 404)
})

test('how it went: of teams and of nobody by name; a team too small to be shown is not shown', async () => {
  const { halden, one, stores } = await asked()
  const hands = [halden.priya]
  for (const name of ['Piet Jonker', 'Rosa Vidal', 'Ivan Marks', 'Ada Lind'])
    hands.push(await halden.hire(name, halden.teams.workshop, 'front-line'))
  const round = async (team: Id, who: Staff, helped: boolean) => {
    const made = await halden.run((db) =>
      askTeam(db, halden.now(halden.ben), { case: one.id, team, what: 'Please.' }),
    )
    await halden.run((db) => finishRequest(db, halden.now(who), made.id))
    await halden.run((db) => sayHelped(db, halden.now(halden.ben), made.id, { helped }))
  }
  for (let n = 0; n < 12; n++) await round(halden.teams.workshop, hands[n % hands.length]!, n % 4 !== 0)
  const henk = await halden.hire('Henk Berg', stores, 'front-line')
  for (let n = 0; n < 12; n++) await round(stores, henk, true)
  const page = readable((await (await halden.door(halden.ben)).get('/requests?whose=went')).text)
  assert.match(page, /75 in 100 helped/)
  assert.match(page, /n 12/)
  assert.match(page, /Not shown by themselves: Stores\./)
  assert.doesNotMatch(page.replace(/[\s\S]*<main/, ''), /Priya|Piet|Rosa|Henk/)
  const api = await halden.api(halden.mara)
  const { body } = await api('GET', '/request-results')
  assert.deepEqual(
    body.items.map((each: { team_id: Id; judged: number }) => [each.team_id, each.judged]),
    [[halden.teams.workshop, 12]],
  )
  assert.ok(body.items[0].helped.low < 0.75 && body.items[0].helped.high > 0.75)
})

test('the API: asked, taken, promised, asked back, replied, done, judged; nobody’s name in any answer', async () => {
  const { halden, one, stores } = await asked()
  const [ben, priya] = [await halden.api(halden.ben), await halden.api(halden.priya)]
  const made = await ben('POST', `/cases/${one.id}/requests`, {
    team: halden.teams.workshop,
    what: 'A screw.',
  })
  assert.equal(made.status, 201)
  const at = `/requests/${made.body.id}`
  assert.equal((await priya('PUT', `${at}/taking`)).body.taken, true)
  assert.equal((await priya('DELETE', `${at}/taking`)).body.taken, false)
  assert.equal((await priya('POST', `${at}/questions`, { question: 'Long?' })).body.question.text, 'Long?')
  assert.equal((await ben('POST', `${at}/replies`, { reply: 'Short.' })).body.question, null)
  const due = later(clock.now(), hours(1)).toISOString()
  assert.equal((await priya('POST', `${at}/promises`, { due_at: due })).body.promise.due_at, due)
  assert.equal((await ben('POST', `${at}/promises`, { due_at: due })).status, 403)
  assert.equal((await priya('POST', `${at}/done`, { word: 'In the box.' })).body.end.how, 'done')
  assert.deepEqual((await ben('PUT', `${at}/helped`, { helped: true })).body.helped, {
    helped: true,
    word: '',
  })
  const ended = await ben('GET', `/requests?ended=yes&team=${halden.teams.workshop}`)
  assert.deepEqual(
    ended.body.items.map((each: { id: Id }) => each.id),
    [made.body.id],
  )
  assert.equal((await ben('GET', `/requests?team=${stores}`)).body.items.length, 0)
  const whole = JSON.stringify([ended.body, (await ben('GET', at)).body])
  for (const who of [halden.ben, halden.priya])
    assert.ok(!whole.includes(who.id) && !whole.includes(who.name.split(' ')[0] ?? who.name))
  const usual = { answer_minutes: 30, done_minutes: 90, hours: null }
  assert.equal((await ben('PUT', `/teams/${halden.teams.workshop}/usual-times`, usual)).status, 403)
  assert.deepEqual((await priya('PUT', `/teams/${halden.teams.workshop}/usual-times`, usual)).body, usual)
  assert.deepEqual((await ben('GET', `/teams/${halden.teams.workshop}/usual-times`)).body, usual)
})
