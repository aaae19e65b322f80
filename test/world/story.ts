import { sql } from 'kysely'
import { confirm, openCase, promise, putRight, readCase, take } from '../../src/cases/cases.ts'
import { acquaint, meet, noteFact, recordPurchase } from '../../src/customers/customers.ts'
import { type Hearing, hear } from '../../src/interactions/interactions.ts'
import { days, hours, later, minutes, seconds } from '../../src/kit/clock.ts'
import type { Database, Db } from '../../src/kit/db.ts'
import type { Id } from '../../src/kit/ids.ts'
import { money } from '../../src/kit/money.ts'
import type { Who } from '../../src/kit/who.ts'
import { answerAsk, ask, give, giveAsked, kinds } from '../../src/remedies/remedies.ts'
import { passOn, putOnWall, thankColleague } from '../../src/thanks/thanks.ts'
import { wouldLikeToBeRung } from './calls.ts'
import { customersLost } from './churn.ts'
import type { Told } from './crowd.ts'
import { inTheDay } from './daytime.ts'
import { whoIsExpected } from './expected.ts'
import { morningCards } from './mornings.ts'
import { maraKeepsHerWord, theSaturdayShift, theyPledge } from './pledges.ts'
import { noLoanBikes, theFeeGoes, theStorageFee } from './policies.ts'
import { teamsWait } from './requests.ts'
import type { Stage } from './stage.ts'
import { didTheySee, lenaReadsAlong } from './switches.ts'

/** Nadia, Oskar, Tom, Jonas, and two who praise give a five at *Collect* this month; Petra gives a four. */
export const TOLD: Told = { fives: 6, answers: 7 }

export type Play = {
  db: Db
  stage: Stage
  now: Date
  at(code: string): Id
  /** Somebody of the house at a moment. */
  as(name: string, when: Date): ReturnType<Stage['as']>
}
type Person = { name: string; email?: string; phone?: string; since: string }

const by = (stage: Stage, customer: Id, at: Date): Who => ({
  company: stage.company,
  by: 'customer',
  id: customer,
  at,
})

/** What happened to the people with names, by the same deeds as anybody's; the newest waits for whoever comes in. */
export async function tellStory(database: Database, stage: Stage, now: Date): Promise<void> {
  await database.inCompany(stage.company, async (db) => {
    const play: Play = {
      db,
      stage,
      now,
      at: (code) => stage.touchpoints.get(code) ?? '',
      as: (name, when) => stage.as(db, name, when),
    }
    await mrsIto(play)
    await smallRemedies(play)
    await tomBaker(play)
    await praise(play)
    await waitingElsewhere(play)
    await claraFerreira(play)
    await mrAydin(play)
    await jonasWeber(play)
    await whoIsExpected(db, stage, now)
    await customersLost(play)
    await teamsWait(play)
    const fee = await theStorageFee(play)
    const shift = await theSaturdayShift(play, fee)
    await theFeeGoes(play, fee)
    await maraKeepsHerWord(play, shift)
    await noLoanBikes(play)
    await theyPledge(play)
    await lenaReadsAlong(play)
    await didTheySee(play)
    await morningCards(play)
    await wouldLikeToBeRung(play)
  })
}

async function meetAt({ db, stage }: Play, who: Person): Promise<Id> {
  const at = new Date(`${who.since}T10:00:00Z`)
  const customer = await meet(
    db,
    { company: stage.company, by: 'program', id: null, at },
    {
      name: who.name,
      since: who.since,
      addresses: [
        ...(who.email ? [{ kind: 'email' as const, written: who.email }] : []),
        ...(who.phone ? [{ kind: 'phone' as const, written: who.phone }] : []),
      ],
    },
  )
  return customer.id
}

const day = (at: Date) => at.toISOString().slice(0, 10)

async function say(play: Play, customer: Id, at: Date, what: Omit<Hearing, 'customer'>) {
  return hear(play.db, by(play.stage, customer, at), { customer, ...what })
}

/** The case that what somebody said has opened. */
async function caseOf({ db }: Play, interaction: Id) {
  const { rows } = await sql<{
    id: Id
  }>`select case_id as id from cases_interaction where interaction_id = ${interaction}`.execute(db)
  return readCase(db, rows[0]!.id)
}

