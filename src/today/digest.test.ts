import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DateTime } from 'luxon'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { aProblem } from '../../test/problem.ts'
import { openCase, promise, take } from '../cases/cases.ts'
import { meet } from '../customers/customers.ts'
import { linesAfter } from '../history/history.ts'
import { clock, minutes } from '../kit/clock.ts'
import { listLetters } from '../kit/mail.ts'
import { program } from '../kit/who.ts'
import { beAway } from '../people/absence.ts'
import { joinIdentity, makeIdentity } from '../people/identity.ts'
import type { Staff } from '../people/people.ts'
import { updatePerson } from '../people/store.ts'
import { thankColleague } from '../thanks/thanks.ts'
import { digestAt, digestOff, digestOn, digestWish, sendDigest } from './digest.ts'
import { digestMoment } from './digest-moment.ts'
import { planMornings } from './mornings.ts'

const ZONE = 'Europe/Berlin'
const go = (moment: DateTime) => clock.move(moment.toMillis() - clock.now().getTime())
const monday = () => DateTime.now().setZone(ZONE).plus({ weeks: 1 }).startOf('week')

/** They have opened a link: their address is proven, so mail may go there. */
const proven = (halden: TestCompany, who: Staff) =>
  halden.run(async (db) => {
    const email = `${who.id}@people.example`
    await updatePerson(db, who.id, { email })
    const identity = await makeIdentity(db, email, clock.now())
    await joinIdentity(db, identity, who.id)
    await updatePerson(db, who.id, { identity_id: identity })
    return email
  })
const lettersTo = async (halden: TestCompany, email: string) =>
  (await halden.run((db) => listLetters(db, 100))).filter((one) => one.recipient === email)
const thankBen = (halden: TestCompany, words = 'You stayed until it ran.') =>
  halden.run((db) => thankColleague(db, halden.now(halden.carla), { people: [halden.ben.id], words }))
const day = () => DateTime.fromJSDate(clock.now(), { zone: ZONE }).toISODate()!

test('it comes when one’s day begins, once, in sentences with links, and only when there is something to say', async (t) => {
  const halden = await aCompany()
  t.after(() => clock.reset())
  const [ben, ana] = [await proven(halden, halden.ben), await proven(halden, halden.ana)]
  go(monday().plus({ minutes: 1 }))
  await halden.run((db) => planMornings(db, halden.now(halden.mara)))
  await thankBen(halden)
  go(monday().set({ hour: 8, minute: 59 }))
  await halden.settle()
  assert.deepEqual(await lettersTo(halden, ben), [])
  go(monday().set({ hour: 9, minute: 0, second: 1 }))
  await halden.settle()
  const [letter, ...more] = await lettersTo(halden, ben)
  assert.deepEqual(more, [])
  assert.equal(letter?.subject, 'Carla Weiss thanked you: “You stayed until it ran.”')
  assert.match(letter?.text ?? '', /^Good morning, Ben\.\n\nCarla Weiss thanked you/)
  assert.match(letter?.text ?? '', /http:\/\/localhost:4400\/wall\n/)
  assert.match(letter?.text ?? '', /No more of it: http:\/\/localhost:4400\/digest\/off\/[\w-]{32}/)
  const { rows } = await halden.owner.query<{ headers: { headers: Record<string, string> }; html: string }>(
    'select headers, html from kit_letter where id = $1',
    [letter?.id],
  )
  const headers = rows[0]?.headers.headers ?? {}
  assert.match(headers['List-Unsubscribe'] ?? '', /^<http:\/\/localhost:4400\/digest\/off\/[\w-]{32}>$/)
  assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
  assert.match(rows[0]?.html ?? '', /<a href="http:\/\/localhost:4400\/wall">Read it<\/a>/)
  // Nothing happened to Ana that is hers: no letter.
  assert.deepEqual(await lettersTo(halden, ana), [])
  // The next day says nothing again of what was said.
  go(monday().plus({ days: 1 }).set({ hour: 9, minute: 1 }))
  await halden.settle()
  assert.equal((await lettersTo(halden, ben)).length, 1)
})

