import { promisesOf, waitingCases } from '../cases/cases.ts'
import { lossesSince } from '../churn/churn.ts'
import { inShort } from '../churn/in-sentences.ts'
import { customersById, nameOf } from '../customers/customers.ts'
import { expectedFrom } from '../customers/expected.ts'
import type { Db } from '../kit/db.ts'
import { formatTime } from '../kit/moments.ts'
import { formatMoney } from '../kit/money.ts'
import { firstName, rank, type Staff } from '../people/people.ts'
import { awaitingWordOf, onDay, scrappedLately } from '../policies/policies.ts'
import { asksFor, yesesOf } from '../remedies/remedies.ts'
import { howManyWaitFor } from '../requests/requests.ts'
import { shown } from '../thanks/shown.tsx'
import { thanksFor, unclearFor } from '../thanks/thanks.ts'
import { budgetsPassed } from './budgets.ts'
import { dayIn } from './card.ts'
import { capital, inWords } from './sentences.ts'
import { whoWaits } from './waiting.ts'

/** A sentence with where it leads. Praise may be in it, in the words of whoever gave it; a complaint never is. */
export type DigestLine = { text: string; href: string; link: string }

type Tell = (db: Db, who: Staff, since: Date) => Promise<DigestLine[]>

/** What this person may do or be glad of today, and what everybody should know; nothing that is not theirs. */
export async function digestLines(db: Db, who: Staff, since: Date): Promise<DigestLine[]> {
  const told: DigestLine[] = []
  for (const tell of TOLD) told.push(...(await tell(db, who, since)))
  return told
}

const MOST = 3
const names = async (db: Db, ids: readonly (string | null)[]) =>
  customersById(
    db,
    ids.flatMap((id) => id ?? []),
  )

const thanked: Tell = async (db, who, since) => {
  const fresh = (await thanksFor(db, who.id, 10)).filter((one) => one.at > since).slice(0, MOST)
  return (await shown(db, fresh)).map((one) => ({
    text: `${one.from ?? 'Somebody'} thanked you${one.words ? `: “${clip(one.words)}”` : '.'}`,
    href: '/wall',
    link: 'Read it',
  }))
}

const forMyYes: Tell = async (db, who) => {
  const asked = await asksFor(db, who, 50)
  const one = asked[0]
  if (!one) return []
  const whom = nameOf((await names(db, [one.customer_id])).get(one.customer_id), 'a customer')
  const more = asked.length > 1 ? ` ${capital(inWords(asked.length - 1))} more wait too.` : ''
  return [
    {
      text: `${firstName(one.asker)} waits for your yes: ${amount(one.amount, one.currency)} for ${whom}.${more}`,
      href: '/today#asks',
      link: 'Say yes, less or no',
    },
  ]
}

const toGive: Tell = async (db, who) => {
  const yeses = (await yesesOf(db, who, MOST)).slice(0, MOST)
  const customers = await names(
    db,
    yeses.map((one) => one.customer_id),
  )
  return yeses.map((one) => ({
    text: `It is yes: you may give ${nameOf(customers.get(one.customer_id), 'a customer')} ${amount(one.answered_amount ?? one.amount, one.currency)}.`,
    href: `/cases/${one.case_id}`,
    link: 'Give it',
  }))
}

const promised: Tell = async (db, who) => {
  const held = await waitingCases(db, { holder: who.id, most: 50 })
  const today = dayIn(who.at, who.house.zone)
  const open = (
    await promisesOf(
      db,
      held.map((one) => one.id),
    )
  )
    .filter((one) => !one.end && dayIn(one.due_at, who.house.zone) === today)
    .slice(0, MOST)
  const customers = await names(
    db,
    held.map((one) => one.customer_id),
  )
  return open.map((one) => {
    const about = held.find((each) => each.id === one.case_id)
    return {
      text: `${nameOf(customers.get(about?.customer_id ?? ''))} was promised for ${formatTime(one.due_at, 'en', who.house.zone)}: ${clip(one.what)}`,
      href: `/cases/${one.case_id}`,
      link: 'Look at it',
    }
  })
}

