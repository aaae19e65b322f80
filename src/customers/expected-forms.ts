import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf, Typed } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { callOff, came, expected, expectVisit, moveVisit, notCome, onAgain, type When } from './expected.ts'
import { dayOn, whenOf } from './expected-rules.ts'
import { BACKS } from './offers.ts'

const whenShape = {
  day: dayIn('Write the day as a date.'),
  time: z
    .union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 16:00.')])
    .optional(),
}

/** The wall clock of the house; an hour that its clocks leave out is the one after it. */
function whenFrom(who: Staff, { day, time }: { day: string; time?: string | undefined }): When {
  if (!time) return { day }
  const at = DateTime.fromISO(`${day}T${time}`, { zone: who.house.zone })
  if (!at.isValid) throw new Refusal('invalid', 'expected-day', 'Write the day as a date.', { field: 'day' })
  return { at: at.toJSDate() }
}

const expect = form(
  '/customers/:id/expected',
  z.object({ ...whenShape, what: z.string().max(1000), team: z.string().optional() }),
  async ({ db, who, param }, { what, team, ...when }) => {
    await expectVisit(db, who, {
      customer: param('id'),
      what,
      on: whenFrom(who, when),
      team: isId(team) ? team : null,
      source: 'hand',
    })
    return `/customers/${param('id')}#coming`
  },
  '/customers/:id',
)

const backShape = z.object({ back: z.enum(BACKS).default('customer'), from: z.string().optional() })

/** Back to the list from which it was done. */
async function backTo(db: Db, who: Staff, id: string, back: (typeof BACKS)[number]): Promise<string> {
  const one = await expected(db, id)
  if (back === 'today') return '/today#expected'
  if (back === 'customer') return `/customers/${one.customer_id}#coming`
  return `/expected?day=${dayOn(whenOf(one), who.house.zone)}#expected-${id}`
}

/** The page from which it was refused. */
function whereItWas(_: unknown, { back, from }: Typed): string {
  if (isId(from)) return `/customers/${from}`
  return back === 'today' ? '/today' : '/expected'
}

type Deed = (db: Db, who: Staff, id: string) => Promise<void>
const leaf = (path: string, deed: Deed): Leaf =>
  form(
    path,
    backShape,
    async ({ db, who, param }, { back }) => {
      await deed(db, who, param('id'))
      return backTo(db, who, param('id'), back)
    },
    whereItWas,
  )

const move = form(
  '/expected/:id/move',
  backShape.extend(whenShape),
  async ({ db, who, param }, { back, day, time }) => {
    await moveVisit(db, who, param('id'), whenFrom(who, { day, time }))
    return backTo(db, who, param('id'), back)
  },
  whereItWas,
)

export const expectedForms: Leaf[] = [
  expect,
  move,
  leaf('/expected/:id/came', came),
  leaf('/expected/:id/not-come', notCome),
  leaf('/expected/:id/call-off', callOff),
  leaf('/expected/:id/on-again', onAgain),
]
