import { z } from 'zod'
import { howManyWait } from '../cases/cases.ts'
import { latest } from '../interactions/interactions.ts'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { parseMoney } from '../kit/money.ts'
import { rank } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { answerAsk, asksFor, giveAsked } from '../remedies/remedies.ts'
import { choose, putOnWall } from '../thanks/thanks.ts'
import { Columns, PageTitle } from '../ui/index.ts'
import { Allowance } from './allowance.tsx'
import { asks, ForMyYes, ToGiveNow } from './asked.tsx'
import { cardLeaves } from './card-page.tsx'
import { ChooseWhom, unclearThanks } from './choose.tsx'
import { digestLeaves } from './digest-page.tsx'
import { EverybodyKnows } from './everybody-knows.tsx'
import { FirstDay } from './first-day.tsx'
import { GoodNews, goodNews } from './good-news.tsx'
import { heardLeaves } from './heard-page.tsx'
import { greeting, waitSentence } from './sentences.ts'
import { whoWaits } from './waiting.ts'
import { WaitingList } from './waiting-list.tsx'

/** At most so many things to read or do on this page; whoever waits for a person has two places in any case. */
const MOST = 7
const MOST_WAITING = 5

const today = page('/today', async ({ db, who }) => {
  const [news, asked, unclear, [heard]] = await Promise.all([
    goodNews(db, who),
    asks(db, who),
    unclearThanks(db, who),
    latest(db, { most: 1 }),
  ])
  const used = (news ? 1 : 0) + asked.forMe.length + asked.yeses.length + (unclear ? 1 : 0)
  const wait = await whoWaits(db, who, Math.min(MOST_WAITING, Math.max(2, MOST - used)))
  if (!heard && used === 0 && (await howManyWait(db, {}, 1)) === 0)
    return { title: 'Today', on: 'today', body: await FirstDay({ db, who }) }
  const many = { ...wait, asks: asked.forMe.length + asked.more }
  const zone = who.house.zone
  return {
    title: 'Today',
    on: 'today',
    body: (
      <>
        <PageTitle lead={waitSentence(many, news !== undefined, who.at, zone)}>
          {greeting(who.at, zone, who.name)}
        </PageTitle>
        {news && <GoodNews {...news} />}
        <Columns
          aside={
            <>
              {await Allowance({ db, who, wait })}
              {await EverybodyKnows({ db, who })}
            </>
          }
        >
          <ForMyYes {...asked} />
          <ToGiveNow {...asked} />
          {unclear && <ChooseWhom {...unclear} />}
          <WaitingList who={who} wait={wait} leads={rank(who.level) > 0} />
        </Columns>
      </>
    ),
  }
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
