import { DateTime } from 'luxon'
import { promisesOf, waitingCases } from '../cases/cases.ts'
import { customersById, nameOf } from '../customers/customers.ts'
import { type Interaction, interactionsById, latest } from '../interactions/interactions.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { formatDay, formatTime } from '../kit/moments.ts'
import { formatMoney } from '../kit/money.ts'
import { limitOf } from '../limits/limits.ts'
import { type Company, people } from '../people/people.ts'
import { onDay, policies, scrappedLately } from '../policies/policies.ts'
import { shown } from '../thanks/shown.tsx'
import { wall } from '../thanks/thanks.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { type Circle, type Drafted, dayIn, type Part, startOf } from './card.ts'
import { deedOf, fitting } from './card-library.ts'
import { selectSources } from './store-card.ts'

const LATELY = days(14)
/** What was on a card is not on it again for so many days. */
const REST_DAYS = 60
const MOST = 60
const LETTERS = 260

export type Drafting = { house: Company; circle: Circle; day: string; at: Date }

/**
 * Drafts a card from what happened to this team lately, and to the whole house where the team has nothing. A
 * complaint is never on it: whom it names would stand before everybody.
 */
export async function draft(db: Db, what: Drafting): Promise<Record<Part, Drafted>> {
  const since = DateTime.fromISO(what.day).minus({ days: REST_DAYS }).toISODate() ?? what.day
  const used = new Set(await selectSources(db, what.circle.id, since))
  const told = await story(db, what, used)
  // Nothing is said twice on one small sheet.
  if (told.source) used.add(told.source)
  return {
    story: told,
    promise: await promiseDue(db, what),
    thanks: await thankYou(db, what, used),
    rule: await rule(db, what),
    try: await toTry(db, what),
  }
}

const plain = (text: string): Drafted => ({ text, beside: '', href: null, source: null })

async function story(db: Db, { circle, at }: Drafting, used: ReadonlySet<string>): Promise<Drafted> {
  const fits = (one: Interaction) =>
    !used.has(one.id) && at.getTime() - one.at.getTime() < LATELY && one.text.trim() !== ''
  const good = { kinds: ['compliment'] as const, inWords: true, most: MOST }
  const own = circle.teams
    ? (await Promise.all(circle.teams.map((team) => latest(db, { ...good, team })))).flat()
    : []
  const newest = (all: Interaction[]) => all.filter(fits).sort((a, b) => b.at.getTime() - a.at.getTime())[0]
  const ours = newest(own)
  const one = ours ?? newest(await latest(db, good))
  if (!one)
    return plain(
      'No story was told to us lately. Who heard something good yesterday? Tell it now, then write it down.',
    )
  const name = nameOf(
    (await customersById(db, one.customer_id ? [one.customer_id] : [])).get(one.customer_id ?? ''),
  )
  return {
    text: clip(one.text),
    beside: ours || !circle.id ? name : `${name}, from elsewhere in the house`,
    href: `/interactions/${one.id}`,
    source: one.id,
  }
}

async function promiseDue(db: Db, { house, circle, day }: Drafting): Promise<Drafted> {
  const of = circle.teams ? { teams: circle.teams } : {}
  const cases = await waitingCases(db, { ...of, most: MOST })
  const open = (
    await promisesOf(
      db,
      cases.map((one) => one.id),
    )
  ).filter((one) => !one.end && dayIn(one.due_at, house.zone) === day)
  const first = open.sort((a, b) => a.due_at.getTime() - b.due_at.getTime())[0]
  const about = first && cases.find((one) => one.id === first.case_id)
  if (!first || !about)
    return plain('Nothing is promised to anybody for today. Who waits for a word from us all the same?')
  const whom = about.customer_id
    ? (await customersById(db, [about.customer_id])).get(about.customer_id)
    : undefined
  const more = open.length > 1 ? `, and ${open.length - 1} more today` : ''
  return {
    text: clip(first.what),
    beside: `to ${nameOf(whom, 'a customer')}, by ${formatTime(first.due_at, 'en', house.zone)}${more}`,
    href: `/cases/${about.id}`,
    source: null,
  }
}

