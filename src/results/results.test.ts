import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { checkFigures } from '../figures/figures.ts'
import { linesAfter } from '../history/history.ts'
import { type Hearing, hear, setVerdict, takeVerdictBack } from '../interactions/interactions.ts'
import { clock, days, later } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { differenceOfShares, wilson } from '../stats/shares.ts'
import { addStage, addTouchpoint, guess, touchpoints } from '../touchpoints/touchpoints.ts'
import { type Place, worstOf } from './journey.ts'
import { spanOf, stepsOf, yearBefore } from './period.ts'
import { isChange, toldOf } from './told.ts'

const YEAR = days(365)

/** Answers of customers, some time ago: `scores` says how many gave which number. */
async function answer(
  house: TestCompany,
  scores: Partial<Record<1 | 2 | 3 | 4 | 5, number>>,
  more: Partial<Hearing> & { ago?: number } = {},
): Promise<void> {
  const { ago = 0, ...what } = more
  const customer = { company: house.company, by: 'customer' as const, id: null, at: clock.now() }
  await house.run(async (db) => {
    for (const [score, many] of Object.entries(scores))
      for (let n = 0; n < many; n++)
        await hear(db, customer, {
          kind: 'answer',
          channel: 'page',
          customer: null,
          score: Number(score),
          at: later(customer.at, -ago),
          ...what,
        })
  })
}

/** A journey of three places, and so many people that every team may be shown. */
async function halden() {
  const house = await aCompany()
  for (const team of Object.values(house.teams))
    for (const name of ['Kim Berg', 'Jo Lange', 'Sam Roth']) await house.hire(name, team, 'front-line')
  const places = await house.run(async (db) => {
    const who = house.now(house.mara)
    const stage = await addStage(db, who, 'Repair')
    const made: Record<string, Id> = {}
    for (const name of ['Bring in', 'Wait', 'Collect'])
      made[name] = (
        await addTouchpoint(db, who, {
          stage: stage.id,
          name,
          owner: house.david.id,
          team: house.teams.station,
        })
      ).id
    await guess(db, who, made.Collect ?? '', 60)
    return made
  })
  const place = (name: string): Id => places[name] ?? ''
  return { house, place }
}

const differences = async (house: TestCompany) =>
  (await house.run(checkFigures)).filter((one) => one.figure.startsWith('results.'))

test('the share of fives is Wilson’s, and the year before is told from chance by Newcombe', async () => {
  const { house, place } = await halden()
  await answer(house, { 5: 76, 4: 30, 3: 15, 1: 10 }, { touchpoint: place('Bring in') })
  await answer(house, { 5: 37, 4: 81 }, { ago: YEAR })
  await house.settle()
  const api = await house.api(house.ben)
  const { status, body } = await api('GET', '/results/fives?period=quarter')
  assert.equal(status, 200)
  const [now, before] = [wilson(76, 131), wilson(37, 118)]
  assert.ok(now && before)
  const { n: _, ...share } = now
  assert.deepEqual([body.fives, body.answers, body.share], [76, 131, share])
  assert.deepEqual([body.year_ago.fives, body.year_ago.answers], [37, 118])
  assert.ok(differenceOfShares(now, before).low > 0)

  const door = await house.door(house.ben)
  const { text } = await door.get('/results')
  assert.match(text, /<h1>58 in 100 gave a five<\/h1>/)
  assert.match(text, /Between 49 and 66, from 131 answers in the last three months\./)
  assert.match(text, /A year ago it was 31: a difference that is not noise\./)
  assert.deepEqual(await differences(house), [])
})

test('a change that chance may have made is said to be none', async () => {
  const { house } = await halden()
  await answer(house, { 5: 12, 4: 8 })
  await answer(house, { 5: 9, 4: 11 }, { ago: YEAR })
  assert.equal(isChange(undefined), false)
  const { text } = await (await house.door(house.ana)).get('/results')
  assert.match(text, /A year ago it was 45: no change shown, the difference may be noise\./)
})

test('nothing is told from fewer than ten answers, and the page says so', async () => {
  const { house } = await halden()
  const door = await house.door(house.ben)
  assert.match((await door.get('/results')).text, /<h1>Nobody has given a number yet<\/h1>/)
  await answer(house, { 5: 9 })
  const few = (await door.get('/results')).text
  assert.match(few, /<h1>Too few to say<\/h1>/)
  assert.match(few, /9 answers in the last three months\. A share is told from 10 on\./)
  assert.equal(toldOf(9, 9).share, undefined)
  await answer(house, { 5: 1 })
  assert.match((await door.get('/results')).text, /<h1>100 in 100 gave a five<\/h1>/)
})

