import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days, later } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { beAway } from '../people/absence.ts'
import { leadersAndMe, youSaidYouDid } from './kept.ts'
import { changePledge, endPledge, makePledge, sayDone, takeDoneBack } from './make.ts'
import { pledgesOf } from './pledge.ts'
import { insertPledge } from './store.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const eat = { kind: 'other' as const, times: 1, per: 'week' as const, sentence: 'Eat with the workshop' }
const dayAgo = (n: number) => later(clock.now(), -days(n)).toISOString().slice(0, 10)

/** As if it had been made so many days ago. */
const longAgo = (halden: TestCompany, n: number) =>
  halden.run(async (db) => {
    const one = await makePledge(db, halden.now(halden.mara), eat)
    const old = { ...one, id: one.id.replace(/^.{4}/, '0100'), from_day: dayAgo(n) }
    await insertPledge(db, old)
    await endPledge(db, halden.now(halden.mara), one.id, 'made anew')
    return old.id
  })

test('a pledge counts itself; changed or ended it leaves its past, line by line', async () => {
  const halden = await aCompany()
  const mara = () => halden.now(halden.mara)
  const one = await halden.run((db) => makePledge(db, mara(), eat))
  const done = await halden.run((db) => sayDone(db, mara(), one.id, { what: 'Soup on Tuesday' }))
  await halden.run((db) => sayDone(db, mara(), one.id, { what: 'Soup again' }))
  const [said] = await halden.run((db) => youSaidYouDid(db, mara()))
  assert.deepEqual(
    [said?.said, said?.did, said?.now],
    ['Eat with the workshop', 'no whole week yet', 'done for this week'],
  )
  await halden.run((db) => takeDoneBack(db, mara(), done))
  const next = await halden.run((db) =>
    changePledge(db, mara(), one.id, { times: 2, per: 'week', why: 'once is little' }),
  )
  assert.deepEqual([next.sentence, next.instead_id], ['Eat with the workshop', one.id])
  await assert.rejects(
    halden.run((db) => sayDone(db, mara(), one.id, { what: 'late' })),
    refused('pledge-ended'),
  )
  await halden.run((db) => endPledge(db, mara(), next.id, 'they eat elsewhere'))
  const all = await halden.run((db) => pledgesOf(db, halden.mara.id))
  assert.deepEqual(
    all.map((each) => each.end?.why),
    ['they eat elsewhere', 'once is little'],
  )
  const lines = [
    ...(await halden.run((db) => linesAbout(db, one.id))),
    ...(await halden.run((db) => linesAbout(db, next.id))),
  ]
  assert.deepEqual(
    lines.map((line) => line.kind),
    [
      'pledges.made',
      'pledges.done',
      'pledges.done',
      'pledges.done-taken-back',
      'pledges.changed',
      'pledges.ended',
    ],
  )
})

test('those who lead pledge, each for themselves, calls once; calls and shifts cannot be ticked', async () => {
  const halden = await aCompany()
  const make = (who: TestCompany['mara'], what: Parameters<typeof makePledge>[2]) =>
    halden.run((db) => makePledge(db, halden.now(who), what))
  await assert.rejects(make(halden.ben, eat), refused('pledge-level'))
  await assert.rejects(make(halden.carla, eat), refused('pledge-level'))
  await assert.rejects(make(halden.mara, { ...eat, sentence: ' ' }), refused('sentence-empty'))
  await assert.rejects(make(halden.mara, { ...eat, times: 0 }), refused('pledge-times'))
  const calls = await make(halden.mara, { kind: 'calls', times: 3, per: 'week' })
  await assert.rejects(make(halden.mara, { kind: 'calls', times: 1, per: 'month' }), refused('pledge-twice'))
  const tick = (who: TestCompany['mara']) =>
    halden.run((db) => sayDone(db, halden.now(who), calls.id, { what: 'I rang' }))
  await assert.rejects(tick(halden.mara), refused('pledge-counts'))
  await assert.rejects(tick(halden.david), refused('not-your-pledge'))
  await assert.rejects(
    halden.run((db) => endPledge(db, halden.now(halden.david), calls.id, 'no')),
    refused('not-your-pledge'),
  )
})

test('an absence is said and counts for nothing', async () => {
  const halden = await aCompany()
  const id = await longAgo(halden, 40)
  const before = await halden.run((db) => leadersAndMe(db, halden.now(halden.mara)))
  const n = before[0]?.pledges.find((one) => one.pledge.id === id)?.lately.n ?? 0
  assert.ok(n >= 4, String(n))
  await halden.run((db) =>
    beAway(db, { ...halden.mara, at: later(clock.now(), -days(60)) }, halden.mara.id, {
      from: later(clock.now(), -days(40)),
      until: clock.now(),
      standIn: null,
    }),
  )
  const after = await halden.run((db) => leadersAndMe(db, halden.now(halden.mara)))
  const kept = after[0]?.pledges.find((one) => one.pledge.id === id)
  assert.equal(kept?.lately.n, 0)
  assert.match(kept?.says ?? '', /^no whole week yet; away for (four|five)$/)
})

test('everybody reads what leaders pledged and kept; a manager’s is for their own eyes', async () => {
  const halden = await aCompany()
  const mara = await halden.door(halden.mara)
  const david = await halden.door(halden.david)
  const ben = await halden.door(halden.ben)
  const sent = { doing: 'other', times: '1', per: 'month', sentence: 'Walk through the workshop' }
  assert.equal((await mara.post('/pledges', sent)).location, '/pledges')
  assert.equal((await david.post('/pledges', { ...sent, sentence: 'Open the shop' })).location, '/pledges')
  assert.equal((await ben.post('/pledges', sent)).status, 403)
  const read = await ben.get('/pledges')
  assert.match(read.text, /Walk through the workshop · no whole month yet/)
  assert.doesNotMatch(read.text, /Open the shop|Pledge it|Change it/)
  assert.doesNotMatch((await mara.get('/pledges')).text, /Open the shop/)
  assert.match((await david.get('/pledges')).text, /Yours, which only you see/)
  const api = await halden.api(halden.ben)
  const { body } = await api('GET', '/pledges')
  assert.deepEqual(
    body.items.map((one: { sentence: string }) => one.sentence),
    ['Walk through the workshop'],
  )
  assert.match((await ben.get('/company')).text, /“Walk through the workshop”, no whole month yet/)
})
