import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aCompany, type Door, type TestCompany } from '../../../test/company.ts'
import { formOf, readable } from '../../../test/form.ts'
import { promisesOf, take, waitingCases } from '../../cases/cases.ts'
import { addressesOf, meet } from '../../customers/customers.ts'
import { linesAfter } from '../../history/history.ts'
import { hear, latest } from '../../interactions/interactions.ts'
import { clock, days, later, minutes } from '../../kit/clock.ts'
import { allLanguages } from '../../kit/language.ts'
import { listLetters } from '../../kit/mail.ts'
import { addStage, addTouchpoint, touchpoints } from '../../touchpoints/touchpoints.ts'
import { say } from '../page/words.ts'
import { MOST_BY_PEER } from './call.ts'
import { ringable } from './number.ts'

const MONDAY = new Date('2026-11-23T07:10:00Z')
const NUMBER = '0171 5550102'

function onMonday(t: TestContext): void {
  clock.move(MONDAY.getTime() - clock.now().getTime())
  t.after(() => clock.reset())
}

const words = (html: string) =>
  readable(html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ')
const kinds = async (house: TestCompany) =>
  (await house.run((db) => linesAfter(db, undefined, 10_000))).map((line) => line.kind)
const times = (html: string) =>
  [...html.matchAll(/<option value="(2026-[^"]+)"/g)].map(([, time]) => time ?? '')

/** Opens the page, fills it in and sends it. */
async function askFor(house: TestCompany, door: Door, given: Record<string, string>, code = '') {
  const page = await door.get(`/${house.slug}/call${code}?lang=en`)
  const { action, values } = formOf(page.text, 'call')
  const sent = { ...values, when: times(page.text)[0] ?? '', ...given }
  return { ...(await door.post(action, sent)), again: () => door.post(action, sent), page }
}

test('a customer asks to be rung: heard, a case for the right team, a promise at that time; once', async (t) => {
  onMonday(t)
  const house = await aCompany()
  await house.run(async (db) => {
    const stage = await addStage(db, house.now(house.mara), 'Repair')
    await addTouchpoint(db, house.now(house.mara), {
      stage: stage.id,
      name: 'Collect',
      team: house.teams.station,
    })
  })
  const [collect] = await house.run((db) => touchpoints(db))
  const door = await house.door(null)
  const before = (await kinds(house)).length
  const asked = await askFor(
    house,
    door,
    { phone: NUMBER, story: 'Is my wheel ready?', name: 'Tom Baker' },
    `/${collect?.code}`,
  )
  assert.equal(asked.status, 303, asked.text)
  assert.deepEqual((await kinds(house)).slice(before), [
    'customers.met',
    'interactions.heard',
    'cases.opened',
    'cases.promised',
  ])
  const [one] = await house.run((db) => waitingCases(db, { team: house.teams.station, most: 5 }))
  assert.deepEqual([one?.title, one?.holder_id], ['Is my wheel ready?', null])
  const [promised] = await house.run((db) => promisesOf(db, [one?.id ?? '']))
  // It is 8:10 and open from 9.
  assert.deepEqual(
    [promised?.what, promised?.due_at, promised?.by_id],
    ['A call on 0171 5550102', new Date('2026-11-23T08:00:00Z'), null],
  )
  assert.deepEqual(one?.due_at, promised?.due_at)
  const [said] = await house.run((db) => latest(db, { most: 1 }))
  assert.deepEqual(
    (await house.run((db) => addressesOf(db, said?.customer_id ?? ''))).map((each) => each.met_by),
    ['+491715550102'],
  )

  const follow = await door.get(asked.location ?? '')
  assert.match(words(follow.text), /We ring you: 09:00 today\./)
  assert.match(words(follow.text), /Halden rings you: 09:00 today/)
  const answers = await Promise.all([asked.again(), asked.again(), asked.again()])
  assert.deepEqual(
    answers.map((each) => each.status),
    [303, 303, 303],
  )
  assert.equal((await house.run((db) => waitingCases(db, { most: 5 }))).length, 1)
  assert.equal((await house.run((db) => latest(db, { most: 5 }))).length, 1)
})

test('the page in five languages, with the house’s own times and zone, without script', async (t) => {
  onMonday(t)
  const house = await aCompany()
  const door = await house.door(null)
  for (const language of allLanguages) {
    const page = await door.get(`/${house.slug}/call?lang=${language}`)
    assert.equal(page.status, 200)
    assert.ok(words(page.text).includes(say(language, 'call.title')), language)
    assert.ok(words(page.text).includes(say(language, 'call.button')), language)
    assert.match(words(page.text), /\+49 40 555 0100/)
    assert.doesNotMatch(page.text, /<script/)
    assert.equal(times(page.text)[0], '2026-11-23T08:00:00.000Z')
  }
  assert.match(
    words((await door.get(`/${house.slug}/call?lang=de`)).text),
    /heute, 09:00 heute, 09:30 .* morgen, 09:00/,
  )
})

test('what is wrong is said in their language at its field, and what was typed is still there', async (t) => {
  onMonday(t)
  const house = await aCompany()
  const door = await house.door(null)
  const tries: [Record<string, string>, string][] = [
    [{ phone: '' }, say('en', 'error.phone')],
    [{ phone: '12345678' }, say('en', 'call.dear')],
    [{ phone: '0900 5 123456' }, say('en', 'call.dear')],
    [{ phone: NUMBER, when: 'soon' }, say('en', 'error.choose')],
    [{ phone: NUMBER, when: '2026-11-23T03:00:00.000Z' }, say('en', 'call.taken')],
    [{ phone: NUMBER, when: '2026-11-23T08:10:00.000Z' }, say('en', 'call.taken')],
  ]
  for (const [given, sentence] of tries) {
    const answer = await askFor(house, door, { story: 'My wheel', name: 'Tom', ...given })
    assert.ok([409, 422].includes(answer.status), `${answer.status}`)
    assert.ok(words(answer.text).includes(sentence), `${JSON.stringify(given)}: ${words(answer.text)}`)
    assert.equal(formOf(answer.text, 'call').values.story, 'My wheel')
    assert.match(answer.text, /aria-invalid="true"/)
  }
  assert.deepEqual(await house.run((db) => latest(db, { most: 5 })), [])
  assert.equal(ringable('0900 5 123456', 'DE'), undefined)
  assert.equal(ringable('+1 900 555 0123', 'DE'), undefined)
})

test('nobody can have us ring strangers all day: by number, by peer; and full times are not offered', async (t) => {
  onMonday(t)
  const house = await aCompany()
  const by = async (phone: string, door: Door, story = phone) =>
    (await askFor(house, door, { phone, story })).status
  // One number in three spellings, from three peers.
  const doors = await Promise.all([1, 2, 3].map(() => house.door(null)))
  const spellings = ['0171 5550102', '+49 171 5550102', '0049 (171) 5550102']
  const answers: number[] = []
  for (const [place, door] of doors.entries())
    answers.push(await by(spellings[place] ?? '', door, `${place}`))
  assert.deepEqual(answers, [303, 303, 429])
  // One peer, many numbers.
  const flooder = await house.door(null)
  const flood: number[] = []
  for (let n = 0; n < MOST_BY_PEER + 2; n++) flood.push(await by(`0171 555020${n}`, flooder))
  assert.deepEqual(flood, [...Array(MOST_BY_PEER).fill(303), 429, 429])
  // Of the first times three calls each have taken the room.
  const offered = times((await doors[0]!.get(`/${house.slug}/call`)).text)
  assert.equal(offered[0], '2026-11-23T09:00:00.000Z')
  clock.move(days(1))
  assert.equal(await by(spellings[0] ?? '', doors[0]!, 'tomorrow'), 303)
})

test('a case that is there is not joined: who types a number sees nothing of whose it is', async (t) => {
  onMonday(t)
  const house = await aCompany()
  await house.run(async (db) => {
    const tom = await meet(db, house.now(house.ben), {
      name: 'Tom Baker',
      addresses: [{ kind: 'phone', written: NUMBER }],
    })
    await hear(db, house.now(house.ben), {
      kind: 'complaint',
      channel: 'phone',
      customer: tom.id,
      team: house.teams.harbour,
      text: 'A secret of mine.',
    })
  })
  const door = await house.door(null)
  const asked = await askFor(house, door, { phone: '+491715550102', story: 'Ring me', name: 'Mallory' })
  const follow = await door.get(asked.location ?? '')
  assert.doesNotMatch(follow.text, /secret|Tom/)
  const cases = await house.run((db) => waitingCases(db, { team: house.teams.harbour, most: 5 }))
  assert.deepEqual(cases.map((one) => one.title).sort(), ['A secret of mine', 'Ring me'])
})

test('the case has the number; rung, not reached, or not asked for: each leaves what it must', async (t) => {
  onMonday(t)
  const house = await aCompany()
  const stranger = await house.door(null)
  const ben = await house.door(house.ben)
  const openOne = async (phone: string) => {
    await askFor(house, stranger, { phone, story: `Ring ${phone}`, name: 'Tom Baker' })
    const found = await house.run((db) => waitingCases(db, { most: 20 }))
    return found.find((one) => one.title === `Ring ${phone}`)?.id ?? ''
  }
  const first = await openOne('+44 7400 123456')
  const page = words((await ben.get(`/cases/${first}`)).text)
  assert.match(page, /Ring Tom: 09:00 today/)
  assert.match(page, /This number rings in United Kingdom/)
  clock.move(minutes(55))
  let mark = (await kinds(house)).length
  assert.equal((await ben.post(`/cases/${first}/not-reached`)).status, 303)
  assert.deepEqual((await kinds(house)).slice(mark), [
    'interactions.heard',
    'cases.added-to',
    'cases.promised',
  ])
  const promises = () => house.run((db) => promisesOf(db, [first]))
  assert.deepEqual(
    (await promises()).map((one) => [one.end?.how, one.due_at.toISOString()]),
    [
      ['broken', '2026-11-23T08:00:00.000Z'],
      [undefined, '2026-11-23T09:30:00.000Z'],
    ],
  )
  mark = (await kinds(house)).length
  assert.equal((await ben.post(`/cases/${first}/called`, { text: '  ' })).status, 422)
  assert.equal((await ben.post(`/cases/${first}/called`, { text: 'He comes at six.' })).status, 303)
  assert.deepEqual((await kinds(house)).slice(mark), [
    'interactions.heard',
    'cases.added-to',
    'cases.promise-kept',
  ])
  assert.equal((await ben.post(`/cases/${first}/called`, { text: 'Again' })).status, 409)
  assert.doesNotMatch((await ben.get(`/cases/${first}`)).text, /id="call"/)

  const second = await openOne(NUMBER)
  await ben.post(`/cases/${second}/not-asked-for`)
  assert.ok((await kinds(house)).includes('phone.unwanted'))
  clock.move(days(2))
  const refused = await askFor(house, await house.door(null), { phone: NUMBER, story: 'Once more' })
  assert.equal(refused.status, 429)
})

test('a call that nobody has taken is told, before its time, to whoever is there', async (t) => {
  onMonday(t)
  const house = await aCompany()
  const tell = async (takes: boolean) => {
    const before = (await house.run((db) => listLetters(db, 100))).length
    await askFor(house, await house.door(null), { phone: takes ? NUMBER : '0171 5550103', story: `${takes}` })
    const found = await house.run((db) => waitingCases(db, { most: 20 }))
    const one = found.find((each) => each.title === `${takes}`)
    if (takes) await house.run((db) => take(db, house.now(house.ben), one?.id ?? ''))
    const due = one?.due_at ?? clock.now()
    clock.move(later(due, -minutes(14)).getTime() - clock.now().getTime())
    await house.settle()
    const letters = (await house.run((db) => listLetters(db, 100))).slice(0, -before || undefined)
    return letters.filter((letter) => letter.subject.startsWith('Due at')).length
  }
  // At 10:16, when the shop is open, all six are told; where somebody has taken it, that one alone.
  clock.move(minutes(65))
  assert.equal(await tell(false), 6)
  assert.equal(await tell(true), 1)
})