test('what is no number from one to five of a customer enters no figure', async () => {
  const { house } = await halden()
  await answer(house, { 5: 10 })
  const customer = { company: house.company, by: 'customer' as const, id: null, at: clock.now() }
  await house.run(async (db) => {
    const said = { channel: 'page', customer: null, text: 'Ana is kind' }
    await hear(db, customer, { ...said, kind: 'compliment', person: house.ana.id })
    await hear(db, customer, { ...said, kind: 'answer', own: { score: 10, scale: '0-10' } })
    await hear(db, customer, { ...said, kind: 'message', direction: 'out', score: 1 })
  })
  const { body } = await (await house.api(house.ben))('GET', '/results/fives')
  assert.deepEqual([body.fives, body.answers], [10, 10])
  assert.deepEqual(await differences(house), [])
})

test('by team and by place, by link, and never by person', async () => {
  const { house, place } = await halden()
  const { station, harbour } = house.teams
  await answer(house, { 5: 11, 2: 4 }, { touchpoint: place('Bring in'), team: station })
  await answer(house, { 5: 3, 2: 12 }, { touchpoint: place('Collect'), team: harbour })
  const api = await house.api(house.ben)
  const all = (await api('GET', '/results/fives')).body
  const told = (list: { name: string; fives: number; answers: number }[]) =>
    list.map((one) => [one.name, one.fives, one.answers])
  assert.deepEqual(told(all.touchpoints), [
    ['Bring in', 11, 15],
    ['Collect', 3, 15],
  ])
  assert.deepEqual(told(all.teams), [
    ['Harbour', 3, 15],
    ['Station', 11, 15],
  ])
  const ofStation = (await api('GET', `/results/fives?team=${station}`)).body
  assert.deepEqual([ofStation.fives, ofStation.answers], [11, 15])
  const person = await api('GET', `/results/fives?person=${house.ben.id}`)
  assert.equal(person.status, 422)

  const door = await house.door(house.ben)
  const one = await door.get(`/results?period=quarter&touchpoint=${place('Collect')}`)
  assert.match(one.text, /<h1>20 in 100 gave a five at Collect<\/h1>/)
  assert.doesNotMatch(one.text, /Ben Okafor<\/a>.*in 100/)
  assert.equal((await door.get('/results?team=00000000-0000-4000-8000-000000000000')).status, 404)
})

test('a team of one or two is not shown by itself, nor can it be told by taking away', async () => {
  const house = await aCompany()
  for (const name of ['Kim Berg', 'Jo Lange', 'Sam Roth']) {
    await house.hire(name, house.teams.station, 'front-line')
    await house.hire(name, house.teams.shops, 'front-line')
    await house.hire(name, house.teams.workshop, 'front-line')
  }
  for (const team of [house.teams.station, house.teams.shops, house.teams.workshop, house.teams.harbour])
    await answer(house, { 5: 10, 4: 2 }, { team })
  const api = await house.api(house.mara)
  const { teams } = (await api('GET', '/results/fives')).body
  const hidden = teams.filter((one: { hidden: boolean }) => one.hidden)
  // Harbour is Ana alone; one team more stays away, so that the rest does not tell hers.
  assert.equal(hidden.length, 2)
  assert.ok(hidden.every((one: { fives?: number }) => one.fives === undefined))
  assert.ok(hidden.some((one: { name: string }) => one.name === 'Harbour'))
  const asked = await api('GET', `/results/fives?team=${house.teams.harbour}`)
  assert.deepEqual([asked.status, asked.body.type], [403, 'urn:makegood:team-small'])
  const door = await house.door(house.mara)
  const page = await door.get('/results')
  assert.match(page.text, /Not shown by themselves: .*Harbour/)
  const file = await door.get(`/results/fives.csv?team=${house.teams.harbour}`)
  assert.equal(file.status, 403)
})

test('the board names the worst place only where it is more than chance', async () => {
  const { house, place } = await halden()
  await answer(house, { 5: 29, 4: 51, 2: 42 }, { touchpoint: place('Collect'), text: 'Nobody told me.' })
  await answer(house, { 5: 57, 3: 50, 1: 11 }, { touchpoint: place('Bring in') })
  await answer(house, { 1: 6 }, { touchpoint: place('Wait') })
  await house.settle()
  const door = await house.door(house.ben)
  const { text } = await door.get('/results/journey?period=month')
  assert.match(text, /<h1>Collect is where it goes wrong most<\/h1>/)
  assert.match(
    text,
    /34 in 100 found it a misery in the last month \(27–43, n 122\)\. Staff had guessed that 60/,
  )
  assert.match(text, /owner: David Lund/)
  assert.match(text, /Wait: too few to say, n 6/)
  assert.match(text, /A place is told from 10 answers on\./)
  assert.match(text, /Nobody told me\./)
  assert.match((await door.get('/journey')).text, /Collect is where it goes wrong most/)

  const { body } = await (await house.api(house.ben))('GET', '/results/journey?period=month')
  assert.equal(body.worst, place('Collect'))
  const [, wait, collect] = body.touchpoints
  const { n: _, ...misery } = wilson(42, 122) ?? { n: 0 }
  assert.deepEqual(collect.counts, { magic: 29, mediocre: 51, misery: 42 })
  assert.deepEqual(collect.misery, misery)
  assert.deepEqual([wait.answers, wait.misery], [6, null])
  assert.deepEqual(await differences(house), [])
})

