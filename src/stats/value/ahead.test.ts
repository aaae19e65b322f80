import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropoutAlive, dropoutExpected } from './dropout-ahead.ts'
import { near } from './near.ts'
import { paretoAlive, paretoDiscounted, paretoExpected } from './pareto-ahead.ts'
import { expectedSpend } from './spend.ts'

const BG = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }
const PARETO = { r: 0.5533, alpha: 10.5776, s: 0.6062, beta: 11.6679 }

test('BG/NBD: alive and expected, to the digits of mpmath', () => {
  const known: [number, number, number, number, number, number][] = [
    [0, 0, 38.86, 1, 0.194786769161, 0.25167351516],
    [1, 1.71, 38.86, 0.21223426371, 0.203258525526, 0.2599173018],
    [2, 30.43, 38.86, 0.726614044854, 1.22592265799, 1.55859971175],
    [26, 30.86, 31, 0.968919350212, 20.7504576988, 25.7593123686],
  ]
  for (const [x, recency, age, alive, in39, in52] of known) {
    near(dropoutAlive('bg-nbd', BG, x, recency, age), alive, 1e-11)
    near(dropoutExpected('bg-nbd', BG, x, recency, age, 39), in39, 1e-9)
    near(dropoutExpected('bg-nbd', BG, x, recency, age, 52), in52, 1e-9)
  }
})

test("BG/NBD: a new customer, Hardie's sheet", () => {
  const r = { r: 0.2425945, alpha: 4.413602, a: 0.792922, b: 2.4259069 }
  const known: [number, number][] = [
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ]
  for (const [t, expected] of known)
    near(dropoutExpected('bg-nbd', r, 0, 0, 0, t), expected, t < 78 ? 6e-5 : 4e-4)
  const walkthrough = { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 }
  near(dropoutExpected('bg-nbd', walkthrough, 0, 0, 0, 52), 1.444004, 1e-6)
})

test('the more often they came, the surer they are gone: alive after 19 quiet weeks', () => {
  const bg = { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 }
  const pareto = { r: 0.553277, alpha: 10.577682, s: 0.60624, beta: 11.668751 }
  const bgKnown = [0.3474606, 0.0428339, 0.004158973, 3.583685e-4]
  const paretoKnown = [0.7058881, 0.1441507, 0.02249013, 0.003090065]
  for (const [i, x] of [10, 15, 20, 25].entries()) {
    near(dropoutExpected('bg-nbd', bg, x, 20, 39, 52) / bgKnown[i]!, 1, 2e-6, 'bg')
    near(paretoExpected(pareto, x, 20, 39, 52) / paretoKnown[i]!, 1, 2e-6, 'pareto')
  }
})

test('Pareto/NBD: alive, expected and discounted', () => {
  const known: [number, number, number, number, number, number][] = [
    [0, 0, 38.86, 0.295099259525, 0.107065748157, 0.476964117181],
    [2, 30.43, 38.86, 0.869121095704, 1.45513706401, 6.48244818778],
    [26, 30.86, 31, 0.997917989222, 20.1159840713, 86.0326991888],
  ]
  for (const [x, recency, age, alive, in39, discounted] of known) {
    near(paretoAlive(PARETO, x, recency, age), alive, 1e-11)
    near(paretoExpected(PARETO, x, recency, age, 39), in39, 1e-9)
    near(paretoDiscounted(PARETO, x, recency, age, 0.0027), discounted, 1e-8)
  }
  const found = { r: 0.553277, alpha: 10.577682, s: 0.60624, beta: 11.668751 }
  near(paretoExpected(found, 0, 0, 0, 52), 1.4734342, 1e-6)
})

test('Gamma–Gamma: between their own mean and everybody’s', () => {
  const found = { p: 6.249571, q: 3.744225, v: 15.443526 }
  near(expectedSpend(found, 0, 0)!, 35.17, 0.005)
  near(expectedSpend(found, 2, 40)!, 39.1305, 5e-5)
  assert.equal(expectedSpend({ p: 6, q: 1, v: 15 }, 2, 40), undefined)
})

test('extremes stay finite and in range', () => {
  for (const a of [1e-6, 0.3, 0.9999999, 1, 1.0000001, 2, 900])
    for (const b of [1e-6, 0.7, 1, 30, 900])
      for (const r of [1e-6, 0.5, 800])
        for (const [x, recency, age] of [
          [0, 0, 0],
          [0, 0, 1e4],
          [1, 1e-3, 1e4],
          [300, 9999, 1e4],
          [3000, 10, 10],
        ] as const)
          for (const model of ['bg-nbd', 'mbg-nbd'] as const) {
            const alive = dropoutAlive(model, { r, alpha: 4, a, b }, x, recency, age)
            const ahead = dropoutExpected(model, { r, alpha: 4, a, b }, x, recency, age, 52)
            const most = ((r + x) / (4 + age)) * 52
            const says = `${model} ${[r, a, b, x, recency, age]} ${alive} ${ahead}`
            assert.ok(alive >= 0 && alive <= 1, says)
            assert.ok(ahead >= -1e-9 && ahead <= most * (1 + 1e-6), says)
          }
})

test('Pareto/NBD: extremes stay finite and in range', () => {
  for (const alpha of [1e-3, 5, 5000])
    for (const beta of [1e-3, 5, 5000])
      for (const s of [1e-6, 1, 300])
        for (const [x, recency, age] of [
          [0, 0, 0],
          [0, 0, 1e4],
          [300, 9999, 1e4],
          [3000, 10, 10],
        ] as const) {
          const alive = paretoAlive({ r: 0.5, alpha, s, beta }, x, recency, age)
          const ahead = paretoExpected({ r: 0.5, alpha, s, beta }, x, recency, age, 52)
          const says = `${[alpha, beta, s, x, recency, age]} ${alive} ${ahead}`
          assert.ok(alive >= 0 && alive <= 1 && ahead >= 0 && ahead < Infinity, says)
        }
})

test('both ways to sum agree where either may be taken', () => {
  // first = a + b − 1 − r is −3.99 and −4.01: one by the series, one by counting.
  for (const [x, recency, age] of [
    [0, 0, 20],
    [4, 15, 20],
  ] as const) {
    const by = (r: number) => dropoutExpected('bg-nbd', { r, alpha: 30, a: 0.8, b: 1.7 }, x, recency, age, 52)
    const [below, mid, above] = [by(5.49), by(5.5), by(5.51)]
    near((below + above) / 2 / mid, 1, 1e-6)
  }
})
