import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days, hours, later, minutes } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { answerShift, beginShift, planShift } from '../limits/limits.ts'
import { reportRule, scrap } from '../policies/policies.ts'
import { answerAsk, ask, give, remediesOnCase } from '../remedies/remedies.ts'
import { youSaidYouDid } from './kept.ts'
import { makePledge } from './make.ts'
import { reportShift, sayChanged, toldTeam, visit } from './shift-report.ts'
import { shiftToday, toldToday } from './today.tsx'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const inAWeek = () => later(clock.now(), days(7)).toISOString().slice(0, 10)

async function onShift(halden: TestCompany): Promise<Id> {
  const plan = await halden.run((db) =>
    planShift(db, halden.now(halden.mara), { beside: halden.ben.id, planned: clock.now(), hours: 2 }),
  )
  await halden.run((db) => answerShift(db, halden.now(halden.ben), plan.id, true))
  await halden.run((db) => beginShift(db, halden.now(halden.mara), { beside: halden.ben.id }))
  return plan.id
}

test('what stops her on the shift is noted as met by her: asked, refused, waited, reported', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const mara = () => halden.now(halden.mara)
  const kind = await kindNamed(halden, 'Goodwill')
  const shift = await onShift(halden)
  const [one, other] = [await aProblem(halden), await aProblem(halden, { name: 'Mrs Ito' })]
  const gesture = (id: Id, amount: number) => ({
    case: id,
    kind,
    amount: euro(amount),
    reason: 'a wait',
  })
  const over = () => halden.run((db) => give(db, mara(), gesture(other.id, 101)))
  await assert.rejects(over(), refused('limit'))
  await assert.rejects(over(), refused('limit'))
  assert.deepEqual(await halden.run((db) => remediesOnCase(db, other.id)), [], 'the refusal left no money')
  const asked = await halden.run((db) => ask(db, mara(), gesture(one.id, 180)))
  clock.move(minutes(4))
  await halden.run((db) => answerAsk(db, halden.now(halden.carla), asked.id, { answer: 'yes' }))
  const report = await halden.run((db) => reportRule(db, mara(), { name: 'Storage fee', case: other.id }))
  const seen = await halden.run((db) => visit(db, shift))
  assert.deepEqual(
    seen.met.map((each) => [each.how, each.case_id, each.minor, each.asked, each.policy?.id]),
    [
      ['refused', other.id, 10_100n, null, undefined],
      ['asked', one.id, 18_000n, 'Carla Weiss', undefined],
      ['rule', other.id, null, null, report.policy],
    ],
    'the same refusal twice is one thing met',
  )
  const waited = seen.met[1]!.answered_at!.getTime() - seen.met[1]!.at.getTime()
  assert.equal(Math.floor(waited / minutes(1)), 4)
  const lines = await halden.run((db) => linesAbout(db, shift))
  assert.deepEqual(
    lines.map((line) => line.kind).filter((each) => each.startsWith('pledges')),
    ['pledges.met', 'pledges.met', 'pledges.met'],
  )
})

test('the control: without a shift nothing is noted, of her or of Ben', async () => {
  const halden = await aCompany()
  const kind = await kindNamed(halden, 'Goodwill')
  const one = await aProblem(halden)
  const gesture = { case: one.id, kind, amount: euro(101), reason: 'a wait' }
  await onShift(halden)
  await assert.rejects(
    halden.run((db) => give(db, halden.now(halden.ben), gesture)),
    refused('limit'),
  )
  await halden.run((db) => reportRule(db, halden.now(halden.ben), { name: 'Storage fee', case: one.id }))
  const { rows } = await halden.owner.query(
    'select count(*)::int as n from pledges_met where company_id = $1',
    [halden.company],
  )
  assert.equal(rows[0].n, 0)
})

