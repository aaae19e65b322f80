import assert from 'node:assert/strict'
import type { Case } from '../../src/cases/cases.ts'
import { Refusal } from '../../src/kit/refusal.ts'
import { setOwnLimit } from '../../src/limits/set.ts'
import { give, remediesOnCase } from '../../src/remedies/remedies.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { aProblem, euro, kindNamed } from '../problem.ts'

/** Ben may give €50 on a case, and no more to one customer. */
export const fifty = (halden: TestCompany) =>
  halden.run((db) =>
    setOwnLimit(db, halden.now(halden.mara), {
      person: halden.ben.id,
      currency: 'EUR',
      per_case: 5000n,
      per_customer: 5000n,
      customer_days: 30,
      per_period: 500_000n,
      period: 'month',
      owed_per_case: 0n,
    }),
  )

export const tally = async (tries: Promise<unknown>[]) => {
  const results = await Promise.allSettled(tries)
  const refused = results.filter((one) => one.status === 'rejected')
  for (const one of refused)
    if (!(one.reason instanceof Refusal && one.reason.code === 'limit')) throw one.reason
  return { given: results.length - refused.length, refused: refused.length }
}

export const sumOf = (halden: TestCompany, one: Case) =>
  halden.run(async (db) =>
    (await remediesOnCase(db, one.id)).reduce(
      (all, each) => all + (each.taken_back_at ? 0n : each.amount),
      0n,
    ),
  )

/** So often four hundred at once reach for fifty euros, over one case or split over two: fifty are given. */
export async function raceForFifty(rounds: number): Promise<void> {
  const halden = await aCompany()
  await fifty(halden)
  const goodwill = await kindNamed(halden, 'Goodwill')
  for (let round = 0; round < rounds; round++) {
    const cases = [await aProblem(halden, { name: `Round ${round}` })]
    // Every second round splits over two cases of one customer.
    if (round % 2) cases.push(await aProblem(halden, { customer: cases[0]!.customer_id! }))
    const outcome = await tally(
      Array.from({ length: 400 }, (_, n) =>
        halden.run((db) =>
          give(db, halden.now(halden.ben), {
            case: cases[n % cases.length]!.id,
            kind: goodwill,
            amount: euro(1),
            reason: 'a race',
          }),
        ),
      ),
    )
    assert.deepEqual(outcome, { given: 50, refused: 350 }, `round ${round}`)
    const sums = await Promise.all(cases.map((one) => sumOf(halden, one)))
    assert.equal(
      sums.reduce((all, each) => all + each, 0n),
      5000n,
      `round ${round}`,
    )
  }
}
