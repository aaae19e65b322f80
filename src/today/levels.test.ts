import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DateTime } from 'luxon'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { take } from '../cases/cases.ts'
import { recordLoss } from '../churn/churn.ts'
import { meet } from '../customers/customers.ts'
import { hear } from '../interactions/interactions.ts'
import { clock, later, minutes } from '../kit/clock.ts'
import { setBudget } from '../limits/set.ts'
import { answerShift, beginShift, planShift } from '../limits/shift.ts'
import type { Staff } from '../people/people.ts'
import { ask, give } from '../remedies/remedies.ts'
import { askTeam } from '../requests/requests.ts'
import { between, toldOf } from '../stats/told.ts'
import { thankColleague } from '../thanks/thanks.ts'
import { addStage, addTouchpoint } from '../touchpoints/touchpoints.ts'
import { budgetsPassed } from './budgets.ts'
import { digestLines } from './digest-lines.ts'
import { changeSentence } from './how-it-stands.tsx'

const pageOf = async (house: TestCompany, who: Staff) => {
  const answer = await (await house.door(who)).get('/today')
  assert.equal(answer.status, 200)
  return answer.text
}
const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ')
const mainOf = (html: string): string =>
  /<main[^>]*>(.*?)(<aside class="stack">|<\/main>)/s.exec(html)?.[1] ?? ''