test('afterwards she tells the team, it stands there for a week, and what became of it is said', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const mara = () => halden.now(halden.mara)
  const shift = await onShift(halden)
  const report = await halden.run((db) => reportRule(db, mara(), { name: 'Storage fee', customer: null }))
  const tell = () =>
    halden.run((db) =>
      reportShift(db, mara(), shift, {
        met: 'The storage fee stopped me twice.',
        change: 'It goes.',
        byDay: inAWeek(),
      }),
    )
  await assert.rejects(tell(), refused('shift-not-over'))
  clock.move(hours(2))
  await tell()
  await assert.rejects(tell(), refused('shift-told'))
  const reads = async (who: TestCompany['ben']) =>
    (await halden.run((db) => toldTeam(db, halden.now(who)))).map((one) => one.report?.met)
  assert.deepEqual(
    [await reads(halden.ben), await reads(halden.carla), await reads(halden.ana), await reads(halden.mara)],
    [['The storage fee stopped me twice.'], ['The storage fee stopped me twice.'], [], []],
  )
  await halden.run((db) => scrap(db, mara(), report.policy, { because: 'Nobody rang them.' } as never))
  const ben = await halden.door(halden.ben)
  const page = await ben.get(`/shifts/${shift}`)
  assert.match(page.text, /“Storage fee”/)
  assert.match(page.text, /It is gone\./)
  assert.equal((await halden.run((db) => toldToday(db, halden.now(halden.ben), 3)))?.things, 1)
  clock.move(days(8))
  assert.deepEqual(await reads(halden.ben), [])
  await halden.run((db) => sayChanged(db, mara(), shift, 'Gone since Monday.'))
  assert.deepEqual(await reads(halden.ben), ['The storage fee stopped me twice.'], 'done is news again')
  const lines = await halden.run((db) => linesAbout(db, shift))
  assert.deepEqual(
    lines.map((line) => line.kind).filter((each) => each.startsWith('pledges')),
    ['pledges.met', 'pledges.told-team', 'pledges.kept-word'],
  )
})

test('a shift counts for the pledge when half of it was worked, and not for a minute at the door', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const mara = () => halden.now(halden.mara)
  await halden.run((db) => makePledge(db, mara(), { kind: 'shifts', times: 1, per: 'quarter' }))
  const now = async () => (await halden.run((db) => youSaidYouDid(db, mara())))[0]
  await onShift(halden)
  clock.move(minutes(59))
  assert.equal((await now())?.tally.running?.done, 0)
  clock.move(minutes(1))
  assert.deepEqual(
    [(await now())?.said, (await now())?.did, (await now())?.now],
    ['One shift a quarter', 'no whole quarter yet', 'done for this quarter'],
  )
})

test('asked, agreed, begun and ended by the pages; both see the strip, and nobody else the shift', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const [mara, ben] = [await halden.door(halden.mara), await halden.door(halden.ben)]
  const plan = await mara.post('/shifts', {
    beside: halden.ben.id,
    planned: new Intl.DateTimeFormat('sv', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'short',
    })
      .format(clock.now())
      .replace(' ', 'T'),
    hours: '2',
  })
  assert.equal(plan.location, '/shifts?asked=yes')
  assert.equal((await halden.run((db) => shiftToday(db, halden.now(halden.ben), 3)))?.things, 1)
  const asked = await ben.get('/shifts')
  assert.match(asked.text, /Yes, Mara may work beside me/)
  const id = /\/shifts\/([0-9a-f-]{36})\/answer/.exec(asked.text)?.[1]
  assert.equal((await mara.post(`/shifts/${id}/answer`, { yes: 'yes' })).status, 403)
  assert.equal((await ben.post(`/shifts/${id}/answer`, { yes: 'yes' })).status, 303)
  assert.match((await mara.get('/shifts')).text, /Begin the shift with Ben’s limit/)
  assert.equal((await mara.post(`/shifts/${id}/begin`)).location, '/today')
  for (const path of ['/today', '/customers', '/wall', '/company'])
    assert.match((await mara.get(path)).text, /You work with <b>Ben’s<\/b> limit until/)
  assert.match((await ben.get('/wall')).text, /<b>Mara<\/b> works beside you with your limit until/)
  const ana = await halden.door(halden.ana)
  assert.equal((await ana.get(`/shifts/${id}`)).status, 404)
  assert.doesNotMatch((await ana.get('/wall')).text, /works beside/)
  assert.equal((await mara.post(`/shifts/${id}/end`)).location, `/shifts/${id}`)
  assert.doesNotMatch((await mara.get('/wall')).text, /You work with/)
})