test('a verdict set by hand moves on the board, and back', async () => {
  const { house, place } = await halden()
  await answer(house, { 5: 10 }, { touchpoint: place('Collect') })
  const who = { company: house.company, by: 'customer' as const, id: null, at: clock.now() }
  const unscored = await house.run((db) =>
    hear(db, who, { kind: 'visit', channel: 'counter', customer: null, touchpoint: place('Collect') }),
  )
  const counts = async () =>
    (await (await house.api(house.ben))('GET', '/results/journey')).body.touchpoints[2].counts
  assert.deepEqual(await counts(), { magic: 10, mediocre: 0, misery: 0 })
  const ben = house.now(house.ben)
  await house.run((db) => setVerdict(db, ben, unscored.id, 'misery'))
  assert.deepEqual(await counts(), { magic: 10, mediocre: 0, misery: 1 })
  assert.deepEqual(await differences(house), [])
  await house.run((db) => setVerdict(db, ben, unscored.id, 'mediocre'))
  await house.settle()
  assert.deepEqual(await counts(), { magic: 10, mediocre: 1, misery: 0 })
  await house.run((db) => takeVerdictBack(db, ben, unscored.id))
  assert.deepEqual(await counts(), { magic: 10, mediocre: 0, misery: 0 })
  assert.deepEqual(await differences(house), [])
  const lines = (await house.run((db) => linesAfter(db, undefined, 10_000))).map((line) => line.kind)
  assert.equal(lines.filter((kind) => kind.startsWith('results.')).length, 0)
})

test('the tables say the same, and a name is no formula', async () => {
  const { house, place } = await halden()
  await house.run(async (db) => {
    const [first] = await touchpoints(db)
    await addTouchpoint(db, house.now(house.mara), { stage: first?.stage_id ?? '', name: '=1+1' })
  })
  await answer(house, { 5: 11, 1: 4 }, { touchpoint: place('Collect') })
  const door = await house.door(house.ben)
  const board = await door.get('/results/journey.csv?period=year')
  assert.match(board.headers.get('content-disposition') ?? '', /attachment; filename="journey\.csv"/)
  assert.match(board.text, /^\ufeff?stage,touchpoint,owner,/)
  assert.match(board.text, /Repair,Collect,David Lund,[\d-]+,[\d-]+,15,11,0,4,0\.7333,0\.4805,0\.8910/)
  assert.match(board.text, /Repair,'=1\+1,/)
  const fives = await door.get('/results/fives.csv')
  assert.match(fives.text, /all,,[\d-]+,11,15,0\.7333,0\.4805,0\.8910/)
})

test('spans are of the company’s calendar, and the year before has the same days', () => {
  const late = new Date('2026-03-31T22:30:00Z') // already April in Berlin
  assert.deepEqual(spanOf('month', late, 'Europe/Berlin'), { from: '2026-03-02', to: '2026-04-01' })
  assert.deepEqual(spanOf('quarter', late, 'UTC'), { from: '2026-01-01', to: '2026-03-31' })
  const year = spanOf('year', late, 'UTC')
  assert.deepEqual(year, { from: '2025-04-01', to: '2026-03-31' })
  assert.deepEqual(yearBefore(year), { from: '2024-04-01', to: '2025-03-31' })
  const { by, steps } = stepsOf('month', late, 'UTC')
  assert.deepEqual([by, steps.length, steps.at(-1)], ['week', 13, { day: '2026-03-30', label: '30 Mar' }])
  assert.deepEqual(stepsOf('year', late, 'UTC').steps[0], { day: '2025-03-01', label: 'Mar 25' })
})

test('among ten places alike no worst one is found: chance is widened by their number', () => {
  const place = (misery: number, n: number): Place => ({
    touchpoint: {
      id: '',
      stage_id: '',
      stage: '',
      name: '',
      code: '',
      place: 0,
      owner_id: null,
      team_id: null,
      ideal: '',
      guess: null,
    },
    owner: null,
    n,
    counts: { magic: n - misery, mediocre: 0, misery },
    shares:
      n < 10
        ? undefined
        : {
            magic: wilson(n - misery, n)!,
            mediocre: wilson(0, n)!,
            misery: wilson(misery, n)!,
          },
  })
  const alike = Array.from({ length: 9 }, () => place(10, 100))
  // One pair alone would call 19 of 100 against 10 of 100 a difference.
  const alone = differenceOfShares(wilson(19, 100)!, wilson(90, 900)!)
  assert.ok(alone.low > 0)
  assert.equal(worstOf([...alike, place(19, 100)]), undefined)
  const clear = place(30, 100)
  assert.equal(worstOf([...alike, clear]), clear)
  assert.equal(worstOf([clear]), undefined)
  assert.equal(worstOf([place(9, 9), ...alike]), undefined)
})
