import type { Id } from '../kit/ids.ts'
import { formatDate } from '../kit/moments.ts'
import { Button, Deed, Disclosure, Field, Form, Notice, Row, Rows, Sentence } from '../ui/index.ts'
import type { Staff } from './people.ts'
import type { Switched } from './store-switches.ts'
import { LEAST_DAYS, type Switch, stateOf } from './switches.ts'

type OneProps = { is: Switch; done: readonly Switched[]; who: Staff; names: ReadonlyMap<Id, string> }

export function OneSwitch({ is, done, who, names }: OneProps) {
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const [last] = done
  const state = stateOf(last, who.at)
  const earlier = done.filter((one) => one.off_at)
  return (
    <div id={is.name.replace('.', '-')} class="section">
      <h3>{is.title}</h3>
      <p>{is.says}</p>
      {state === 'off' && (
        <Sentence size="big">It is off{earlier.length === 0 && ', and has never been on'}.</Sentence>
      )}
      {last && state !== 'off' && (
        <>
          <Notice tone="warn">
            {state === 'on'
              ? `On since ${day(last.from_at)}.`
              : `Announced: it takes effect on ${day(last.from_at)}, and not before.`}{' '}
            {names.get(last.by_id)} decided it on {day(last.at)}: “{last.why}”{' '}
            {last.told_at ? 'Everybody was told by letter.' : 'The letters to everybody are being written.'}
          </Notice>
          {who.admin && (
            <Deed action={`/company/switches/${is.name}/off`} kind="danger" id="off">
              Switch it off now
            </Deed>
          )}
        </>
      )}
      {state === 'off' && who.admin && <SwitchOn is={is} />}
      {earlier.length > 0 && (
        <Disclosure summary={`Before (${earlier.length})`}>
          <Rows>
            {earlier.map((one) => (
              <Row title={`${names.get(one.by_id)} on ${day(one.at)}`}>
                <p class="soft">
                  “{one.why}” To take effect on {day(one.from_at)};{' '}
                  {names.get(one.off_by ?? '') ?? 'somebody'} switched it off on{' '}
                  {one.off_at && day(one.off_at)}.
                </p>
              </Row>
            ))}
          </Rows>
        </Disclosure>
      )}
    </div>
  )
}

const SwitchOn = ({ is }: { is: Switch }) => (
  <Disclosure summary="Announce that it will be switched on">
    <Form action={`/company/switches/${is.name}/on`} id="on">
      <p class="soft">
        Everybody gets a letter at once, with your name and your reason. Where the law gives a works council a
        say, it must have agreed first: the papers have a draft.
      </p>
      <Field name="why" type="textarea" label="Why?" rows={2} required maxlength={1000} />
      <Field
        name="notice"
        type="number"
        label="Days until it takes effect"
        required
        min={Math.max(LEAST_DAYS, is.noticeDays)}
        max={365}
        value={Math.max(LEAST_DAYS, is.noticeDays)}
        size={4}
      />
      <Button>Tell everybody, and switch it on after that</Button>
    </Form>
  </Disclosure>
)
