import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { type Id, isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { form } from '../people/staff.tsx'
import { answerRequest, replyToTeam } from './answer.ts'
import { BACKS, chosenMoment } from './answering.tsx'
import { askTeam } from './ask.ts'
import { finishRequest, withdrawRequest } from './end.ts'
import { handOn } from './hand-on.ts'
import { sayHelped } from './helped.ts'
import type { Request } from './request.ts'
import { letGo, takeUp } from './take-up.ts'

const text = (most: number) => z.string().max(most)
const back = z.enum(BACKS).default('page')
type Back = z.output<typeof back>

/** Where one was when one did it. */
const backTo = (to: Back, { id, case_id }: Pick<Request, 'id' | 'case_id'>): string =>
  ({ today: '/today', list: '/requests', page: `/requests/${id}`, case: `/cases/${case_id}#requests` })[to]

/** A refusal is shown where the form stands: on the page that it came from, where that has it. */
const again = (c: { req: { param(name: string): string | undefined } }, { back: to }: { back?: unknown }) =>
  to === 'today' ? '/today' : to === 'list' ? '/requests' : `/requests/${c.req.param('id') ?? ''}`

const mustBeTeam = (id: string): Id => {
  if (isId(id)) return id
  throw new Refusal('invalid', 'team-none', 'Choose a team.', { field: 'team' })
}

const ask = form(
  '/cases/:id/requests',
  z.object({ team: text(60), what: text(400), needed: text(40).optional(), for: text(60).optional(), back }),
  async ({ db, who, param }, { team, what, needed, for: sake, back: to }) => {
    const one = await askTeam(db, who, {
      case: param('id'),
      team: mustBeTeam(team),
      what,
      ...(needed ? { dueAt: momentIn(needed) } : {}),
      ...(isId(sake) ? { for: sake } : {}),
    })
    return backTo(to, { id: isId(sake) ? sake : one.id, case_id: one.case_id })
  },
  (c, values) => (isId(values.for) ? `/requests/${values.for}` : `/cases/${c.req.param('id') ?? ''}`),
)

function momentIn(written: string): Date {
  const at = new Date(written)
  if (Number.isNaN(at.getTime()))
    throw new Refusal('invalid', 'request-when', 'Say by when: a day and a time.', { field: 'needed' })
  return at
}

const promise = form(
  '/requests/:id/promise',
  z.object({ when: text(40), own: text(40).optional(), what: text(400).optional(), back }),
  async ({ db, who, param }, { when, own, what, back: to }) =>
    backTo(
      to,
      await answerRequest(db, who, param('id'), { promise: chosenMoment(when, own, who.house.zone), what }),
    ),
  again,
)
const cannot = form(
  '/requests/:id/cannot',
  z.object({ because: text(400), back }),
  async ({ db, who, param }, { because, back: to }) =>
    backTo(to, await answerRequest(db, who, param('id'), { cannot: because })),
  again,
)
const askBack = form(
  '/requests/:id/ask-back',
  z.object({ question: text(1000), back }),
  async ({ db, who, param }, { question, back: to }) =>
    backTo(to, await answerRequest(db, who, param('id'), { question })),
  again,
)
const reply = form(
  '/requests/:id/reply',
  z.object({ reply: text(1000), back }),
  async ({ db, who, param }, { reply: said, back: to }) =>
    backTo(to, await replyToTeam(db, who, param('id'), said)),
  again,
)
const take = form(
  '/requests/:id/take',
  z.object({ back }),
  async ({ db, who, param }, { back: to }) => backTo(to, await takeUp(db, who, param('id'))),
  again,
)
const free = form(
  '/requests/:id/let-go',
  z.object({ back }),
  async ({ db, who, param }, { back: to }) => backTo(to, await letGo(db, who, param('id'))),
  again,
)
const done = form(
  '/requests/:id/done',
  z.object({ word: text(400).optional(), back }),
  async ({ db, who, param }, { word, back: to }) =>
    backTo(to, await finishRequest(db, who, param('id'), word)),
  again,
)
const withdraw = form(
  '/requests/:id/withdraw',
  z.object({ back }),
  async ({ db, who, param }, { back: to }) => backTo(to, await withdrawRequest(db, who, param('id'))),
  again,
)
const on = form(
  '/requests/:id/hand-on',
  z.object({ team: text(60), reason: text(400), back }),
  async ({ db, who, param }, { team, reason, back: to }) =>
    backTo(to, await handOn(db, who, param('id'), { team: mustBeTeam(team), reason })),
  again,
)
const helped = form(
  '/requests/:id/helped',
  z.object({ helped: z.enum(['yes', 'no']), word: text(400).optional(), back }),
  async ({ db, who, param }, { helped: answer, word, back: to }) =>
    backTo(to, await sayHelped(db, who, param('id'), { helped: answer === 'yes', word })),
  again,
)

export const requestForms: Leaf[] = [
  ask,
  promise,
  cannot,
  askBack,
  reply,
  take,
  free,
  done,
  withdraw,
  on,
  helped,
]
