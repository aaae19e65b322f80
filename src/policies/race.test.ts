import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { meet } from '../customers/customers.ts'
import { linesAbout } from '../history/history.ts'
import { interactionsOf, speak } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import { listLetters } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { defend, policies, policy, reportRule, scrap, tellCustomer, told } from './policies.ts'
import { insertWait, selectPast } from './store-waits.ts'

const aRule = (halden: TestCompany, name = 'Storage fee') =>
  halden.run((db) => reportRule(db, halden.now(halden.ben), { name, customer: null, more: 1 }))

/** How many went through; all others must have been refused for being second. */
async function wins(tries: Promise<unknown>[], code: string): Promise<number> {
  const results = await Promise.allSettled(tries)
  const lost = results.filter((one) => one.status === 'rejected')
  for (const one of lost) if (!(one.reason instanceof Refusal && one.reason.code === code)) throw one.reason
  return results.length - lost.length
}

const ROUNDS = 8

test('two owners speak at once: exactly one word holds, and one line says so', async () => {
  const halden = await aCompany()
  const until = new Date(halden.mara.at.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
  for (let round = 0; round < ROUNDS; round++) {
    const { policy: id } = await aRule(halden, `Rule ${round}`)
    const wait = (await halden.run((db) => policy(db, id))).wait?.id
    const won = await wins(
      [
        halden.run((db) =>
          defend(db, halden.now(halden.david), id, { because: 'It is needed', until, wait }),
        ),
        halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'It hurts', wait })),
        halden.run((db) => scrap(db, halden.now(halden.david), id, { because: 'It hurts me too', wait })),
      ],
      'policy-decided',
    )
    assert.equal(won, 1, `round ${round}`)
    const spoken = (await halden.run((db) => linesAbout(db, id))).filter((line) =>
      /defended|scrapped/.test(line.kind),
    )
    assert.equal(spoken.length, 1)
    assert.equal((await halden.run((db) => selectPast(db, id))).flatMap((one) => one.answer ?? []).length, 1)
  }
})

test('the control, which looks and then speaks without standing in line, lets several through', async () => {
  const halden = await aCompany()
  let most = 0
  for (let round = 0; round < 20 && most < 2; round++) {
    const { policy: id } = await aRule(halden, `Blind ${round}`)
    const blind = (db: Db, who: typeof halden.mara) =>
      policy(db, id).then((one) => {
        if (!one.wait) throw new Refusal('conflict', 'policy-decided', 'Decided.')
        return insertWait(db, {
          id: newId(who.at),
          policy_id: id,
          why: 'unasked',
          reason: '',
          at: who.at,
          by_id: who.id,
        })
      })
    most = Math.max(
      most,
      await wins(
        [halden.mara, halden.david].map((who) => halden.run((db) => blind(db, halden.now(who)))),
        'policy-decided',
      ),
    )
  }
  assert.equal(most, 2, 'Nobody raced: the test above would see nothing.')
  // What it wrote fits together nowhere: no clock of this company is to come due in another test.
  await halden.run((db) => sql`delete from kit_timer where company_id = ${halden.company}`.execute(db))
})

test('many tell the same customer at once: one letter goes, and one line is written', async () => {
  const halden = await aCompany()
  const whom = await halden.run((db) =>
    meet(db, halden.ben, {
      name: 'Jonas',
      addresses: [{ kind: 'email', written: `j@${halden.slug}.example` }],
    }),
  )
  const { policy: id } = await halden.run((db) =>
    reportRule(db, halden.now(halden.ben), { name: 'Storage fee', customer: whom.id }),
  )
  await halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'It hurts' }))
  const text = 'That rule is gone, because of you.'
  const all = [halden.ben, halden.ana, halden.carla, halden.david, halden.mara, halden.priya]
  const tell = (who: typeof halden.ben) =>
    halden.run((db) => tellCustomer(db, halden.now(who), { policy: id, customer: whom.id, text }))
  assert.equal(await wins(all.map(tell), 'told-already'), 1)
  const letters = async () =>
    (await halden.run((db) => listLetters(db, 50))).filter((one) => one.text.includes(text)).length
  assert.equal(await letters(), 1)
  const said = await halden.run((db) => interactionsOf(db, [whom.id], { most: 20 }))
  assert.equal(said.filter((one) => one.direction === 'out').length, 1)
  assert.equal((await halden.run(async (db) => told(db, await policy(db, id)))).length, 1)
  const lines = await halden.run((db) => linesAbout(db, id))
  assert.equal(lines.filter((line) => line.kind === 'policies.customer-told').length, 1)
  // Without the row that says so, each of them would be heard.
  await Promise.all(
    all.map((who) =>
      halden.run((db) => speak(db, halden.now(who), { customer: whom.id, channel: 'email', text })),
    ),
  )
  assert.equal(await letters(), 1 + all.length)
})

test('two name the same new rule at once: it is one rule, with two reports and one wait', async () => {
  const halden = await aCompany()
  await Promise.all(
    [halden.ben, halden.ana, halden.priya, halden.carla].map((who) =>
      halden.run((db) => reportRule(db, halden.now(who), { name: 'No loan bikes', customer: null, more: 1 })),
    ),
  )
  const [one, ...more] = await halden.run((db) => policies(db))
  assert.deepEqual(more, [])
  assert.equal(one?.stopped.length, 4)
  assert.equal((await halden.run((db) => selectPast(db, one?.id ?? ''))).length, 1)
})

test('the same tap twice, at the same moment, is one report', async () => {
  const halden = await aCompany()
  const { policy: id } = await aRule(halden)
  const made = await Promise.all(
    [1, 2, 3, 4].map(() =>
      halden.run((db) => reportRule(db, halden.now(halden.ana), { policy: id, customer: null, more: 2 })),
    ),
  )
  assert.equal(made.filter((one) => one.made).length, 1)
  assert.equal((await halden.run((db) => policy(db, id))).hurt.all, 3)
})
