import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem } from '../../test/problem.ts'
import { type Case, handOver, putRight, take } from '../cases/cases.ts'
import { type Line, linesAbout } from '../history/history.ts'
import { clock, days, hours, later, minutes } from '../kit/clock.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { leave } from '../people/leave.ts'
import type { Staff } from '../people/people.ts'
import { insertTeam } from '../people/store.ts'
import {
  answerRequest,
  askedBy,
  askTeam,
  finishRequest,
  handOn,
  isLate,
  letGo,
  readRequest,
  replyToTeam,
  requestsFor,
  requestsFrom,
  requestsOn,
  sayHelped,
  setUsual,
  takeUp,
  withdrawRequest,
} from './requests.ts'
import { insertTaking } from './store.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** Halden with Stores, where Henk works; Ben’s case of Jonas Weber. */
async function stores() {
  const halden = await aCompany()
  const id = newId(clock.now())
  await halden.run((db) => insertTeam(db, { id, parent_id: null, name: 'Stores' }))
  const henk = await halden.hire('Henk Dorn', id, 'front-line')
  const one = await aProblem(halden)
  await halden.run((db) => take(db, halden.now(halden.ben), one.id))
  return { halden, stores: id, henk, one }
}

const askWorkshop = (halden: TestCompany, one: Case, what = 'Is the light there?') =>
  halden.run((db) => askTeam(db, halden.now(halden.ben), { case: one.id, team: halden.teams.workshop, what }))

const promised = (halden: TestCompany, who: Staff, id: Id, inHours = 1) =>
  halden.run((db) => answerRequest(db, halden.now(who), id, { promise: later(clock.now(), hours(inHours)) }))

const linesOf = async (halden: TestCompany, about: Id): Promise<Line[]> =>
  (await halden.run((db) => linesAbout(db, about))).filter((line) => line.kind.startsWith('requests.'))
const kindsOf = async (halden: TestCompany, about: Id) =>
  (await linesOf(halden, about)).map((line) => line.kind)

const movable = (t: TestContext) => t.after(() => clock.reset())

test('a team is asked in one sentence, promises, does it, and hears that it helped', async () => {
  const { halden, one } = await stores()
  const asked = await askWorkshop(halden, one)
  assert.deepEqual(
    [asked.team, asked.from, asked.what, asked.promise, asked.end],
    ['Workshop', 'Station', 'Is the light there?', null, null],
  )
  assert.ok(asked.due_at && asked.due_at > clock.now(), 'an answer is owed by a moment')
  const at = later(clock.now(), hours(2))
  const promise = await halden.run((db) =>
    answerRequest(db, halden.now(halden.priya), asked.id, { promise: at, what: 'The spare one' }),
  )
  assert.deepEqual([promise.promise?.what, promise.due_at], ['The spare one', at])
  const done = await halden.run((db) =>
    finishRequest(db, halden.now(halden.priya), asked.id, 'It lies at the counter.'),
  )
  assert.deepEqual([done.end?.how, done.end?.word, done.due_at], ['done', 'It lies at the counter.', null])
  const judged = await halden.run((db) => sayHelped(db, halden.now(halden.ben), asked.id, { helped: true }))
  assert.deepEqual(judged.helped, { helped: true, word: '' })
  assert.deepEqual(await kindsOf(halden, one.id), [
    'requests.asked',
    'requests.promised',
    'requests.done',
    'requests.judged',
  ])
  const words = JSON.stringify(await linesOf(halden, one.id))
  assert.doesNotMatch(words, /light|spare|counter/, 'history holds nobody’s words')
})

test('what is asked stands with the asked team and with the asking one, and in no third', async () => {
  const { halden, one, stores: third } = await stores()
  const { id } = await askWorkshop(halden, one)
  const ids = (teams: Id[], read: typeof requestsFor) =>
    halden.run(async (db) => (await read(db, teams)).map((each) => each.id))
  assert.deepEqual(await ids([halden.teams.workshop], requestsFor), [id])
  assert.deepEqual(await ids([halden.teams.station], requestsFrom), [id])
  assert.deepEqual(await ids([third], requestsFor), [])
  assert.deepEqual(await ids([halden.teams.workshop], requestsFrom), [])
})