async function kindOf({ db }: Play, family: string, fixed = false): Promise<Id> {
  const found = (await kinds(db)).find((one) => one.family === family && (fixed || one.cost === null))
  if (!found) throw new Error(`There is no remedy of the family ${family}.`)
  return found.id
}

/** Nine years, then six euros because nobody rang her. Three say sorry; none may waive the fee. */
async function mrsIto(play: Play): Promise<void> {
  const { db, now } = play
  const at = inTheDay(later(now, -days(170)))
  const ito = await meetAt(play, {
    name: 'Mrs Ito',
    phone: '+49 40 555 0187',
    since: day(later(now, -days(9 * 365 + 200))),
  })
  await buy(play, ito, later(now, -days(1400)), 'Touring bike', '1290.00', 'ito-1')
  await buy(play, ito, later(now, -days(171)), 'Storage fee', '6.00', 'ito-2')
  await noteFact(
    db,
    await play.as('Ana', later(now, -days(300))),
    ito,
    'Rides to the allotment every morning',
  )
  const said = await say(play, ito, at, {
    kind: 'complaint',
    channel: 'counter',
    touchpoint: play.at('collect'),
    score: 1,
    text: 'Six euros because nobody rang me. I have been coming here for nine years.',
    beside: { wants: 'Not to pay for your not ringing me.' },
  })
  const one = await caseOf(play, said.id)
  const sorry = await kindOf(play, 'sorry')
  for (const [step, name] of ['Ben', 'Ana', 'Ruth'].entries())
    await give(db, await play.as(name, later(at, minutes(10 + step * 40))), {
      case: one.id,
      kind: sorry,
      reason: 'nobody rang her that it was ready',
      key: `ito-sorry-${step}`,
    })
  await putRight(
    db,
    await play.as('Ben', later(at, hours(3))),
    one.id,
    'We said sorry. None of us may waive the fee.',
  )
}

/** Small things that Ben put right this month, each confirmed. */
async function smallRemedies(play: Play): Promise<void> {
  const { db, now } = play
  const extra = await kindOf(play, 'extra')
  const small: readonly [name: string, daysAgo: number, text: string, euros: string, score: number][] = [
    ['Nadia Rahman', 24, 'The tyre was flat again the next morning.', '20.00', 5],
    ['Oskar Lindner', 19, 'I waited half an hour for a key.', '12.00', 5],
    ['Petra Vogel', 9, 'The basket was mounted crooked.', '20.00', 4],
  ]
  for (const [name, ago, text, euros, score] of small) {
    const at = inTheDay(later(now, -days(ago)))
    const customer = await meetAt(play, {
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
      // She has a telephone: it is she whom Victor rings.
      ...(name === 'Petra Vogel' ? { phone: '+49 171 555 0164' } : {}),
      since: day(later(now, -days(500))),
    })
    const said = await say(play, customer, at, {
      kind: 'complaint',
      channel: 'page',
      touchpoint: play.at('collect'),
      text,
    })
    const one = await caseOf(play, said.id)
    const ben = (after: number) => play.as('Ben', later(at, after))
    await take(db, await ben(minutes(20)), one.id)
    await give(db, await ben(minutes(30)), {
      case: one.id,
      kind: extra,
      amount: money(euros, 'EUR'),
      reason: 'came twice for nothing',
      key: `small-${name}`,
    })
    await putRight(db, await ben(minutes(45)), one.id, 'Mended while they waited.')
    await confirm(db, by(play.stage, customer, later(at, days(1))), one.id, {
      score,
      toldTwice: false,
      ...(score < 5 ? { madeFive: 'somebody who looks before I leave' } : {}),
    })
  }
}

