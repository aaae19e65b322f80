import { formatDate, formatTime } from '../kit/moments.ts'
import { formatMoney } from '../kit/money.ts'
import { Button, Disclosure, Field, FieldRow, Form, Row, Rows, Section, Sentence } from '../ui/index.ts'
import { limitSentence, owedSentence, silenceSentence } from './sentences.ts'
import { NUMBERS, periods, type View } from './view.ts'

/** What stands below the ladder: silence and budgets, limits of one's own, other currencies, all changes. */
export function TheRest({ view }: { view: View }) {
  const { who, own, everybody, others } = view
  return (
    <>
      {!who.house.small && <Above view={view} />}
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
            A limit holds in its currency; nothing is converted. Where there is none,{' '}
            {who.house.small ? 'only the owner gives' : 'one asks'}.
          </p>
          <Form action="/company/limits" method="get" id="currency">
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

/** Silence and budgets are for houses in which somebody is above somebody. */
function Above({ view }: { view: View }) {
  const { who, silence } = view
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