const waiting: Tell = async (db, who) => {
  const { mine, free } = await whoWaits(db, who, 1)
  const lines: DigestLine[] = []
  if (mine > 0)
    lines.push({
      text: `${capital(inWords(mine))} ${mine === 1 ? 'person waits' : 'people wait'} for you.`,
      href: '/today#waiting',
      link: 'See who',
    })
  if (free > 0)
    lines.push({
      text: `${capital(inWords(free))} ${free === 1 ? 'waits' : 'wait'} for whoever takes care.`,
      href: '/today#waiting',
      link: 'Take care of one',
    })
  return lines
}

const unclear: Tell = async (db, who) =>
  (await unclearFor(db, who, 1)).map((one) => ({
    text: `A customer thanked ${one.name || 'somebody'}: you are asked whom they meant.`,
    href: '/today#whom',
    link: 'Say whom',
  }))

const rules: Tell = async (db, who) =>
  (await awaitingWordOf(db, who.id, MOST)).flatMap((one) =>
    one.wait
      ? [
          {
            text: `The rule “${one.name}” awaits your word by ${onDay(one.wait.decide_by, who.at, who.house.zone)}.`,
            href: `/rules/${one.id}`,
            link: 'Scrap it or keep it',
          },
        ]
      : [],
  )

const requested: Tell = async (db, who) => {
  if (!who.team) return []
  const { waiting: n, late } = await howManyWaitFor(db, [who.team], who.at)
  if (n === 0) return []
  return [
    {
      text: `${capital(inWords(n))} ${n === 1 ? 'colleague waits' : 'colleagues wait'} for your team${late > 0 ? `, ${inWords(late)} of them longer than was said` : ''}.`,
      href: '/requests',
      link: 'See what for',
    },
  ]
}

const expectedToday: Tell = async (db, who) => {
  if (!who.team) return []
  const day = dayIn(who.at, who.house.zone)
  const coming = await expectedFrom(db, who.house, [day, day], { teams: [who.team], most: 100 })
  const first = coming[0]
  if (!first) return []
  const name = nameOf((await names(db, [first.customer_id])).get(first.customer_id))
  const when = first.at ? ` at ${formatTime(first.at, 'en', who.house.zone)}` : ''
  const more = coming.length > 1 ? `, and ${inWords(coming.length - 1)} more` : ''
  return [
    {
      text: `${name} is expected today${when}${more}.`,
      href: `/expected?day=${day}`,
      link: 'What is good to know',
    },
  ]
}

/** What a manager was once told by a mail of its own. */
const budgets: Tell = async (db, who, since) => {
  if (rank(who.level) < rank('supervisor')) return []
  return (await budgetsPassed(db, who, since))
    .filter((one) => one.spentBefore <= one.budget)
    .map((one) => ({
      text: `${one.team} has given ${amount(one.spent, one.currency)} this ${one.period}, more than its budget of ${amount(one.budget, one.currency)}. Nobody is stopped.`,
      href: '/today#budgets',
      link: 'Look at it',
    }))
}

const lost: Tell = async (db, who, since) => {
  const fresh = (
    await lossesSince(db, dayIn(new Date(since.getTime() - 30 * 86_400_000), who.house.zone), 20)
  )
    .filter((one) => one.at > since && one.by_id !== who.id && !one.back)
    .slice(0, 1)
  const customers = await names(
    db,
    fresh.map((one) => one.customer_id),
  )
  return fresh.map((one) => {
    const { name, rest } = inShort(one, customers.get(one.customer_id))
    return {
      text: `We lost a customer: ${name}, ${rest}.`,
      href: `/customers/lost#l-${one.id}`,
      link: 'In their words',
    }
  })
}

const gone: Tell = async (db, who, since) =>
  (await scrappedLately(db, who.at, 5, MOST))
    .filter((one) => one.word && one.word.at > since && one.word.by_id !== who.id)
    .map((one) => ({ text: `A rule is gone: ${one.name}.`, href: `/rules/${one.id}`, link: 'Whom it hurt' }))

const TOLD: readonly Tell[] = [
  thanked,
  forMyYes,
  toGive,
  promised,
  waiting,
  requested,
  rules,
  unclear,
  expectedToday,
  budgets,
  gone,
  lost,
]

const amount = (minor: bigint, currency: string): string => formatMoney({ minor, currency }, 'en')

function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= 160
    ? line
    : `${letters
        .slice(0, 158)
        .join('')
        .replace(/\s+\S*$/u, '')} …`
}
