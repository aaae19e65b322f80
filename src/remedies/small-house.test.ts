import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { Refusal } from '../kit/refusal.ts'
import { whoMayAnswer } from '../limits/limits.ts'
import { isSmall } from '../people/founding.ts'
import { changeCompany } from '../people/house.ts'
import { ask } from './remedies.ts'

test('a house is small under ten, and only when it has said how many it is', () => {
  assert.deepEqual([undefined, 1, 9, 10, 31].map(isSmall), [false, true, true, false, false])
})

test('in a small house no team, budget, silence or asking is in sight, and all is back when it grows', async () => {
  const halden = await aCompany()
  const large = await looks(halden)
  assert.deepEqual(large, { teams: true, budget: true, silence: true, supervisor: true, ask: true })

  await halden.run((db) => changeCompany(db, halden.now(halden.mara), { small: true }))
  assert.deepEqual(await looks(halden), {
    teams: false,
    budget: false,
    silence: false,
    supervisor: false,
    ask: false,
  })
  const one = await aProblem(halden)
  const wheel = await kindNamed(halden, 'Goodwill')
  await assert.rejects(
    halden.run((db) =>
      ask(db, halden.now(halden.ben), { case: one.id, kind: wheel, amount: euro(180), reason: 'a wheel' }),
    ),
    (error: unknown) => error instanceof Refusal,
  )

  await halden.run((db) => changeCompany(db, halden.now(halden.mara), { small: false }))
  assert.deepEqual(await looks(halden), large)
})

test('everybody’s limit is that of all levels, so that a house that grows begins with it', async () => {
  const halden = await aCompany()
  await halden.run((db) => changeCompany(db, halden.now(halden.mara), { small: true }))
  const mara = await halden.door(halden.mara)
  const set = await mara.post('/company/limits', {
    currency: 'EUR',
    days: '30',
    period: 'month',
    ceiling: '2000',
    ceiling_period: 'month',
    'front-line_case': '80',
    'front-line_customer': '90',
    'front-line_period': '700',
    'front-line_owed': '300',
  })
  assert.equal(set.status, 303, set.text)
  const api = await halden.api(halden.mara)
  const { body } = await api('GET', '/limits')
  const bounds = body.ladder.map((one: { level: string; per_case: number | null }) => [
    one.level,
    one.per_case,
  ])
  assert.deepEqual(Object.fromEntries(bounds), {
    'front-line': 8000,
    supervisor: 8000,
    manager: 8000,
    leader: null,
  })
})

type Halden = Awaited<ReturnType<typeof aCompany>>

/** What somebody who administers sees, page by page. */
async function looks(halden: Halden) {
  const mara = await halden.door(halden.mara)
  const [company, limits, people] = await Promise.all(
    ['/company', '/company/limits', '/company/people'].map((path) => mara.get(path)),
  )
  assert.ok(company && limits && people)
  const chain = await halden.run((db) => whoMayAnswer(db, halden.ben, 'EUR', halden.now(halden.ben).at))
  return {
    teams: company.text.includes('/company/teams'),
    budget: limits.text.includes('Set a budget'),
    silence: limits.text.includes('When nobody answers'),
    supervisor: /Supervisor/.test(people.text),
    ask: chain.length > 0,
  }
}
