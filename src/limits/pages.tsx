import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatDate, formatTime } from '../kit/moments.ts'
import { formatMoney, parseMoney, toDecimal } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import type { CompanyLink } from '../people/company-links.ts'
import { LEVELS, type Level, people, type Staff, teams } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import {
  Button,
  Disclosure,
  Field,
  FieldRow,
  Form,
  Notice,
  PageTitle,
  Row,
  Rows,
  Section,
  Sentence,
} from '../ui/index.ts'
import { changesInWords } from './changes.ts'
import type { Limit } from './limits.ts'
import { PERIODS, type Period } from './periods.ts'
import { ceilingSentence, levelTitle, limitSentence, owedSentence, silenceSentence } from './sentences.ts'
import { setBudget, setCeiling, setLadder, setOwnLimit, setSilence } from './set.ts'
import { allBudgets, allCeilings, currentLimits, newestSilence } from './store.ts'

const NUMBERS: Record<Period, string> = { day: 'a day', week: 'a week', month: 'a month' }
const periods = PERIODS.map((period) => ({ value: period, label: NUMBERS[period] }))

type View = Awaited<ReturnType<typeof read>>

async function read(db: Db, who: Staff, currency: string) {
  const [limits, ceilings, budgets, silence, changes, everybody, allTeams] = await Promise.all([
    currentLimits(db),
    allCeilings(db),
    allBudgets(db),
    newestSilence(db),
    changesInWords(db, 40),
    people(db),
    teams(db),
  ])
  return {
    currency,
    ladder: LEVELS.flatMap((level) =>
      limits.filter((one) => one.level === level && one.currency === currency && !one.person_id),
    ),
    own: limits.filter((one) => one.person_id),
    others: [...new Set(limits.map((one) => one.currency))].filter((code) => code !== currency),
    ceiling: ceilings.find((one) => one.currency === currency),
    budgets: budgets.filter((one) => one.currency === currency),
    silence,
    changes,
    everybody,
    teams: allTeams,
    who,
  }
}

const limitsPage = page('/company/limits', async ({ db, who, query }) => {
  const asked = query('currency')
  const currency = asked && /^[A-Z]{3}$/.test(asked) ? asked : who.house.currency
  const view = await read(db, who, currency)
  const fresh = query('new') === 'yes'
  return {
    title: 'What we may give',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={fresh ? 'The first thing to decide' : <a href="/company">Company</a>}
          lead="When something goes wrong, the person in front of the customer puts it right at once. This is how far they may go without asking."
        >
          What we may give
        </PageTitle>
        {query('kept') && <Notice>Kept. It holds from the next gesture on.</Notice>}
        <Section title={`Without asking${currency === who.house.currency ? '' : `, in ${currency}`}`}>
          <InSentences view={view} />
          {who.admin && <Ladder view={view} fresh={fresh} />}
          {!who.admin && <Sentence size="soft">An administrator can change this.</Sentence>}
        </Section>
        {!fresh && <TheRest view={view} />}
      </>
    ),
  }
})

const InSentences = ({ view: { ladder, ceiling } }: { view: View }) => (
  <Rows label="What each level may give">
    {ladder.map((limit) => (
      <Row title={levelTitle(limit.level)}>
        <p class="soft">
          {limitSentence(limit, 'en')}, {owedSentence(limit, 'en')}.
        </p>
      </Row>
    ))}
    <Row title="The whole company">
      <p class="soft">
        {ceiling ? `${ceilingSentence(ceiling, 'en')}.` : 'has no ceiling here yet: so nobody may give.'}
      </p>
    </Row>
  </Rows>
)

const plain = (minor: bigint | null | undefined, currency: string): string =>
  minor === null || minor === undefined ? '' : toDecimal({ minor, currency }).replace(/\.0+$/, '')

