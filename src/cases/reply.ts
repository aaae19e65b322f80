import { addressesOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import type { Carrier } from '../interactions/interactions.ts'
import { carriers, hear, type Interaction, interactionsById, speak } from '../interactions/interactions.ts'
import { later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { dropTimer, due, setTimer } from '../kit/timers.ts'
import { company, findPerson, type Staff, staffOf } from '../people/people.ts'
import { type Case, readCase } from './case.ts'
import { holdIfFree } from './hold.ts'
import { mustSay, TAKE_BACK } from './rules.ts'
import { lockCase } from './store.ts'
import { type Reply, selectReplies, stopReply, takeReply, upsertReply } from './store-replies.ts'
import { selectInteractionsOf } from './store-told.ts'

/** Their own private page is read there: nothing needs to be carried. */
export const ownPage: Carrier = { channel: 'page', carry: async () => {} }

/**
 * Answers the customer. The letter leaves after ten seconds, and until then its writer can stop it. `seen` is what
 * `lastAnswer` said when the writer began: where somebody has answered since, they read that first.
 */
export async function reply(db: Db, who: Staff, id: Id, text: string, seen?: string): Promise<Reply> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  const said = mustSay(text, 'text', 'Write what you want to say.')
  if (seen !== undefined) await mustBeUnanswered(db, who, one, seen)
  await sendAtOnce(db, who, id)
  await holdIfFree(db, who, one)
  const letter: Reply = {
    case_id: id,
    person_id: who.id,
    text: said,
    at: who.at,
    leaves_at: later(who.at, TAKE_BACK),
  }
  await upsertReply(db, letter)
  await setTimer(db, replyLeaves, keyOf(id, who.id), later(who.at, TAKE_BACK), { case: id, person: who.id })
  await record(db, who, 'cases.replied', id)
  return letter
}

async function mustBeUnanswered(db: Db, who: Staff, one: Case, seen: string): Promise<void> {
  const last = await answers(db, one.id)
  const newer = last.slice(last.findIndex((answer) => answer.sign === seen) + 1)
  if (newer.some((answer) => answer.by !== who.id))
    throw new Refusal(
      'conflict',
      'just-answered',
      'Somebody has just answered. Read what they wrote; then send yours if it is still needed.',
      { field: 'text' },
    )
}

/** What was said last to the customer on this case, as a word that a form carries. */
export async function lastAnswer(db: Db, id: Id): Promise<string> {
  return (await answers(db, id)).at(-1)?.sign ?? ''
}

/** What was said to the customer, and what is about to leave. */
async function answers(db: Db, id: Id): Promise<{ sign: string; at: Date; by: Id | null }[]> {
  const said = [...(await interactionsById(db, await selectInteractionsOf(db, [id]))).values()]
    .filter((one) => one.direction === 'out')
    .map((one) => ({ sign: one.id, at: one.at, by: one.person_id }))
  const leaving = (await leavingReplies(db, id)).map((one) => ({
    sign: `${one.person_id} ${one.at.getTime()}`,
    at: one.at,
    by: one.person_id,
  }))
  return [...said, ...leaving].sort((a, b) => a.at.getTime() - b.at.getTime())
}

export const leavingReplies = async (db: Db, id: Id): Promise<Reply[]> =>
  (await selectReplies(db, id)).filter((one) => one.leaves_at !== null)

/** What this person wrote and stopped. */
export const draftOf = async (db: Db, who: Staff, id: Id): Promise<string | undefined> =>
  (await selectReplies(db, id)).find((one) => one.person_id === who.id && one.leaves_at === null)?.text

const keyOf = (id: Id, person: Id) => `${id} ${person}`

export const replyLeaves = due<{ case: Id; person: Id }>({
  kind: 'cases.reply-leaves',
  async run(db, who, _key, what) {
    const [house, writer] = [await company(db), await findPerson(db, what.person)]
    if (writer) await sendReply(db, staffOf(house, writer, who.at), what.case)
  },
})

/** One that still waits goes before the next one is written. */
async function sendAtOnce(db: Db, who: Staff, id: Id): Promise<void> {
  await sendReply(db, who, id)
  await dropTimer(db, replyLeaves, keyOf(id, who.id))
}

async function sendReply(db: Db, who: Staff, id: Id): Promise<Interaction | undefined> {
  const letter = await takeReply(db, id, who.id)
  if (!letter) return undefined
  const one = await readCase(db, id)
  return speak(db, who, {
    ...(await wayTo(db, one)),
    customer: one.customer_id,
    case: id,
    subject: one.title,
    text: letter.text,
  })
}

/** By email where there is an address and mail goes out, else on their own page. */
export async function wayTo(db: Db, one: Case): Promise<{ channel: string; to?: string }> {
  const mails = carriers.taken.some((carrier) => carrier.channel === 'email')
  const addresses = mails && one.customer_id ? await addressesOf(db, one.customer_id) : []
  const to = addresses.find((address) => address.kind === 'email')
  return to ? { channel: 'email', to: to.written } : { channel: 'page' }
}

/** Stops a letter of one's own before it leaves: it becomes a draft again. */
export async function stop(db: Db, who: Staff, id: Id): Promise<void> {
  if (!(await stopReply(db, id, who.id)))
    throw new Refusal('gone', 'reply-left', 'Your letter has left already.')
  await dropTimer(db, replyLeaves, keyOf(id, who.id))
  await record(db, who, 'cases.reply-stopped', id)
}

/** What was said by telephone or face to face, written down with the case. */
export async function note(
  db: Db,
  who: Staff,
  id: Id,
  what: { kind: 'call' | 'visit'; direction: 'in' | 'out'; text: string },
): Promise<Interaction> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  await holdIfFree(db, who, one)
  return hear(db, who, {
    kind: what.kind,
    channel: what.kind === 'call' ? 'phone' : 'counter',
    direction: what.direction,
    customer: one.customer_id,
    touchpoint: one.touchpoint_id,
    team: one.team_id,
    person: what.direction === 'out' ? who.id : null,
    title: what.kind === 'call' ? 'A call' : 'A visit',
    text: mustSay(what.text, 'text', 'Write down in a sentence what was said.'),
    beside: { case: id },
  })
}
