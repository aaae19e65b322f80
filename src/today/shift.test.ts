import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { aProblem } from '../../test/problem.ts'
import { openCase, take } from '../cases/cases.ts'
import { clock } from '../kit/clock.ts'
import { answerShift, beginShift, endShift, planShift } from '../limits/limits.ts'
import { whoWaits } from './waiting.ts'

test('on a shift a leader sees who waits for the person beside and their team, and no longer the whole house', async () => {
  const halden = await aCompany()
  const mara = () => halden.now(halden.mara)
  const held = await aProblem(halden)
  await halden.run((db) => take(db, halden.now(halden.ben), held.id))
  const elsewhere = await halden.run((db) =>
    openCase(db, halden.now(halden.ana), {
      customer: null,
      team: halden.teams.harbour,
      happened: 'It rattles.',
    }),
  )
  const sees = async (who = mara()) =>
    (await halden.run((db) => whoWaits(db, who, 5))).rows.map((row) => row.one.id).sort()
  assert.deepEqual(await sees(), [held.id, elsewhere.id].sort(), 'the control: she leads the whole')
  const plan = await halden.run((db) =>
    planShift(db, mara(), { beside: halden.ben.id, planned: clock.now() }),
  )
  await halden.run((db) => answerShift(db, halden.now(halden.ben), plan.id, true))
  await halden.run((db) => beginShift(db, mara(), { beside: halden.ben.id }))
  assert.deepEqual(await sees(), [held.id])
  const page = await (await halden.door(halden.mara)).get('/today')
  assert.match(page.text, new RegExp(`/cases/${held.id}"`))
  assert.match(page.text, /You may give <b class="num">€100<\/b> to anyone, without asking/)
  const own = await aProblem(halden, { name: 'Mrs Ito' })
  await halden.run((db) => take(db, mara(), own.id))
  assert.deepEqual(await sees(), [held.id, own.id].sort(), 'whom she took on it is hers')
  await halden.run((db) => endShift(db, mara(), plan.id))
  assert.equal((await sees()).length, 3)
})