/** Only what hangs on the wall already: those who are praised decide whether it is shown. */
async function thankYou(db: Db, { circle, at }: Drafting, used: ReadonlySet<string>): Promise<Drafted> {
  const here = new Set(
    (await people(db))
      .filter((one) => !circle.teams || circle.teams.includes(one.team_id ?? ''))
      .map((one) => one.id),
  )
  const fresh = (await wall(db, MOST)).filter(
    (one) =>
      !used.has(one.id) &&
      !used.has(one.interaction_id ?? '') &&
      at.getTime() - one.at.getTime() < 2 * LATELY,
  )
  const one = fresh.find((each) => each.people.some((id) => here.has(id))) ?? fresh[0]
  const [told] = one ? await shown(db, [one]) : []
  if (!one || !told)
    return plain(
      'Nobody hangs on the wall yet of whom this card could speak. Whom do you thank today, and for what?',
    )
  const said = (await interactionsById(db, one.interaction_id ? [one.interaction_id] : [])).get(
    one.interaction_id ?? '',
  )
  return {
    text: `${told.who}: ${one.words ? `“${clip(one.words, 180)}”` : one.what_for || 'a five, after it was put right.'}`,
    beside: told.from ? `from ${told.from}${said ? '' : ', a colleague'}` : '',
    href: `/wall#t-${one.id}`,
    source: one.id,
  }
}

/** The rule that went last; else one that was kept or waits for a word; else what everybody may give. */
async function rule(db: Db, { house, circle, day }: Drafting): Promise<Drafted> {
  const at = later(startOf(day, house.zone), days(1))
  const [gone] = await scrappedLately(db, at, 14, 1)
  if (gone?.word)
    return {
      text: `Gone: ${gone.name}. Nobody applies it any more.`,
      beside: `scrapped ${onDayOf(gone.word.at, at, house)}`,
      href: `/rules/${gone.id}`,
      source: gone.id,
    }
  const places = (await touchpoints(db)).filter((one) => one.team_id && circle.teams?.includes(one.team_id))
  const waiting = await policies(db, { state: 'awaiting', most: 20 })
  const near = waiting.find((one) => places.some((place) => place.id === one.touchpoint_id)) ?? waiting[0]
  if (near?.wait)
    return {
      text: `Stops us: ${near.name}. ${near.wait.asked} says by ${onDay(near.wait.decide_by, at, house.zone)} whether it stays. Whom did it hurt here?`,
      beside:
        near.hurt.all > 0
          ? `${near.hurt.all === 1 ? 'one customer' : `${near.hurt.all} customers`} hurt so far`
          : '',
      href: `/rules/${near.id}`,
      source: near.id,
    }
  return mayGiveRule(db, house, at)
}

const onDayOf = (at: Date, now: Date, house: Company) => {
  const day = formatDay(at, now, 'en', house.zone)
  return /^(today|yesterday|tomorrow)$/.test(day) ? day : `on ${day}`
}

async function mayGiveRule(db: Db, house: Company, at: Date): Promise<Drafted> {
  const limit = await limitOf(
    db,
    { id: '00000000-0000-0000-0000-000000000000', level: 'front-line' },
    house.currency,
    at,
  )
  const most = limit?.per_case
  return {
    ...plain(
      most
        ? `Each of us may give a customer up to ${formatMoney({ minor: most, currency: house.currency }, 'en')} to put it right, without asking anybody.`
        : 'No rule stopped anybody lately. If one does today, report it on the case: one tap.',
    ),
    href: '/company/limits',
  }
}

async function toTry(db: Db, { circle, day }: Drafting): Promise<Drafted> {
  const places = (await touchpoints(db)).filter(
    (one) => !circle.teams || circle.teams.includes(one.team_id ?? ''),
  )
  const had = await selectSources(db, circle.id, '2000-01-01', 'try')
  const deed = deedOf(fitting(places.map((one) => one.name)), had, turnOf(day, circle.id))
  return { text: deed.text, beside: '', href: null, source: deed.key }
}

/** The same for a day and a team whoever asks, so that what is seen before is what is drafted. */
function turnOf(day: string, team: string | null): number {
  let turn = 7
  for (const letter of `${day}${team ?? ''}`) turn = (turn * 31 + letter.charCodeAt(0)) % 1_000_003
  return turn
}

function clip(text: string, most = LETTERS): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= most
    ? line
    : `${letters
        .slice(0, most - 2)
        .join('')
        .replace(/\s+\S*$/u, '')} …`
}