test('“we cannot” says why, and ends it; without a why it is refused', async () => {
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  const cannot = (because: string) =>
    halden.run((db) => answerRequest(db, halden.now(halden.priya), id, { cannot: because }))
  await assert.rejects(cannot('  '), refused('because-empty'))
  const ended = await cannot('The maker does not make it any more.')
  assert.deepEqual([ended.end?.how, ended.end?.word], ['cannot', 'The maker does not make it any more.'])
  await assert.rejects(promised(halden, halden.priya, id), refused('request-ended'))
  await assert.rejects(
    halden.run((db) => sayHelped(db, halden.now(halden.ben), id, { helped: true })),
    refused('not-done'),
  )
})

test('a question back is answered in place, and the clock turns to the side that has to speak', async (t) => {
  movable(t)
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  const ask = () =>
    halden.run((db) => answerRequest(db, halden.now(halden.priya), id, { question: 'Left or right?' }))
  const asked = await ask()
  assert.equal(asked.question?.text, 'Left or right?')
  await assert.rejects(ask(), refused('question-open'))
  clock.move(days(9))
  await halden.settle()
  const [late] = (await linesOf(halden, one.id)).filter((line) => line.kind === 'requests.late')
  assert.deepEqual(late?.data, { request: id, team: halden.teams.station }, 'Station owes the reply')
  const replied = await halden.run((db) => replyToTeam(db, halden.now(halden.ben), id, 'Left.'))
  assert.equal(replied.question, null)
  assert.ok(replied.due_at && replied.due_at > clock.now(), 'now Workshop has its own time again')
  await assert.rejects(
    halden.run((db) => replyToTeam(db, halden.now(halden.ben), id, 'Left!')),
    refused('no-question'),
  )
})

test('the clock warns before, fires to the second, and what is late is late on both sides', async (t) => {
  movable(t)
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await promised(halden, halden.priya, id)
  const fired = async () => (await kindsOf(halden, one.id)).slice(2)
  clock.move(minutes(44))
  await halden.settle()
  assert.deepEqual(await fired(), [])
  clock.move(minutes(2))
  await halden.settle()
  assert.deepEqual(await fired(), ['requests.near'])
  clock.move(minutes(15))
  await halden.settle()
  assert.deepEqual(await fired(), ['requests.near', 'requests.late'])
  const [forThem] = await halden.run((db) => requestsFor(db, [halden.teams.workshop]))
  const [forBen] = await halden.run((db) => askedBy(db, halden.now(halden.ben)))
  assert.deepEqual([forThem?.id, forBen?.id], [id, id])
  assert.ok(forThem && forBen && isLate(forThem, clock.now()) && isLate(forBen, clock.now()))
})

test('a promise that is kept in time leaves no warning behind', async (t) => {
  movable(t)
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await promised(halden, halden.priya, id)
  await halden.run((db) => finishRequest(db, halden.now(halden.priya), id))
  clock.move(hours(3))
  await halden.settle()
  assert.deepEqual(await kindsOf(halden, one.id), ['requests.asked', 'requests.promised', 'requests.done'])
})

test('a promise moved after its hour says so in its line', async (t) => {
  movable(t)
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await promised(halden, halden.priya, id)
  clock.move(hours(2))
  await promised(halden, halden.priya, id)
  const last = (await linesOf(halden, one.id)).findLast((line) => line.kind === 'requests.promised')
  assert.match(JSON.stringify(last?.data), /"late":true/)
})

test('a chain: Workshop asks Stores for the same case, and what hangs beneath ends with it', async () => {
  const { halden, stores: third, henk, one } = await stores()
  const first = await askWorkshop(halden, one)
  const second = await halden.run((db) =>
    askTeam(db, halden.now(halden.priya), { case: one.id, team: third, what: 'The bulb, please.' }),
  )
  assert.deepEqual([second.for_id, second.from], [first.id, 'Workshop'])
  // Ben holds the case; what Workshop asked in turn is Workshop’s to withdraw.
  await assert.rejects(
    halden.run((db) => withdrawRequest(db, halden.now(halden.ben), second.id)),
    refused('not-your-request'),
  )
  await halden.run((db) => withdrawRequest(db, halden.now(halden.ben), first.id))
  assert.equal((await halden.run((db) => readRequest(db, second.id))).end?.how, 'withdrawn')
  const last = (await linesOf(halden, one.id)).at(-1)
  assert.deepEqual(last?.data, { request: first.id, team: halden.teams.workshop, also: [second.id] })
  await assert.rejects(promised(halden, henk, second.id), refused('request-ended'))
})

