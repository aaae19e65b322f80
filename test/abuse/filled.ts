// A company in which something of every kind has happened, through its own doors. Its words hold a canary.
import assert from 'node:assert/strict'
import { caseOfInteraction, reply } from '../../src/cases/cases.ts'
import { addInbox, keepQuiet } from '../../src/channels/email/inbox.ts'
import { askDnsBy } from '../../src/channels/email/prove-mail.ts'
import { askForCall, freeTimes, notAskedFor } from '../../src/channels/phone/call.ts'
import { giveCode, useCode } from '../../src/channels/phone/code.ts'
import { listDesk } from '../../src/channels/phone/desks.ts'
import { dayOf } from '../../src/customers/customers.ts'
import { defineForm } from '../../src/forms/define.ts'
import { currentForm, keepAnswers } from '../../src/forms/forms.ts'
import { beKind } from '../../src/interactions/kindness.tsx'
import { answer, openRound, release, takePart, waitingFor } from '../../src/kit/anonymous/anonymous.ts'
import { clock, days, later } from '../../src/kit/clock.ts'
import type { Id } from '../../src/kit/ids.ts'
import { nameCouncil } from '../../src/people/council.ts'
import { slugOf } from '../../src/people/founding.ts'
import { invite } from '../../src/people/invite.ts'
import { agreeToOpen, askToOpen, endOpening } from '../../src/people/openings.ts'
import type { Staff } from '../../src/people/people.ts'
import { switchOff, switchOn } from '../../src/people/switches.ts'
import { makePledge } from '../../src/pledges/make.ts'
import { askWhoSaw } from '../../src/pledges/seen.ts'
import { openPage } from '../../src/thanks/thanks.ts'
import { dayIn } from '../../src/today/card.ts'
import { changeCard, holdHuddle } from '../../src/today/card-deeds.ts'
import { digestAt, digestOff, sendDigest } from '../../src/today/digest.ts'
import { type Api, aCompany, type Json, type TestCompany } from '../company.ts'
import type { Kind } from './kinds.ts'

/** What is known of a company by what it is: the newest of each kind. */
export type Known = Record<Kind, string> & { slug: string }
export type Filled = TestCompany & { known: Known; canary: string; lures: string[] }

