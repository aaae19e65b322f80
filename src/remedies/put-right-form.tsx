import type { Child } from 'hono/jsx'
import { formatDate } from '../kit/moments.ts'
import {
  Button,
  Buttons,
  type Choice,
  Choices,
  Field,
  Form,
  MoneyLabel,
  Part,
  Sentence,
  ShowChosen,
} from '../ui/index.ts'
import { inMoney } from './in-words.ts'
import { type PanelState, plainDecimal } from './panel.tsx'
import type { Family, Kind } from './remedies.ts'
import { openOf } from './rules.ts'

const TITLES: Record<Family, string> = { sorry: 'Say sorry', fix: 'Fix', owed: 'Owed', extra: 'Extra' }

/** One form for all of it. Every part has its own names, as without script all of them are sent. */
export function PutRightForm({ state }: { state: PanelState }) {
  const { one, purchases, key } = state
  const families = (['sorry', 'fix', 'owed', 'extra'] as const).filter(
    (family) =>
      state.kinds.some((kind) => kind.family === family) && (family !== 'owed' || purchases.length > 0),
  )
  const choices: Choice[] = families.map((family) => ({
    value: family,
    label: families.length > 3 && family === 'sorry' ? 'Sorry' : TITLES[family],
  }))
  const first = families.includes('extra') ? 'extra' : families[0]
  return (
    <Form action={`/cases/${one.id}/give`} hidden={{ key }} id="give">
      <ShowChosen>
        <Choices name="family" legend="How" hideLabel across required choices={choices} value={first} />
        {families.map((family) => (
          <Part of="family" value={family}>
            {family === 'sorry' ? <Sorry state={state} /> : <Costly state={state} family={family} />}
          </Part>
        ))}
      </ShowChosen>
    </Form>
  )
}

function Sorry({ state }: { state: PanelState }) {
  const kinds = state.kinds.filter((kind) => kind.family === 'sorry')
  return (
    <>
      <WhichKind family="sorry" kinds={kinds} />
      <Field name="reason_sorry" label="What for" maxlength={400} plain />
      <Sentence size="soft">It costs nothing, and it is the first thing to do.</Sentence>
      <Button kind="go" wide name="do" value="sorry">
        Say sorry to {state.may.name}
      </Button>
    </>
  )
}

const REASON: Record<Exclude<Family, 'sorry'>, string> = {
  fix: 'What exactly, and why',
  owed: 'Why it is owed',
  extra: 'Why',
}

function Costly({ state, family }: { state: PanelState; family: Exclude<Family, 'sorry'> }) {
  const { may, purchases, who, above } = state
  const kinds = state.kinds.filter((kind) => kind.family === family)
  const open = kinds.filter((kind) => kind.cost === null)
  const limit = family === 'owed' ? may.room.owed : may.amount
  const template = {
    fix: 'Do it, at {amount}',
    owed: `Pay ${may.name} {amount} back now`,
    extra: `Give ${may.name} {amount} now`,
  }
  const plain = { fix: 'Do it now', owed: 'Pay it back now', extra: `Give it to ${may.name} now` }
  return (
    <MoneyLabel
      template={template[family]}
      currency={may.currency}
      field={`amount_${family}`}
      limit={limit === null ? undefined : plainDecimal(limit, may.currency)}
      above={above ? `Ask ${above.name} for {amount}` : undefined}
    >
      {open.length > 0 && (
        <>
          {family === 'owed' && (
            <Field
              name="purchase_owed"
              type="select"
              label="Paid for"
              plain
              options={purchases.map((each) => ({
                value: each.id,
                label: `${each.what}, ${formatDate(each.bought_at, 'en', who.house.zone)}: ${inMoney(openOf(each, 0n), each.amount.currency)}`,
              }))}
            />
          )}
          <WhichKind family={family} kinds={open} />
          <Field
            name={`amount_${family}`}
            type="money"
            label={family === 'fix' ? 'What it costs us' : 'How much'}
            hideLabel={family !== 'fix'}
            currency={may.currency}
            plain
            big
          />
        </>
      )}
      <Field name={`reason_${family}`} label={REASON[family]} maxlength={400} plain />
      <Sentence>{family === 'owed' ? owedSentence(state) : may.sentence}</Sentence>
      {open.length > 0 && (
        <Button kind="go" wide name="do" value={family}>
          {plain[family]}
        </Button>
      )}
      {aboveSentence(state, limit, family)}
      <AtOnePrice kinds={kinds.filter((kind) => kind.cost !== null)} />
    </MoneyLabel>
  )
}

/** Only where there is a choice; else the one there is. */
function WhichKind({ family, kinds }: { family: Family; kinds: Kind[] }) {
  if (kinds.length === 1) return <input type="hidden" name={`kind_${family}`} value={kinds[0]!.id} />
  return (
    <Field
      name={`kind_${family}`}
      type="select"
      label="What"
      hideLabel
      plain
      options={kinds.map((kind) => ({ value: kind.id, label: kind.name }))}
    />
  )
}

const AtOnePrice = ({ kinds }: { kinds: Kind[] }) =>
  kinds.length > 0 ? (
    <Buttons>
      {kinds.map((kind) => (
        <Button name="at_one_price" value={kind.id}>
          {kind.name}, {inMoney(kind.cost ?? 0n, kind.currency ?? 'EUR')}
        </Button>
      ))}
    </Buttons>
  ) : null

function owedSentence({ may }: PanelState): string {
  if (may.room.owed === null) return 'It is their own money: it eats nothing of what you may give.'
  return `You may pay back ${inMoney(may.room.owed, may.currency)} on this case. It is their own money: it eats nothing of what you may give.`
}

function aboveSentence({ above, may, who }: PanelState, limit: bigint | null, family: Family): Child {
  if (limit === null) return null
  const begin = limit > 0n ? `Above ${inMoney(limit, may.currency)}` : 'For more'
  if (!above)
    return (
      <Sentence size="soft">
        {begin}: {who.house.small ? 'have a word with whoever owns the house.' : 'nobody else may say yes.'}
      </Sentence>
    )
  const beyond =
    above.beyond && family !== 'owed'
      ? `, above ${inMoney(above.beyond.amount, may.currency)} ${above.beyond.name}`
      : ''
  return (
    <Sentence size="soft">
      {begin}: {above.name} is asked{beyond}
      {above.silence ? `; no answer in ${above.silence} means yes` : ''}.
    </Sentence>
  )
}