test('nobody waits for somebody who waits for them: by asking, by a third, or by handing on', async () => {
  const { halden, stores: third, henk, one } = await stores()
  const first = await askWorkshop(halden, one)
  const ask = (who: Staff, team: Id) =>
    halden.run((db) => askTeam(db, halden.now(who), { case: one.id, team, what: 'Please.' }))
  await assert.rejects(ask(halden.ben, halden.teams.station), refused('own-team'))
  await assert.rejects(ask(halden.priya, halden.teams.station), refused('request-circle'))
  const second = await ask(halden.priya, third)
  await assert.rejects(ask(henk, halden.teams.station), refused('request-circle'))
  await assert.rejects(ask(henk, halden.teams.workshop), refused('request-circle'))
  await assert.rejects(
    halden.run((db) =>
      handOn(db, halden.now(henk), second.id, { team: halden.teams.station, reason: 'They sell it.' }),
    ),
    refused('request-circle'),
  )
  // The control: once nobody waits, the same question is asked and answered.
  await halden.run((db) => withdrawRequest(db, halden.now(halden.ben), first.id))
  assert.equal((await ask(halden.priya, halden.teams.station)).team, 'Station')
})

test('two teams that ask each other at the same moment do not both begin to wait', async () => {
  const { halden, one } = await stores()
  const results = await Promise.allSettled([
    askWorkshop(halden, one),
    halden.run((db) =>
      askTeam(db, halden.now(halden.priya), { case: one.id, team: halden.teams.station, what: 'And you?' }),
    ),
  ])
  assert.deepEqual(results.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
})

test('handed on with a reason: the chain is kept, the promise of the first is not the second’s', async () => {
  const { halden, stores: third, henk, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await promised(halden, halden.priya, id)
  const on = (who: Staff, team: Id, reason = 'They keep the lights.') =>
    halden.run((db) => handOn(db, halden.now(who), id, { team, reason }))
  await assert.rejects(on(halden.priya, third, ' '), refused('reason-empty'))
  const after = await on(halden.priya, third)
  assert.deepEqual([after.team, after.promise, after.taken], ['Stores', null, null])
  await assert.rejects(promised(halden, halden.priya, id), refused('not-your-team'))
  await assert.rejects(on(henk, halden.teams.workshop), refused('asked-before'))
  assert.deepEqual((await linesOf(halden, one.id)).at(-1)?.data, {
    request: id,
    from: halden.teams.workshop,
    to: third,
  })
})

test('of ten who do it at once one does it; it is freed by letting go and by leaving', async () => {
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  const hands = await Promise.all(
    Array.from({ length: 9 }, (_, n) =>
      halden.hire(`Hand${n} Workshop`, halden.teams.workshop, 'front-line'),
    ),
  )
  const tries = await Promise.allSettled(
    [halden.priya, ...hands].map((who) => halden.run((db) => takeUp(db, halden.now(who), id))),
  )
  assert.equal(tries.filter((each) => each.status === 'fulfilled').length, 1)
  for (const each of tries)
    if (each.status === 'rejected') assert.ok(refused('request-taken')(each.reason), String(each.reason))
  const by = (await halden.run((db) => readRequest(db, id))).taken?.by_id
  const taker = [halden.priya, ...hands].find((who) => who.id === by)
  assert.ok(taker)
  await halden.run((db) => letGo(db, halden.now(taker), id))
  await halden.run((db) => takeUp(db, halden.now(halden.priya), id))
  await halden.run((db) => leave(db, halden.now(halden.mara), halden.priya.id))
  assert.equal((await halden.run((db) => readRequest(db, id))).taken, null)
  const kinds = await kindsOf(halden, one.id)
  assert.deepEqual(kinds.slice(1), ['requests.taken', 'requests.let-go', 'requests.taken'])
  assert.deepEqual(
    (await linesOf(halden, halden.priya.id)).map((line) => [line.kind, line.data]),
    [['requests.released', { requests: 1 }]],
  )
})

test('the row alone holds two apart, without any line to stand in', async () => {
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  const tries = await Promise.all(
    [halden.priya, halden.ana].map((who) =>
      halden.run((db) => insertTaking(db, { request_id: id, person_id: who.id, at: clock.now() })),
    ),
  )
  assert.deepEqual(tries.sort(), [false, true])
})

test('who answers is of the team or leads it; who asked, or holds the case, speaks for the other side', async () => {
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await assert.rejects(promised(halden, halden.ana, id), refused('not-your-team'))
  await promised(halden, halden.mara, id)
  await assert.rejects(
    halden.run((db) => withdrawRequest(db, halden.now(halden.ana), id)),
    refused('not-your-request'),
  )
  await halden.run((db) =>
    handOver(db, halden.now(halden.ben), one.id, {
      to: halden.ana.id,
      brief: 'Jonas needs a light by Thursday.',
    }),
  )
  await halden.run((db) => finishRequest(db, halden.now(halden.priya), id))
  await assert.rejects(
    halden.run((db) => sayHelped(db, halden.now(halden.priya), id, { helped: true })),
    refused('not-your-request'),
  )
  assert.deepEqual(
    (
      await halden.run((db) =>
        sayHelped(db, halden.now(halden.ana), id, { helped: false, word: 'Too late.' }),
      )
    ).helped,
    { helped: false, word: 'Too late.' },
  )
})

test('the team that did it does not say itself that it helped, even where it holds the case', async () => {
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await halden.run((db) => finishRequest(db, halden.now(halden.priya), id))
  await halden.run((db) =>
    handOver(db, halden.now(halden.ben), one.id, {
      to: halden.priya.id,
      brief: 'Jonas needs a light by Thursday.',
    }),
  )
  await assert.rejects(
    halden.run((db) => sayHelped(db, halden.now(halden.priya), id, { helped: true })),
    refused('own-team'),
  )
})

test('a team says how long it usually takes, and its clock begins with that; whoever needs it sooner is sooner', async () => {
  const { halden, one } = await stores()
  const always = { zone: 'Europe/Berlin', week: {}, closed: [] as string[] }
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
  )
  const open = { ...always, week: week as never }
  const set = (who: Staff, answer: number) =>
    halden.run((db) =>
      setUsual(db, halden.now(who), halden.teams.workshop, { answer, done: 90, hours: open }),
    )
  await assert.rejects(set(halden.ben, 30), refused('not-your-team'))
  await assert.rejects(set(halden.priya, 1), refused('usual-time'))
  await set(halden.priya, 30)
  const asked = await askWorkshop(halden, one)
  assert.equal(asked.due_at?.getTime(), asked.asked_at.getTime() + minutes(30))
  const sooner = await halden.run((db) =>
    askTeam(db, halden.now(halden.ben), {
      case: one.id,
      team: halden.teams.workshop,
      what: 'And the screw?',
      dueAt: later(clock.now(), minutes(10)),
    }),
  )
  assert.equal(sooner.due_at?.getTime(), sooner.needed_by?.getTime())
  assert.deepEqual(
    (await linesOf(halden, halden.teams.workshop)).map((line) => [line.kind, line.data]),
    [['requests.usual-set', { answer: 30, done: 90 }]],
  )
})

test('nothing is asked for a case that was put right; what was asked before stays owed', async () => {
  const { halden, one } = await stores()
  const { id } = await askWorkshop(halden, one)
  await halden.run((db) => putRight(db, halden.now(halden.ben), one.id, 'A new light.'))
  await assert.rejects(askWorkshop(halden, one), refused('case-put-right'))
  await promised(halden, halden.priya, id)
  assert.deepEqual(
    (await halden.run((db) => requestsOn(db, one.id))).map((each) => each.end),
    [null],
  )
})
