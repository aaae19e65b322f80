import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { handOver, promise, readCase, take, waitingCases } from '../cases/cases.ts'
import { meet } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import { clock, hours, later } from '../kit/clock.ts'
import type { Staff } from '../people/people.ts'
import { ask, give, remediesOnCase } from '../remedies/remedies.ts'
import { thankColleague, thanksFor } from '../thanks/thanks.ts'
import { greeting, waitSentence } from './sentences.ts'
import { selectGivenBy } from './store.ts'
import { below } from './waiting.ts'

const words = (html: string): string =>
  html
    .replace(/^.*?<main[^>]*>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
const todayOf = async (house: TestCompany, who: Staff) => {
  const answer = await (await house.door(who)).get('/today')
  assert.equal(answer.status, 200)
  return { html: answer.text, text: words(answer.text) }
}
const kinds = async (house: TestCompany) =>
  (await house.run((db) => linesAfter(db, undefined, 10_000))).map((line) => line.kind)
const customerSays = (house: TestCompany) => ({
  company: house.company,
  by: 'customer' as const,
  id: null,
  at: clock.now(),
})

test('the first day says how to begin, to whoever can; the front line what will be here', async () => {
  const house = await aCompany()
  const { html, text } = await todayOf(house, house.mara)
  assert.match(text, /has not heard anybody yet\. Three things, and it begins\./)
  for (const href of ['/journey', '/journey/qr', '/company/people', '/company/limits', '/heard'])
    assert.ok(html.includes(`href="${href}"`), href)
  const ben = await todayOf(house, house.ben)
  assert.match(ben.text, /Nobody has said anything yet\./)
  assert.doesNotMatch(ben.html, /\/journey\/qr/)
})

test('good news first: the newest thanks to me, in the customer’s words, and who was thanked too', async () => {
  const house = await aCompany()
  await house.run(async (db) => {
    const tom = await meet(db, house.now(house.ben), { name: 'Tom Baker', addresses: [] })
    const said = { kind: 'compliment' as const, channel: 'page', customer: tom.id, score: 5 }
    await hear(db, customerSays(house), {
      ...said,
      text: 'Ben lent me a bike.',
      beside: { names: 'Ben and Priya' },
    })
  })
  const { html, text } = await todayOf(house, house.ben)
  assert.match(
    text,
    /^ (Good (morning|afternoon|evening)|Hello), Ben\. Nobody waits for you\. Good news first\. Ben lent me a bike\. magic · Tom Baker · Priya was thanked too/,
  )
  const form = /action="(\/today\/thanks\/[^"]+\/wall)"/.exec(html)?.[1] ?? ''
  const door = await house.door(house.ben)
  assert.equal((await door.post(form)).location, '/today')
  assert.match((await todayOf(house, house.ben)).text, /it is on the wall/)
  // Who was not thanked reads what hangs on the wall.
  assert.match(
    (await todayOf(house, house.david)).text,
    /Ben lent me a bike\. magic · Tom Baker · for Ben and Priya/,
  )
  assert.equal((await kinds(house)).filter((kind) => kind === 'thanks.put-on-wall').length, 1)
})

