import assert from 'node:assert/strict'
import { test } from 'node:test'
import { days, later } from '../kit/clock.ts'
import { nextDraw, weekOf } from './days.ts'
import { type Candidate, deal, turnOf, WHYS } from './deal.ts'

const since = new Date('2026-11-01T12:00:00Z')
const pool = (n: number): Candidate[] =>
  WHYS.flatMap((why) => Array.from({ length: n }, (_, at) => ({ customer: `${why}-${at}`, why, since })))
const callers = (n: number, places: number) =>
  Array.from({ length: n }, (_, at) => ({ person: `leader-${at}`, places }))

test('the same seed deals the same hands, another seed others', () => {
  const one = deal('seed', pool(20), callers(4, 3))
  assert.deepEqual(deal('seed', pool(20), callers(4, 3).reverse()), one)
  assert.notDeepEqual(deal('other', pool(20), callers(4, 3)), one)
})

test('no customer twice, every place filled while somebody is left, the kinds mixed', () => {
  const dealt = deal('seed', pool(20), callers(5, 3))
  assert.equal(dealt.length, 15)
  assert.equal(new Set(dealt.map((one) => one.customer)).size, 15)
  for (const { person } of callers(5, 3)) {
    const kinds = dealt.filter((one) => one.person === person).map((one) => one.why)
    assert.equal(new Set(kinds).size, 3, kinds.join())
    assert.deepEqual(kinds.slice(0, 2), ['lost', 'right'])
  }
  const one = { customer: 'same', since }
  const twice = deal(
    'seed',
    [
      { ...one, why: 'lost' },
      { ...one, why: 'long' },
    ],
    callers(2, 2),
  )
  assert.equal(twice.length, 1, 'who stands in two kinds is still one customer')
})

test('where a kind has nobody the next one steps in', () => {
  const dealt = deal(
    'seed',
    pool(20).filter((one) => one.why === 'silent'),
    callers(2, 3),
  )
  assert.deepEqual([dealt.length, new Set(dealt.map((one) => one.why)).size], [6, 1])
})

test('every customer has the same chance: over 3,000 seeds each of ten is first about 300 times', () => {
  const ids = Array.from({ length: 10 }, (_, n) => `customer-${n}`)
  const firsts = new Map<string, number>()
  for (let seed = 0; seed < 3000; seed++) {
    const [first] = [...ids].sort((a, b) => (turnOf(`s${seed}`, a) < turnOf(`s${seed}`, b) ? -1 : 1))
    firsts.set(first!, (firsts.get(first!) ?? 0) + 1)
  }
  // Chi-squared with nine degrees of freedom: beyond 27.9 once in a thousand.
  const chi = ids.reduce((sum, id) => sum + ((firsts.get(id) ?? 0) - 300) ** 2 / 300, 0)
  assert.ok(chi < 27.9, `chi-squared ${chi.toFixed(1)}`)
})

test('it is drawn on Mondays at six by the company’s clock, also across the change of the clocks', () => {
  const at = (text: string) => nextDraw(new Date(text), 'Europe/Berlin').toISOString()
  assert.equal(at('2026-11-22T12:00:00Z'), '2026-11-23T05:00:00.000Z')
  assert.equal(at('2026-11-23T04:59:59Z'), '2026-11-23T05:00:00.000Z')
  assert.equal(at('2026-11-23T05:00:00Z'), '2026-11-30T05:00:00.000Z')
  assert.equal(at('2026-03-28T12:00:00Z'), '2026-03-30T04:00:00.000Z')
  assert.equal(weekOf(later(new Date('2026-11-22T23:30:00Z'), days(0)), 'Europe/Berlin'), '2026-11-23')
})
