import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { meet } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import { clock, minutes, seconds } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { listLetters } from '../kit/mail.ts'
import { formatWhen } from '../kit/moments.ts'
import { Refusal } from '../kit/refusal.ts'
import { findTicket, readTicket } from '../kit/tickets.ts'
import type { Who } from '../kit/who.ts'
import { leave } from '../people/leave.ts'
import {
  addToCase,
  briefOf,
  type Case,
  casesOf,
  confirm,
  FOLLOW,
  handOver,
  keepPromise,
  lastAnswer,
  note,
  notRightYet,
  openCase,
  promise,
  promisesOf,
  putRight,
  readCase,
  readFollow,
  reply,
  stillPromised,
  stop,
  take,
  waitingCases,
} from './cases.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** The kinds of the history lines that a deed leaves. */
async function linesOf<T>(halden: TestCompany, deed: (db: Db) => Promise<T>): Promise<[T, string[]]> {
  const before = await halden.run(async (db) => (await linesAfter(db, undefined, 10_000)).length)
  const result = await halden.run(deed)
  const lines = await halden.run((db) => linesAfter(db, undefined, 10_000))
  return [result, lines.slice(before).map((line) => line.kind)]
}

async function tom(halden: TestCompany, email?: string) {
  const { ben } = halden
  return halden.run((db) =>
    meet(db, halden.now(ben), {
      name: 'Tom Baker',
      addresses: email ? [{ kind: 'email', written: email }] : [{ kind: 'phone', written: '+49 40 5550177' }],
    }),
  )
}

const asCustomer = (halden: TestCompany, id: Id): Who => ({
  company: halden.company,
  by: 'customer',
  id,
  at: clock.now(),
})

async function complain(halden: TestCompany, email?: string): Promise<Case> {
  const customer = await tom(halden, email)
  await halden.run((db) =>
    hear(db, asCustomer(halden, customer.id), {
      kind: 'complaint',
      channel: 'page',
      customer: customer.id,
      team: halden.teams.station,
      text: 'My bike was not ready on Friday. I need it to work, and nobody rang me.',
      beside: { wants: 'A bike by Saturday' },
    }),
  )
  const [one] = await halden.run((db) => casesOf(db, [customer.id]))
  assert.ok(one)
  return one
}

test('a complaint opens a case that its team sees and nobody holds yet', async () => {
  const halden = await aCompany()
  const customer = await tom(halden)
  const [, lines] = await linesOf(halden, (db) =>
    hear(db, asCustomer(halden, customer.id), {
      kind: 'complaint',
      channel: 'page',
      customer: customer.id,
      team: halden.teams.station,
      text: 'My bike was not ready on Friday. I need it to work.',
      beside: { wants: 'A bike by Saturday' },
    }),
  )
  assert.deepEqual(lines.sort(), ['cases.opened', 'interactions.heard'])
  const [one] = await halden.run((db) => waitingCases(db, { team: halden.teams.station, most: 10 }))
  assert.equal(one?.title, 'My bike was not ready on Friday')
  assert.equal(one?.wants, 'A bike by Saturday')
  assert.equal(one?.number, 1)
  assert.equal(one?.holder_id, null)
  assert.ok(one?.due_at && one.due_at > clock.now())
  assert.deepEqual(await halden.run((db) => waitingCases(db, { team: halden.teams.harbour, most: 10 })), [])
})

test('a low score opens a case, a good one, an old one and our own words do not', async () => {
  const halden = await aCompany()
  const customer = await tom(halden)
  const say = (what: object) =>
    halden.run((db) =>
      hear(db, asCustomer(halden, customer.id), {
        kind: 'answer',
        channel: 'page',
        customer: customer.id,
        ...what,
      }),
    )
  await say({ score: 3 })
  await say({ score: 1, at: new Date(clock.now().getTime() - 40 * 86_400_000) })
  await say({ kind: 'message', direction: 'out', text: 'We are sorry.' })
  await say({ own: { score: 0, scale: '0/1' } })
  assert.deepEqual(await halden.run((db) => casesOf(db, [customer.id])), [])
  await say({ score: 2, text: 'So so' })
  assert.deepEqual(
    (await halden.run((db) => casesOf(db, [customer.id]))).map((one) => one.title),
    ['So so'],
  )
})

