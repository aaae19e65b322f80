import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { parseMoney } from '../kit/money.ts'
import { form, page } from '../people/staff.tsx'
import { answerAsk, asksFor, giveAsked } from '../remedies/remedies.ts'
import { choose, putOnWall } from '../thanks/thanks.ts'
import { cardLeaves } from './card-page.tsx'
import { digestLeaves } from './digest-page.tsx'
import { FirstDay } from './first-day.tsx'
import { Front } from './front.tsx'
import { gather } from './gather.ts'
import { heardLeaves } from './heard-forms.ts'
import { Monday } from './monday.tsx'

const today = page('/today', async ({ db, who }) => {
  const day = await gather(db, who)
  const body = !day.begun
    ? await FirstDay({ db, who })
    : day.view === 'leader'
      ? await Monday({ db, day })
      : await Front({ db, day })
  return { title: 'Today', on: 'today', body }
})

const answer = form(
  '/today/asks/:id',
  z.object({
    answer: z.enum(['yes', 'less', 'no']),
    amount: z.string().trim().max(60).optional(),
    word: z.string().trim().max(400).optional(),
  }),
  async ({ db, who, param }, sent) => {
    const asked = (await asksFor(db, who)).find((one) => one.id === param('id'))
    const currency = asked?.currency ?? who.house.currency
    await answerAsk(db, who, param('id'), {
      answer: sent.answer,
      word: sent.word,
      ...(sent.answer === 'less' && { amount: parseMoney(sent.amount ?? '', currency, who.language) }),
    })
    return '/today'
  },
  '/today',
)

const give = form(
  '/today/asks/:id/give',
  z.object({}),
  async ({ db, who, param }) => {
    const { entry } = await giveAsked(db, who, param('id'))
    return `/cases/${entry.case_id}`
  },
  '/today',
)

const whom = form(
  '/today/thanks/:id/whom',
  z.object({ person: z.string().optional() }),
  async ({ db, who, param }, { person }) => {
    await choose(db, who, param('id'), isId(person) ? [person] : [])
    return '/today'
  },
  '/today',
)

const hang = form(
  '/today/thanks/:id/wall',
  z.object({}),
  async ({ db, who, param }) => {
    await putOnWall(db, who, param('id'))
    return '/today'
  },
  '/today',
)

export const todayPages: Leaf[] = [
  today,
  answer,
  give,
  whom,
  hang,
  ...cardLeaves,
  ...digestLeaves,
  ...heardLeaves,
]
