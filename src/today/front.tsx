import type { Db } from '../kit/db.ts'
import { rank } from '../people/people.ts'
import { Columns, PageTitle } from '../ui/index.ts'
import { Allowance } from './allowance.tsx'
import { ForMyYes, ToGiveNow } from './asked.tsx'
import { BudgetsPassed } from './budgets-passed.tsx'
import { CardAhead } from './card-ahead.tsx'
import { ChooseWhom } from './choose.tsx'
import { customersInside, requestsForMine } from './customers-inside.tsx'
import { EverybodyKnows } from './everybody-knows.tsx'
import type { Day } from './gather.ts'
import { GoodNews } from './good-news.tsx'
import { greeting, waitSentence } from './sentences.ts'
import { WaitingList } from './waiting-list.tsx'

/** The page of the front line and of whoever leads a team: good news, who waits, who comes, what I may give. */
export async function Front({ db, day }: { db: Db; day: Day }) {
  const { as: who, asked, news, wait } = day
  const { zone } = who.house
  const many = {
    ...wait,
    asks: asked.forMe.length + asked.more,
    requests: await requestsForMine(db, who),
  }
  const manages = day.view === 'manager'
  const title = (
    <PageTitle lead={waitSentence(many, news !== undefined, who.at, zone)}>
      {greeting(who.at, zone, who.name)}
    </PageTitle>
  )
  const inside = await customersInside(db, day)
  return (
    <>
      {title}
      {/* A yes takes seconds, and somebody stands before a customer until it comes. */}
      {manages && <ForMyYes {...asked} />}
      {news && <GoodNews {...news} />}
      <Columns
        aside={
          <>
            {await Allowance({ db, who, wait })}
            {manages && (await BudgetsPassed({ db, who }))}
            {await CardAhead({ db, who })}
            {await EverybodyKnows({ db, who })}
          </>
        }
      >
        {!manages && <ForMyYes {...asked} />}
        <ToGiveNow {...asked} />
        {day.unclear && <ChooseWhom {...day.unclear} />}
        {inside ? (
          <>
            {day.parts}
            {inside}
            <WaitingList who={who} wait={wait} leads={false} inside />
          </>
        ) : (
          <>
            <WaitingList who={who} wait={wait} leads={rank(who.level) > 0} />
            {day.parts}
          </>
        )}
      </Columns>
    </>
  )
}