/** Friday evening, and the bike is not ready: sorry, a bike to work with, €40, and €180 for the wheel, asked and had in 90 seconds. */
async function tomBaker(play: Play): Promise<void> {
  const { db, now } = play
  const at = lastFriday(now)
  const tom = await meetAt(play, {
    name: 'Tom Baker',
    phone: '+49 171 555 0102',
    email: 'tom.baker@example.org',
    since: day(later(now, -days(420))),
  })
  await noteFact(db, await play.as('Ben', later(now, -days(60))), tom, 'Courier: no bike, no work')
  await buy(play, tom, later(now, -days(420)), 'Touring bike', '1290.00', 'tom-1')
  await buy(play, tom, later(at, -days(3)), 'New rear wheel', '180.00', 'tom-2')
  const said = await say(play, tom, at, {
    kind: 'complaint',
    channel: 'counter',
    touchpoint: play.at('collect'),
    team: play.stage.teams.get('Station') ?? null,
    text: 'My bike was promised for today. I work tonight and it is not ready.',
    beside: { wants: 'A bike to work with tonight.' },
  })
  const one = await caseOf(play, said.id)
  const ben = (after: number) => play.as('Ben', later(at, after))
  await take(db, await ben(seconds(20)), one.id)
  await give(db, await ben(minutes(1)), {
    case: one.id,
    kind: await kindOf(play, 'sorry'),
    reason: 'promised for today and not ready',
    key: 'tom-sorry',
  })
  await give(db, await ben(minutes(4)), {
    case: one.id,
    kind: await kindOf(play, 'extra'),
    amount: money('40.00', 'EUR'),
    reason: 'a lost evening of work',
    key: 'tom-40',
  })
  const wheel = await ask(db, await ben(minutes(6)), {
    case: one.id,
    kind: await kindOf(play, 'fix'),
    amount: money('180.00', 'EUR'),
    reason: 'a new wheel tonight, so that he can work',
  })
  await answerAsk(db, await play.as('Carla', later(at, minutes(6) + seconds(90))), wheel.id, {
    answer: 'yes',
    word: 'Of course.',
  })
  await giveAsked(db, await ben(minutes(8)), wheel.id)
  const bike = await promise(db, await ben(minutes(9)), one.id, {
    what: 'Your own bike, with the new wheel',
    dueAt: later(at, hours(17)),
  })
  await putRight(db, await ben(hours(16)), one.id, 'Lent a bike on the spot; new wheel the next morning.', [
    bike.id,
  ])
  await confirm(db, by(play.stage, tom, later(at, hours(20))), one.id, { score: 5, toldTwice: false })
  const thanked = await say(play, tom, later(at, hours(20) + minutes(2)), {
    kind: 'compliment',
    channel: 'page',
    touchpoint: play.at('collect'),
    text: 'Ben lent me a bike on a Friday evening so I could work. I did not have to explain anything twice.',
    beside: { names: 'Ben', case: one.id },
  })
  const id = await passOn(db, await play.as('Carla', later(at, hours(21))), {
    interaction: thanked.id,
    people: [play.stage.staff.get('Priya Nair') ?? ''],
    whatFor: 'lent a bike on a Friday evening so that Tom could work',
    case: one.id,
  })
  await putOnWall(db, await play.as('Carla', later(at, hours(21) + 1000)), id)
}

/** 17:40 of the last Friday whose following day is over. */
function lastFriday(now: Date): Date {
  const at = later(now, -days(2))
  while (at.getUTCDay() !== 5) at.setUTCDate(at.getUTCDate() - 1)
  at.setUTCHours(15, 40, 0, 0)
  return at
}