test('what is added to a case that waits opens no other', async () => {
  const halden = await aCompany()
  const one = await complain(halden)
  const [, lines] = await linesOf(halden, (db) =>
    hear(db, asCustomer(halden, one.customer_id!), {
      kind: 'complaint',
      channel: 'page',
      customer: one.customer_id,
      text: 'Still nobody rang.',
      beside: { case: one.id },
    }),
  )
  assert.deepEqual(lines.sort(), ['cases.added-to', 'interactions.heard'])
  assert.equal((await halden.run((db) => casesOf(db, [one.customer_id!]))).length, 1)
})

test('a case is taken once, and handed over with a brief only', async () => {
  const halden = await aCompany()
  const { ben, carla } = halden
  const { id } = await complain(halden)
  const [taken, lines] = await linesOf(halden, (db) => take(db, halden.now(ben), id))
  assert.deepEqual(lines, ['cases.taken'])
  assert.equal(taken.holder_id, ben.id)
  await assert.rejects(() => halden.run((db) => take(db, halden.now(carla), id)), refused('case-held'))
  const short = () =>
    halden.run((db) => handOver(db, halden.now(ben), id, { to: carla.id, brief: '  please do it  ' }))
  await assert.rejects(short, refused('brief-too-short'))

  const brief = await halden.run((db) => briefOf(db, halden.now(ben), id))
  assert.match(brief, /^Tom Baker: My bike was not ready/)
  assert.match(brief, /Wants: A bike by Saturday/)
  const [given, handed] = await linesOf(halden, (db) =>
    handOver(db, halden.now(ben), id, { to: carla.id, brief }),
  )
  assert.deepEqual(handed, ['cases.handed-over'])
  assert.equal(given.holder_id, carla.id)
  const again = () => halden.run((db) => handOver(db, halden.now(ben), id, { to: carla.id, brief }))
  await assert.rejects(again, refused('case-held'))
})

test('of two who take a case at the same moment one holds it', async () => {
  const halden = await aCompany()
  const { id } = await complain(halden)
  const tries = await Promise.allSettled(
    [halden.ben, halden.carla, halden.ana].map((who) => halden.run((db) => take(db, halden.now(who), id))),
  )
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1)
})

test('a promise warns a quarter of an hour before, and its clock fires to the second', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { ben } = halden
  const { id } = await complain(halden)
  const at = clock.now()
  const dueAt = new Date(at.getTime() + minutes(60))
  const [made, lines] = await linesOf(halden, (db) =>
    promise(db, { ...ben, at }, id, { what: 'A call', dueAt }),
  )
  assert.deepEqual(lines, ['cases.promised'])
  const one = await halden.run((db) => readCase(db, id))
  assert.deepEqual([one.due_at, one.holder_id], [dueAt, ben.id])

  const kinds = async () =>
    (await linesOf(halden, () => halden.settle()))[1].filter((kind) => kind.startsWith('cases.'))
  clock.move(minutes(45) - seconds(2))
  assert.deepEqual(await kinds(), [])
  clock.move(seconds(3))
  assert.deepEqual(await kinds(), ['cases.promise-near'])
  clock.move(minutes(15) - seconds(2))
  assert.deepEqual(await kinds(), [])
  clock.move(seconds(2))
  assert.deepEqual(await kinds(), ['cases.promise-due'])
  const letters = await halden.run((db) => listLetters(db, 10))
  const by = formatWhen(dueAt, clock.now(), 'en', ben.house.zone)
  assert.deepEqual(
    letters.map((letter) => [letter.recipient.startsWith('ben.'), letter.subject]),
    [
      [true, 'Due now: A call'],
      [true, `Due at ${by}: A call`],
    ],
  )
  const [kept, after] = await linesOf(halden, (db) => keepPromise(db, halden.now(ben), made.id))
  assert.deepEqual([kept.end?.how, after], ['kept', ['cases.promise-kept']])
})

