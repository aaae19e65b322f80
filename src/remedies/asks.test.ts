import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem, euro, kindNamed } from '../../test/problem.ts'
import { openCase } from '../cases/cases.ts'
import { linesAbout } from '../history/history.ts'
import { clock, days, hours, minutes } from '../kit/clock.ts'
import type { Id } from '../kit/ids.ts'
import { listLetters, mailsGoOutBy } from '../kit/mail.ts'
import type { Money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { runDue } from '../kit/timers.ts'
import { setLadder, setSilence } from '../limits/set.ts'
import { type Hours, WEEKDAYS } from '../people/hours.ts'
import { leave } from '../people/leave.ts'
import type { Staff } from '../people/people.ts'
import { insertAbsence, updatePerson } from '../people/store.ts'
import { type Answer, answerAsk } from './answer.ts'
import { ask, withdraw } from './ask.ts'
import { askState, asksFor, yesesOf } from './asks.ts'
import { giveAsked } from './give.ts'
import { mayGive, remediesOnCase } from './remedies.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

const asking = async (halden: TestCompany, who: Staff, one: { id: Id }, amount: Money) => {
  const kind = await kindNamed(halden, 'Goodwill')
  return halden.run((db) =>
    ask(db, halden.now(who), { case: one.id, kind, amount, reason: 'the wheel is his work' }),
  )
}
const answering = (halden: TestCompany, who: Staff, id: Id, what: Answer) =>
  halden.run((db) => answerAsk(db, halden.now(who), id, what))
const giving = (halden: TestCompany, who: Staff, id: Id) =>
  halden.run((db) => giveAsked(db, halden.now(who), id))
const stateOf = (halden: TestCompany, id: Id) => halden.run((db) => askState(db, id))
const linesOf = (halden: TestCompany, one: { id: Id }) =>
  halden.run(async (db) =>
    (await linesAbout(db, one.id)).map((line) => line.kind).filter((kind) => kind.startsWith('remedies')),
  )

/** Everybody works round the clock, so that a test may run at any hour. */
async function aHouse(t: TestContext, silence?: { minutes: number; per_week?: number }) {
  t.after(() => clock.reset())
  const halden = await aCompany()
  const works: Hours = {
    zone: 'Europe/Berlin',
    week: Object.fromEntries(WEEKDAYS.map((day) => [day, [['00:00', '24:00']]])),
    closed: [],
  }
  await halden.run(async (db) => {
    for (const who of [halden.carla, halden.david, halden.mara]) await updatePerson(db, who.id, { works })
    if (silence)
      await setSilence(db, halden.now(halden.mara), {
        minutes: silence.minutes,
        per_week: silence.per_week ?? 3,
      })
  })
  return { ...halden, works }
}
const awayNow = (halden: TestCompany, who: Staff, standIn: Staff | null) =>
  halden.run((db) =>
    insertAbsence(db, {
      id: crypto.randomUUID(),
      person_id: who.id,
      from_at: new Date(clock.now().getTime() - hours(1)),
      until_at: new Date(clock.now().getTime() + days(7)),
      stand_in_id: standIn?.id ?? null,
    }),
  )

test('above the limit one person is asked, says yes, and the holder gives it', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden, { name: 'Tom Baker' })
  const asked = await asking(halden, halden.ben, one, euro(180))
  assert.equal(asked.asked_person_id, halden.carla.id)
  assert.equal((await halden.run((db) => asksFor(db, halden.carla))).length, 1)
  assert.equal((await halden.run((db) => asksFor(db, halden.david))).length, 0)
  clock.move(90_000)
  const yes = await answering(halden, halden.carla, asked.id, { answer: 'yes' })
  assert.equal(yes.reserved_until?.getTime(), yes.answered_at!.getTime() + days(1))
  assert.equal((await halden.run((db) => yesesOf(db, halden.now(halden.ben)))).length, 1)
  const page = await (await halden.door(halden.ben)).get(`/cases/${one.id}`)
  assert.match(page.text, /Carla said yes in 9\d seconds/)
  assert.match(page.text, /Give Tom €180 now/)
  await assert.rejects(giving(halden, halden.ana, asked.id), refused('not-the-holder'))
  const { entry } = await giving(halden, halden.ben, asked.id)
  assert.equal(entry.amount, 18_000n)
  assert.equal(entry.by_id, halden.ben.id)
  assert.equal(entry.limit_of_id, halden.carla.id)
  assert.equal((await giving(halden, halden.ben, asked.id)).made, false)
  assert.deepEqual(await linesOf(halden, one), ['remedies.asked', 'remedies.ask-answered', 'remedies.given'])
  const may = await halden.run((db) => mayGive(db, halden.now(halden.ben), one))
  assert.equal(may.amount, 10_000n, 'what Carla’s yes gave is no part of Ben’s limit')
})