test('whom I hold comes first, by what is due; then who waits for anybody of my team; never others’', async () => {
  const house = await aCompany()
  const { ben, ana, carla } = house
  const held = await aProblem(house, { name: 'Jonas Weber' })
  const later2 = await aProblem(house, { name: 'Clara Ferreira' })
  const anas = await aProblem(house, { name: 'Mrs Ito' })
  await house.run(async (db) => {
    const now = house.now(ben)
    for (const one of [held, later2]) await take(db, now, one.id)
    await take(db, house.now(ana), anas.id)
    await promise(db, now, later2.id, { what: 'ring her back', dueAt: later(now.at, hours(1)) })
    await promise(db, now, held.id, { what: 'a call before noon', dueAt: later(now.at, hours(2)) })
    await hear(db, customerSays(house), {
      kind: 'complaint',
      channel: 'page',
      customer: null,
      team: house.teams.station,
      text: 'The bell is broken.',
      beside: { wants: 'A bell that rings!' },
    })
    await hear(db, customerSays(house), {
      kind: 'complaint',
      channel: 'page',
      customer: null,
      team: house.teams.harbour,
      text: 'Too loud.',
    })
  })
  const { text, html } = await todayOf(house, ben)
  assert.match(
    text,
    /Two people wait for you, the first since \d\d:\d\d; and one more waits for whoever takes care\./,
  )
  const at = [
    'Clara Ferreira',
    'You promised: ring her back .',
    'Jonas Weber',
    'The bell is broken',
    'Wants: A bell that rings .',
  ].map((part) => text.indexOf(part))
  assert.deepEqual(
    at,
    [...at].sort((a, b) => a - b),
    text,
  )
  assert.ok(
    at.every((place) => place > 0),
    `${at} ${text}`,
  )
  assert.doesNotMatch(text, /Too loud|Mrs Ito/)
  assert.match(html, /<a href="\/cases\/[^"]+" data-row/)
  const carlas = await todayOf(house, carla)
  assert.match(carlas.text, /Waiting for you and your team/)
  assert.match(carlas.text, /Clara Ferreira.*Ben promised: ring her back/)
  assert.doesNotMatch(carlas.text, /Too loud/)
  assert.match((await todayOf(house, house.david)).text, /Too loud/)

  const free = /action="(\/cases\/[^"]+\/take)"/.exec(html)?.[1] ?? ''
  assert.match((await (await house.door(ben)).post(free)).location ?? '', /^\/cases\//)
  assert.match((await todayOf(house, ben)).text, /Three people wait for you/)
})

test('five wait on this page at most, and there are seven things on it', async () => {
  const house = await aCompany()
  for (let n = 0; n < 8; n++) {
    const one = await aProblem(house, { name: `Customer ${n}` })
    await house.run((db) => take(db, house.now(house.ben), one.id))
  }
  const { html, text } = await todayOf(house, house.ben)
  assert.equal(html.match(/<li class="row"/g)?.length, 5)
  assert.match(text, /all eight/)
  await house.run((db) =>
    thankColleague(db, house.now(house.ana), { people: [house.ben.id], words: 'You stayed until nine.' }),
  )
  assert.equal((await todayOf(house, house.ben)).html.match(/<li class="row"/g)?.length, 5)
})

test('a question above the limit: yes on the page, and whoever asked gives it now', async () => {
  const house = await aCompany()
  const { ben, carla } = house
  const one = await aProblem(house, { name: 'Tom Baker' })
  const kind = await kindNamed(house, 'Goodwill')
  const gesture = { case: one.id, kind, amount: euro(180), reason: 'The wheel broke again.' }
  await house.run((db) => take(db, house.now(ben), one.id))
  const asked = await house.run((db) => ask(db, house.now(ben), gesture))
  const hers = await todayOf(house, carla)
  assert.match(hers.text, /One colleague waits for your yes/)
  assert.match(
    hers.text,
    /Waiting for your yes Ben: €180 for Tom Baker .*“The wheel broke again\.” Yes, €180/,
  )
  assert.ok(hers.text.indexOf('Waiting for your yes') < hers.text.indexOf('Waiting for you and your team'))
  assert.doesNotMatch((await todayOf(house, ben)).text, /Waiting for your yes/)

  const door = await house.door(carla)
  const no = await door.post(`/today/asks/${asked.id}`, { answer: 'no', word: '' })
  assert.equal(no.status, 422)
  assert.match(no.text, /Say why not, in a word/)
  const before = (await kinds(house)).length
  assert.equal(
    (
      await door.post(`/today/asks/${asked.id}`, {
        answer: 'less',
        amount: '150',
        word: 'The old one was his',
      })
    ).location,
    '/today',
  )
  const his = await todayOf(house, ben)
  assert.match(
    his.text,
    /Carla said yes, to €150: give Tom €150 now\. “The old one was his” Give Tom €150 now/,
  )
  const gave = await (await house.door(ben)).post(`/today/asks/${asked.id}/give`)
  assert.equal(gave.location, `/cases/${one.id}`)
  assert.deepEqual((await kinds(house)).slice(before), ['remedies.ask-answered', 'remedies.given'])
  const [entry] = await house.run((db) => remediesOnCase(db, one.id))
  assert.equal(entry?.amount, 15_000n)
  assert.doesNotMatch((await todayOf(house, ben)).text, /said yes/)
})