test('a promise that is replaced in time is replaced, after its hour it was broken, and its clock is still', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { id } = await complain(halden)
  const soon = (more: number) => new Date(clock.now().getTime() + minutes(more))
  const say = (what: string, more: number, instead?: Id) =>
    halden.run((db) =>
      promise(db, halden.now(halden.ben), id, { what, dueAt: soon(more), ...(instead ? { instead } : {}) }),
    )
  const first = await say('A call', 30)
  const second = await say('A visit', 60, first.id)
  clock.move(minutes(61))
  const third = await say('A bike', 60, second.id)
  const made = await halden.run((db) => promisesOf(db, [id]))
  assert.deepEqual(
    made.map((one) => [one.what, one.end?.how]),
    [
      ['A call', 'replaced'],
      ['A visit', 'broken'],
      ['A bike', undefined],
    ],
  )
  const [, lines] = await linesOf(halden, () => halden.settle())
  assert.ok(!lines.includes('cases.promise-due'), lines.join())
  await assert.rejects(() => say('Too late', -1), refused('promise-past'))
  assert.deepEqual((await halden.run((db) => readCase(db, id))).due_at, third.due_at)
})

test('put right asks the customer, whose five confirms it', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { id, customer_id } = await complain(halden)
  await assert.rejects(
    () => halden.run((db) => confirm(db, asCustomer(halden, customer_id!), id, { score: 5 })),
    refused('case-waits'),
  )
  const [right, lines] = await linesOf(halden, (db) =>
    putRight(db, halden.now(halden.ben), id, 'Lent a bike.'),
  )
  assert.deepEqual(lines, ['cases.put-right'])
  assert.deepEqual(
    [right.waiting, right.holder_id, right.put_right?.how],
    [false, halden.ben.id, 'Lent a bike.'],
  )
  const [confirmed, answered] = await linesOf(halden, (db) =>
    confirm(db, asCustomer(halden, customer_id!), id, {
      score: 5,
      words: 'I told it once.',
      toldTwice: false,
    }),
  )
  assert.deepEqual(
    answered.sort().filter((kind) => !kind.startsWith('thanks.')),
    ['cases.added-to', 'cases.confirmed', 'interactions.heard'],
  )
  assert.deepEqual([confirmed.confirmed?.score, confirmed.confirmed?.told_twice], [5, false])
  const twice = () => halden.run((db) => confirm(db, asCustomer(halden, customer_id!), id, { score: 1 }))
  await assert.rejects(twice, refused('case-confirmed'))
})

test('put right keeps only the promises that were kept; the others go on, with their clocks', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { id } = await complain(halden)
  const say = (about: Id, what: string, inMinutes: number) =>
    halden.run((db) =>
      promise(db, halden.now(halden.ben), about, {
        what,
        dueAt: new Date(clock.now().getTime() + minutes(inMinutes)),
      }),
    )
  const [bike, call] = [await say(id, 'A bike to ride', 60), await say(id, 'A call', 90)]
  const other = await say((await complain(halden)).id, 'Not of this case', 600)
  await assert.rejects(
    () => halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Lent a bike.', [other.id])),
    refused('promise'),
  )
  await halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Lent a bike.', [bike.id]))
  const ends = async () => (await halden.run((db) => promisesOf(db, [id]))).map((one) => one.end?.how)
  assert.deepEqual(await ends(), ['kept', undefined])
  assert.equal((await halden.run((db) => readFollow(db, { about: id }))).promise?.what, 'A call')
  const owed = async () =>
    (await halden.run((db) => stillPromised(db, halden.now(halden.ben), 7)))?.things ?? 0
  assert.equal(await owed(), 1)
  clock.move(minutes(91))
  const [, late] = await linesOf(halden, () => halden.settle())
  assert.equal(late.filter((kind) => kind === 'cases.promise-due').length, 1)
  const ben = await halden.door(halden.ben)
  const kept = await ben.post(`/cases/${id}/promises/${call.id}/keep`, { back: 'today' })
  assert.deepEqual([kept.status, kept.location], [303, '/today'])
  assert.deepEqual([await ends(), await owed()], [['kept', 'kept'], 0])
})

