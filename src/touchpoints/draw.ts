import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { person, team } from '../people/people.ts'
import { codeFor } from './codes.ts'
import {
  type Change,
  deleteClosing,
  deleteStage,
  insertClosing,
  insertGuess,
  insertStages,
  insertTouchpoints,
  selectClosed,
  selectCodes,
  selectStages,
  selectTouchpoints,
  updateOrder,
  updateStage,
  updateStageOrder,
  updateTouchpoint,
} from './store.ts'
import { type Stage, stage, type Touchpoint, touchpoint } from './touchpoint.ts'

/** One hand draws at a time, so that no two places or codes are the same. */
const drawing = <T>(db: Db, deed: () => Promise<T>) => atomically(db, 'touchpoints.draw', deed)

const named = (name: string, field = 'name'): string => {
  const tidy = name.replace(/\s+/g, ' ').trim()
  if (tidy === '')
    throw new Refusal('invalid', 'name-empty', 'Give it a name, as customers would say it.', { field })
  if (tidy.length > 80) throw new Refusal('invalid', 'name-long', 'A name has 80 letters at most.', { field })
  return tidy
}

export function addStage(db: Db, who: Who, name: string): Promise<Stage> {
  return drawing(db, async () => {
    const place = Math.max(0, ...(await selectStages(db)).map((one) => one.place)) + 1
    const made: Stage = { id: newId(who.at), name: named(name), place }
    await insertStages(db, [made])
    await record(db, who, 'touchpoints.stage-added', made.id, {})
    return made
  })
}

export async function renameStage(db: Db, who: Who, id: Id, name: string): Promise<void> {
  const one = await stage(db, id)
  if (one.name === named(name)) return
  await updateStage(db, one.id, { name: named(name) })
  await record(db, who, 'touchpoints.stage-renamed', one.id, {})
}

/** A stage goes when nothing is walked in it any more; what is closed there moves next door. */
export function removeStage(db: Db, who: Who, id: Id): Promise<void> {
  return drawing(db, async () => {
    const one = await stage(db, id)
    if ((await selectTouchpoints(db)).some((point) => point.stage_id === id))
      throw new Refusal('conflict', 'stage-used', `Close or move what is in “${one.name}” first.`)
    const closed = (await selectClosed(db)).filter((point) => point.stage_id === id)
    const next = (await selectStages(db)).find((other) => other.id !== id)
    if (closed.length > 0 && !next)
      throw new Refusal(
        'conflict',
        'stage-last',
        'Draw another stage first: what was said here must stay somewhere.',
      )
    if (next)
      await updateOrder(
        db,
        closed.map((point) => ({ id: point.id, stage: next.id })),
      )
    await deleteStage(db, id)
    await record(db, who, 'touchpoints.stage-removed', id, {})
  })
}

export type Way = 'up' | 'down'

export function moveStage(db: Db, who: Who, id: Id, way: Way): Promise<void> {
  return drawing(db, async () => {
    const ids = (await selectStages(db)).map((one) => one.id)
    const at = ids.indexOf((await stage(db, id)).id)
    const to = way === 'up' ? at - 1 : at + 1
    if (to < 0 || to >= ids.length) return
    ids.splice(to, 0, ...ids.splice(at, 1))
    await updateStageOrder(db, ids)
    await record(db, who, 'touchpoints.stage-moved', id, { way })
  })
}

export type New = {
  stage: Id
  name: string
  owner?: Id | null | undefined
  team?: Id | null | undefined
  ideal?: string | undefined
}

export function addTouchpoint(db: Db, who: Who, what: New): Promise<Touchpoint> {
  return drawing(db, async () => {
    const { id: stage_id } = await stage(db, what.stage)
    const name = named(what.name)
    const id = newId(who.at)
    await mayBe(db, { owner_id: what.owner ?? null, team_id: what.team ?? null })
    await insertTouchpoints(db, [
      {
        id,
        stage_id,
        name,
        code: codeFor(name, await selectCodes(db)),
        place: Math.max(0, ...(await selectTouchpoints(db)).map((one) => one.place)) + 1,
        owner_id: what.owner ?? null,
        team_id: what.team ?? null,
        ideal: what.ideal?.trim() ?? '',
      },
    ])
    await record(db, who, 'touchpoints.added', id, { stage: stage_id })
    return touchpoint(db, id)
  })
}