test('“above” is the next higher level in the team, then in the teams above, then the stand-in', async (t) => {
  const halden = await aHouse(t)
  const nearest = async (who: Staff, amount: number, name: string) => {
    const one = await aProblem(halden, { name })
    return (await asking(halden, who, one, euro(amount))).asked
  }
  assert.equal(await nearest(halden.ben, 101, 'A'), 'Carla Weiss')
  assert.equal(await nearest(halden.ben, 251, 'B'), 'David Lund')
  assert.equal(await nearest(halden.ben, 501, 'C'), 'Mara Halden')
  assert.equal(await nearest(halden.ana, 101, 'D'), 'David Lund')
  assert.equal(await nearest(halden.priya, 101, 'E'), 'Mara Halden')
  await awayNow(halden, halden.carla, halden.ana)
  assert.equal(await nearest(halden.ben, 101, 'F'), 'David Lund')
  await awayNow(halden, halden.david, null)
  assert.equal(await nearest(halden.ben, 101, 'G'), 'Mara Halden')
  await awayNow(halden, halden.mara, null)
  assert.equal(await nearest(halden.ben, 101, 'H'), 'Ana Reyes')
  const one = await aProblem(halden, { name: 'I' })
  await assert.rejects(asking(halden, halden.ana, one, euro(101)), refused('nobody-may'))
})

test('nobody says yes to themselves, and only whoever is asked now answers', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.carla, one, euro(300))
  await assert.rejects(answering(halden, halden.carla, id, { answer: 'yes' }), refused('own-ask'))
  await assert.rejects(answering(halden, halden.mara, id, { answer: 'yes' }), refused('not-asked'))
  await assert.rejects(answering(halden, halden.ben, id, { answer: 'no', word: 'no' }), refused('not-asked'))
  await answering(halden, halden.david, id, { answer: 'yes' })
})

test('a stand-in answers with the limit of whoever is away, and no longer than they are', async (t) => {
  const halden = await aHouse(t)
  for (const who of [halden.carla, halden.mara]) await awayNow(halden, who, null)
  await awayNow(halden, halden.david, halden.ana)
  const [first, second] = [await aProblem(halden, { name: 'One' }), await aProblem(halden, { name: 'Two' })]
  const asked = await asking(halden, halden.ben, first, euro(400))
  assert.deepEqual([asked.asked, asked.why, asked.stands_in_for], ['Ana Reyes', 'stand-in', 'David Lund'])
  await answering(halden, halden.ana, asked.id, { answer: 'yes' })
  const { entry } = await giving(halden, halden.ben, asked.id)
  assert.equal(entry.limit_of_id, halden.david.id)
  const own = await halden.run((db) => mayGive(db, halden.now(halden.ana), first))
  assert.equal(own.amount, 10_000n, 'the stand-in’s own limit is what it was')
  const late = await asking(halden, halden.ben, second, euro(400))
  clock.move(days(8))
  await assert.rejects(answering(halden, halden.ana, late.id, { answer: 'yes' }), refused('no-stand-in'))
})

test('less is below what was asked, and no has a word', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  for (const amount of [undefined, euro(180), euro(200)])
    await assert.rejects(answering(halden, halden.carla, id, { answer: 'less', amount }), refused('less'))
  await assert.rejects(
    answering(halden, halden.carla, id, { answer: 'no', word: ' ' }),
    refused('no-without-a-word'),
  )
  await answering(halden, halden.carla, id, { answer: 'less', amount: euro(120), word: 'the tyre was worn' })
  const { entry } = await giving(halden, halden.ben, id)
  assert.equal(entry.amount, 12_000n)
  const second = await asking(halden, halden.ben, one, euro(125))
  await answering(halden, halden.carla, second.id, { answer: 'no', word: 'it was enough' })
  await assert.rejects(giving(halden, halden.ben, second.id), refused('ask-refused'))
})