/** `canary` is in all that is written here, `lure` beside it: whoever searches by the lure must not find the canary. */
export async function aFilledCompany(canary: string, lure: string): Promise<Filled> {
  const company = await aCompany(canary)
  const [mara, ben] = [good(await company.api(company.mara)), good(await company.api(company.ben))]
  const say = (what: string) => `${canary} ${lure} ${what}`
  const at = company.mara.at
  const email = `${lure}@${lure}.example`

  await company.run((db) =>
    invite(db, company.mara, {
      name: say('Nils'),
      email: `nils@${canary}.example`,
      level: 'front-line',
      team: company.teams.station,
    }),
  )
  const away = await mara('POST', `/people/${company.ana.id}/absences`, {
    from: later(at, days(2)),
    until: later(at, days(4)),
    stand_in: company.carla.id,
  })
  await mara('POST', '/teams', { name: say('team') })

  await byTelephone(company, say)
  const stage = await mara('POST', '/journey/stages', { name: say('stage') })
  const point = await mara('POST', '/journey/touchpoints', {
    stage: stage.id,
    name: say('touchpoint'),
    owner: company.carla.id,
    team: company.teams.station,
    ideal: say('ideal'),
  })
  await mara('POST', `/journey/touchpoints/${point.id}/guesses`, { share: 60 })
  const shut = await mara('POST', '/journey/touchpoints', { stage: stage.id, name: say('closed') })
  await mara('PUT', `/journey/touchpoints/${shut.id}/closing`)

  const customer = await ben('POST', '/customers', {
    name: say('customer'),
    addresses: [
      { kind: 'email', written: email },
      { kind: 'phone', written: '+49 40 555 7781' },
      { kind: 'number', written: `${canary}-4711` },
      { kind: 'handle', written: `${canary}-handle` },
    ],
  })
  const twin = await ben('POST', '/customers', { name: say('twin'), addresses: [] })
  await ben('PUT', `/customers/${twin.id}/merge`, { into: customer.id })
  const other = await ben('POST', '/customers', { name: say('other'), addresses: [] })
  await ben('PUT', `/customers/${customer.id}/acquaintance`)
  await ben('POST', `/customers/${customer.id}/facts`, { fact: say('fact') })
  const bought = await ben('PUT', `/customers/${customer.id}/purchases/${canary}-1`, {
    bought_at: later(at, -days(30)),
    what: say('bicycle'),
    amount: { minor: 90_000, currency: 'EUR' },
  })

  const told = await ben('POST', '/cases', {
    customer: customer.id,
    happened: say('it broke'),
    wants: say('a new one'),
    touchpoint: point.id,
  })
  await ben('POST', `/cases/${told.id}/take`)
  const promised = await ben('POST', `/cases/${told.id}/promises`, {
    what: say('call'),
    due_at: later(at, days(1)),
  })
  const kept = await ben('POST', `/cases/${told.id}/promises`, {
    what: say('soon'),
    due_at: later(at, days(2)),
  })
  await ben('POST', `/promises/${kept.id}/keep`)
  await ben('POST', `/cases/${told.id}/notes`, { kind: 'call', text: say('rang') })

  const kinds = (await mara('GET', '/remedy-kinds')).items
  const named = (name: string): Id => kinds.find((one: Json) => one.name === name).id
  const retired = await mara('POST', '/remedy-kinds', { family: 'fix', name: say('retired'), todo_days: 1 })
  await mara('DELETE', `/remedy-kinds/${retired.id}`)
  const kind = await mara('POST', '/remedy-kinds', {
    family: 'extra',
    name: say('kind'),
    todo: say('send it'),
    todo_days: 3,
    todo_team: company.teams.station,
  })
  const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' })
  const give = { kind: kind.id, amount: euros(5), reason: say('sorry') }
  const given = await ben('POST', `/cases/${told.id}/remedies`, give)
  const ticked = await ben('POST', `/cases/${told.id}/remedies`, { ...give, reason: say('again') })
  await ben('POST', `/todos/${ticked.id}/tick`)
  const back = await ben('POST', `/cases/${told.id}/remedies`, {
    kind: named('Goodwill'),
    amount: euros(1),
    reason: say('wrong'),
  })
  await ben('POST', `/remedies/${back.id}/take-back`, {})
  const ask = { kind: named('Goodwill'), amount: euros(200), reason: say('ask') }
  const answered = await ben('POST', `/cases/${told.id}/asks`, ask)
  const carla = good(await company.api(company.carla))
  await carla('POST', `/asks/${answered.id}/answer`, { answer: 'yes', word: say('yes') })
  await ben('POST', `/asks/${answered.id}/give`)
  const asked = await ben('POST', `/cases/${told.id}/asks`, { ...ask, amount: euros(240) })

  const priya = good(await company.api(company.priya))
  const forTeam = (what: string) =>
    ben('POST', `/cases/${told.id}/requests`, { team: company.teams.workshop, what: say(what) })
  const finished = await forTeam('a screw')
  await priya('POST', `/requests/${finished.id}/promises`, { due_at: later(at, days(1)), what: say('soon') })
  await priya('POST', `/requests/${finished.id}/done`, { word: say('there') })
  await ben('PUT', `/requests/${finished.id}/helped`, { helped: true, word: say('good') })
  const request = await forTeam('a bulb')
  await priya('POST', `/requests/${request.id}/questions`, { question: say('which') })
  await ben('POST', `/requests/${request.id}/replies`, { reply: say('that one') })
  await priya('POST', `/requests/${request.id}/questions`, { question: say('and this') })
  await priya('PUT', `/requests/${request.id}/taking`)
  await priya('PUT', `/teams/${company.teams.workshop}/usual-times`, { answer_minutes: 30, done_minutes: 90 })

  const second = await ben('POST', '/cases', {
    customer: other.id,
    happened: say('late'),
    touchpoint: point.id,
  })
  await ben('POST', `/cases/${second.id}/promises`, { what: say('a card'), due_at: later(at, days(3)) })
  await ben('POST', `/cases/${second.id}/put-right`, { how: say('mended') })
  await ben('POST', `/cases/${second.id}/confirmation`, { score: 5, words: say('thanks'), told_twice: false })

  const said = await ben('POST', '/interactions', {
    kind: 'compliment',
    customer: customer.id,
    touchpoint: point.code,
    score: 5,
    text: say('kind words for Ben'),
    title: say('title'),
    names: 'Ben Okafor',
    key: `${canary}-key`,
  })
  await ben('PUT', `/interactions/${said.id}/verdict`, { verdict: 'magic' })
  await ben('POST', '/interactions', {
    kind: 'compliment',
    customer: customer.id,
    touchpoint: point.id,
    text: say('somebody was good'),
    names: say('Nobody'),
  })
  const unclear = (await carla('GET', '/unclear-thanks')).items[0]
  const thanked = await ben('POST', '/thanks', {
    people: [company.ana.id],
    words: say('thank you'),
    case: told.id,
  })
  await good(await company.api(company.ana))('PUT', `/thanks/${thanked.id}/wall`)
  const lossReason = await mara('POST', '/loss-reasons', { name: say('reason') })
  const loss = await ben('POST', `/customers/${other.id}/losses`, {
    lost_on: at.toISOString().slice(0, 10),
    size: 'small',
    over: say('six euros'),
    why: say('nobody rang'),
    could_have_kept: say('a call'),
    touchpoint: point.id,
    read_as: lossReason.id,
  })
  const cameBack = await ben('POST', '/customers', { name: say('back'), addresses: [] })
  const won = await ben('POST', `/customers/${cameBack.id}/losses`, { lost_on: loss.lost_on, size: 'big' })
  await ben('PUT', `/losses/${won.id}/return`, { back_on: loss.lost_on, how: say('rang'), said: say('good') })
  await mara('DELETE', `/loss-reasons/${(await mara('GET', '/loss-reasons')).items[0].id}`)
  const thanksCode = await company.run((db) => openPage(db, company.now(company.ben)))

  const david = good(await company.api(company.david))
  const stopped = await ben('POST', '/policies/reports', {
    name: say('rule'),
    sentence: say('how it is said'),
    touchpoint: point.id,
    case: told.id,
    hurt: say('it hurt'),
    charged: euros(6),
  })
  await mara('POST', `/policies/${stopped.policy}/earnings`, {
    amount: euros(66),
    from: '2026-01-01',
    until: '2026-06-30',
    source: say('the books'),
  })
  const gone = await mara('POST', '/policies/reports', {
    name: say('gone'),
    owner: company.david.id,
    customer: customer.id,
  })
  await mara('POST', '/policies/reports', { policy: gone.policy, customer: other.id })
  await david('POST', `/policies/${gone.policy}/scrapping`, { because: say('it goes') })
  await ben('POST', `/policies/${gone.policy}/told`, {
    customer: other.id,
    text: say('gone'),
    channel: 'phone',
  })
  await mara('PUT', '/policy-settings', { public: true })

  await mara('PUT', '/limits/ceiling', { currency: 'EUR', per_period: 9_000_000, period: 'month' })
  await mara('PUT', `/limits/budgets/${company.teams.shops}`, {
    currency: 'EUR',
    per_period: 500_000,
    period: 'month',
  })
  await mara('PUT', '/limits/silence', { minutes: 90, per_week: 3 })

  const visit = { customer: customer.id, what: say('collects it'), team: company.teams.station }
  const today = dayOf(clock.now(), 'Europe/Berlin')
  const expected = await ben('POST', '/expected', { ...visit, key: `${canary}-visit`, day: today })
  const off = await ben('POST', '/expected', { ...visit, key: `${canary}-off`, day: today })
  await ben('DELETE', `/expected/${off.id}`)
  const here = await ben('POST', '/expected', { ...visit, key: `${canary}-here`, day: today })
  await ben('PUT', `/expected/${here.id}/came`)
  const kindness = await company.run((db) =>
    beKind(db, company.now(company.ana), customer.id, say('lent a pump')),
  )
  const bring = (name: string, uid: string) => {
    const start = `DTSTART;VALUE=DATE:${later(at, days(5)).toISOString().slice(0, 10).replaceAll('-', '')}`
    const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', `UID:${uid}`, start, `SUMMARY:${say(name)}`]
    const text = [...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')
    return mara('POST', '/calendars', { name: say(name), calendar: text })
  }
  const entry = `${canary}-entry`
  const calendar = await bring('calendar', entry)
  await bring('known', `${canary}-known`)
  const ended = await bring('ended', `${canary}-ended`)
  await company.settle()
  await mara('POST', '/calendar-entries/whose', { entry: `${canary}-known`, customer: customer.id })
  await mara('DELETE', `/calendars/${ended.id}`)

  await company.run(async (db) => {
    const who = company.now(company.mara)
    const card = { team: company.teams.station, day: dayIn(who.at, who.house.zone) }
    await changeCard(db, who, { ...card, part: 'try', text: say('to try').slice(0, 200) })
    await holdHuddle(db, who, { ...card, there: 6 })
    await digestAt(db, who, 12)
    await sendDigest(db, who, who.id, card.day)
    await digestOff(db, company.now(company.ben))
  })

  const inbox = `post@${canary}-mail.example`.toLowerCase()
  await company.run(async (db) => {
    const who = company.now(company.mara)
    await addInbox(db, who, { address: inbox, team: company.teams.station })
    await keepQuiet(db, who, `quiet-${canary}@robots.example`.toLowerCase())
    const version = await defineForm(db, who, 'asked', [
      { key: 'why', kind: 'text', says: sameInAll(say('question')) },
    ])
    const form = await currentForm(db, 'asked')
    assert.ok(form)
    await keepAnswers(db, who, { form: form.id, version, language: 'en', answers: { why: say('because') } })
  })
  const send = (text: string) =>
    mara('POST', '/mail', { raw: Buffer.from(text).toString('base64'), to: [inbox], from: email })
  const mailed = `From: ${say('sender')} <${email}>\r\nTo: ${inbox}\r\nSubject: ${say('mail')}\r\nMessage-ID: <1@${canary}.example>\r\n`
  const photo = Buffer.from(say('a file')).toString('base64')
  await send(
    `${mailed}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${say('by mail')}\r\n--b\r\nContent-Type: text/plain; name="${canary}.txt"\r\nContent-Disposition: attachment; filename="${canary}.txt"\r\nContent-Transfer-Encoding: base64\r\n\r\n${photo}\r\n--b--\r\n`,
  )
  const waits = await send(say('this is no mail'))
  await send(
    `From: Yelp <no-reply@yelp.com>\r\nTo: ${inbox}\r\nSubject: Ana left a 4 star review\r\nMessage-ID: <2@${canary}.example>\r\n\r\n${say('by a review')}\r\n\r\nRead: https://www.yelp.com/biz/${canary}?hrid=1\r\n`,
  )
  const table = `name,email\n${say('imported')},import@${canary}.example\n${say('wrong')},no address\n`
  const run = await mara('POST', '/imports', { what: 'customers', name: `${canary}.csv`, table })
  // A DNS that knows nobody, at once: what is proven late would change rows while others look.
  askDnsBy(async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))
  await company.settle()
  await proven(company)
  askDnsBy(undefined)
  await company.run((db) => reply(db, company.now(company.mara), told.id, say('answer')))
  const byMail = (await mara('GET', '/interactions?channel=email')).items.find(
    (one: Json) => one.direction === 'in',
  )

  const anonymous = await askedAnonymously(company, say)
  const shared = await leadersShare(company, say)

  const one = async <K extends string>(sql: string): Promise<K> =>
    (await company.owner.query<{ id: K }>(`${sql} limit 1`, [company.company])).rows[0]?.id ??
    assert.fail(sql)
  const newest = (table: string) => one(`select id from ${table} where company_id = $1 order by id desc`)
  return {
    ...company,
    canary,
    lures: [lure, email, '+49 40 555 7781', `${canary}-4711`.slice(-5), String(told.number)],
    known: {
      absence: away.id,
      address: await one(
        `select id from customers_address where company_id = $1 and customer_id = '${customer.id}' order by id desc`,
      ),
      ask: asked.id,
      calendar: calendar.id,
      entry,
      expected: expected.id,
      case: told.id,
      company: company.company,
      customer: customer.id,
      earned: await newest('policies_earned'),
      gonePolicy: gone.policy,
      policy: stopped.policy,
      policyNews: await one(`select wait_id as id from policies_notice where company_id = $1`),
      policyReport: stopped.report,
      policyWait: await one(
        `select w.id from policies_wait w where w.company_id = $1 and w.policy_id = '${stopped.policy}'`,
      ),
      fact: await newest('customers_fact'),
      import: run.id,
      interaction: byMail.id,
      key: await newest('people_key'),
      kind: kind.id,
      kindness: kindness.id,
      loss: loss.id,
      lossReason: lossReason.id,
      mail: waits.mail,
      ...anonymous,
      ...shared,
      owedKind: named('Refund'),
      person: company.ana.id,
      promise: promised.id,
      purchase: bought.id,
      remedy: given.id,
      request: request.id,
      session: (await company.door(company.ben)) && (await newest('kit_session')),
      slug: company.slug,
      stage: stage.id,
      team: company.teams.station,
      thanks: thanked.id,
      thanksCode,
      touchpoint: point.id,
      touchpointCode: point.code,
      twin: twin.id,
      unclear: unclear.thanks_id,
    },
  }
}

