import type { Child } from 'hono/jsx'
import { type Case, customerOf } from '../cases/cases.ts'
import type { Customer, StoryLine } from '../customers/customers.ts'
import { later, minutes, seconds } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import { firstName, type Staff } from '../people/people.ts'
import type { Touchpoint } from '../touchpoints/touchpoints.ts'
import { Deed, Disclosure, Row, Rows, Section, Undo } from '../ui/index.ts'
import { titleOf } from './as-rules.ts'
import { decideSentence, hurtSentence, stoppedSentence } from './in-words.ts'
import { wordSentence } from './letters.ts'
import { type Policy, policies, policy } from './policy.ts'
import { offered, ReportForm } from './report-form.tsx'
import { TAKE_BACK_MINUTES } from './rules.ts'
import { selectHurtsOf, selectReports } from './store-reports.ts'

/** On a case, below what puts it right: a rule stopped me. What was reported stands here with what became of it. */
export async function stoppedPanel(db: Db, who: Staff, one: Case): Promise<Child> {
  const [rules, reports, customer] = [
    await policies(db, { cases: [one.id] }),
    await selectReports(db, { case: one.id, most: 20 }),
    await customerOf(db, one),
  ]
  const mine = reports.find(
    (each) => each.person_id === who.id && later(each.at, minutes(TAKE_BACK_MINUTES)) > who.at,
  )
  const fresh = mine && later(mine.at, seconds(10)) > who.at
  return (
    <>
      {rules.length > 0 && (
        <Section title="Rules in the way" level={3} id="rules">
          <Rows label="Rules in the way">
            {
              await Promise.all(
                rules.map(async (rule) => (
                  <RuleRow
                    one={rule}
                    title={await titleOf(db, rule)}
                    who={who}
                    by={reports
                      .filter((each) => each.policy_id === rule.id)
                      .map((each) => firstName(each.name))}
                  />
                )),
              )
            }
          </Rows>
        </Section>
      )}
      {mine && !fresh && (
        <Deed action={`/rules/reports/${mine.id}/back`} kind="link" id="report-back">
          Take your report back
        </Deed>
      )}
      {fresh && (
        <Undo action={`/rules/reports/${mine.id}/back`} id="undo-report">
          Reported. Its owner hears of it.
        </Undo>
      )}
      <Disclosure
        summary={rules.length > 0 ? 'Another rule stopped me' : 'A rule stopped me'}
        id="stopped-me"
      >
        <ReportForm who={who} offered={await offered(db, who)} one={one} customer={customer} />
      </Disclosure>
    </>
  )
}

/** A rule in a line: gone, kept, or whose word is awaited. */
const RuleRow = ({ one, title, who, by }: { one: Policy; title: string; who: Staff; by?: string[] }) => (
  <Row
    title={one.state === 'scrapped' ? <s dir="auto">{title}</s> : <span dir="auto">{title}</span>}
    href={`/rules/${one.id}`}
  >
    <p class="soft">
      {by && by.length > 0 ? `Stopped ${by.join(' and ')} here. ` : ''}
      {one.wait
        ? `${firstName(one.wait.asked)}’s word is awaited. ${decideSentence(one, who.at, who.house.zone)}.`
        : wordSentence(one, who.at, who.house.zone)}
    </p>
  </Row>
)

/** On a customer's page, where there is no case. */
export const stoppedForCustomer = async (db: Db, who: Staff, customer: Customer): Promise<Child> => (
  <Disclosure summary="A rule stopped me" id="stopped-me">
    <ReportForm who={who} offered={await offered(db, who)} customer={customer} />
  </Disclosure>
)

/** Which rules hurt them, in their story. That one is gone was said to them, and stands there as it was said. */
export async function tellPolicies(db: Db, _who: Staff, ids: Id[]): Promise<StoryLine[]> {
  const hurts = await selectHurtsOf(db, ids)
  if (hurts.length === 0) return []
  const rules = new Map<Id, Policy>()
  for (const { policy_id } of hurts)
    if (!rules.has(policy_id)) rules.set(policy_id, await policy(db, policy_id))
  return hurts.map((hurt) => {
    const rule = rules.get(hurt.policy_id)
    const amount =
      hurt.amount && hurt.currency
        ? `, ${formatMoney({ minor: hurt.amount, currency: hurt.currency }, 'en')}`
        : ''
    return {
      id: hurt.id,
      at: hurt.at,
      kind: `a rule stood in the way, reported by ${firstName(hurt.by)}`,
      href: `/rules/${hurt.policy_id}`,
      body: (
        <p dir="auto">
          {rule?.state === 'scrapped' ? <s>{rule.name}</s> : rule?.name}
          {amount}
        </p>
      ),
    }
  })
}

/** Beneath the journey: what stands in the way, and where. */
export async function rulesOnJourney(db: Db, who: Staff, line: Touchpoint[]): Promise<Child | null> {
  const inForce = (await policies(db, { touchpoints: line.map((point) => point.id) })).filter(
    (one) => one.state === 'awaiting' || one.state === 'defended',
  )
  if (inForce.length === 0) return null
  return (
    <Section title="Rules in the way" id="rules">
      <Rows label="Rules in the way">
        {line.flatMap((point) =>
          inForce
            .filter((one) => one.touchpoint_id === point.id)
            .map((one) => (
              <Row
                title={<span dir="auto">{one.name}</span>}
                href={`/rules/${one.id}`}
                note={<a href={`/journey/touchpoints/${point.id}`}>{point.name}</a>}
              >
                <p class="soft">
                  {stoppedSentence(one)}; {hurtSentence(one)}.{' '}
                  {one.wait
                    ? `${decideSentence(one, who.at, who.house.zone)}.`
                    : wordSentence(one, who.at, who.house.zone)}
                </p>
              </Row>
            )),
        )}
      </Rows>
    </Section>
  )
}

/** On the page of one place: what stands in the way there, and what went. */
export async function rulesAt(db: Db, who: Staff, point: Touchpoint): Promise<Child | null> {
  const rules = await policies(db, { touchpoints: [point.id] })
  if (rules.length === 0) return null
  return (
    <Section title="Rules in the way" id="rules">
      <Rows label="Rules in the way">
        {rules.map((one) => (
          <RuleRow one={one} title={one.name} who={who} />
        ))}
      </Rows>
    </Section>
  )
}
