import { z } from 'zod'
import { ADDRESS_KINDS, meet } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import {
  answers,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  pageInput,
  pageOutput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { touchpointByCode } from '../touchpoints/touchpoints.ts'
import { hear, interaction, KINDS, setVerdict, takeVerdictBack, VERDICTS } from './interactions.ts'
import { CHANNEL, MOST_TEXT, mayHaveHappened } from './rules.ts'
import { selectInteractions } from './store.ts'

const kindShape = z.enum(KINDS)
const channelShape = z.string().regex(CHANNEL, 'A channel is written in small letters, such as phone.')
const codeShape = z.string().regex(/^[a-z0-9-]{1,40}$/, 'An id or the code of a touchpoint.')
const ownShape = z.object({ score: z.number(), scale: textShape(40).min(1).describe('Such as 0-10.') })
const interactionOut = z.object({
  id: z.string(),
  at: momentOut,
  kind: kindShape,
  channel: z.string(),
  direction: z.enum(['in', 'out']),
  customer_id: z.string().nullable(),
  touchpoint_id: z.string().nullable(),
  team_id: z.string().nullable(),
  person_id: z.string().nullable().describe('Who was praised or was kind, or who of us spoke.'),
  score: z.int().nullable(),
  own_score: z.number().nullable(),
  own_scale: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  language: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
})
const one = z.object({ id: idShape })

const create = endpoint({
  method: 'post',
  path: '/interactions',
  says: 'Hears a customer: keeps what was said, and all follows that would follow on any other channel.',
  scope: 'interactions:write',
  input: z.object({
    kind: kindShape,
    channel: channelShape.default('api'),
    direction: z.enum(['in', 'out']).default('in'),
    customer: z
      .union([
        idShape,
        z.strictObject({
          name: textShape(200).optional(),
          kind: z.enum(['person', 'organisation']).optional(),
          addresses: z
            .array(z.strictObject({ kind: z.enum(ADDRESS_KINDS), written: textShape(300).min(1) }))
            .max(20)
            .default([]),
        }),
      ])
      .optional()
      .describe('An id, or a name and addresses by which the customer is met.'),
    touchpoint: z.union([idShape, codeShape]).optional().describe('The id or the code of a touchpoint.'),
    team: idShape.optional().describe('Left out, it is the team of the touchpoint.'),
    person: idShape.optional().describe('Who is praised or was kind; never on a complaint.'),
    score: z.int().min(1).max(5).optional(),
    own: ownShape.optional().describe('A score on a scale of its own; it is no five.'),
    title: textShape(500).optional(),
    text: textShape(MOST_TEXT).optional(),
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/)
      .max(35)
      .optional()
      .describe('Of the words, such as en.'),
    at: momentShape.optional().describe('When it was; now where left out.'),
    key: textShape(300).min(1).optional().describe('The same key on the same channel is heard once.'),
    wants: textShape(2000).optional().describe('What would put it right, in the words of the customer.'),
    names: textShape(200).optional().describe('Who was good, as the customer says it.'),
    case: idShape.optional().describe('The case that this belongs to.'),
  }),
  output: interactionOut,
  status: 201,
})

const list = endpoint({
  method: 'get',
  path: '/interactions',
  says: 'Lists what customers said and were told, the newest first.',
  scope: 'interactions:read',
  input: z.object({
    ...pageInput,
    kind: kindShape.optional(),
    touchpoint: idShape.optional(),
    team: idShape.optional(),
    channel: channelShape.optional(),
    score: z.coerce.number().int().min(1).max(5).optional(),
    since: momentShape.optional(),
  }),
  output: pageOutput(interactionOut),
})

const read = endpoint({
  method: 'get',
  path: '/interactions/{id}',
  says: 'Reads one interaction.',
  scope: 'interactions:read',
  input: one,
  output: interactionOut,
})

const judge = endpoint({
  method: 'put',
  path: '/interactions/{id}/verdict',
  says: 'Says by hand what it was for the customer, whatever the score.',
  scope: 'interactions:write',
  input: one.extend({ verdict: z.enum(VERDICTS) }),
  output: interactionOut,
})
const unjudge = endpoint({
  method: 'delete',
  path: '/interactions/{id}/verdict',
  says: 'Takes a verdict by hand back: what the score says holds again.',
  scope: 'interactions:write',
  input: one,
  output: interactionOut,
})

async function touchpointId(db: Db, written: string | undefined): Promise<Id | null> {
  if (!written || isId(written)) return written ?? null
  const found = await touchpointByCode(db, written)
  if (!found)
    throw new Refusal('not-found', 'touchpoint', `There is no touchpoint ${written} here.`, {
      field: 'touchpoint',
    })
  return found.id
}

export const interactionsApi: Route<Staff>[] = [
  answers(create, async (db, who, { customer, touchpoint, wants, names, case: open, ...what }) => {
    mayHaveHappened(what.at, who.at)
    const met = typeof customer === 'object' ? (await meet(db, who, customer)).id : (customer ?? null)
    const beside = { ...(wants && { wants }), ...(names && { names }), ...(open && { case: open }) }
    return hear(db, who, { ...what, customer: met, touchpoint: await touchpointId(db, touchpoint), beside })
  }),
  answers(list, async (db, _who, { after, most, kind, ...of }) => {
    const kinds = kind ? [kind] : undefined
    const rows = await selectInteractions(db, { ...of, kinds, before: readPlace(after), most: most + 1 })
    return pageOf(rows, most, (row) => row)
  }),
  answers(read, (db, _who, { id }) => interaction(db, id)),
  answers(judge, (db, who, { id, verdict }) => setVerdict(db, who, id, verdict)),
  answers(unjudge, (db, who, { id }) => takeVerdictBack(db, who, id)),
]