/** Pledges kept and ended, customers drawn, rung and passed on, a shift taken and told of. */
async function leadersShare(company: TestCompany, say: (what: string) => string) {
  const [mara, ben] = [good(await company.api(company.mara)), good(await company.api(company.ben))]
  for (const n of [1, 2, 3, 4])
    await ben('POST', '/customers', {
      name: say(`drawn ${n}`),
      addresses: [{ kind: 'phone', written: `+49 40 555 770${n}` }],
    })
  const pledge = await mara('POST', '/pledges', {
    doing: 'other',
    times: 1,
    per: 'month',
    sentence: say('eat with the workshop'),
  })
  const done = await mara('POST', `/pledges/${pledge.id}/done`, { what: say('we ate') })
  const over = await mara('POST', '/pledges', { doing: 'shifts', times: 1, per: 'month' })
  await mara('POST', `/pledges/${over.id}/end`, { why: say('enough') })
  await mara('POST', '/pledges/calls/draw')
  const drawn = (await mara('GET', '/pledges/calls')).items
  await mara('POST', `/pledges/calls/${drawn[0].id}/note`, { reached: true, words: say('we spoke') })
  await mara('POST', `/pledges/calls/${drawn[1].id}/skip`, { reason: say('no'), leave_alone: true })
  const shift = await mara('POST', '/shifts', {
    beside: company.ben.id,
    planned_at: company.now(company.mara).at.toISOString(),
  })
  await ben('POST', `/shifts/${shift.id}/answer`, { yes: true })
  await mara('POST', `/shifts/${shift.id}/begin`)
  await mara('POST', '/policies/reports', { name: say('met'), owner: company.david.id })
  await mara('POST', `/shifts/${shift.id}/end`)
  await mara('POST', `/shifts/${shift.id}/report`, {
    met: say('it stopped me'),
    change: say('it goes'),
    by: later(company.mara.at, days(9)).toISOString().slice(0, 10),
  })
  await mara('POST', `/shifts/${shift.id}/changed`, { how: say('gone') })
  return { pledge: pledge.id, pledgeDone: done.id, callPlace: drawn[2].id, shift: shift.id }
}

