import { DateTime } from 'luxon'
import type { Db } from '../kit/db.ts'
import { shifts } from '../limits/limits.ts'
import { firstName, type Staff } from '../people/people.ts'
import { listOf, openIn, youSaidYouDid } from '../pledges/pledges.ts'
import { theySaw } from '../pledges/they-saw.ts'
import { awaitingWordOf } from '../policies/policies.ts'
import { Button, Buttons, Columns, Empty, PageTitle, Section, Sentence, Stack } from '../ui/index.ts'
import { ForMyYes, ToGiveNow } from './asked.tsx'
import { BudgetsPassed } from './budgets-passed.tsx'
import { ChooseWhom } from './choose.tsx'
import { EverybodyKnows } from './everybody-knows.tsx'
import type { Day } from './gather.ts'
import { HowItStands } from './how-it-stands.tsx'
import { capital, inWords } from './sentences.ts'
import { WaitingRows } from './waiting-list.tsx'

/** A leader's page: what one does, large and first; how it stands, beside it. */
export async function Monday({ db, day }: { db: Db; day: Day }) {
  const { as: who, asked, wait } = day
  const weekday = DateTime.fromJSDate(who.at, { zone: who.house.zone }).setLocale('en').toFormat('cccc')
  const nothing =
    asked.forMe.length + asked.yeses.length + day.parts.length + wait.rows.length === 0 && !day.unclear
  return (
    <>
      <PageTitle lead={await leadSentence(db, who, asked.forMe.length + asked.more, wait.mine)}>
        {weekday}, {firstName(who.name)}.
      </PageTitle>
      <Columns
        deeds
        aside={
          <>
            {await HowItStands({ db, who })}
            {await YouSaid({ db, who })}
            {await BudgetsPassed({ db, who })}
            {await EverybodyKnows({ db, who })}
          </>
        }
      >
        <Section title="What you do" id="do">
          <ForMyYes {...asked} />
          <ToGiveNow {...asked} />
          {day.unclear && <ChooseWhom {...day.unclear} />}
          <Stack>
            {day.parts}
            {wait.rows.length > 0 && <WaitingRows who={who} wait={wait} />}
          </Stack>
          {nothing && (
            <Empty begin={<a href="/pledges">Say what you will do, where everybody sees it</a>}>
              Here will be customers to ring, rules that await your word, and whoever waits for your yes.
            </Empty>
          )}
          <Sentence size="soft">
            {wait.all === 0 ? (
              'Nobody waits in the house.'
            ) : (
              <>
                <a href="/cases">
                  {capital(inWords(wait.all))} {wait.all === 1 ? 'person waits' : 'people wait'} in the house
                </a>
                {wait.free > 0 && `, ${inWords(wait.free)} of them for whoever takes care`}.
              </>
            )}
          </Sentence>
          <Buttons>
            <Button href="/heard">Just heard something</Button>
          </Buttons>
        </Section>
      </Columns>
    </>
  )
}

/** "Three customers to call, one rule awaits your word, Saturday’s shift is booked." */
async function leadSentence(db: Db, who: Staff, asks: number, mine: number): Promise<string> {
  const [list, rules, planned] = await Promise.all([
    listOf(db, who),
    awaitingWordOf(db, who.id),
    shifts(db, { person: who.id, open: true, most: 20 }),
  ])
  const calls = list ? openIn(list).length : 0
  const next = planned
    .filter((one) => one.by === who.id && one.planned_at > who.at && one.yes !== false)
    .sort((a, b) => a.planned_at.getTime() - b.planned_at.getTime())[0]
  const parts = [
    asks > 0 && `${inWords(asks)} ${asks === 1 ? 'colleague waits' : 'colleagues wait'} for your yes`,
    mine > 0 && `${inWords(mine)} ${mine === 1 ? 'person waits' : 'people wait'} for you`,
    calls > 0 && `${inWords(calls)} ${calls === 1 ? 'customer' : 'customers'} to call`,
    rules.length > 0 &&
      `${inWords(rules.length)} ${rules.length === 1 ? 'rule awaits' : 'rules await'} your word`,
    next && `${dayOfShift(next.planned_at, who)} shift is ${next.yes ? 'booked' : 'asked for'}`,
  ].filter((part) => part !== false && part !== undefined)
  return parts.length > 0 ? `${capital(parts.join(', '))}.` : 'Nothing waits for your word.'
}

/** "Saturday’s" within a week, else with the date. */
function dayOfShift(at: Date, { at: now, house }: Staff): string {
  const day = DateTime.fromJSDate(at, { zone: house.zone }).setLocale('en-GB')
  const ahead = day
    .startOf('day')
    .diff(DateTime.fromJSDate(now, { zone: house.zone }).startOf('day'), 'days').days
  if (ahead < 1) return 'today’s'
  return ahead < 7 ? `${day.toFormat('cccc')}’s` : `the ${day.toFormat('d LLLL')}`
}

/** You said · you did · they saw. */
async function YouSaid({ db, who }: { db: Db; who: Staff }) {
  const said = await youSaidYouDid(db, who)
  const saw = await theySaw(
    db,
    said.map((one) => one.pledge.id),
    who.at,
  )
  return (
    <Section title="You said · you did · they saw" level={3} id="said">
      {said.length === 0 ? (
        <Sentence size="soft">
          You have said nothing yet that one could see. <a href="/pledges">Three calls a week?</a>
        </Sentence>
      ) : (
        said.map((one) => (
          <Sentence size="soft">
            <a href="/pledges">{one.said}</a> · {one.did}
            {` · ${saw.get(one.pledge.id) ?? 'not asked yet'}`}
          </Sentence>
        ))
      )}
    </Section>
  )
}
