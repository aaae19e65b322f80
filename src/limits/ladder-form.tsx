import { toDecimal } from '../kit/money.ts'
import { LEVELS, type Level } from '../people/people.ts'
import { Button, Disclosure, Field, FieldRow, Form, Row, Rows } from '../ui/index.ts'
import type { Limit } from './limits.ts'
import { ceilingSentence, isRung, limitSentence, owedSentence, rungTitle } from './sentences.ts'
import { periods, type View } from './view.ts'

export const InSentences = ({ view: { ladder, ceiling, who } }: { view: View }) => (
  <Rows label="What each level may give">
    {ladder
      .filter(({ level }) => isRung(level, who.house))
      .map((limit) => (
        <Row title={rungTitle(limit.level, who.house)}>
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

export function Ladder({ view, fresh }: { view: View; fresh: boolean }) {
  const { ladder, ceiling, currency, who } = view
  const first = ladder[0]
  const inside = (
    <Form action="/company/limits" hidden={{ currency, new: fresh ? 'yes' : undefined }} id="ladder" guard>
      {LEVELS.filter((level) => level !== 'leader' && isRung(level, who.house)).map((level) => (
        <Rung
          level={level}
          title={rungTitle(level, who.house)}
          limit={ladder.find((one) => one.level === level)}
          currency={currency}
        />
      ))}
      <FieldRow legend={who.house.small ? 'How it is counted' : 'For all of them'}>
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
        hint="Nobody passes this, not even whoever leads, who has no other bound."
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

type RungProps = { level: Level; title: string; limit: Limit | undefined; currency: string }
const Rung = ({ level, title, limit, currency }: RungProps) => (
  <FieldRow legend={title} hint={limit && `Now they ${limitSentence(limit, 'en')}.`}>
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
