import { type Child, useContext } from 'hono/jsx'
import type { Case } from '../cases/cases.ts'
import { type Purchase, purchasesOf } from '../customers/customers.ts'
import { days, later, seconds } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import { toDecimal } from '../kit/money.ts'
import { type Limit, minutesInWords, silenceOf, whoMayAnswer } from '../limits/limits.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Disclosure, FormState, Notice, Section, Sentence, Sheet, Undo } from '../ui/index.ts'
import { isOpen } from './ask.ts'
import { AskLine } from './ask-line.tsx'
import { type AskState, asksOnCase } from './asks.ts'
import { GivenRows } from './given-rows.tsx'
import { inMoney } from './in-words.ts'
import { kinds } from './kinds.ts'
import { type May, mayGive } from './may-give.ts'
import { PutRightForm } from './put-right-form.tsx'
import { type Given, type Kind, remediesOnCase } from './remedies.ts'
import { openOf } from './rules.ts'
import { silenceMoment } from './send.ts'
import { selectLikeIt } from './store.ts'
import { givenInWords } from './story.tsx'

/** Who is asked above one's limit, and whether no answer means yes. */
export type Above = {
  name: string
  silence: string | null
  /** Above what the next may say yes to, the one after them. */
  beyond: { name: string; amount: bigint } | undefined
}
export type PanelState = {
  one: Case
  who: Staff
  may: May
  kinds: Kind[]
  purchases: Purchase[]
  given: Given[]
  asks: AskState[]
  above: Above | undefined
  key: string
}

/** The card on a case's page: what was done, what may be done now, and what it will be. */
export async function putItRight(db: Db, who: Staff, one: Case): Promise<Child | null> {
  if (!one.customer_id)
    return (
      <Sheet id="right" title="Put it right">
        <Sentence>
          Nobody knows yet who the customer is. Once you know, you can put it right for them here.
        </Sentence>
      </Sheet>
    )
  const may = await mayGive(db, who, one)
  const [all, bought, given, asks, above, likeIt] = await Promise.all([
    kinds(db),
    purchasesOf(db, one.customer_id, { most: 20 }),
    remediesOnCase(db, one.id),
    asksOnCase(db, one.id),
    aboveMe(db, who, one, may),
    likeThis(db, who, one, may),
  ])
  const purchases = bought.filter((each) => openOf(each, 0n) > 0n)
  const state: PanelState = { one, who, may, kinds: all, purchases, given, asks, above, key: newId(who.at) }
  return (
    <>
      <PutItRight state={state} likeIt={likeIt} />
      {given.length > 0 && (
        <Section title="Given on this case" level={3}>
          <GivenRows given={given} who={who} />
        </Section>
      )}
      {justGiven(state)}
    </>
  )
}

async function aboveMe(db: Db, who: Staff, one: Case, may: May): Promise<Above | undefined> {
  const chain = await whoMayAnswer(db, who, may.currency, who.at)
  const most = (limit: Limit | undefined) => (limit ? (limit.per_case ?? ENDLESS) : 0n)
  const mine = most(may.room.limit)
  const next = chain.find(({ limit }) => most(limit) > mine)
  if (!next) return undefined
  const beyond = chain.find(({ limit }) => most(limit) > most(next.limit))
  const [silence, moment] = await Promise.all([
    silenceOf(db),
    silenceMoment(db, who.house, { case_id: one.id, asker_id: who.id }, next, who.at),
  ])
  return {
    name: firstName(next.person.name),
    beyond: beyond && { name: firstName(beyond.person.name), amount: most(next.limit) },
    silence: moment && silence?.minutes ? minutesInWords(silence.minutes) : null,
  }
}

const ENDLESS = BigInt(Number.MAX_SAFE_INTEGER)

const likeThis = (db: Db, who: Staff, one: Case, may: May) =>
  one.touchpoint_id
    ? selectLikeIt(db, {
        case: one.id,
        touchpoint: one.touchpoint_id,
        customers: may.customers,
        since: later(who.at, -days(30)),
      })
    : []

type LikeIt = Awaited<ReturnType<typeof likeThis>>

function PutItRight({ state, likeIt }: { state: PanelState; likeIt: LikeIt }) {
  const { one, who, given, asks, may } = state
  const refused = useContext(FormState)
  const wrong = refused?.action === `/cases/${one.id}/give`
  const ask = asks.find((each) => isOpen(each, who.at)) ?? freshNo(asks, who.at)
  const others = given.filter((each) => each.by_id !== who.id && each.amount > 0n && !each.taken_back_at)
  const done = (ask && isOpen(ask, who.at)) || !one.waiting
  const form = <PutRightForm state={state} />
  return (
    <Sheet id="right" title="Put it right" open={wrong} opener={ask && openerOf(ask)}>
      {others[0] && !ask && (
        <Notice tone="warn">
          This was made right already: {firstName(others[0].by)} gave {givenInWords(others[0])}.
        </Notice>
      )}
      {likeIt.length > 0 && others.length === 0 && (
        <Notice tone="warn">
          {may.name} was helped in the same place lately: {firstName(likeIt[0]!.by)} gave{' '}
          {givenInWords(likeIt[0]!)} on case {likeIt[0]!.number}.
        </Notice>
      )}
      {ask && <AskLine ask={ask} who={who} one={one} name={may.name} />}
      {done && !wrong ? <Disclosure summary="Do something more">{form}</Disclosure> : form}
    </Sheet>
  )
}

/** On a phone the card is folded away: its bar says what it holds. */
function openerOf(ask: AskState): string | undefined {
  const asked = firstName(ask.asked)
  if (!ask.answer) return `${asked} was asked for ${inMoney(ask.amount, ask.currency)}`
  if (ask.answered_amount === null) return `${asked} said no`
  return `${asked} said yes: give ${inMoney(ask.answered_amount, ask.currency)}`
}

/** A no stays in sight for a day: the customer is still to be told something. */
const freshNo = (asks: AskState[], at: Date) =>
  asks.find((each) => each.answer === 'no' && each.answered_at && each.answered_at > later(at, -days(1)))

function justGiven({ given, who, may }: PanelState): Child {
  const mine = given.find(
    (each) => each.by_id === who.id && !each.taken_back_at && each.at > later(who.at, -seconds(10)),
  )
  if (!mine) return null
  return (
    <Undo action={`/remedies/${mine.id}/take-back`} id="undo-given">
      {mine.amount === 0n
        ? `${mine.kind}: done.`
        : `${inMoney(mine.amount, mine.currency)} given to ${may.name}.`}
    </Undo>
  )
}

export const plainDecimal = (minor: bigint, currency: string): string =>
  toDecimal({ minor, currency }).replace(/\.0+$/, '')