const asideOf = (html: string): string => /<aside class="stack">(.*?)<\/aside>/s.exec(html)?.[1] ?? ''
/** What there is to read or do in the larger column: lines, words of somebody, cards. */
const thingsOn = (html: string): number =>
  [...mainOf(html).matchAll(/<li class="row|<figure class="voice large|<section class="card/g)].length

let standing: Promise<TestCompany> | undefined
/** One for all of these tests: each adds something, and none takes anything away. */
const aFullHouse = (): Promise<TestCompany> => {
  standing ??= fillHouse()
  return standing
}

async function fillHouse(): Promise<TestCompany> {
  const house = await aCompany()
  const kind = await kindNamed(house, 'Goodwill')
  for (let n = 0; n < 8; n++) {
    const one = await aProblem(house, { name: `Customer ${n}` })
    await house.run(async (db) => {
      if (n < 6) await take(db, house.now(house.ben), one.id)
      if (n < 4)
        await ask(db, house.now(house.ben), {
          case: one.id,
          kind,
          amount: euro(180),
          reason: 'The wheel broke.',
        })
      if (n > 3)
        await askTeam(db, house.now(house.ben), {
          case: one.id,
          team: house.teams.workshop,
          what: 'How long?',
        })
    })
  }
  await house.run(async (db) => {
    const people = [house.ben, house.carla, house.david, house.priya, house.mara]
    for (const who of people)
      await thankColleague(db, house.now(house.ana), { people: [who.id], words: 'You helped me.' })
    await hear(
      db,
      { company: house.company, by: 'customer', id: null, at: clock.now() },
      { kind: 'complaint', channel: 'page', customer: null, text: 'The bell.', team: house.teams.station },
    )
  })
  return house
}

test('seven things at the most, for everybody, however much there is', async () => {
  const house = await aFullHouse()
  for (const who of [house.ben, house.carla, house.david, house.mara, house.priya, house.ana]) {
    const things = thingsOn(await pageOf(house, who))
    assert.ok(things >= (who === house.ana ? 0 : 2) && things <= 7, `${who.name}: ${things}`)
  }
})

test('the three company lines are the same for all, to the byte', async () => {
  const house = await aFullHouse()
  await house.run(async (db) => {
    const { id } = await meet(db, house.now(house.ben), { name: 'Mrs Ito', addresses: [] })
    const day = clock.now().toISOString().slice(0, 10)
    await recordLoss(db, house.now(house.ben), {
      customer: id,
      lostOn: day,
      size: 'small',
      over: '€6',
      why: 'Six euros.',
      couldHaveKept: '',
    })
  })
  const lines = async (who: Staff) =>
    /id="everybody">.*?<\/section>/s.exec(await pageOf(house, who))?.[0] ?? ''
  const bens = await lines(house.ben)
  assert.match(words(bens), /Last customer lost: Mrs Ito , over €6 \./)
  assert.match(words(bens), /a share is told from 10 answers on/)
  assert.match(words(bens), /No rule has been scrapped yet/)
  for (const who of [house.carla, house.david, house.mara, house.priya, house.ana])
    assert.equal(await lines(who), bens, who.name)
})

test('a manager: the yes first, then the words, then who waits; and the card, and the budget that warns', async () => {
  const house = await aCompany()
  const kind = await kindNamed(house, 'Goodwill')
  await house.run((db) =>
    setBudget(db, house.now(house.mara), {
      team: house.teams.station,
      currency: 'EUR',
      per_period: 5_000n,
      period: 'month',
    }),
  )
  const one = await aProblem(house, { name: 'Tom Baker' })
  const since = clock.now()
  await house.run((db) => take(db, house.now(house.carla), one.id))
  await house.run((db) =>
    give(db, house.now(house.carla), { case: one.id, kind, amount: euro(80), reason: 'twice for nothing' }),
  )
  await house.run((db) =>
    ask(db, house.now(house.carla), { case: one.id, kind, amount: euro(300), reason: 'a wheel' }),
  )
  await house.run((db) =>
    thankColleague(db, house.now(house.ben), { people: [house.david.id], words: 'You rang back.' }),
  )
  const html = await pageOf(house, house.david)
  const text = words(html)
  const order = ['Waiting for your yes', 'You rang back.', 'Waiting for you and your team'].map((part) =>
    text.indexOf(part),
  )
  assert.ok(
    order.every((at, place) => at > 0 && at > (order[place - 1] ?? 0)),
    `${order}`,
  )
  assert.match(
    words(asideOf(html)),
    /More than was meant Station has given €80 this month; its budget is €50/,
  )
  assert.match(words(asideOf(html)), /huddle .* Ready the card/)
  assert.doesNotMatch(await pageOf(house, house.ben), /More than was meant/)
  // Once: in the mail of the day on which it was passed, and not in the next.
  const told = (at: Date) => house.run((db) => digestLines(db, house.now(house.david), at))
  assert.match((await told(since)).map((line) => line.text).join(), /Station has given €80 this month/)
  assert.doesNotMatch(
    (await told(later(clock.now(), minutes(1)))).map((line) => line.text).join(),
    /Station has given/,
  )
  assert.deepEqual(await house.run((db) => budgetsPassed(db, house.now(house.priya))), [])
})

test('a leader’s Monday: deeds at the left, five sentences at the right, each with its doubt', async (t) => {
  const house = await aFullHouse()
  t.after(() => clock.reset())
  const monday = DateTime.now().setZone('Europe/Berlin').plus({ weeks: 1 }).startOf('week').set({ hour: 9 })
  clock.move(monday.toMillis() - clock.now().getTime())
  const html = await pageOf(house, house.mara)
  assert.match(words(html), /Monday, Mara\./)
  const aside = words(asideOf(html))
  assert.match(
    aside,
    /How it stands Fives: .*told from 10 answers on\. One customer lost in three months, over something small\./,
  )
  assert.match(aside, /The journey: too few to say which place is the worst/)
  assert.match(aside, /Staff pulse: not asked yet\. Did it make money\? Not shown yet\./)
  assert.match(aside, /You said · you did · they saw/)
  assert.match(words(mainOf(html)), /What you do .* people wait in the house/)
  assert.match(html, /class="columns deeds"/)
})

test('“it got worse; this is not noise” only where an interval shows it', () => {
  const [few, before, alike, worse, better] = [
    toldOf(3, 9),
    toldOf(20, 100),
    toldOf(26, 100),
    toldOf(40, 100),
    toldOf(5, 100),
  ]
  assert.equal(changeSentence(alike, before), 'No change shown.')
  assert.equal(changeSentence(worse, before), 'It got worse; this is not noise.')
  assert.equal(changeSentence(better, before), 'It got better; this is not noise.')
  assert.equal(changeSentence(worse, few), 'Three months before too few had answered to compare (n 9).')
  assert.ok((between(worse, before)?.low ?? 0) > 0)
})

test('who meets no customer reads who their customers are, and who waits for them', async () => {
  const house = await aFullHouse()
  await house.run(async (db) => {
    const mara = house.now(house.mara)
    const stage = await addStage(db, mara, 'In the shop')
    await addTouchpoint(db, mara, {
      stage: stage.id,
      name: 'Collect',
      owner: null,
      team: house.teams.station,
      ideal: '',
    })
  })
  const text = words(await pageOf(house, house.priya))
  assert.match(text, /Waiting for Workshop .*How long\?/)
  assert.match(
    text,
    /Your customers Station · ?asked four times in three months|Your customers Station asked four times/,
  )
  assert.doesNotMatch(words(await pageOf(house, house.ben)), /Your customers/)
})

test('on a shift a leader has the front line’s page, of that team', async () => {
  const house = await aFullHouse()
  await house.run(async (db) => {
    const planned = later(clock.now(), minutes(1))
    const plan = await planShift(db, house.now(house.mara), { beside: house.ben.id, planned })
    await answerShift(db, house.now(house.ben), plan.id, true)
    await beginShift(db, house.now(house.mara), { beside: house.ben.id })
  })
  const text = words(await pageOf(house, house.mara))
  assert.match(text, /(Good \w+|Hello), Mara\./)
  assert.match(text, /Waiting for you .*With Ben\./)
  assert.doesNotMatch(text, /How it stands/)
})
