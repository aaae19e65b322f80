import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { form } from '../people/staff.tsx'
import { confirm } from './confirm.ts'
import { makeFollowLink } from './follow.ts'
import { handOver, take } from './hold.ts'
import { correctBrief } from './open.ts'
import { keepPromise, momentOnTheWall, momentsAhead, promise } from './promise.ts'
import { notRightYet, putRight } from './put-right.ts'
import { note, reply, stop } from './reply.ts'

const back = '/cases/:id'
const home = (id: string) => `/cases/${id}`
const text = (most: number) => z.string().max(most)

const takeIt = form(
  '/cases/:id/take',
  z.object({ to: text(200).optional() }),
  async ({ db, who, param }, { to }) => {
    await take(db, who, param('id'))
    return to === 'list' ? '/cases' : home(param('id'))
  },
  back,
)

const hand = form(
  '/cases/:id/hand-over',
  z.object({ to: z.string(), brief: text(4000) }),
  async ({ db, who, param }, { to, brief }) => {
    if (!isId(to)) throw new Refusal('invalid', 'person', 'Choose who goes on.', { field: 'to' })
    await handOver(db, who, param('id'), { to, brief })
    return home(param('id'))
  },
  back,
)

const promiseIt = form(
  '/cases/:id/promise',
  z.object({
    what: text(400),
    when: z.enum(['hour', 'closing', 'noon', 'own']),
    own: text(40).optional(),
    instead: text(40).optional(),
  }),
  async ({ db, who, param }, { what, when, own, instead }) => {
    const chosen = momentsAhead(who.house.hours, who.at).find((one) => one.moment === when)
    if (!chosen && when !== 'own')
      throw new Refusal('conflict', 'promise-closed', 'We have closed for today: choose another time.', {
        field: 'when',
      })
    const dueAt = chosen?.at ?? momentOnTheWall(own ?? '', who.house.zone)
    await promise(db, who, param('id'), { what, dueAt, ...(isId(instead) ? { instead } : {}) })
    return home(param('id'))
  },
  back,
)

const keep = form(
  '/cases/:id/promises/:promise/keep',
  z.object({ back: z.enum(['today', 'case']).default('case') }),
  async ({ db, who, param }, { back: to }) => {
    const kept = await keepPromise(db, who, param('promise'))
    if (kept.case_id !== param('id'))
      throw new Refusal('not-found', 'promise', 'There is no such promise on this case.')
    return to === 'today' ? '/today' : home(kept.case_id)
  },
  back,
)

const right = form(
  '/cases/:id/put-right',
  z.object({ how: text(400), promises_kept: z.union([text(60), z.array(text(60)).max(50)]).optional() }),
  async ({ db, who, param }, { how, promises_kept }) => {
    await putRight(db, who, param('id'), how, [promises_kept ?? []].flat())
    return `${home(param('id'))}?right=yes`
  },
  back,
)

const notYet = form(
  '/cases/:id/not-yet',
  z.object({}),
  async ({ db, who, param }) => {
    await notRightYet(db, who, param('id'))
    return home(param('id'))
  },
  back,
)

const told = form(
  '/cases/:id/confirm',
  z.object({
    score: z.coerce.number('Choose a number from one to five.').int().min(1).max(5),
    words: text(4000).optional(),
    twice: z.enum(['yes', 'no']).optional(),
  }),
  async ({ db, who, param }, { score, words, twice }) => {
    await confirm(db, who, param('id'), {
      score,
      ...(score < 5 ? { madeFive: words } : { words }),
      toldTwice: twice && twice === 'yes',
      channel: 'phone',
    })
    return home(param('id'))
  },
  back,
)

const link = form(
  '/cases/:id/link',
  z.object({}),
  async ({ db, who, param }) =>
    `${home(param('id'))}?link=${encodeURIComponent(await makeFollowLink(db, who, param('id')))}`,
  back,
)

const answer = form(
  '/cases/:id/reply',
  z.object({ text: text(20_000), seen: text(100) }),
  async ({ db, who, param }, { text: said, seen }) => {
    await reply(db, who, param('id'), said, seen)
    return home(param('id'))
  },
  back,
)

const stopIt = form(
  '/cases/:id/stop',
  z.object({}),
  async ({ db, who, param }) => {
    await stop(db, who, param('id'))
    return `${home(param('id'))}#answer`
  },
  back,
)

const spoken = { rang: ['call', 'out'], called: ['call', 'in'], came: ['visit', 'in'] } as const

const writeDown = form(
  '/cases/:id/note',
  z.object({ how: z.enum(['rang', 'called', 'came']), text: text(20_000) }),
  async ({ db, who, param }, { how, text: said }) => {
    const [kind, direction] = spoken[how]
    await note(db, who, param('id'), { kind, direction, text: said })
    return home(param('id'))
  },
  back,
)

const words = form(
  '/cases/:id',
  z.object({ title: text(200), happened: text(4000), wants: text(2000) }),
  async ({ db, who, param }, change) => {
    await correctBrief(db, who, param('id'), change)
    return home(param('id'))
  },
  back,
)

export const caseForms: Leaf[] = [
  takeIt,
  hand,
  promiseIt,
  keep,
  right,
  notYet,
  told,
  link,
  answer,
  stopIt,
  writeDown,
  words,
]