/** Rounds, one over and one under way; a switch that was announced and taken back; a history that two have opened. */
async function askedAnonymously(company: TestCompany, say: (what: string) => string) {
  const { mara, run, now } = company
  const staff = [company.david, company.carla, company.ben, company.ana, company.priya]
  const tell = async (round: Id, who: Staff, choice: string) => {
    const slip = await run((db) => takePart(db, now(who), round))
    await run((db) => answer(db, slip, { choice, words: say('anonymous') }))
  }
  const over = await run((db) =>
    openRound(db, now(mara), {
      kind: 'test',
      about: mara.company,
      k: 5,
      choices: ['yes', 'no'],
      words: true,
      groups: [{ id: company.teams.station, name: say('group') }],
      invited: staff.map((one) => ({ holder: one.id, group: company.teams.station })),
      closesAt: later(clock.now(), days(1)),
    }),
  )
  for (const [at, who] of staff.entries()) await tell(over.id, who, at < 3 ? 'yes' : 'no')
  await run((db) => release(db, now(mara), over.id, true))
  const pledge = await run((db) =>
    makePledge(db, now(mara), { kind: 'other', sentence: say('pledge'), times: 1, per: 'month' }),
  )
  const [round] = await run((db) => askWhoSaw(db, now(mara)))
  assert.ok(round)
  await run(async (db) => {
    const asked = await Promise.all(staff.map((who) => waitingFor(db, now(who), round.kind)))
    assert.ok(asked.some((rounds) => rounds[0]?.id === round.id))
  })
  await tell(round.id, company.ben, 'yes')
  await run((db) => switchOn(db, now(mara), 'results.by-employee', { why: say('to learn') }))
  await company.settle()
  await run((db) => switchOff(db, now(mara), 'results.by-employee'))
  await run((db) => nameCouncil(db, now(mara), company.carla.id))
  const today = clock.now().toISOString().slice(0, 10)
  const ask = () =>
    run((db) =>
      askToOpen(db, now(mara), { person: company.ana.id, reason: say('reason'), from: today, until: today }),
    )
  const [opening, ended] = [await ask(), await ask()]
  await run((db) => agreeToOpen(db, now(company.carla), opening.id))
  await run((db) => endOpening(db, now(mara), ended.id))
  return { pledge: pledge.id, round: round.id, opening: opening.id }
}