test('taken back, the promise is the case’s own again; of one who left it is the team’s', async () => {
  const halden = await aCompany()
  const { id } = await complain(halden)
  const one = await halden.run((db) =>
    promise(db, halden.now(halden.ben), id, {
      what: 'A call',
      dueAt: new Date(clock.now().getTime() + minutes(90)),
    }),
  )
  const owed = async (who: typeof halden.ben) =>
    (await halden.run((db) => stillPromised(db, halden.now(who), 7)))?.things ?? 0
  await halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Lent a bike.'))
  await halden.run((db) => notRightYet(db, halden.now(halden.ben), id))
  assert.equal(await owed(halden.ben), 0)
  assert.deepEqual((await halden.run((db) => readCase(db, id))).due_at, one.due_at)
  await halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Lent a bike.'))
  assert.deepEqual([await owed(halden.ben), await owed(halden.carla)], [1, 0])
  await halden.run((db) => leave(db, halden.now(halden.mara), halden.ben.id))
  assert.deepEqual([await owed(halden.carla), await owed(halden.ana)], [1, 0])
})

test('what was not put right is a case that follows, with whoever held the first', async () => {
  const halden = await aCompany()
  const one = await complain(halden)
  await halden.run((db) => putRight(db, halden.now(halden.ben), one.id, 'Sent a voucher.'))
  const [, lines] = await linesOf(halden, (db) =>
    confirm(db, asCustomer(halden, one.customer_id!), one.id, {
      score: 2,
      madeFive: 'A bike, not a voucher.',
    }),
  )
  assert.deepEqual(lines.sort(), ['cases.confirmed', 'cases.opened', 'interactions.heard'])
  const followed = await halden.run((db) => readFollow(db, { about: one.id }))
  assert.equal(followed.one.after_id, one.id)
  assert.equal(followed.one.holder_id, halden.ben.id)
  assert.equal(followed.one.title, 'A bike, not a voucher')
  assert.equal(followed.with, 'Ben')
  assert.deepEqual(followed.putRight, null)
  assert.deepEqual(
    followed.said.map((said) => said.text),
    ['My bike was not ready on Friday. I need it to work, and nobody rang me.', 'A bike, not a voucher.'],
  )
})

test('put right can be taken back before the customer answers', async () => {
  const halden = await aCompany()
  const { id } = await complain(halden)
  await halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Lent a bike.'))
  const [one, lines] = await linesOf(halden, (db) => notRightYet(db, halden.now(halden.ben), id))
  assert.deepEqual(
    [one.waiting, one.put_right, one.holder_id, lines],
    [true, null, halden.ben.id, ['cases.not-right-yet']],
  )
})

test('a reply leaves after ten seconds, and can be stopped before', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { id, customer_id } = await complain(halden)
  const said = async () =>
    (await halden.run((db) => readFollow(db, { about: id }))).said.filter((one) => one.by)
  const [, lines] = await linesOf(halden, (db) =>
    reply(db, halden.now(halden.ben), id, 'I am sorry. A bike is on its way.'),
  )
  assert.deepEqual(lines, ['cases.replied'])
  await halden.run((db) => stop(db, halden.now(halden.ben), id))
  clock.move(seconds(11))
  await halden.settle()
  assert.deepEqual(await said(), [])
  await halden.run((db) => reply(db, halden.now(halden.ben), id, 'I am sorry. A bike is on its way to you.'))
  clock.move(seconds(11))
  const [, left] = await linesOf(halden, () => halden.settle())
  assert.deepEqual(left.sort().slice(0, 2), ['cases.added-to', 'interactions.heard'])
  assert.deepEqual(
    (await said()).map((one) => [one.by, one.text]),
    [['Ben', 'I am sorry. A bike is on its way to you.']],
  )
  await assert.rejects(() => halden.run((db) => stop(db, halden.now(halden.ben), id)), refused('reply-left'))
  assert.ok(customer_id)
})

