import { z } from 'zod'
import { answers, endpoint, idShape, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import {
  addStage,
  addTouchpoint,
  adoptJourney,
  change,
  close,
  guess,
  move,
  moveStage,
  READY_MADE,
  removeStage,
  renameStage,
  reopen,
  stages,
  touchpoint,
  touchpoints,
} from './touchpoints.ts'

const nameShape = textShape(80).trim().min(1)
const touchpointOut = z.object({
  id: z.string(),
  stage_id: z.string(),
  stage: z.string(),
  name: z.string(),
  code: z.string(),
  place: z.int(),
  owner_id: z.string().nullable(),
  team_id: z.string().nullable(),
  ideal: z.string(),
  guess: z.int().nullable(),
})
const stageOut = z.object({ id: z.string(), name: z.string(), place: z.int() })
const lineOut = z.object({ stages: z.array(stageOut), touchpoints: z.array(touchpointOut) })
const one = z.object({ id: idShape })
const wayShape = z.enum(['up', 'down'])
const [read, write] = ['journey:read', 'journey:write'] as const

const line = endpoint({
  method: 'get',
  path: '/journey',
  says: 'Reads the journey: stages and open touchpoints, in the order in which customers walk them.',
  scope: read,
  input: z.object({}),
  output: lineOut,
})
const adopt = endpoint({
  method: 'post',
  path: '/journey',
  says: 'Begins with a ready-made journey, where nothing is drawn yet.',
  scope: write,
  input: z.object({ ready_made: z.enum(READY_MADE.map((journey) => journey.name)) }),
  output: lineOut,
  status: 201,
})
const stageAdd = endpoint({
  method: 'post',
  path: '/journey/stages',
  says: 'Adds a stage at the end of the journey.',
  scope: write,
  input: z.object({ name: nameShape }),
  output: stageOut,
  status: 201,
})
const stagePatch = endpoint({
  method: 'patch',
  path: '/journey/stages/{id}',
  says: 'Renames a stage, or moves it one step.',
  scope: write,
  input: one.extend({ name: nameShape.optional(), move: wayShape.optional() }),
  output: z.object({ stages: z.array(stageOut) }),
})
const stageDelete = endpoint({
  method: 'delete',
  path: '/journey/stages/{id}',
  says: 'Removes a stage in which nothing is open.',
  scope: write,
  input: one,
  output: z.object({}),
})
const add = endpoint({
  method: 'post',
  path: '/journey/touchpoints',
  says: 'Adds a touchpoint at the end of a stage.',
  scope: write,
  input: z.object({
    stage: idShape,
    name: nameShape,
    owner: idShape.optional(),
    team: idShape.optional(),
    ideal: textShape(500).optional(),
  }),
  output: touchpointOut,
  status: 201,
})
const show = endpoint({
  method: 'get',
  path: '/journey/touchpoints/{id}',
  says: 'Reads a touchpoint, open or closed.',
  scope: read,
  input: one,
  output: touchpointOut,
})
const patch = endpoint({
  method: 'patch',
  path: '/journey/touchpoints/{id}',
  says: 'Changes the name, owner, team or ideal of a touchpoint, or moves it one step.',
  scope: write,
  input: one.extend({
    name: nameShape.optional(),
    owner: idShape.nullable().optional(),
    team: idShape.nullable().optional(),
    ideal: textShape(500).optional(),
    move: wayShape.optional(),
  }),
  output: touchpointOut,
})
const shut = endpoint({
  method: 'put',
  path: '/journey/touchpoints/{id}/closing',
  says: 'Closes a touchpoint; what was said there stays.',
  scope: write,
  input: one,
  output: z.object({}),
})
const open = endpoint({
  method: 'delete',
  path: '/journey/touchpoints/{id}/closing',
  says: 'Opens a closed touchpoint again.',
  scope: write,
  input: one,
  output: z.object({}),
})
const guessed = endpoint({
  method: 'post',
  path: '/journey/touchpoints/{id}/guesses',
  says: 'Keeps what staff guess: so many in 100 customers find it magic.',
  scope: write,
  input: one.extend({ share: z.int().min(0).max(100) }),
  output: touchpointOut,
  status: 201,
})

const nothing = async (deed: Promise<unknown>) => {
  await deed
  return {}
}

export const touchpointsApi: Route<Staff>[] = [
  answers(line, async (db) => ({ stages: await stages(db), touchpoints: await touchpoints(db) })),
  answers(adopt, async (db, who, { ready_made }) => {
    const drawn = await adoptJourney(db, who, ready_made)
    return { stages: await stages(db), touchpoints: drawn }
  }),
  answers(stageAdd, (db, who, { name }) => addStage(db, who, name)),
  answers(stagePatch, async (db, who, { id, name, move: way }) => {
    if (name !== undefined) await renameStage(db, who, id, name)
    if (way) await moveStage(db, who, id, way)
    return { stages: await stages(db) }
  }),
  answers(stageDelete, (db, who, { id }) => nothing(removeStage(db, who, id))),
  answers(add, (db, who, what) => addTouchpoint(db, who, what)),
  answers(show, (db, _who, { id }) => touchpoint(db, id)),
  answers(patch, async (db, who, { id, owner, team, move: way, ...rest }) => {
    await change(db, who, id, {
      ...rest,
      ...(owner === undefined ? {} : { owner_id: owner }),
      ...(team === undefined ? {} : { team_id: team }),
    })
    if (way) await move(db, who, id, way)
    return touchpoint(db, id)
  }),
  answers(shut, (db, who, { id }) => nothing(close(db, who, id))),
  answers(open, (db, who, { id }) => nothing(reopen(db, who, id))),
  answers(guessed, async (db, who, { id, share }) => {
    await guess(db, who, id, share)
    return touchpoint(db, id)
  }),
]