test('a yes reserves the sum for a day: others cannot give it meanwhile, and then it is free again', async (t) => {
  const halden = await aHouse(t)
  const [one, two] = [await aProblem(halden, { name: 'One' }), await aProblem(halden, { name: 'Two' })]
  await halden.run((db) =>
    setLadder(db, halden.now(halden.mara), {
      currency: 'EUR',
      rungs: [
        {
          level: 'supervisor',
          per_case: 25_000n,
          per_customer: 25_000n,
          customer_days: 30,
          per_period: 30_000n,
          period: 'month',
          owed_per_case: 0n,
        },
      ],
    }),
  )
  const first = await asking(halden, halden.ben, one, euro(200))
  await answering(halden, halden.carla, first.id, { answer: 'yes' })
  assert.equal((await asking(halden, halden.ben, two, euro(150))).asked, 'David Lund')
  clock.move(days(1) + 1000)
  await assert.rejects(giving(halden, halden.ben, first.id), refused('ask-lapsed'))
  const again = await asking(halden, halden.ben, one, euro(200))
  assert.equal(again.asked, 'Carla Weiss')
})

test('one question at a time on a case; the same one twice is one; it can be taken back', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const first = await asking(halden, halden.ben, one, euro(180))
  assert.equal((await asking(halden, halden.ben, one, euro(180))).id, first.id)
  await assert.rejects(asking(halden, halden.ben, one, euro(200)), refused('asked-already'))
  await assert.rejects(asking(halden, halden.ana, one, euro(180)), refused('asked-already'))
  await assert.rejects(
    asking(halden, halden.ben, await aProblem(halden, { name: 'B' }), euro(50)),
    refused('no-need-to-ask'),
  )
  await halden.run((db) => withdraw(db, halden.now(halden.ben), first.id))
  await assert.rejects(answering(halden, halden.carla, first.id, { answer: 'yes' }), refused('answered'))
  await asking(halden, halden.ben, one, euro(200))
})

test('a limit lowered while a question waits: what holds is the limit at the moment of the deed', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const lower = (per_case: bigint) =>
    halden.run((db) =>
      setLadder(db, halden.now(halden.mara), {
        currency: 'EUR',
        rungs: [
          {
            level: 'supervisor',
            per_case,
            per_customer: per_case,
            customer_days: 30,
            per_period: 250_000n,
            period: 'month',
            owed_per_case: 0n,
          },
        ],
      }),
    )
  const first = await asking(halden, halden.ben, one, euro(180))
  await lower(15_000n)
  await assert.rejects(
    answering(halden, halden.carla, first.id, { answer: 'yes' }),
    (error) => error instanceof Refusal && error.sentence === 'You may say yes to €150 here: say less.',
  )
  await answering(halden, halden.carla, first.id, { answer: 'less', amount: euro(150) })
  await lower(12_000n)
  await assert.rejects(giving(halden, halden.ben, first.id), refused('limit-changed'))
  await lower(20_000n)
  const { entry } = await giving(halden, halden.ben, first.id)
  const { rows } = await halden.owner.query('select per_case from limits_limit where id = $1', [
    entry.limit_id,
  ])
  assert.equal(BigInt(rows[0].per_case), 20_000n, 'and the ledger says which')
})

test('a demotion between question and answer counts', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  await halden.run((db) => updatePerson(db, halden.carla.id, { level: 'front-line' }))
  await assert.rejects(
    answering(halden, { ...halden.carla, level: 'front-line' }, id, { answer: 'yes' }),
    refused('not-above'),
  )
})

test('a person who leaves: their questions go to the next above, and what they asked is closed', async (t) => {
  const halden = await aHouse(t)
  const [one, two] = [await aProblem(halden, { name: 'One' }), await aProblem(halden, { name: 'Two' })]
  const toCarla = await asking(halden, halden.ben, one, euro(180))
  const byCarla = await asking(halden, halden.carla, two, euro(300))
  await halden.run((db) => leave(db, halden.now(halden.mara), halden.carla.id))
  const moved = await stateOf(halden, toCarla.id)
  assert.deepEqual([moved.asked, moved.why, moved.went_on_from], ['David Lund', 'moved', 'Carla Weiss'])
  assert.equal((await stateOf(halden, byCarla.id)).answer, 'withdrawn')
  assert.deepEqual(await linesOf(halden, one), ['remedies.asked', 'remedies.ask-moved'])
  assert.deepEqual(await linesOf(halden, two), ['remedies.asked', 'remedies.ask-withdrawn'])
})