test('of two who answer at once the second reads the first', async () => {
  const halden = await aCompany()
  const { id } = await complain(halden)
  const seen = await halden.run((db) => lastAnswer(db, id))
  await halden.run((db) => reply(db, halden.now(halden.ben), id, 'A bike is on its way.', seen))
  const second = () => halden.run((db) => reply(db, halden.now(halden.carla), id, 'Sorry!', seen))
  await assert.rejects(second, refused('just-answered'))
  const read = await halden.run((db) => lastAnswer(db, id))
  await halden.run((db) => reply(db, halden.now(halden.carla), id, 'And sorry from me.', read))
})

test('opened by hand it has the number after the last, also when many open at once', async () => {
  const halden = await aCompany()
  const open = () =>
    halden.run((db) =>
      openCase(db, halden.now(halden.ben), { customer: null, happened: 'A pump is missing.' }),
    )
  const opened = await Promise.all(Array.from({ length: 8 }, open))
  assert.deepEqual(
    opened.map((one) => one.number).sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
})

test('the mail that asks whether it was put right leaves after ten seconds, with the private link', async (t) => {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const { id } = await complain(halden, 'tom@courier.example')
  await halden.run((db) => putRight(db, halden.now(halden.ben), id, 'Lent a bike.'))
  await halden.settle()
  const toTom = async () =>
    (await halden.run((db) => listLetters(db, 10))).filter((one) =>
      one.recipient.includes('tom@courier.example'),
    )
  assert.deepEqual(await toTom(), [])
  clock.move(seconds(11))
  await halden.settle()
  const [letter] = await toTom()
  assert.match(letter?.text ?? '', /Ben at Halden has put this right: Lent a bike\./)
  const token = /\/follow\/([\w-]{32})/.exec(letter?.text ?? '')?.[1]
  const ticket = await findTicket(halden.database, token ?? '')
  assert.equal(ticket?.company, halden.company)
  const read = await halden.run((db) => readTicket(db, ticket?.ticket ?? '', FOLLOW, clock.now()))
  assert.deepEqual([read?.about, read?.many], [id, true])
})

test('what the customer adds on their own page belongs to the case; our own notes are not shown there', async () => {
  const halden = await aCompany()
  const one = await complain(halden)
  await halden.run((db) =>
    note(db, halden.now(halden.ben), one.id, { kind: 'call', direction: 'out', text: 'Nobody answered.' }),
  )
  const [, lines] = await linesOf(halden, (db) =>
    addToCase(db, asCustomer(halden, one.customer_id!), one.id, { text: 'It is the blue one.' }),
  )
  assert.deepEqual(lines.sort(), ['cases.added-to', 'interactions.heard'])
  const followed = await halden.run((db) => readFollow(db, { about: one.id }))
  assert.deepEqual(followed.said.map((said) => said.text).slice(1), ['It is the blue one.'])
  assert.deepEqual([followed.with, followed.putRight, followed.promise?.what], ['Ben', null, null])
})

test('what somebody held who leaves waits for the team again', async () => {
  const halden = await aCompany()
  const { id } = await complain(halden)
  await halden.run((db) => take(db, halden.now(halden.ben), id))
  const [, lines] = await linesOf(halden, (db) => leave(db, halden.now(halden.mara), halden.ben.id))
  assert.ok(lines.includes('cases.released'))
  const one = await halden.run((db) => readCase(db, id))
  assert.deepEqual([one.holder_id, one.waiting, one.team_id], [null, true, halden.teams.station])
})