function Ladder({ view, fresh }: { view: View; fresh: boolean }) {
  const { ladder, ceiling, currency } = view
  const first = ladder[0]
  const inside = (
    <Form action="/company/limits" hidden={{ currency, new: fresh ? 'yes' : undefined }} id="ladder" guard>
      {LEVELS.filter((level) => level !== 'leader').map((level) => (
        <Rung level={level} limit={ladder.find((one) => one.level === level)} currency={currency} />
      ))}
      <FieldRow legend="For all of them">
        <Field
          name="days"
          type="number"
          label="One customer: days that count"
          value={first?.customer_days ?? 30}
          min={1}
          max={3660}
          required
        />
        <Field
          name="period"
          type="select"
          label="All customers: counted"
          value={first?.period ?? 'month'}
          required
          options={periods}
        />
      </FieldRow>
      <FieldRow
        legend="The whole company"
        hint="Nobody passes this, a leader neither: they have no other bound."
      >
        <Field
          name="ceiling"
          type="money"
          label="All together"
          currency={currency}
          value={plain(ceiling?.per_period, currency)}
          required
        />
        <Field
          name="ceiling_period"
          type="select"
          label="In"
          value={ceiling?.period ?? 'month'}
          required
          options={periods}
        />
      </FieldRow>
      <Button kind="go">{fresh ? 'That is how far we trust them' : 'Let it hold from now on'}</Button>
    </Form>
  )
  return fresh ? inside : <Disclosure summary="Change it">{inside}</Disclosure>
}

const Rung = ({ level, limit, currency }: { level: Level; limit: Limit | undefined; currency: string }) => (
  <FieldRow legend={levelTitle(level)}>
    <Field
      name={`${level}_case`}
      type="money"
      label="A case"
      currency={currency}
      value={plain(limit?.per_case, currency)}
      required
    />
    <Field
      name={`${level}_customer`}
      type="money"
      label="One customer"
      currency={currency}
      value={plain(limit?.per_customer, currency)}
      required
    />
    <Field
      name={`${level}_period`}
      type="money"
      label="All customers"
      currency={currency}
      value={plain(limit?.per_period, currency)}
      required
    />
    <Field
      name={`${level}_owed`}
      type="money"
      label="Owed, a case"
      currency={currency}
      value={plain(limit?.owed_per_case, currency)}
      required
    />
  </FieldRow>
)

function TheRest({ view }: { view: View }) {
  const { who, silence, own, everybody, others } = view
  return (
    <>
      <Section title="When nobody answers">
        <p>{silenceSentence(silence)}.</p>
        <Sentence size="soft">
          The minutes are working minutes of whoever is asked. It never counts while somebody is away, beyond
          their limit, or twice on one case.
        </Sentence>
        {who.admin && (
          <Disclosure summary="Change it">
            <Form action="/company/limits/silence" id="silence">
              <FieldRow legend="No answer is yes">
                <Field
                  name="minutes"
                  type="number"
                  label="After so many minutes"
                  hint="Empty: never."
                  value={silence?.minutes ?? ''}
                  min={1}
                  max={10080}
                />
                <Field
                  name="per_week"
                  type="number"
                  label="Times a week, for one who asks"
                  value={silence?.per_week ?? 3}
                  min={1}
                  max={1000}
                  required
                />
              </FieldRow>
              <Button kind="go">Let it hold from now on</Button>
            </Form>
          </Disclosure>
        )}
      </Section>
      <Section title="A team’s budget">
        <Budgets view={view} />
      </Section>
      <Section title="Limits of their own">
        {own.length === 0 && (
          <p class="soft">
            Everybody has the limit of their level. One person may have another; an automatic agent has none
            until it is given one.
          </p>
        )}
        {own.length > 0 && (
          <Rows label="Limits of their own">
            {own.map((limit) => (
              <Row
                title={everybody.find((one) => one.id === limit.person_id)?.name ?? 'Somebody who has left'}
                note={limit.level === 'agent' ? 'an automatic agent' : undefined}
              >
                <p class="soft">
                  {limitSentence(limit, 'en')}, {owedSentence(limit, 'en')}.
                </p>
              </Row>
            ))}
          </Rows>
        )}
        {who.admin && <OwnLimit view={view} />}
      </Section>
      {(others.length > 0 || who.admin) && (
        <Section title="Other currencies">
          <p class="soft">
            A limit holds in its currency; nothing is converted. Where there is none, one asks.
          </p>
          <Form action="/company/limits" method="get" inline id="currency">
            <Field
              name="currency"
              label="Currency"
              hint={others.length > 0 ? `Set so far: ${others.join(', ')}.` : undefined}
              maxlength={3}
              pattern="[A-Z]{3}"
              size={4}
              required
            />
            <Button>See its limits</Button>
          </Form>
        </Section>
      )}
      <History view={view} />
    </>
  )
}