/** Who sent a mail is found out beside everything else, and written down when it is known. */
async function proven({ owner, company }: TestCompany): Promise<void> {
  for (let waited = 0; waited < 5000; waited += 20) {
    const { rowCount } = await owner.query(
      'select from email_heard where company_id = $1 and proof is null',
      [company],
    )
    if (rowCount === 0) return
    await new Promise((go) => setTimeout(go, 20))
  }
  assert.fail('The sender of a mail is neither proven nor not.')
}

const sameInAll = (text: string) => ({ en: text, de: text, fr: text, es: text, ar: text })

/** The API as somebody who expects to be answered. */
const good =
  (api: Api) =>
  async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await api(method, path, body ?? (method === 'GET' || method === 'DELETE' ? undefined : {}))
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

/** A desk, a code, an open panel; a call that waits, and one that nobody had asked for. */
async function byTelephone(company: TestCompany, say: (what: string) => string): Promise<void> {
  await company.run(async (db) => {
    const [mara, ben] = [company.now(company.mara), company.now(company.ben)]
    const desk = `https://${slugOf(say('desk'))}.example`
    await listDesk(db, mara, desk)
    await useCode(db, mara.at, await giveCode(db, mara, desk))
    await giveCode(db, ben, desk)
    const house = mara.house
    const asking = {
      company: company.company,
      by: 'customer' as const,
      id: null,
      at: mara.at,
      house,
      language: 'en',
    }
    const [first, second] = await freeTimes(db, asking)
    const wish = { name: say('caller'), touchpoint: null, peer: company.slug }
    const calls = []
    for (const [number, at] of [
      ['+491715550111', first],
      ['+491715550112', second],
    ] as const) {
      assert.ok(at)
      const heard = await askForCall(db, asking, {
        ...wish,
        number,
        at,
        words: say(number),
        key: say(number),
      })
      calls.push(await caseOfInteraction(db, heard))
    }
    await notAskedFor(db, ben, calls[1] ?? assert.fail())
  })
}