/** Its name, its owner, its team, what is ideal there. */
export async function change(db: Db, who: Who, id: Id, to: Change): Promise<void> {
  const one = await touchpoint(db, id)
  const wanted: Change = { ...to, ...(to.name === undefined ? {} : { name: named(to.name) }) }
  const fields = (['name', 'owner_id', 'team_id', 'ideal'] as const).filter(
    (field) => wanted[field] !== undefined && wanted[field] !== one[field],
  )
  if (fields.length === 0) return
  await mayBe(db, wanted)
  await updateTouchpoint(db, one.id, Object.fromEntries(fields.map((field) => [field, wanted[field]])))
  await record(db, who, 'touchpoints.changed', one.id, {
    fields,
    ...(fields.includes('owner_id') ? { owner: to.owner_id } : {}),
  })
}

async function mayBe(db: Db, to: Change): Promise<void> {
  if (to.owner_id && (await person(db, to.owner_id)).left_at)
    throw new Refusal('conflict', 'owner-left', 'Whoever owns it must be here to do so.', { field: 'owner' })
  if (to.team_id) await team(db, to.team_id)
}

export const rename = (db: Db, who: Who, id: Id, name: string) => change(db, who, id, { name })
export const assignOwner = (db: Db, who: Who, id: Id, owner: Id | null) =>
  change(db, who, id, { owner_id: owner })

/** One step along the line; at the end of a stage into the one beside it. */
export function move(db: Db, who: Who, id: Id, way: Way): Promise<void> {
  return drawing(db, async () => {
    const one = await touchpoint(db, id)
    const [all, line] = [await selectStages(db), await selectTouchpoints(db)]
    const inStage = (stageId: Id) => line.filter((point) => point.stage_id === stageId && point.id !== id)
    const here = line.filter((point) => point.stage_id === one.stage_id).findIndex((point) => point.id === id)
    if (here === -1) return
    const to = way === 'up' ? here - 1 : here + 1
    let [stageId, place] = [one.stage_id, to]
    if (to < 0 || to > inStage(one.stage_id).length) {
      const next = all[all.findIndex((other) => other.id === one.stage_id) + (way === 'up' ? -1 : 1)]
      if (!next) return
      stageId = next.id
      place = way === 'up' ? inStage(next.id).length : 0
    }
    const order = all.flatMap((each) => {
      const ids = inStage(each.id).map((point) => point.id)
      if (each.id === stageId) ids.splice(place, 0, id)
      return ids.map((point) => ({ id: point, stage: each.id }))
    })
    await updateOrder(db, order)
    await record(db, who, 'touchpoints.moved', id, { way })
  })
}

/** Customers do not walk it any more. What was said there stays, and its code is never given again. */
export async function close(db: Db, who: Who, id: Id): Promise<void> {
  const one = await touchpoint(db, id)
  if (await insertClosing(db, { touchpoint_id: one.id, at: who.at, by_id: who.id }))
    await record(db, who, 'touchpoints.closed', one.id, {})
}

export async function reopen(db: Db, who: Who, id: Id): Promise<void> {
  const one = await touchpoint(db, id)
  if (await deleteClosing(db, one.id)) await record(db, who, 'touchpoints.reopened', one.id, {})
}

/** What staff think: so many in 100 customers find it magic. Asked before they see what customers say. */
export async function guess(db: Db, who: Who, id: Id, share: number): Promise<void> {
  if (!Number.isInteger(share) || share < 0 || share > 100)
    throw new Refusal('invalid', 'guess', 'Guess a whole number from 0 to 100.', { field: 'share' })
  const one = await touchpoint(db, id)
  await insertGuess(db, { touchpoint_id: one.id, magic_share: share, at: who.at })
  await record(db, who, 'touchpoints.guessed', one.id, { share })
}