test('started twice, planned twice, sent from two processes at once: one letter', async (t) => {
  const halden = await aCompany()
  t.after(() => clock.reset())
  const ben = await proven(halden, halden.ben)
  go(monday().set({ hour: 8, minute: 58 }))
  await thankBen(halden)
  const plan = () => halden.run((db) => planMornings(db, halden.now(halden.mara)))
  await plan()
  await plan()
  go(monday().set({ hour: 9, minute: 0, second: 5 }))
  const sends = await Promise.all(
    [1, 2, 3, 4].map(() =>
      halden.run((db) => sendDigest(db, program(halden.company, clock.now()), halden.ben.id, day())),
    ),
  )
  assert.deepEqual(sends.filter(Boolean), [true])
  await halden.settle()
  // A program that starts again plans the same day once more.
  await plan()
  await halden.settle()
  assert.equal((await lettersTo(halden, ben)).length, 1)
  // The control: on the next day it is another one.
  go(monday().plus({ days: 1 }).set({ hour: 7, minute: 0 }))
  await thankBen(halden, 'Again!')
  go(monday().plus({ days: 1 }).set({ hour: 9, minute: 0, second: 1 }))
  await halden.settle()
  assert.equal((await lettersTo(halden, ben)).length, 2)
})

test('never a complaint’s words, and nothing that is not theirs', async (t) => {
  const halden = await aCompany()
  t.after(() => clock.reset())
  const [ben, ana] = [await proven(halden, halden.ben), await proven(halden, halden.ana)]
  go(monday().set({ hour: 8, minute: 30 }))
  await halden.run(async (db) => {
    const { id } = await meet(db, halden.now(halden.ben), { name: 'Jonas Weber', addresses: [] })
    const one = await openCase(db, halden.now(halden.ben), {
      customer: id,
      happened: 'Priya shouted at me over the light.',
      wants: 'That Priya says sorry.',
      channel: 'counter',
      team: halden.teams.station,
    } as Parameters<typeof openCase>[2])
    await take(db, halden.now(halden.ben), one.id)
    await promise(db, halden.now(halden.ben), one.id, {
      what: 'A call',
      dueAt: new Date(clock.now().getTime() + minutes(90)),
    })
  })
  for (const who of [halden.ben, halden.ana])
    await halden.run((db) => sendDigest(db, program(halden.company, clock.now()), who.id, day()))
  const [letter] = await lettersTo(halden, ben)
  assert.match(letter?.text ?? '', /Jonas Weber was promised for 10:00: A call/)
  assert.match(letter?.text ?? '', /One person waits for you\./)
  assert.doesNotMatch(letter?.text ?? '', /shouted|Priya/)
  assert.deepEqual(await lettersTo(halden, ana), [])
  // Where letters are listed, an administrator reads that it went out and nothing of it.
  const page = await (await halden.door(halden.mara)).get('/company/letters')
  assert.match(page.text, /This one is for its reader alone\./)
  assert.doesNotMatch(page.text, /A call/)
})

test('off with one tap, without signing in; looking changes nothing; on again', async () => {
  const halden = await aCompany()
  const ben = await proven(halden, halden.ben)
  await thankBen(halden)
  await halden.run((db) => sendDigest(db, program(halden.company, clock.now()), halden.ben.id, day()))
  const [letter] = await lettersTo(halden, ben)
  const path = /http:\/\/localhost:4400(\/digest\/off\/\S+)/.exec(letter?.text ?? '')?.[1] ?? ''
  const wish = () => halden.run((db) => digestWish(db, halden.ben.id))
  const stranger = await halden.door(null)
  assert.equal((await stranger.get(path)).status, 200)
  assert.equal((await wish()).off, false)
  // As a mail program does it (RFC 8058): no cookie, no origin, one field.
  const oneClick = () =>
    halden.app.hono.fetch(
      new Request(new URL(path, halden.base), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      }),
    )
  assert.equal((await oneClick()).status, 200)
  assert.equal((await oneClick()).status, 200)
  assert.equal((await wish()).off, true)
  assert.equal(
    await halden.run((db) =>
      sendDigest(db, program(halden.company, clock.now()), halden.ben.id, '2999-01-01'),
    ),
    false,
  )
  assert.match((await stranger.get(path)).text, /No more daily mail from Halden/)
  assert.equal((await stranger.post(path, { again: 'yes' })).status, 303)
  assert.equal((await wish()).off, false)
  assert.equal((await stranger.post(path)).status, 303)
  const door = await halden.door(halden.ben)
  assert.match((await door.get('/account')).text, /It does not come\./)
  await door.post('/account/digest', { digest: 'on' })
  assert.equal((await wish()).off, false)
  const lines = (await halden.run((db) => linesAfter(db, undefined, 10_000))).map((line) => line.kind)
  assert.deepEqual(
    lines.filter((kind) => kind.startsWith('today.')),
    ['today.digest-off', 'today.digest-on', 'today.digest-off', 'today.digest-on'],
  )
  assert.equal((await stranger.get(`/digest/off/${'x'.repeat(32)}`)).status, 410)
})