function Budgets({ view: { budgets, teams, currency, who } }: { view: View }) {
  return (
    <>
      <p class="soft">It warns the next above when it is passed, and stops nobody.</p>
      {budgets.length > 0 && (
        <Rows label="Budgets">
          {budgets.map((budget) => (
            <Row title={teams.find((one) => one.id === budget.team_id)?.name ?? 'A team'}>
              <p class="soft">
                means to give {formatMoney({ minor: budget.per_period, currency }, 'en')}{' '}
                {NUMBERS[budget.period]}.
              </p>
            </Row>
          ))}
        </Rows>
      )}
      {who.admin && teams.length > 0 && (
        <Disclosure summary="Set a budget">
          <Form action="/company/limits/budget" hidden={{ currency }} id="budget">
            <FieldRow legend="Budget">
              <Field
                name="team"
                type="select"
                label="Team"
                required
                options={teams.map((one) => ({ value: one.id, label: one.name }))}
              />
              <Field name="amount" type="money" label="How much" currency={currency} required />
              <Field name="period" type="select" label="In" value="month" required options={periods} />
            </FieldRow>
            <Button kind="go">Warn when it is passed</Button>
          </Form>
        </Disclosure>
      )}
    </>
  )
}

const OwnLimit = ({ view: { everybody, currency } }: { view: View }) => (
  <Disclosure summary="Give somebody a limit of their own">
    <Form action="/company/limits/own" hidden={{ currency }} id="own">
      <Field
        name="person"
        type="select"
        label="Who"
        required
        options={everybody.map((one) => ({ value: one.id, label: one.name }))}
      />
      <FieldRow legend="Without asking">
        <Field name="case" type="money" label="A case" currency={currency} required />
        <Field name="customer" type="money" label="One customer, in 30 days" currency={currency} required />
        <Field name="period" type="money" label="All customers, a month" currency={currency} required />
        <Field name="owed" type="money" label="Owed, a case" currency={currency} required />
      </FieldRow>
      <Field name="agent" type="checkbox" label="It is no human but an automatic agent" />
      <Button kind="go">Let it hold from now on</Button>
    </Form>
  </Disclosure>
)

const History = ({ view: { changes, who } }: { view: View }) => (
  <Section title="What was changed, and by whom">
    <Rows label="Changes">
      {changes.map((one) => (
        <Row
          title={one.sentence}
          note={one.by ? `by ${one.by}` : 'from the beginning'}
          end={`${formatDate(one.at, 'en', who.house.zone)}, ${formatTime(one.at, 'en', who.house.zone)}`}
        />
      ))}
    </Rows>
  </Section>
)

const amount = z.string().max(60)
const rungNames = LEVELS.filter((level) => level !== 'leader')
const ladderShape = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency has three capital letters, such as EUR.'),
  new: z.string().optional(),
  days: z.coerce.number().int().min(1).max(3660),
  period: z.enum(PERIODS),
  ceiling: amount,
  ceiling_period: z.enum(PERIODS),
  ...Object.fromEntries(
    rungNames.flatMap((level) =>
      ['case', 'customer', 'period', 'owed'].map((bound) => [`${level}_${bound}`, amount]),
    ),
  ),
})