test('what I may give stands beside who waits, and what I gave this month', async () => {
  const house = await aCompany()
  const { ben } = house
  const goodwill = await kindNamed(house, 'Goodwill')
  await house.run((db) =>
    hear(db, customerSays(house), { kind: 'question', channel: 'page', customer: null, text: 'Open?' }),
  )
  assert.match(
    (await todayOf(house, ben)).text,
    /You may give €100 to anyone, without asking\. You have given nothing yet this month\./,
  )
  const one = await aProblem(house, { name: 'Jonas Weber' })
  await house.run(async (db) => {
    await take(db, house.now(ben), one.id)
    await give(db, house.now(ben), {
      case: one.id,
      kind: goodwill,
      amount: euro(26),
      reason: 'afraid in the dark',
    })
  })
  assert.match(
    (await todayOf(house, ben)).text,
    /You may give €74 more to Jonas, and €100 to anyone else, without asking\. This month you gave €26 to one customer\./,
  )
  assert.doesNotMatch((await todayOf(house, house.ana)).text, /€26/)
  const sum = await house.run((db) => selectGivenBy(db, ben.id, later(clock.now(), -hours(1)), 'EUR'))
  assert.deepEqual(sum, { sum: 2600n, customers: 1, right: 0 })
})

test('a name that fits two is chosen by who is asked, and reaches that person', async () => {
  const house = await aCompany()
  const second = await house.hire('Ben Fischer', house.teams.station, 'front-line')
  await house.run((db) =>
    hear(db, customerSays(house), {
      kind: 'compliment',
      channel: 'page',
      customer: null,
      team: house.teams.station,
      text: 'Such patience.',
      beside: { names: 'Ben' },
    }),
  )
  const { html, text } = await todayOf(house, house.carla)
  assert.match(text, /Which Ben is it\? Such patience\./)
  const action = /action="(\/today\/thanks\/[^"]+\/whom)"/.exec(html)?.[1] ?? ''
  assert.equal((await (await house.door(house.carla)).post(action, { person: second.id })).location, '/today')
  assert.equal((await house.run((db) => thanksFor(db, second.id, 5))).length, 1)
  assert.doesNotMatch((await todayOf(house, house.carla)).text, /Which Ben/)
})