test('at the hour one chose, by the clock where one works; never to who is away, has left or never came', async (t) => {
  const halden = await aCompany()
  t.after(() => clock.reset())
  const ben = await proven(halden, halden.ben)
  go(monday().plus({ minutes: 1 }))
  // Ben works from Lisbon, an hour behind the house.
  const works = { zone: 'Europe/Lisbon', week: { mon: [['09:00', '17:00'] as [string, string]] }, closed: [] }
  await halden.run((db) => updatePerson(db, halden.ben.id, { works }))
  await halden.run((db) => planMornings(db, halden.now(halden.mara)))
  await halden.run((db) => digestAt(db, halden.now(halden.ben), 12))
  await thankBen(halden)
  go(monday().set({ hour: 12, minute: 59 }))
  await halden.settle()
  assert.equal((await lettersTo(halden, ben)).length, 0)
  go(monday().set({ hour: 13, minute: 0, second: 1 }))
  await halden.settle()
  assert.equal((await lettersTo(halden, ben)).length, 1)
  const send = (who: Staff, at: string) =>
    halden.run((db) => sendDigest(db, program(halden.company, clock.now()), who.id, at))
  const away = { from: clock.now(), until: new Date(clock.now().getTime() + minutes(600)), standIn: null }
  await thankBen(halden, 'Again')
  await halden.run((db) => beAway(db, halden.now(halden.mara), halden.ben.id, away))
  assert.equal(await send(halden.ben, '2999-01-01'), false)
  // Carla was invited and never came: nobody knows whether that address is hers.
  await halden.run((db) =>
    thankColleague(db, halden.now(halden.ben), { people: [halden.carla.id], words: 'Thanks' }),
  )
  assert.equal(await send(halden.carla, '2999-01-01'), false)
  await proven(halden, halden.carla)
  assert.equal(await send(halden.carla, '2999-01-01'), true)
  await halden.run((db) => digestOff(db, halden.now(halden.carla)))
  await halden.run((db) => digestOn(db, halden.now(halden.carla)))
})

test('the moment: when the day begins, or the hour; on the night when the clock jumps, the hour after', () => {
  const hours = (week: Record<string, [string, string][]>) => ({ zone: ZONE, week, closed: ['2026-12-24'] })
  const open = hours({ thu: [['09:00', '17:00']], sun: [['01:00', '10:00']] })
  const at = (day: string, hour: number | null, of = open) => digestMoment(of, day, hour)?.toISOString()
  assert.equal(at('2026-11-26', null), '2026-11-26T08:00:00.000Z')
  assert.equal(at('2026-11-26', 18), '2026-11-26T17:00:00.000Z')
  assert.equal(at('2026-11-27', null), undefined)
  assert.equal(at('2026-11-27', 18), undefined)
  assert.equal(at('2026-12-24', null), undefined)
  assert.equal(at('2026-03-29', 2), '2026-03-29T01:00:00.000Z')
  assert.equal(at('2026-10-25', 2), '2026-10-25T00:00:00.000Z')
  assert.equal(at('2026-11-27', null, hours({})), '2026-11-27T07:00:00.000Z')
})

test('a problem in the team says how many wait, to whoever may take care of it', async () => {
  const halden = await aCompany()
  const carla = await proven(halden, halden.carla)
  await aProblem(halden, { name: 'Clara Ferreira' })
  await halden.run((db) => sendDigest(db, program(halden.company, clock.now()), halden.carla.id, day()))
  const [letter] = await lettersTo(halden, carla)
  assert.match(letter?.text ?? '', /waits for whoever takes care/)
})
