// What lifetime values cost: a fit of CDNOW's size, a million customers fitted and scored, ten million purchases to
// their table, beside a floor that only walks the same numbers.
import { test } from 'node:test'
import { randomOf } from '../src/stats/random.ts'
import { aliveOf, expectedOf } from '../src/stats/value/ahead.ts'
import { cdnow, dayOf } from '../src/stats/value/cdnow.ts'
import { collapse } from '../src/stats/value/collapse.ts'
import { fitDropout } from '../src/stats/value/dropout.ts'
import { fitPurchases } from '../src/stats/value/models.ts'
import { fitPareto } from '../src/stats/value/pareto.ts'
import { type Purchases, tableOf } from '../src/stats/value/purchases.ts'
import { logGamma, poisson } from '../src/stats/value/variates.ts'
import { busy, median, print } from './program.ts'

const report = (what: string, ms: number, more = '') =>
  print(`  ${what.padEnd(56)} ${ms.toFixed(ms < 100 ? 1 : 0).padStart(7)} ms  ${more}`)

function timed<T>(of: () => T): [T, number] {
  const from = performance.now()
  const made = of()
  return [made, performance.now() - from]
}

test('lifetime values', () => {
  print(`\nLifetime values, one thread (${busy()})`)
  const log = cdnow()
  if (log) {
    const rows = collapse(tableOf(log, dayOf('1997-09-30'), 'week'))
    const times = (of: () => unknown, n: number) => median(Array.from({ length: n }, () => timed(of)[1]))
    report(
      'BG/NBD fit, 2,357 customers of CDNOW',
      times(() => fitDropout(rows, 'bg-nbd'), 40),
    )
    report(
      'MBG/NBD fit, the same',
      times(() => fitDropout(rows, 'mbg-nbd'), 40),
    )
    report(
      'Pareto/NBD fit, the same',
      times(() => fitPareto(rows), 5),
    )
  } else print('  CDNOW: the shared data is absent')
  const before = process.memoryUsage.rss()
  const purchases = made(1_000_000, 10_000_000)
  const n = purchases.day.length
  report(`floor: ${n} purchases walked once in customer order`, timed(() => walk(purchases))[1])
  const [table, toTable] = timed(() => tableOf(purchases, 730, 'day'))
  report(`${n} purchases in any order to ${table.x.length} rows`, toTable)
  const [rows, collapsing] = timed(() => collapse(table))
  report('rows collapsed', collapsing, `${rows.x.length} distinct`)
  const [fitted, fitting] = timed(() => fitPurchases(rows, 'mbg-nbd'))
  if ('refused' in fitted) throw new Error(`Refused: ${fitted.refused.code}`)
  report('MBG/NBD fit', fitting, `${fitted.fit.evaluations} evaluations`)
  const [again, bg] = timed(() => fitDropout(rows, 'bg-nbd'))
  report('BG/NBD fit', bg, `${again.evaluations} evaluations${again.degenerate ? ', degenerate' : ''}`)
  const [, scoring] = timed(() => [
    aliveOf(fitted, rows),
    expectedOf(fitted, rows, { length: 365, unit: 'day' }),
  ])
  report('alive and expected in a year, every distinct row', scoring)
  const [, plain] = timed(() => [
    aliveOf(fitted, table),
    expectedOf(fitted, table, { length: 365, unit: 'day' }),
  ])
  report('the same, every customer', plain)
  print(`  resident memory grew by ${((process.memoryUsage.rss() - before) / 2 ** 20).toFixed(0)} MB in all`)
})

/** Customers of two years with rates of a gamma and some who leave, their purchases shuffled by day of drawing. */
function made(customers: number, most: number): Purchases {
  const random = randomOf(17)
  const [customer, day] = [new Uint32Array(most), new Int32Array(most)]
  let at = 0
  for (let who = 0; who < customers; who++) {
    const first = Math.floor(random() * 600)
    const stays = Math.min(730 - first, -Math.log(1 - random()) * 400)
    const wanted = poisson((Math.exp(logGamma(0.35, random)) / 12) * stays, random)
    for (let k = 0; k <= wanted && at < most; k++) {
      customer[at] = who
      day[at++] = first + (k === 0 ? 0 : Math.ceil(random() * stays))
    }
  }
  // The rest comes again on days already there: same-day purchases, in no order.
  for (const known = at; at < most; at++) {
    const i = Math.floor(random() * known)
    customer[at] = customer[i]!
    day[at] = day[i]!
  }
  return { customer, day, amount: Float64Array.from(day, (d) => 5 + (d % 50)) }
}

function walk({ customer, day, amount }: Purchases): number {
  const sums = new Float64Array(1_000_000)
  for (let i = 0; i < day.length; i++) sums[customer[i]!] = sums[customer[i]!]! + day[i]! + amount![i]!
  return sums[0]!
}