test('a yes of somebody who has left since gives nothing', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  await answering(halden, halden.carla, id, { answer: 'yes' })
  await halden.run((db) => leave(db, halden.now(halden.mara), halden.carla.id))
  await assert.rejects(giving(halden, halden.ben, id), refused('limit-changed'))
})

test('a unit that moves: the next above is looked for where the asker is now', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  await halden.run((db) => updatePerson(db, halden.ben.id, { team_id: halden.teams.workshop }))
  clock.move(days(4))
  await halden.settle()
  assert.equal((await stateOf(halden, id)).asked, 'Mara Halden')
})

test('an unanswered question goes on to one next person, and says so: silence is no yes by default', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  clock.move(days(4))
  await halden.settle()
  const now = await stateOf(halden, id)
  assert.deepEqual(
    [now.answer, now.asked, now.why, now.went_on_from],
    [null, 'David Lund', 'climbed', 'Carla Weiss'],
  )
  assert.deepEqual(await linesOf(halden, one), ['remedies.asked', 'remedies.ask-climbed'])
  await assert.rejects(answering(halden, halden.carla, id, { answer: 'yes' }), refused('not-asked'))
  const page = await (await halden.door(halden.ben)).get(`/cases/${one.id}`)
  assert.match(page.text, /Carla did not answer: David is asked/)
  for (let n = 0; n < 3; n++) {
    clock.move(days(4))
    await halden.settle()
  }
  assert.equal((await stateOf(halden, id)).asked, 'Mara Halden')
  assert.deepEqual(await linesOf(halden, one), [
    'remedies.asked',
    'remedies.ask-climbed',
    'remedies.ask-climbed',
  ])
})

test('where the company allows it, no answer in ten working minutes is yes', async (t) => {
  const halden = await aHouse(t, { minutes: 10 })
  const one = await aProblem(halden)
  const { id, silence_at, asked_at } = await asking(halden, halden.ben, one, euro(180))
  assert.equal(silence_at!.getTime() - asked_at.getTime(), minutes(10))
  clock.move(minutes(9))
  await halden.settle()
  assert.equal((await stateOf(halden, id)).answer, null)
  clock.move(minutes(1) + 500)
  await halden.settle()
  const now = await stateOf(halden, id)
  assert.deepEqual([now.answer, now.by_clock, now.answered_amount], ['yes', true, 18_000n])
  const { entry } = await giving(halden, halden.ben, id)
  assert.equal(entry.limit_of_id, halden.carla.id)
  assert.deepEqual(await linesOf(halden, one), ['remedies.asked', 'remedies.ask-answered', 'remedies.given'])
})

test('the minutes are working minutes of whoever is asked', async (t) => {
  const halden = await aHouse(t, { minutes: 10 })
  const closed = [...Array(400).keys()].map((n) =>
    new Date(clock.now().getTime() + days(n - 2)).toISOString().slice(0, 10),
  )
  await halden.run((db) => updatePerson(db, halden.carla.id, { works: { ...halden.works, closed } }))
  const one = await aProblem(halden)
  const { id, silence_at } = await asking(halden, halden.ben, one, euro(180))
  assert.ok(silence_at === null || silence_at.getTime() > clock.now().getTime() + days(300))
  clock.move(hours(20))
  await halden.settle()
  assert.equal((await stateOf(halden, id)).by_clock, null)
})