/** What was typed in one field, in minor units; a mistake names its field. */
function typedIn(sent: Record<string, unknown>, field: string, currency: string, who: Staff): bigint {
  try {
    return parseMoney(String(sent[field] ?? ''), currency, who.language).minor
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.kind, error.code, error.sentence, { field }) : error
  }
}

const ladderSet = form(
  '/company/limits',
  ladderShape,
  async ({ db, who }, sent) => {
    const { currency, period, days } = sent
    const typed = (field: string) => typedIn(sent, field, currency, who)
    await setCeiling(db, who, { currency, per_period: typed('ceiling'), period: sent.ceiling_period })
    const unbounded = { per_case: null, per_customer: null, per_period: null, owed_per_case: null }
    await setLadder(db, who, {
      currency,
      rungs: [
        ...rungNames.map((level) => ({
          level,
          per_case: typed(`${level}_case`),
          per_customer: typed(`${level}_customer`),
          per_period: typed(`${level}_period`),
          owed_per_case: typed(`${level}_owed`),
          customer_days: days,
          period,
        })),
        { level: 'leader' as const, ...unbounded, customer_days: days, period },
      ],
    })
    return sent.new === 'yes'
      ? '/today'
      : `/company/limits?kept=yes${currency === who.house.currency ? '' : `&currency=${currency}`}`
  },
  (_c, values) => `/company/limits${values['new'] === 'yes' ? '?new=yes' : ''}`,
)

const silenceSet = form(
  '/company/limits/silence',
  z.object({
    minutes: z.union([z.literal(''), z.coerce.number().int().min(1).max(10080)]).optional(),
    per_week: z.coerce.number().int().min(1).max(1000),
  }),
  async ({ db, who }, { minutes, per_week }) => {
    await setSilence(db, who, { minutes: minutes || null, per_week })
    return '/company/limits?kept=yes'
  },
  '/company/limits',
)

const budgetSet = form(
  '/company/limits/budget',
  z.object({ team: z.guid(), currency: z.string().regex(/^[A-Z]{3}$/), amount, period: z.enum(PERIODS) }),
  async ({ db, who }, sent) => {
    const { team, currency, period } = sent
    await setBudget(db, who, { team, currency, period, per_period: typedIn(sent, 'amount', currency, who) })
    return '/company/limits?kept=yes'
  },
  '/company/limits',
)

const ownSet = form(
  '/company/limits/own',
  z.object({
    person: z.guid(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    case: amount,
    customer: amount,
    period: amount,
    owed: amount,
    agent: z.string().optional(),
  }),
  async ({ db, who }, sent) => {
    const typed = (field: string) => typedIn(sent, field, sent.currency, who)
    await setOwnLimit(db, who, {
      person: sent.person,
      currency: sent.currency,
      agent: sent.agent === 'yes',
      per_case: typed('case'),
      per_customer: typed('customer'),
      per_period: typed('period'),
      owed_per_case: typed('owed'),
      customer_days: 30,
      period: 'month',
    })
    return '/company/limits?kept=yes'
  },
  '/company/limits',
)

export const limitsPages: Leaf[] = [limitsPage, ladderSet, silenceSet, budgetSet, ownSet]

/** How it stands, on the company page. */
export async function limitsLink(db: Db, who: Staff): Promise<CompanyLink> {
  const limit = (await currentLimits(db)).find(
    (one) => one.level === 'front-line' && one.currency === who.house.currency && !one.person_id,
  )
  return {
    title: 'What we may give',
    href: '/company/limits',
    sentence: limit ? `The front line ${limitSentence(limit, 'en')}.` : 'Nobody may give anything yet.',
  }
}
