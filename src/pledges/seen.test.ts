import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { linesAbout, linesAfter } from '../history/history.ts'
import { release, roundsAbout } from '../kit/anonymous/anonymous.ts'
import { clock, days } from '../kit/clock.ts'
import { program } from '../kit/who.ts'
import type { Staff } from '../people/people.ts'
import { makePledge } from './make.ts'
import { askWhoSaw, SEEN } from './seen.ts'
import { theySaw } from './they-saw.ts'

/** Mara pledges; so many work below her, the five of Halden among them. */
async function aHouse(staff: number) {
  const house = await aCompany()
  const below: Staff[] = [house.david, house.carla, house.ben, house.ana, house.priya]
  for (let n = below.length; n < staff; n++)
    below.push(await house.hire(`Person ${n}`, house.teams.station, 'front-line'))
  const pledge = await house.run((db) =>
    makePledge(db, house.now(house.mara), { kind: 'calls', times: 3, per: 'week' }),
  )
  return { ...house, below, pledge }
}
const asks = (house: TestCompany) => house.run((db) => askWhoSaw(db, program(house.company, clock.now())))
const kinds = (house: TestCompany) =>
  house.run(async (db) => (await linesAfter(db, undefined, 500)).map((line) => line.kind))

test('asked on the first Monday of the month, answered with one tap, and shown to all as "9 of 11 saw it"', async (t) => {
  t.after(() => clock.reset())
  const house = await aHouse(12)
  clock.move(days(40))
  await house.settle()
  const [round] = await house.run((db) => roundsAbout(db, SEEN, [house.pledge.id]))
  assert.ok(round)
  const opened = new Date(round.opened_at)
  assert.ok(opened.getTime() <= clock.now().getTime())
  const before = (await kinds(house)).length
  const said = ['yes', 'no', 'cannot-tell', ...Array<string>(8).fill('yes')]
  for (const [at, saw] of said.entries()) {
    const door = await house.door(house.below[at]!)
    const page = (await door.get('/pledges/seen')).text
    assert.match(page, /Mara Halden pledged: “Three calls a week”/)
    assert.match(page, /we and whoever runs the server included/)
    assert.match(page, /who watches it while answers arrive/)
    const sent = await door.post(`/pledges/seen/${round.id}`, { saw })
    assert.deepEqual([sent.status, sent.location], [303, '/pledges/seen'])
    assert.match((await door.get('/pledges/seen')).text, /Nothing is asked of you now/)
    const twice = await door.post(`/pledges/seen/${round.id}`, { saw: 'no' })
    assert.equal(twice.status, 409)
  }
  assert.equal((await kinds(house)).length, before, 'no answer leaves a line')
  const ben = await house.door(house.ben)
  assert.doesNotMatch((await ben.get('/pledges')).text, /saw it<\/b>/)
  const maras = await house.door(house.mara)
  assert.equal((await maras.post(`/pledges/seen/${round.id}`, { saw: 'yes' })).status, 404)
  clock.move(days(11))
  await house.settle()
  assert.match((await ben.get('/pledges')).text, /9 of 11 saw it<\/b>.*1 did not, 1 cannot tell/)
  const api = await house.api(house.ana)
  assert.deepEqual((await api('GET', `/pledges/${house.pledge.id}/seen`)).body.seen.of, {
    yes: { n: 9, at_least: false },
    no: { n: 1, at_least: false },
    'cannot-tell': { n: 1, at_least: false },
  })
  const lines = await house.run((db) => linesAbout(db, house.pledge.id))
  assert.deepEqual(
    lines.map((line) => [line.kind, line.by_id]),
    [
      ['pledges.made', house.mara.id],
      ['pledges.seen-asked', null],
      ['pledges.seen-released', null],
    ],
  )
  const late = await (await house.door(house.below[11]!)).post(`/pledges/seen/${round.id}`, { saw: 'yes' })
  assert.equal(late.status, 410)
})

test('fewer than five answers are never shown, and the page says so', async () => {
  const house = await aHouse(6)
  const [round] = await asks(house)
  assert.ok(round)
  for (const who of house.below.slice(0, 4))
    await (await house.door(who)).post(`/pledges/seen/${round.id}`, { saw: 'yes' })
  await house.run((db) => release(db, program(house.company, clock.now()), round.id, true))
  const said = await house.run((db) => theySaw(db, [house.pledge.id], round.closes_at))
  assert.equal(said.get(house.pledge.id), 'not shown: too few answered')
})

test('nobody is asked more than once in four weeks, nor about two pledges, and few are not asked at all', async (t) => {
  t.after(() => clock.reset())
  const house = await aHouse(24)
  const victor = await house.hire('Victor Stahl', null, 'leader')
  const his = await house.run((db) =>
    makePledge(db, house.now(victor), { kind: 'calls', times: 4, per: 'month' }),
  )
  const rounds = await asks(house)
  assert.deepEqual(rounds.map((one) => one.about_id).sort(), [house.pledge.id, his.id].sort())
  const asked = await house.owner.query<{ n: number; people: number }>(
    `select count(*)::int as n, count(distinct holder_id)::int as people from kit_anonymous_invited where company_id = $1`,
    [house.company],
  )
  assert.deepEqual(asked.rows, [{ n: 24, people: 24 }])
  clock.move(days(20))
  assert.deepEqual(await asks(house), [])
  clock.move(days(9))
  assert.equal((await asks(house)).length, 2)
  const few = await aCompany()
  await few.run((db) => makePledge(db, few.now(few.mara), { kind: 'calls', times: 1, per: 'week' }))
  await few.run((db) =>
    db
      .insertInto('people_leaving')
      .values({ company_id: few.company, person_id: few.ana.id, at: clock.now(), by_id: null })
      .execute(),
  )
  assert.deepEqual(await asks(few), [])
})

test('a tap from somewhere else, and a word that is no answer, spend nobody’s answer', async () => {
  const house = await aHouse(6)
  const [round] = await asks(house)
  const ben = await house.door(house.ben)
  const odd = await ben.post(`/pledges/seen/${round!.id}`, { saw: 'perhaps' })
  assert.equal(odd.status, 422)
  assert.match(odd.text, /Press one of the three/)
  const stranger = await (await house.door(null)).post(`/pledges/seen/${round!.id}`, { saw: 'yes' })
  assert.equal(stranger.status, 303)
  assert.match(stranger.location ?? '', /sign-in/)
  assert.equal((await ben.post(`/pledges/seen/${round!.id}`, { saw: 'no' })).status, 303)
})

test('a session is not seen by an answer, and no line of a log bears it', async (t) => {
  t.after(() => clock.reset())
  const house = await aHouse(6)
  const [round] = await asks(house)
  const ben = await house.door(house.ben)
  const seen = async () =>
    (
      await house.owner.query('select seen_at, ends_at, xmin::text from kit_session where holder_id = $1', [
        house.ben.id,
      ])
    ).rows
  const before = await seen()
  clock.move(days(1))
  assert.equal((await ben.post(`/pledges/seen/${round!.id}`, { saw: 'yes' })).status, 303)
  assert.deepEqual(await seen(), before)
  await ben.get('/account')
  assert.notDeepEqual(await seen(), before, 'any other page would have')
})