/** Customers who thank somebody by name, and colleagues who thank each other. */
async function praise(play: Play): Promise<void> {
  const { db, now } = play
  const said: readonly [name: string, whom: string, daysAgo: number, code: string, text: string][] = [
    [
      'Hanna Krause',
      'Ana',
      1,
      'choose',
      'Ana let both children ring the big brass bell until we had chosen. We have never had ten minutes so quiet.',
    ],
    [
      'Emil Berger',
      'Priya',
      2,
      'bring-in',
      'Priya showed me the worn teeth and what they would cost, and then said it can wait until spring.',
    ],
    ['Selin Kaya', 'Sam', 3, 'ride', 'Sam asked a month later how it runs. Nobody ever did that.'],
    ['Karim Haddad', 'Amira', 4, 'buy', 'Amira put the saddle right three times, without being asked.'],
    ['Ilse Thomsen', 'Piet', 5, 'collect', 'Piet had washed it. I hardly knew it again.'],
    ['Luis Ortega', 'Jan', 8, 'collect', 'Jan rang on Tuesday, as he had said.'],
    ['Greta Sommer', 'Ana', 12, 'buy', 'Ana remembered my daughter’s name.'],
  ]
  for (const [name, whom, ago, code, text] of said) {
    const at = inTheDay(later(now, -days(ago) - hours(2)))
    const customer = await meetAt(play, {
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
      since: day(later(now, -days(200 + ago * 20))),
    })
    await say(play, customer, at, {
      kind: 'compliment',
      channel: 'page',
      touchpoint: play.at(code),
      score: 5,
      text,
      beside: { names: whom },
    })
  }
  const lea = await play.as('Lea', inTheDay(later(now, -days(2))))
  await thankColleague(db, lea, {
    people: [play.stage.staff.get('Rosa Vidal') ?? ''],
    words:
      'You stopped what you were doing to tell me when the blue one would be ready. The customer was on the line and heard it.',
  })
  const { rows } = await sql<{ id: Id }>`select id from thanks_thanks order by at`.execute(db)
  const { rows: up } = await sql<{ id: Id }>`select thanks_id as id from thanks_wall`.execute(db)
  for (const [place, { id }] of rows.entries())
    if (!up.some((one) => one.id === id))
      await putOnWall(db, await play.as('Carla', later(now, -hours(20) + place * 1000)), id)
}

/** What waits in other teams, so that the list is the list of a house at work. */
async function waitingElsewhere(play: Play): Promise<void> {
  const { db, now } = play
  const waiting: readonly [
    name: string,
    hoursAgo: number,
    code: string,
    team: string,
    text: string,
    wants: string,
    holder?: string,
  ][] = [
    [
      'Marta Nowak',
      20,
      'collect',
      'Market',
      'I came for nothing, again. Tuesday, they said.',
      'To know the day.',
      'Ewa',
    ],
    [
      'Fabian Roth',
      5,
      'buy',
      'Harbour',
      'The lock does not fit the frame you sold it for.',
      'One that fits.',
    ],
    [
      'Ines Duarte',
      26,
      'bring-in',
      'Riverside',
      'Nobody could tell me the price before.',
      'The price before.',
      'Marie',
    ],
    ['Otto Hinz', 3, 'ride', 'Station', 'It rattles since the inspection.', 'Quiet.'],
  ]
  for (const [name, ago, code, team, text, wants, holder] of waiting) {
    const at = later(now, -hours(ago))
    const customer = await meetAt(play, {
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
      since: day(later(now, -days(100 + ago * 9))),
    })
    const said = await say(play, customer, at, {
      kind: 'complaint',
      channel: 'email',
      touchpoint: play.at(code),
      team: play.stage.teams.get(team) ?? null,
      title: text.split('.')[0] ?? text,
      text,
      beside: { wants },
    })
    if (!holder) continue
    const one = await caseOf(play, said.id)
    await promise(db, await play.as(holder, later(now, -hours(2))), one.id, {
      what: 'A call with the day',
      dueAt: later(now, hours(ago / 4)),
    })
  }
}

async function claraFerreira(play: Play): Promise<void> {
  const { db, now } = play
  const clara = await meetAt(play, {
    name: 'Clara Ferreira',
    phone: '+49 40 555 0144',
    email: 'clara.ferreira@example.org',
    since: day(later(now, -days(7 * 365 + 60))),
  })
  await noteFact(db, await play.as('Ben', later(now, -days(90))), clara, 'Two children’s bikes')
  const at = later(now, -hours(2))
  const said = await say(play, clara, at, {
    kind: 'question',
    channel: 'phone',
    touchpoint: play.at('choose'),
    team: play.stage.teams.get('Station') ?? null,
    text: 'Is the blue helmet back?',
  })
  const ben = await play.as('Ben', later(at, minutes(3)))
  const one = await openCase(db, ben, {
    customer: clara,
    touchpoint: play.at('choose'),
    team: play.stage.teams.get('Station') ?? null,
    title: 'Is the blue helmet back?',
    happened: 'Asks for the blue helmet in small; Stores is looking.',
    wants: 'To know today whether it is back.',
    interaction: said.id,
  })
  await promise(db, ben, one.id, { what: 'A word about the helmet', dueAt: later(now, hours(5)) })
}

