import { record } from '../history/history.ts'
import { type Heard, type Interaction, inWords } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { tell } from '../kit/offer.ts'
import { setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { findPerson, type Staff } from '../people/people.ts'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { type Case, caseOpened, readCase } from './case.ts'
import { answerDue, answerMoment, setNextDue } from './clocks.ts'
import { happenedIn, isHistory, needsCase, titleOf } from './rules.ts'
import { insertCase, updateCase, updateWaiting } from './store.ts'
import { insertFollowUp } from './store-right.ts'
import { insertCaseInteraction, insertHolding } from './store-told.ts'

declare module '../interactions/interactions.ts' {
  interface Beside {
    /** What would put it right, in the customer's words. */
    wants?: string
    /** The case that it belongs to. */
    case?: Id
  }
}

export type Opening = {
  customer: Id | null
  touchpoint?: Id | null
  team?: Id | null
  title?: string
  happened: string
  wants?: string
  /** What was said that opens it. */
  interaction?: Id
  /** The case, put right too early, that this one follows: whoever held that holds this. */
  after?: Case
}

/** Opens a case. Nobody holds it yet: its team sees it, and the company's own promise says by when it is answered. */
export async function openCase(db: Db, who: Who, what: Opening): Promise<Case> {
  const id = newId(who.at)
  const due = await answerMoment(db, who)
  await insertCase(
    db,
    {
      id,
      customer_id: what.customer,
      touchpoint_id: what.touchpoint ?? null,
      team_id: what.team === undefined ? await teamOfTouchpoint(db, what.touchpoint) : what.team,
      title: what.title || titleOf(what.happened),
      happened: happenedIn(what.happened),
      wants: (what.wants ?? '').trim().slice(0, 2000),
      opened_at: who.at,
    },
    due,
  )
  if (what.interaction) await insertCaseInteraction(db, id, what.interaction)
  if (what.after) await follow(db, who, id, what.after)
  await setTimer(db, answerDue, id, due, {})
  const one = await readCase(db, id)
  await record(db, who, 'cases.opened', id, {
    number: one.number,
    customer: what.customer,
    ...(what.interaction ? { interaction: what.interaction } : {}),
    ...(what.after ? { after: what.after.id } : {}),
  })
  await tell(caseOpened, db, who, one)
  return one
}

async function follow(db: Db, who: Who, id: Id, after: Case): Promise<void> {
  await insertFollowUp(db, id, after.id)
  const holder = after.holder_id && (await findPerson(db, after.holder_id))
  if (!holder || holder.left_at) return
  await insertHolding(db, {
    id: newId(who.at),
    case_id: id,
    holder_id: holder.id,
    at: who.at,
    by_id: null,
    brief: null,
  })
  await updateWaiting(db, id, { holder_id: holder.id })
}

const teamOfTouchpoint = async (db: Db, id: Id | null | undefined): Promise<Id | null> =>
  id ? (await touchpoint(db, id)).team_id : null

/**
 * What a customer said opens a case where something went wrong, or is added to the case that it belongs to. A case
 * that was put right stays so: what is wrong after it is a case of its own that follows.
 */
export async function openWhereWrong(db: Db, who: Who, { interaction, beside, past }: Heard): Promise<void> {
  const known = beside.case ? await readCase(db, beside.case) : undefined
  if (known && (known.waiting || !followsUp(interaction))) return addTo(db, who, known, interaction)
  if (!known && (past || !needsCase(interaction) || isHistory(interaction.at, who.at))) return
  await openCase(db, who, {
    customer: interaction.customer_id ?? known?.customer_id ?? null,
    touchpoint: interaction.touchpoint_id ?? known?.touchpoint_id ?? null,
    team: interaction.team_id ?? known?.team_id ?? null,
    title: known ? titleOf(interaction.text || known.title) : titleIn(interaction),
    happened: interaction.text || known?.happened || inWords(interaction),
    wants: beside.wants || known?.wants || '',
    interaction: interaction.id,
    ...(known ? { after: known } : {}),
  })
}

/** The title of an answer is our own question: what went wrong is in the words, or in the number. */
const titleIn = (one: Interaction): string =>
  (one.kind === 'answer' ? '' : one.title) || titleOf(inWords(one))

/** Kind words after it was put right belong to it; a complaint, a low score or a question is not over. */
const followsUp = (one: Interaction): boolean =>
  one.direction === 'in' && (needsCase(one) || one.kind === 'message' || one.kind === 'question')

async function addTo(db: Db, who: Who, one: Case, interaction: Interaction): Promise<void> {
  await insertCaseInteraction(db, one.id, interaction.id)
  if (one.waiting) await moveDue(db, who, one, interaction)
  await record(db, who, 'cases.added-to', one.id, { interaction: interaction.id })
}

/** Whoever has been answered waits for what was promised; whoever adds something waits for an answer. */
async function moveDue(db: Db, who: Who, one: Case, interaction: Interaction): Promise<void> {
  if (interaction.direction === 'out') return setNextDue(db, who, one.id)
  const due = await answerMoment(db, who)
  if (one.due_at && due < one.due_at) await updateWaiting(db, one.id, { due_at: due })
}

export type Correction = { title?: string; happened?: string; wants?: string }

/** Puts the brief into better words; what the customer said stays as it was said. */
export async function correctBrief(db: Db, who: Staff, id: Id, change: Correction): Promise<Case> {
  const one = await readCase(db, id)
  await updateCase(db, id, {
    title: change.title?.trim() || one.title,
    happened: change.happened?.trim() || one.happened,
    wants: change.wants === undefined ? one.wants : change.wants.trim(),
  })
  await record(db, who, 'cases.brief-corrected', id)
  return readCase(db, id)
}
