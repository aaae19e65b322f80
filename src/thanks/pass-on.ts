import { type Confirmed, readCase } from '../cases/cases.ts'
import { record } from '../history/history.ts'
import {
  type Beside,
  type Interaction,
  interaction as readInteraction,
} from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { findPerson, type Person, people, peopleNamed, person, type Staff } from '../people/people.ts'
import { chooserFor } from './choose.ts'
import { namesIn } from './names.ts'
import { insertPersons, insertThanks, insertUnclear, selectThanksOfInteraction } from './store.ts'

/** A compliment that names a person reaches that person at once; where the name fits several or nobody, somebody chooses. */
export async function passOnPraise(
  db: Db,
  who: Who,
  { interaction, beside }: { interaction: Interaction; beside: Beside },
): Promise<void> {
  if (interaction.kind !== 'compliment' || interaction.direction !== 'in') return
  const names = (beside.names ?? '').trim()
  if (!interaction.person_id && !names) return
  const { clear, unclear } = interaction.person_id
    ? await byId(db, interaction.person_id)
    : await byName(db, names)
  const id = newId(who.at)
  const row = {
    id,
    at: interaction.at,
    interaction_id: interaction.id,
    by_id: null,
    case_id: beside.case ?? null,
    words: interaction.text,
    what_for: '',
  }
  if (!(await insertThanks(db, row))) return
  await insertPersons(
    db,
    id,
    clear.map((one) => one.id),
    who.at,
    null,
  )
  if (unclear) await leaveToChooser(db, who, id, interaction, unclear)
  await record(db, who, 'thanks.passed-on', id, {
    interaction: interaction.id,
    people: clear.map((one) => one.id),
    ...(unclear ? { unclear: true } : {}),
  })
}

type Meant = { clear: Person[]; unclear?: { name: string; candidates: Id[] } }

async function byId(db: Db, id: Id): Promise<Meant> {
  const found = await findPerson(db, id)
  if (found && !found.left_at) return { clear: [found] }
  return { clear: [], unclear: { name: found?.name ?? '', candidates: [] } }
}

async function byName(db: Db, text: string): Promise<Meant> {
  const clear: Person[] = []
  const left: string[] = []
  const candidates: Id[] = []
  // "Anna and Ben" are two, "Sales & Service Ltd" may be one: first all of it, then its parts.
  const whole = await peopleNamed(db, text)
  for (const name of whole.length > 0 ? [text] : namesIn(text)) {
    const found = whole.length > 0 ? whole : await peopleNamed(db, name)
    if (found.length === 1 && found[0]) clear.push(found[0])
    else {
      left.push(name)
      candidates.push(...found.map((one) => one.id))
    }
  }
  return left.length > 0 ? { clear, unclear: { name: left.join(', '), candidates } } : { clear }
}

async function leaveToChooser(
  db: Db,
  who: Who,
  id: Id,
  one: Interaction,
  unclear: NonNullable<Meant['unclear']>,
) {
  await insertUnclear(db, {
    thanks_id: id,
    name: unclear.name.slice(0, 200),
    candidates: unclear.candidates,
    chooser_id: await chooserFor(db, one),
    at: who.at,
  })
}

/** A five with words, after it was put right, thanks whoever did that: the proof is the case. */
export async function passOnFive(
  db: Db,
  who: Who,
  { one, score, words, interaction }: Confirmed,
): Promise<void> {
  const by = one.put_right?.by_id && (await findPerson(db, one.put_right.by_id))
  if (score < 5 || words.trim() === '' || !by || by.left_at) return
  const id = newId(who.at)
  const row = {
    id,
    at: who.at,
    interaction_id: interaction,
    by_id: null,
    case_id: one.id,
    words,
    what_for: one.put_right?.how ?? '',
  }
  if (!(await insertThanks(db, row))) return
  await insertPersons(db, id, [by.id], who.at, null)
  await record(db, who, 'thanks.passed-on', id, { interaction, people: [by.id], case: one.id })
}

export type PassingOn = { interaction: Id; people: readonly Id[]; whatFor?: string; case?: Id | undefined }

/** Somebody passes a customer's words on to those whom they thank, also to more than were thanked already. */
export async function passOn(db: Db, who: Staff, what: PassingOn): Promise<Id> {
  const said = await readInteraction(db, what.interaction)
  if (said.direction !== 'in' || said.kind === 'kindness' || said.text === '')
    throw new Refusal('invalid', 'thanks-words', 'Only what a customer said can be passed on as thanks.')
  const thanked = await mayThank(db, who, what.people)
  const known = await selectThanksOfInteraction(db, said.id)
  const id = known?.id ?? newId(who.at)
  if (!known)
    await insertThanks(db, {
      id,
      at: who.at,
      interaction_id: said.id,
      by_id: null,
      case_id: what.case ? (await readCase(db, what.case)).id : null,
      words: said.text,
      what_for: (what.whatFor ?? '').trim().slice(0, 400),
    })
  const added = await insertPersons(db, id, thanked, who.at, who.id)
  await record(db, who, 'thanks.passed-on', id, { interaction: said.id, people: added })
  return id
}

/** One or more who are still here, and never oneself. */
export async function mayThank(db: Db, who: Staff, ids: readonly Id[]): Promise<Id[]> {
  if (ids.length === 0)
    throw new Refusal('invalid', 'thanks-nobody', 'Choose whom you thank.', { field: 'person' })
  if (ids.includes(who.id))
    throw new Refusal('invalid', 'thanks-oneself', 'Thank somebody else: others will thank you.', {
      field: 'person',
    })
  const here = new Set((await people(db)).map((one) => one.id))
  for (const id of ids)
    if (!here.has(id)) {
      const gone = await person(db, id)
      throw new Refusal('conflict', 'person-left', `${gone.name} has left the company.`, { field: 'person' })
    }
  return [...new Set(ids)]
}