test('silence is no yes twice on a case, nor more often a week than allowed for who asks', async (t) => {
  const halden = await aHouse(t, { minutes: 10, per_week: 2 })
  const silently = async (one: { id: Id }, amount: number) => {
    const { id } = await asking(halden, halden.ben, one, euro(amount))
    clock.move(minutes(11))
    await halden.settle()
    return { id, answer: (await stateOf(halden, id)).answer }
  }
  const first = await aProblem(halden, { name: 'One' })
  const once = await silently(first, 110)
  assert.equal(once.answer, 'yes')
  await giving(halden, halden.ben, once.id)
  assert.equal((await silently(first, 120)).answer, null)
  assert.equal((await silently(await aProblem(halden, { name: 'Two' }), 110)).answer, 'yes')
  assert.equal((await silently(await aProblem(halden, { name: 'Three' }), 110)).answer, null)
  clock.move(days(8))
  assert.equal((await silently(await aProblem(halden, { name: 'Four' }), 110)).answer, 'yes')
})

test('silence is no yes while somebody is away, nor past what that one person may still give', async (t) => {
  const halden = await aHouse(t, { minutes: 10 })
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  await awayNow(halden, halden.carla, null)
  clock.move(minutes(11))
  await halden.settle()
  const now = await stateOf(halden, id)
  assert.deepEqual([now.answer, now.asked], [null, 'David Lund'])
  assert.equal(now.silence_at, null, 'somebody nearer is away: so David’s silence is no yes either')

  const other = await aHouse(t, { minutes: 10 })
  const two = await aProblem(other)
  const second = await asking(other, other.ben, two, euro(180))
  await other.run((db) =>
    setLadder(db, other.now(other.mara), {
      currency: 'EUR',
      rungs: [
        {
          level: 'supervisor',
          per_case: 15_000n,
          per_customer: 15_000n,
          customer_days: 30,
          per_period: 250_000n,
          period: 'month',
          owed_per_case: 0n,
        },
      ],
    }),
  )
  clock.move(minutes(11))
  await other.settle()
  assert.deepEqual(
    [(await stateOf(other, second.id)).answer, (await stateOf(other, second.id)).asked],
    [null, 'David Lund'],
  )
})

test('silence switched off while a question waits is no yes', async (t) => {
  const halden = await aHouse(t, { minutes: 10 })
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  await halden.run((db) => setSilence(db, halden.now(halden.mara), { minutes: null, per_week: 1 }))
  clock.move(minutes(11))
  await halden.settle()
  assert.equal((await stateOf(halden, id)).answer, null)
})

test('a yes by the clock and a no by hand race for one row: one of them holds', async (t) => {
  const halden = await aHouse(t, { minutes: 10, per_week: 1000 })
  const won = { hand: 0, clock: 0 }
  for (let round = 0; round < 20; round++) {
    const one = await aProblem(halden, { name: `Round ${round}` })
    const { id } = await asking(halden, halden.ben, one, euro(110))
    clock.move(minutes(10) + 500)
    const [byHand, byClock] = await Promise.allSettled([
      answering(halden, halden.carla, id, { answer: 'no', word: 'not this time' }),
      runDue(halden.database, (error) => {
        throw error
      }),
    ])
    assert.equal(byClock.status, 'fulfilled')
    const now = await stateOf(halden, id)
    assert.equal(now.answer, byHand.status === 'fulfilled' ? 'no' : 'yes')
    assert.equal(now.by_clock, byHand.status !== 'fulfilled')
    won[byHand.status === 'fulfilled' ? 'hand' : 'clock']++
    if (byHand.status === 'rejected') assert.ok(refused('answered')(byHand.reason))
    assert.equal((await linesOf(halden, one)).filter((kind) => kind === 'remedies.ask-answered').length, 1)
  }
})

test('two approvers, or one with two tabs, book exactly once', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  const { id } = await asking(halden, halden.ben, one, euro(180))
  const said = await Promise.allSettled(
    Array.from({ length: 10 }, () => answering(halden, halden.carla, id, { answer: 'yes' })),
  )
  assert.equal(said.filter((each) => each.status === 'fulfilled').length, 1)
  const given = await Promise.all(Array.from({ length: 10 }, () => giving(halden, halden.ben, id)))
  assert.equal(given.filter((each) => each.made).length, 1)
  assert.equal((await halden.run((db) => remediesOnCase(db, one.id))).length, 1)
})

