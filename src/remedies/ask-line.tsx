import type { Case } from '../cases/cases.ts'
import { formatWhen } from '../kit/moments.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Ago, Button, Deed, Form, Notice, Sentence, Voice } from '../ui/index.ts'
import type { AskState } from './asks.ts'
import { howLong, inMoney } from './in-words.ts'

export type AskLineProps = { ask: AskState; who: Staff; one: Pick<Case, 'holder_id'>; name: string }

/** How it stands with a question: asked, answered, to be given. */
export function AskLine(props: AskLineProps) {
  if (!props.ask.answer) return <Waiting {...props} />
  if (props.ask.answer === 'no') return <No {...props} />
  return <Yes {...props} />
}

function Waiting({ ask, who }: AskLineProps) {
  const zone = who.house.zone
  return (
    <>
      {ask.went_on_from && (
        <Sentence size="soft">
          {firstName(ask.went_on_from)} {ask.why === 'moved' ? 'has left' : 'did not answer'}:{' '}
          {firstName(ask.asked)} is asked now.
        </Sentence>
      )}
      <Notice>
        {firstName(ask.asked)} was asked for {inMoney(ask.amount, ask.currency)}{' '}
        <Ago at={ask.asked_at} now={who.at} zone={zone} />
        {ask.stands_in_for ? `, standing in for ${firstName(ask.stands_in_for)}` : ''}.
        {ask.silence_at ? ` No answer by ${formatWhen(ask.silence_at, who.at, 'en', zone)} means yes.` : ''}
      </Notice>
      {ask.asked_person_id === who.id && (
        <Button kind="go" wide href={`/asks/${ask.id}`}>
          Answer {firstName(ask.asker)}
        </Button>
      )}
      {ask.asker_id === who.id && (
        <Deed action={`/asks/${ask.id}/withdraw`} kind="link">
          Take the question back
        </Deed>
      )}
    </>
  )
}

function Yes({ ask, who, one, name }: AskLineProps) {
  const amount = inMoney(ask.answered_amount ?? 0n, ask.currency)
  const asked = firstName(ask.asked)
  const waited = howLong(ask.asked_at, ask.answered_at ?? who.at)
  const said = ask.by_clock
    ? `${asked} did not answer in time: so it is yes to ${amount}.`
    : ask.answer === 'less'
      ? `${asked} said ${amount}, in ${waited}.`
      : `${asked} said yes in ${waited}.`
  const gives = who.id === ask.asker_id || who.id === one.holder_id
  return (
    <>
      <Notice>{said}</Notice>
      {ask.word && <Voice size="small">{ask.word}</Voice>}
      {gives ? (
        <Form action={`/asks/${ask.id}/give`}>
          <Button kind="go" wide>
            Give {name} {amount} now
          </Button>
        </Form>
      ) : (
        <Sentence size="soft">{firstName(ask.asker)} gives it.</Sentence>
      )}
      {ask.reserved_until && (
        <Sentence size="soft">
          It is kept until {formatWhen(ask.reserved_until, who.at, 'en', who.house.zone)}.
        </Sentence>
      )}
    </>
  )
}

const No = ({ ask }: AskLineProps) => (
  <>
    <Notice tone="warn">
      {firstName(ask.asked)} said no to {inMoney(ask.amount, ask.currency)}.
    </Notice>
    {ask.word && <Voice size="small">{ask.word}</Voice>}
  </>
)