async function mrAydin(play: Play): Promise<void> {
  const { db, now } = play
  const aydin = await meetAt(play, {
    name: 'Mr. Aydin',
    phone: '+49 40 555 0161',
    since: day(later(now, -days(800))),
  })
  const ana = await play.as('Ana', later(now, -days(40)))
  await noteFact(db, ana, aydin, 'Hard of hearing on the left')
  await noteFact(db, ana, aydin, 'His daughter loves the bell')
  await acquaint(db, ana, aydin, ana.id)
}

/** Today: a light went dead in the dark. €26 were given twelve days ago, so €74 are left for him. */
async function jonasWeber(play: Play): Promise<void> {
  const { db, now } = play
  const jonas = await meetAt(play, {
    name: 'Jonas Weber',
    email: 'jonas.weber@example.org',
    phone: '+49 171 555 0130',
    since: day(later(now, -days(263))),
  })
  const bought = later(now, -days(263))
  await buy(play, jonas, bought, 'City bike', '890.00', 'jonas-1')
  await buy(play, jonas, later(now, -days(3)), 'Light set', '44.90', 'jonas-2')
  const ana = await play.as('Ana', later(bought, minutes(30)))
  await hear(db, ana, {
    kind: 'kindness',
    channel: 'counter',
    direction: 'out',
    customer: jonas,
    touchpoint: play.at('buy'),
    person: ana.id,
    text: 'Rang the bell with his son; lent the pump.',
  })
  await noteFact(db, ana, jonas, 'Rides to work')
  await noteFact(db, ana, jonas, 'Son Emil, four, likes the bell')
  await acquaint(db, ana, jonas, ana.id)
  await say(play, jonas, later(now, -days(158)), {
    kind: 'answer',
    channel: 'email',
    touchpoint: play.at('collect'),
    score: 4,
    text: 'All good, though nobody said when it would be ready.',
  })
  await earlier(play, jonas)
  const at = later(now, -minutes(52))
  const said = await say(play, jonas, at, {
    kind: 'complaint',
    channel: 'email',
    touchpoint: play.at('buy'),
    team: play.stage.teams.get('Station') ?? null,
    title: 'The light went dead on the way home',
    text: 'The light you sold me went dead on the way home. It was dark and I had my son on the back. I need one that works by Thursday.',
    beside: { wants: 'A working light by Thursday.' },
  })
  const one = await caseOf(play, said.id)
  const ben = await play.as('Ben', later(at, minutes(4)))
  await take(db, ben, one.id)
  await promise(db, ben, one.id, { what: 'A call', dueAt: later(now, minutes(38)) })
}

async function earlier(play: Play, jonas: Id): Promise<void> {
  const { db, now } = play
  const at = later(now, -days(12))
  const said = await say(play, jonas, at, {
    kind: 'complaint',
    channel: 'counter',
    touchpoint: play.at('collect'),
    text: 'I came for the bike at five as told and it was not ready.',
  })
  const one = await caseOf(play, said.id)
  const ben = (after: number) => play.as('Ben', later(at, after))
  await take(db, await ben(minutes(2)), one.id)
  await give(db, await ben(minutes(5)), {
    case: one.id,
    kind: await kindOf(play, 'extra'),
    amount: money('26.00', 'EUR'),
    reason: 'two trips for one repair',
    key: 'jonas-26',
  })
  await putRight(db, await ben(minutes(50)), one.id, 'Finished while he had a coffee.')
  await confirm(db, by(play.stage, jonas, later(at, days(1))), one.id, { score: 5, toldTwice: false })
}

const buy = ({ db, stage }: Play, customer: Id, at: Date, what: string, amount: string, key: string) =>
  recordPurchase(
    db,
    { company: stage.company, by: 'program', id: null, at },
    { customer, key, boughtAt: at, what, amount: money(amount, 'EUR') },
  )