test('parallel yeses of one person never pass that person’s limit', async (t) => {
  const halden = await aHouse(t)
  await halden.run((db) =>
    setLadder(db, halden.now(halden.mara), {
      currency: 'EUR',
      rungs: [
        {
          level: 'supervisor',
          per_case: 25_000n,
          per_customer: 25_000n,
          customer_days: 30,
          per_period: 60_000n,
          period: 'month',
          owed_per_case: 0n,
        },
      ],
    }),
  )
  const asks: Id[] = []
  for (let n = 0; n < 6; n++)
    asks.push((await asking(halden, halden.ben, await aProblem(halden, { name: `C ${n}` }), euro(200))).id)
  const said = await Promise.allSettled(
    asks.map((id) => answering(halden, halden.carla, id, { answer: 'yes' })),
  )
  assert.equal(said.filter((each) => each.status === 'fulfilled').length, 3)
})

test('links in mails: looking shows, only the form decides, once', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden, { name: 'Tom Baker' })
  const { id } = await asking(halden, halden.ben, one, euro(180))
  const letter = (await halden.run((db) => listLetters(db, 5))).find((each) => each.subject.includes('asks'))
  assert.equal(letter?.subject, 'Ben asks: €180 for Tom Baker?')
  const path = new URL(/https?:\S+\/yes\/\S+/.exec(letter?.text ?? '')![0]).pathname
  const stranger = await halden.door(null)
  for (let n = 0; n < 5; n++) assert.equal((await stranger.get(path)).status, 200)
  assert.equal((await stateOf(halden, id)).answer, null)
  const shown = await stranger.get(path)
  assert.match(shown.text, /€180 for Tom Baker\?/)
  assert.match(shown.text, /The light went dead/)
  const without = await stranger.post(path, { answer: 'no', word: '' })
  assert.equal(without.status, 422)
  assert.match(without.text, /Say why not/)
  const done = await stranger.post(path, { answer: 'yes' })
  assert.equal(done.status, 303)
  assert.match((await stranger.get(done.location!)).text, /You said yes/)
  assert.equal((await stateOf(halden, id)).answer, 'yes')
  assert.equal((await stranger.post(path, { answer: 'no', word: 'again' })).status, 410)
  assert.equal((await stranger.get(path)).status, 410)
  assert.equal((await stranger.get('/yes/nothing-like-a-token-at-all')).status, 410)
})

test('a link is dead once the question has gone on to another', async (t) => {
  const halden = await aHouse(t)
  const one = await aProblem(halden)
  await asking(halden, halden.ben, one, euro(180))
  const letter = (await halden.run((db) => listLetters(db, 5)))[0]
  const path = new URL(/https?:\S+\/yes\/\S+/.exec(letter?.text ?? '')![0]).pathname
  clock.move(days(2))
  await halden.settle()
  assert.equal((await (await halden.door(null)).post(path, { answer: 'yes' })).status, 410)
})

test('a case of nobody known gets no gesture, and says why', async (t) => {
  const halden = await aHouse(t)
  const one = await halden.run((db) =>
    openCase(db, halden.now(halden.ben), { customer: null, happened: 'Somebody shouted.' }),
  )
  await assert.rejects(asking(halden, halden.ben, one, euro(180)), refused('no-customer'))
})

test('silence counts only once the mail has left, and from then on', async (t) => {
  const halden = await aHouse(t, { minutes: 10 })
  mailsGoOutBy({ host: '127.0.0.1', port: 1, from: 'house@example.com', secure: false })
  t.after(() => mailsGoOutBy(undefined))
  const due = () =>
    runDue(halden.database, (error) => {
      throw error
    })
  const lost = await asking(halden, halden.ben, await aProblem(halden, { name: 'Lost' }), euro(180))
  clock.move(minutes(11))
  await due()
  assert.deepEqual(
    [(await stateOf(halden, lost.id)).answer, (await stateOf(halden, lost.id)).why],
    [null, 'climbed'],
  )

  const late = await asking(halden, halden.ben, await aProblem(halden, { name: 'Late' }), euro(180))
  clock.move(minutes(6))
  await halden.owner.query(
    'update kit_letter set sent_at = $2 where company_id = $1 and id = (select letter_id from remedies_asked where id = $3)',
    [halden.company, clock.now(), late.asked_id],
  )
  clock.move(minutes(5))
  await due()
  assert.equal((await stateOf(halden, late.id)).answer, null, 'five minutes since it left')
  clock.move(minutes(6))
  await due()
  const now = await stateOf(halden, late.id)
  assert.deepEqual([now.answer, now.by_clock], ['yes', true])
})