test('just heard: a complaint waits with me, praise reaches whom it is about, a kindness is mine', async () => {
  const house = await aCompany()
  const door = await house.door(house.ben)
  const common = { channel: 'counter', who: 'Tom Baker, 030 901820', touchpoint: '' }
  assert.match((await door.get('/heard')).text, /Who made it good\?/)
  const before = (await kinds(house)).length
  const wrong = await door.post('/heard', {
    ...common,
    kind: 'complaint',
    text: 'It was not ready.',
    wants: 'A wheel',
    hold: 'yes',
  })
  const id = /^\/cases\/(.+)$/.exec(wrong.location ?? '')?.[1] ?? ''
  const one = await house.run((db) => readCase(db, id))
  assert.deepEqual([one.holder_id, one.wants, one.team_id], [house.ben.id, 'A wheel', house.teams.station])
  assert.deepEqual((await kinds(house)).slice(before).sort(), [
    'cases.opened',
    'cases.taken',
    'customers.met',
    'interactions.heard',
  ])
  const good = await door.post('/heard', {
    ...common,
    kind: 'compliment',
    text: 'Priya is a wonder.',
    names: 'Priya',
    wants: 'x',
    hold: 'yes',
  })
  assert.equal(good.location, `/customers/${one.customer_id}`)
  assert.equal((await house.run((db) => thanksFor(db, house.priya.id, 5)))[0]?.words, 'Priya is a wonder.')
  await door.post('/heard', { ...common, kind: 'kindness', text: 'Let his son ring the bell.' })
  assert.equal((await house.run((db) => waitingCases(db, { most: 10 }))).length, 1)
  const empty = await door.post('/heard', { ...common, kind: 'idea', text: '  ' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Write down what they said\./)
  assert.match(empty.text, /value="Tom Baker, 030 901820"/)
  const nobody = await door.post('/heard', {
    ...common,
    kind: 'question',
    text: 'Open on Sunday?',
    who: '',
  })
  assert.match(nobody.location ?? '', /^\/interactions\//)
})

test('the same lines for everybody, from the front line to the owner', async () => {
  const house = await aCompany()
  await house.run(async (db) => {
    for (let n = 0; n < 12; n++)
      await hear(db, customerSays(house), {
        kind: 'answer',
        channel: 'page',
        customer: null,
        score: n < 9 ? 5 : 3,
      })
  })
  const line = async (who: Staff) =>
    /Everybody here knows (.*?) Main menu|Everybody here knows (.*)$/.exec(
      (await todayOf(house, who)).text,
    )?.[0]
  const bens = await line(house.ben)
  assert.match(bens ?? '', /75 in 100 gave a five \(47–91, n 12\)\. Nobody had answered a year ago\./)
  assert.match(bens ?? '', /Last customer lost/)
  assert.match(bens ?? '', /No rule has been scrapped yet/)
  for (const who of [house.mara, house.carla, house.priya])
    assert.equal((await line(who))?.slice(0, 150), bens?.slice(0, 150))
})

test('a colleague who took over sees it, and no longer who handed over', async () => {
  const house = await aCompany()
  const one = await aProblem(house, { name: 'Jonas Weber' })
  await house.run(async (db) => {
    await take(db, house.now(house.ben), one.id)
    await promise(db, house.now(house.ben), one.id, { what: 'A call', dueAt: later(clock.now(), hours(2)) })
    await handOver(db, house.now(house.ben), one.id, {
      to: house.ana.id,
      brief: 'His light failed, he needs one by Thursday.',
    })
  })
  const hers = (await todayOf(house, house.ana)).text
  assert.match(hers, /One person waits for you, since/)
  assert.match(hers, /Ben promised: A call/, 'she took it over, and did not promise it')
  assert.match((await todayOf(house, house.ben)).text, /Nobody waits for you/)
})

test('the greeting follows the clock of the house, the sentence says how many', () => {
  const at = (time: string) => new Date(`2026-03-13T${time}Z`)
  assert.equal(greeting(at('03:30'), 'Europe/Berlin', 'Ben Okafor'), 'Good morning, Ben.')
  assert.equal(greeting(at('23:45'), 'Europe/Berlin', 'Ben Okafor'), 'Hello, Ben.')
  assert.equal(greeting(at('11:00'), 'Europe/Berlin', 'Ben Okafor'), 'Good afternoon, Ben.')
  assert.equal(greeting(at('17:00'), 'Europe/Berlin', 'Ben Okafor'), 'Good evening, Ben.')
  assert.equal(greeting(at('17:00'), 'America/New_York', 'Ben Okafor'), 'Good afternoon, Ben.')
  const zone = 'Europe/Berlin'
  const none = { mine: 0, since: undefined, free: 0, asks: 0 }
  assert.equal(waitSentence(none, false, at('10:00'), zone), 'Nobody waits for you.')
  assert.equal(
    waitSentence({ ...none, requests: { many: 1, whom: 'Workshop' } }, true, at('10:00'), zone),
    'One request waits for Workshop. Good news first.',
  )
  assert.equal(
    waitSentence({ ...none, free: 1, requests: { many: 2, whom: 'Stores' } }, false, at('10:00'), zone),
    'One waits for whoever takes care; and two requests wait for Stores.',
  )
  assert.equal(
    waitSentence({ ...none, mine: 2, since: at('08:10') }, true, at('10:00'), zone),
    'Two people wait for you, the first since 09:10. Good news first.',
  )
  assert.equal(
    waitSentence(
      { mine: 1, since: new Date('2026-03-12T08:10Z'), free: 13, asks: 1 },
      false,
      at('10:00'),
      zone,
    ),
    'One colleague waits for your yes; one person waits for you, since yesterday; and 13 more wait for whoever takes care.',
  )
})

test('a team has all beneath it, in circles too', () => {
  const team = (id: string, parent_id: string | null) => ({ id, parent_id, name: id })
  const all = [team('a', 'c'), team('b', 'a'), team('c', 'b'), team('d', null)]
  assert.deepEqual(below(all, 'a'), ['a', 'b', 'c'])
  assert.deepEqual(below(all, 'd'), ['d'])
})
