import { addressesOf, customer as readCustomer } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { carriers, interactionsById, speak } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Language } from '../kit/language.ts'
import { formatDate } from '../kit/moments.ts'
import type { Money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { draft, languageOf, subjectIn } from './drafts.ts'
import { type Policy, policy } from './policy.ts'
import { dayOf } from './rules.ts'
import {
  deleteNotTold,
  type How,
  type HurtCustomer,
  insertTold,
  selectChargedOf,
  selectHurtCustomers,
  updateTold,
  type WhyNot,
} from './store-told.ts'

/** The way on which somebody can be told: written to, rung, sent a letter, or only when they come by. */
export type Way = { channel: 'email' | 'phone' | 'post' | 'counter'; to: string | null }
export type StillToTell = HurtCustomer & {
  charged: Money[]
  /** Their own sentence, where they said one. */
  said: { text: string; language: string | null } | null
  way: Way
  draft: { subject: string; text: string; language: Language }
}

/** Whom a scrapped rule hurt, with what each of them knows of its end. */
export async function told(db: Db, one: Policy): Promise<(HurtCustomer & { charged: Money[] })[]> {
  const wait = one.state === 'scrapped' ? (one.word?.wait_id ?? null) : null
  const [all, charged] = [await selectHurtCustomers(db, one.id, wait), await selectChargedOf(db, one.id)]
  return all.map((each) => ({
    ...each,
    charged: charged
      .filter((row) => row.customer_id === each.customer_id)
      .map(({ minor, currency }) => ({ minor, currency })),
  }))
}

/** Who has not been told, the first hurt first, each with a draft that a person reads before it goes. */
export async function stillToTell(db: Db, who: Staff, id: Id): Promise<StillToTell[]> {
  const one = await policy(db, id)
  if (one.state !== 'scrapped') return []
  const open = (await told(db, one)).filter((each) => !each.told)
  const said = await interactionsById(
    db,
    open.flatMap((each) => each.interaction_id ?? []),
  )
  const all: StillToTell[] = []
  for (const each of open) {
    const language = languageOf(each.language, who.house)
    const words = said.get(each.interaction_id ?? '')
    all.push({
      ...each,
      said: words ? { text: words.text, language: words.language } : null,
      way: await wayTo(db, each.customer_id),
      draft: { ...draftFor(who, one, each, language), language },
    })
  }
  return all
}

function draftFor(who: Staff, one: Policy, each: HurtCustomer & { charged: Money[] }, language: Language) {
  const { zone } = who.house
  const from = one.word?.from_on
  return draft({
    language,
    name: each.name,
    charged: each.charged,
    said: each.interaction_id !== null,
    later:
      from && from > dayOf(who.at, zone) ? formatDate(new Date(`${from}T12:00:00Z`), language, 'UTC') : null,
    from: { name: who.name, company: who.house.name },
  })
}

async function wayTo(db: Db, customer: Id): Promise<Way> {
  const addresses = await addressesOf(db, customer)
  const mails = carriers.taken.some((carrier) => carrier.channel === 'email')
  for (const channel of ['email', 'phone', 'post'] as const) {
    const found = addresses.find((address) => address.kind === channel)
    if (found && (channel !== 'email' || mails)) return { channel, to: found.written }
  }
  return { channel: 'counter', to: null }
}

export type Telling = {
  policy: Id
  customer: Id
  /** What was read, perhaps changed, and is sent or was said. */
  text: string
  subject?: string | undefined
  channel?: Way['channel'] | undefined
}

/** A person tells a customer that the rule is gone: by mail it goes out, else they say that they did. Never twice. */
export async function tellCustomer(db: Db, who: Staff, what: Telling): Promise<HurtCustomer> {
  const { one, each } = await mustBeHurt(db, what.policy, what.customer)
  const text = what.text.trim()
  if (text === '') throw new Refusal('invalid', 'tell-words', 'Write what they are told.', { field: 'text' })
  const way = await wayTo(db, each.customer_id)
  const channel = what.channel ?? way.channel
  if (channel === 'email' && way.channel !== 'email')
    throw new Refusal(
      'invalid',
      'tell-email',
      'No email address of theirs is known: ring them, or write a letter.',
      {
        field: 'channel',
      },
    )
  await mustBeFirst(db, who, one, each, channel)
  const language = languageOf(each.language, who.house)
  const said = await speak(db, who, {
    customer: each.customer_id,
    channel,
    kind: channel === 'phone' ? 'call' : channel === 'counter' ? 'visit' : 'message',
    text: text.slice(0, 20_000),
    subject: what.subject?.trim() || subjectIn(language),
    ...(channel === 'email' && way.to ? { to: way.to } : {}),
  })
  await updateTold(db, one.word?.wait_id ?? '', each.customer_id, said.id)
  await record(db, who, 'policies.customer-told', one.id, { customer: each.customer_id, how: channel })
  return (await mustBeHurt(db, one.id, each.customer_id)).each
}

/** They cannot be reached, or do not want to be written to: with a reason, so that the list is true. */
export async function tellNot(
  db: Db,
  who: Staff,
  what: { policy: Id; customer: Id; why: WhyNot; word?: string | undefined },
): Promise<HurtCustomer> {
  const { one, each } = await mustBeHurt(db, what.policy, what.customer)
  const word = (what.word ?? '').trim().slice(0, 400)
  if (what.why === 'other' && !word)
    throw new Refusal('invalid', 'tell-why', 'Say in a word why they are not told.', { field: 'word' })
  await mustBeFirst(db, who, one, each, 'not', what.why, word)
  await record(db, who, 'policies.customer-not-told', one.id, { customer: each.customer_id, why: what.why })
  return (await mustBeHurt(db, one.id, each.customer_id)).each
}

/** They can be told after all. */
export async function putBack(db: Db, who: Staff, id: Id, customer: Id): Promise<void> {
  const { one, each } = await mustBeHurt(db, id, customer)
  if (!each.told || !(await deleteNotTold(db, each.told.wait_id, each.told.customer_id)))
    throw new Refusal('conflict', 'tell-told', 'They are on the list, or were told already.')
  await record(db, who, 'policies.customer-put-back', one.id, { customer: each.customer_id })
}

async function mustBeHurt(db: Db, id: Id, customer: Id) {
  const one = await policy(db, id)
  if (one.state !== 'scrapped' || !one.word)
    throw new Refusal(
      'conflict',
      'tell-not-gone',
      `“${one.name}” is not scrapped: there is nothing to tell yet.`,
    )
  const whom = (await readCustomer(db, customer)).id
  const each = (await told(db, one)).find((hurt) => hurt.customer_id === whom)
  if (!each)
    throw new Refusal('not-found', 'tell-whom', 'Nobody has reported that this rule hurt this customer.')
  return { one, each }
}

async function mustBeFirst(
  db: Db,
  who: Staff,
  one: Policy,
  each: HurtCustomer,
  how: How,
  why_not: WhyNot | null = null,
  word = '',
): Promise<void> {
  const first =
    !each.told &&
    (await insertTold(db, {
      wait_id: one.word?.wait_id ?? '',
      customer_id: each.customer_id,
      how,
      why_not,
      word,
      interaction_id: null,
      at: who.at,
      by_id: who.id,
    }))
  if (first) return
  const by = each.told?.by ?? 'A colleague'
  throw new Refusal(
    'conflict',
    'told-already',
    each.told?.how === 'not'
      ? `${by} has noted why they are not told: put them back on the list first.`
      : `${by} has told them already: nobody hears it twice.`,
  )
}
