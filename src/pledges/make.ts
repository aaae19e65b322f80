import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { dayOf } from './days.ts'
import { drawFor } from './draw.ts'
import { sentenceOf } from './in-words.ts'
import { type Kind, type Pledge, pledge, type Span } from './pledge.ts'
import { mayPledge, mustBeOwn, mustBeTimes, mustHold, mustSay } from './rules.ts'
import { askNextMonth } from './seen.ts'
import { deleteDone, insertDone, insertEnd, insertPledge, selectPledges } from './store.ts'

export type Making = {
  kind: Kind
  times: number
  per: Span
  /** In one's own words; calls and shifts have theirs. */
  sentence?: string | undefined
}

/** Pledges something from today on. Whoever pledges calls has their customers drawn at once. */
export async function makePledge(db: Db, who: Staff, what: Making): Promise<Pledge> {
  mayPledge(who)
  return atomically(db, `pledges ${who.id}`, async () => {
    await mustBeTheOnly(db, who, what.kind)
    const one = await make(db, who, what, null)
    await record(db, who, 'pledges.made', one.id, { kind: one.kind, times: one.times, per: one.per })
    if (one.kind === 'calls') await drawFor(db, who, who)
    await askNextMonth(db, who)
    return one
  })
}

async function make(db: Db, who: Staff, what: Making, instead_id: Id | null): Promise<Pledge> {
  mustBeTimes(what.times)
  const one: Pledge = {
    id: newId(who.at),
    person_id: who.id,
    kind: what.kind,
    sentence:
      what.kind === 'other'
        ? mustSay(what.sentence ?? '', 'sentence', 200, 'Say what you pledge, in a few words.')
        : sentenceOf(what.kind, what.times, what.per),
    times: what.times,
    per: what.per,
    from_day: dayOf(who.at, who.house.zone),
    at: who.at,
    instead_id,
    end: null,
  }
  await insertPledge(db, one)
  return one
}

async function mustBeTheOnly(db: Db, who: Staff, kind: Kind): Promise<void> {
  if (kind === 'other') return
  const [known] = await selectPledges(db, { people: [who.id], kind, open: true })
  if (known)
    throw new Refusal(
      'conflict',
      'pledge-twice',
      `You pledge this already: “${known.sentence}”. Change that.`,
      {
        field: 'kind',
      },
    )
}

export type Change = { times: number; per: Span; sentence?: string | undefined; why: string }

/** Another pledge comes in the place of this one, which ends today; what was kept of it stays in sight. */
export async function changePledge(db: Db, who: Staff, id: Id, what: Change): Promise<Pledge> {
  return atomically(db, `pledges ${who.id}`, async () => {
    const before = await pledge(db, id)
    await end(db, who, before, what.why)
    const sentence = what.sentence ?? before.sentence
    const one = await make(db, who, { ...what, kind: before.kind, sentence }, id)
    await record(db, who, 'pledges.changed', one.id, { instead: id, times: one.times, per: one.per })
    return one
  })
}

/** It ends today, and says why. Only what was not kept yet could be forgotten, so nothing is deleted. */
export async function endPledge(db: Db, who: Staff, id: Id, why: string): Promise<Pledge> {
  await end(db, who, await pledge(db, id), why)
  await record(db, who, 'pledges.ended', id)
  return pledge(db, id)
}

async function end(db: Db, who: Staff, one: Pledge, why: string): Promise<void> {
  mustBeOwn(who, one)
  mustHold(one)
  const said = mustSay(why, 'why', 200, 'Say why, in a few words: everybody here can read it.')
  const last_day = dayOf(who.at, who.house.zone)
  if (!(await insertEnd(db, { pledge_id: one.id, at: who.at, last_day, why: said })))
    mustHold({ ...one, end: { at: who.at, last_day, why } })
}

export type Doing = { what: string; day?: string | undefined }

/** Says what was done for a pledge of one's own words, and when. */
export async function sayDone(db: Db, who: Staff, id: Id, { what, day }: Doing): Promise<Id> {
  const one = await pledge(db, id)
  mustBeOwn(who, one)
  mustHold(one)
  if (one.kind !== 'other')
    throw new Refusal('invalid', 'pledge-counts', 'Calls and shifts count by themselves, as they are done.')
  const today = dayOf(who.at, who.house.zone)
  const on_day = day ?? today
  if (on_day > today || on_day < one.from_day)
    throw new Refusal('invalid', 'done-day', 'Say a day between the pledge and today.', { field: 'day' })
  const done = { id: newId(who.at), pledge_id: id, on_day, at: who.at }
  await insertDone(db, { ...done, what: mustSay(what, 'what', 400, 'Say what you did.') })
  await record(db, who, 'pledges.done', id, { done: done.id, on: on_day })
  return done.id
}

export async function takeDoneBack(db: Db, who: Staff, done: Id): Promise<void> {
  const of = await deleteDone(db, done, who.id)
  if (!of) throw new Refusal('not-found', 'done', 'This is not among what you did.')
  await record(db, who, 'pledges.done-taken-back', of, { done })
}
